// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.causerie.graph.LaggedGraph.Lagged;
import org.junit.jupiter.api.Test;

class LaggedGraphTest {
    private final LaggedGraph graph =
            LaggedGraph.of("X(t-1) -> X(t)", "X(t-2) -> Y(t)", "Y(t) -> Z(t)", "Z(t-1) -> X(t)");

    @Test
    void edgesStandOnceWhereTheyEndNow() {
        assertThat(graph.variables()).containsExactly("X", "Y", "Z");
        assertThat(graph.maxLag()).isEqualTo(2);
        assertThat(graph.names())
                .hasSize(9)
                .startsWith("X(t)", "Y(t)", "Z(t)", "X(t-1)")
                .endsWith("Z(t-2)");
        assertThat(graph.edgeCount()).isEqualTo(4);
        assertThat(graph.parents("X")).containsExactly(new Lagged("X", 1), new Lagged("Z", 1));
        assertThat(graph.hasEdge("X", 2, "Y")).isTrue();
        assertThat(graph.hasEdge("X", 1, "Y")).isFalse();
        assertThat(graph.mark(graph.index("X(t-2)"), graph.index("Y(t)"))).isEqualTo(Mark.ARROW);
        assertThat(graph.mark(graph.index("Y(t)"), graph.index("X(t-2)"))).isEqualTo(Mark.TAIL);
        assertThat(graph.adjacent(graph.index("X(t-2)"), graph.index("X(t-1)"))).isFalse();
        assertThat(graph.text())
                .isEqualTo("X(t), Y(t), Z(t)\nY(t) -> Z(t); X(t-1) -> X(t); Z(t-1) -> X(t); X(t-2) -> Y(t)");
    }

    @Test
    void earlierCopiesAreTheSameEdge() {
        assertThat(LaggedGraph.of("X(t-3) -> X(t-2)", "X(t-4) -> Y(t-2)", "Y(t-1) -> Z(t-1)", "Z(t-1) -> X(t)")
                        .edges())
                .isEqualTo(graph.edges().stream().toList());
        assertThatThrownBy(() -> LaggedGraph.of("X(t-1) -> Y(t)", "X(t-2) -> Y(t-1)"))
                .hasMessageContaining("given twice");
    }

    @Test
    void aStretchOfTimeHasEveryCopyThatFits() {
        Dag dag = graph.unrolled(4);
        assertThat(dag.size()).isEqualTo(12);
        for (int end = 0; end < 4; end++) {
            for (Lagged cause : List.of(new Lagged("X", 1), new Lagged("Z", 1))) {
                Lagged before = new Lagged(cause.variable(), end + cause.lag());
                String effect = new Lagged("X", end).toString();
                if (before.lag() < 4)
                    assertThat(dag.hasEdge(before.toString(), effect)).isTrue();
                else assertThat(dag.parents(effect)).isEmpty();
            }
        }
        assertThat(dag.edgeCount()).isEqualTo(3 + 2 + 4 + 3);
        assertThat(dag.separated("X(t-3)", "X(t)", List.of("X(t-1)"))).isFalse();
        assertThat(dag.separated("X(t-3)", "X(t)", List.of("X(t-1)", "Z(t-1)"))).isTrue();
    }

    @Test
    void theSummaryForgetsTime() {
        var summary = graph.summary();
        assertThat(summary.edgeSet())
                .containsExactlyInAnyOrder(
                        Edge.directed("X", "X"),
                        Edge.directed("X", "Y"),
                        Edge.directed("Y", "Z"),
                        Edge.directed("Z", "X"));
        assertThatThrownBy(() -> summary.removeVertex("X")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void wrongInputIsRefused() {
        assertThatThrownBy(() -> LaggedGraph.of("X(t) -> Y(t-1)")).hasMessageContaining("runs back in time");
        assertThatThrownBy(() -> LaggedGraph.of("X -> Y(t)"))
                .hasMessageContaining("\"X\" is no variable of a graph over time");
        assertThatThrownBy(() -> LaggedGraph.of("X(t) -> Y(t) -> X(t)")).hasMessageContaining("cycle");
        assertThatThrownBy(() -> LaggedGraph.of("X(t) -> X(t)")).hasMessageContaining("to itself");
        assertThatThrownBy(() -> LaggedGraph.of("X(t-1) -- Y(t)")).hasMessageContaining("only directed edges");
        assertThatThrownBy(() -> LaggedGraph.of(List.of("X"), 1, List.of(Edge.directed("X(t-2)", "X(t)"))))
                .hasMessageContaining("largest lag 1");
        assertThatThrownBy(() -> LaggedGraph.of(List.of("X"), -1, List.of())).hasMessageContaining("-1");
        assertThatThrownBy(() -> graph.unrolled(0)).hasMessageContaining("0 was given");
        assertThatThrownBy(() -> graph.hasEdge("X", 3, "Y")).hasMessageContaining("lags from 0 to 2");
        assertThatThrownBy(() -> graph.parents("Q")).hasMessageContaining("no variable \"Q\"");
    }
}
