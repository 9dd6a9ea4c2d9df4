// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmgTest {
    private final Admg graph = Admg.of("Z -> X -> Y", "X <-> Y <-> W", "V -> W");

    @Test
    void districtsAreWhatBidirectedEdgesConnect() {
        assertThat(graph.districts()).containsExactly(Set.of("Z"), Set.of("X", "Y", "W"), Set.of("V"));
        assertThat(graph.district("W")).containsExactly("X", "Y", "W");
        assertThat(graph.spouses("Y")).containsExactly("X", "W");
        assertThat(graph.ancestors("Y")).containsExactly("Z", "X");
        assertThat(graph.descendants("Z")).containsExactly("X", "Y");
        assertThat(graph.markovBlanket("Z")).containsExactly("X", "Y", "W", "V");
        assertThat(graph.topologicalOrder()).containsExactly("Z", "X", "Y", "V", "W");
    }

    @Test
    void bothEdgesBetweenTwoVariablesAreKept() {
        int x = graph.index("X");
        int y = graph.index("Y");
        assertThat(graph.edges()).hasSize(5).contains(Edge.directed("X", "Y"), Edge.bidirected("X", "Y"));
        assertThat(graph.edgeCount()).isEqualTo(5);
        assertThat(graph.mark(x, y)).isEqualTo(Mark.ARROW);
        assertThat(graph.mark(y, x)).isEqualTo(Mark.TAIL);
        assertThat(graph.mark(y, graph.index("W"))).isEqualTo(Mark.ARROW);
        assertThat(graph.toJGraphT().edgeSet()).hasSize(5);
    }

    @Test
    void anInterventionCutsHiddenCausesToo() {
        var x = SeparationTest.only(graph.index("X"));
        assertThat(graph.withoutEdgesInto(x)).isEqualTo(Admg.of("Z; X -> Y <-> W", "V -> W"));
        assertThat(graph.withoutEdgesInto("X")).isEqualTo(graph.withoutEdgesInto(x));
        assertThat(graph.withoutEdgesOutOf("X")).isEqualTo(graph.withoutEdgesOutOf(x));
        assertThat(graph.withoutEdgesOutOf(x)).isEqualTo(Admg.of("Z -> X <-> Y <-> W", "V -> W"));
        assertThat(graph.subgraph(List.of("W", "Y", "Z"))).isEqualTo(Admg.of("W <-> Y", "Z"));
    }

    /** Pearl's front-door graph and the bow. */
    @Test
    void hiddenVariablesBecomeBidirectedEdges() {
        assertThat(Admg.projection(Dag.of("X -> M -> Y", "U -> X", "U -> Y"), List.of("U")))
                .isEqualTo(Admg.of("X -> M -> Y", "X <-> Y"));
        assertThat(Admg.projection(Dag.of("X -> M -> Y", "U -> M", "U -> X"), List.of("U", "M")))
                .isEqualTo(Admg.of("X -> Y", "X <-> Y"));
        assertThatThrownBy(() -> Admg.projection(Dag.of("X -> Y"), List.of("U")))
                .hasMessageContaining("\"U\"");
    }

    @Test
    void wrongInputIsRefused() {
        assertThatThrownBy(() -> Admg.of("X -- Y")).hasMessageContaining("Cpdag");
        assertThatThrownBy(() -> Admg.of("X o-> Y")).hasMessageContaining("Pag");
        assertThatThrownBy(() -> Admg.of("X <-> Y <-> X")).hasMessageContaining("given twice");
        assertThatThrownBy(() -> Admg.of("X <-> X")).hasMessageContaining("to itself");
        assertThatThrownBy(() -> Admg.of("X -> Y -> X")).hasMessageContaining("cycle");
    }
}
