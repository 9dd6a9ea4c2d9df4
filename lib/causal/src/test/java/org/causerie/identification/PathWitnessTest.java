// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.causerie.graph.Admg;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Edge;
import org.causerie.graph.Mark;
import org.causerie.graph.Pag;
import org.junit.jupiter.api.Test;

class PathWitnessTest {

    @Test
    void aPathHasTheEdgesItIsWrittenWith() {
        assertThat(new PathWitness("A <- B -> C <-> D -- E o-> F <-o G o-o H", "why").edges())
                .containsExactly(
                        new Edge("A", "B", Mark.ARROW, Mark.TAIL),
                        Edge.directed("B", "C"),
                        Edge.bidirected("C", "D"),
                        Edge.undirected("D", "E"),
                        new Edge("E", "F", Mark.CIRCLE, Mark.ARROW),
                        new Edge("F", "G", Mark.ARROW, Mark.CIRCLE),
                        new Edge("G", "H", Mark.CIRCLE, Mark.CIRCLE));
        assertThat(new PathWitness("family income", "an unobserved variable").edges())
                .isEmpty();
    }

    @Test
    void theEdgesAreThoseOfTheGraph() {
        Admg mixed = Admg.of("X -> Y", "X <-> Y", "Z <-> X", "Z -> Y");
        PathWitness open = AdjustmentSets.of(mixed, "X", "Y").witness(Set.of()).orElseThrow();
        assertThat(open.edges()).isNotEmpty().allMatch(edge -> has(mixed.edges(), edge));
        Cpdag undirected = Cpdag.of("X -- Y");
        assertThat(AdjustmentSets.of(undirected, "X", "Y")
                        .obstruction()
                        .orElseThrow()
                        .edges())
                .containsExactly(Edge.undirected("X", "Y"));
        Pag circles = Pag.of("X o-> Y", "Z o-> Y");
        assertThat(AdjustmentSets.of(circles, "X", "Y")
                        .obstruction()
                        .orElseThrow()
                        .edges())
                .isNotEmpty()
                .allMatch(edge -> has(circles.edges(), edge));
    }

    private static boolean has(List<Edge> edges, Edge edge) {
        return edges.contains(edge) || edges.contains(edge.reversed());
    }
}
