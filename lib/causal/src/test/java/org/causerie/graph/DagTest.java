// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.causerie.Seed;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.junit.jupiter.api.Test;

class DagTest {
    private final Dag dag = Dag.of("Z -> X -> M -> Y", "Z -> Y", "X -> C <- Y", "W");

    @Test
    void relativesAreNamedInTheOrderOfTheGraph() {
        assertThat(dag.names()).containsExactly("Z", "X", "M", "Y", "C", "W");
        assertThat(dag.parents("Y")).containsExactly("Z", "M");
        assertThat(dag.children("X")).containsExactly("M", "C");
        assertThat(dag.ancestors("Y")).containsExactly("Z", "X", "M");
        assertThat(dag.descendants("X")).containsExactly("M", "Y", "C");
        assertThat(dag.ancestors("W")).isEmpty();
        assertThat(dag.markovBlanket("X")).containsExactly("Z", "M", "Y", "C");
        assertThat(dag.edgeCount()).isEqualTo(6);
        assertThat(dag.edges()).hasSize(6).contains(Edge.directed("Z", "Y"));
        assertThat(dag.mark(0, 1)).isEqualTo(Mark.ARROW);
        assertThat(dag.mark(1, 0)).isEqualTo(Mark.TAIL);
        assertThat(dag.mark(0, 5)).isEqualTo(Mark.NONE);
    }

    /** Ancestors and descendants against the powers of the adjacency matrix; the order against every edge. */
    @Test
    void reachAndOrderHoldOnRandomGraphs() {
        for (int seed = 0; seed < 60; seed++) {
            Dag random = RandomGraphs.erdosRenyi(70, 3, Seed.of(seed));
            int n = random.size();
            boolean[][] path = new boolean[n][n];
            for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) path[i][j] = i == j || random.hasEdge(i, j);
            for (int k = 0; k < n; k++)
                for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) path[i][j] |= path[i][k] && path[k][j];
            int[] order = random.order();
            assertThat(Arrays.stream(order).sorted().boxed()).hasSize(n).doesNotHaveDuplicates();
            int[] place = new int[n];
            for (int k = 0; k < n; k++) place[order[k]] = k;
            for (int v = 0; v < n; v++) {
                BitSet up = random.ancestors(SeparationTest.only(v));
                BitSet down = random.descendants(SeparationTest.only(v));
                for (int w = 0; w < n; w++) {
                    assertThat(up.get(w)).isEqualTo(path[w][v]);
                    assertThat(down.get(w)).isEqualTo(path[v][w]);
                    if (random.hasEdge(v, w)) assertThat(place[v]).isLessThan(place[w]);
                    assertThat(random.parents(w).get(v)).isEqualTo(random.hasEdge(v, w));
                    assertThat(random.children(v).get(w)).isEqualTo(random.hasEdge(v, w));
                }
            }
        }
    }

    @Test
    void surgeryTakesTheEdgesItNamesAndNoOther() {
        BitSet x = SeparationTest.only(dag.index("X"));
        assertThat(dag.withoutEdgesInto(x)).isEqualTo(Dag.of("Z; X -> M -> Y; Z -> Y; X -> C; Y -> C; W"));
        assertThat(dag.withoutEdgesInto("X")).isEqualTo(dag.withoutEdgesInto(x));
        assertThat(dag.withoutEdgesOutOf("X")).isEqualTo(dag.withoutEdgesOutOf(x));
        assertThat(dag.withoutEdgesOutOf(x)).isEqualTo(Dag.of("Z -> X; M -> Y; Z -> Y; Y -> C; W"));
        assertThat(dag.withoutEdge("Z", "Y").hasEdge("Z", "Y")).isFalse();
        assertThat(dag.withoutEdge("Z", "Y").withEdge("Z", "Y")).isEqualTo(dag);
        assertThat(dag.withEdge("Z", "Y")).isSameAs(dag);
        assertThat(dag.subgraph(List.of("Y", "X", "Z"))).isEqualTo(Dag.of("Y; X; Z -> X; Z -> Y"));
        assertThat(dag.renamed(List.of("a", "b", "c", "d", "e", "f")).parents("d"))
                .containsExactly("a", "c");
        Dag turned = dag.reordered(List.of("W", "C", "Y", "M", "X", "Z"));
        assertThat(turned).isNotEqualTo(dag);
        assertThat(Set.copyOf(turned.edges())).isEqualTo(Set.copyOf(dag.edges()));
        assertThat(turned.reordered(dag.names())).isEqualTo(dag).hasSameHashCodeAs(dag);
    }

    @Test
    void setsAreCopies() {
        dag.parents(3).clear();
        dag.children(0).set(5);
        dag.order()[0] = 5;
        assertThat(dag).isEqualTo(Dag.of("Z -> X -> M -> Y", "Z -> Y", "X -> C <- Y", "W"));
        assertThat(dag.parents("Y")).containsExactly("Z", "M");
        assertThat(dag.topologicalOrder()).containsExactly("Z", "X", "M", "Y", "C", "W");
    }

    @Test
    void aCycleIsNamed() {
        assertThatThrownBy(() -> Dag.of("Root -> A -> B -> C -> A", "C -> D"))
                .hasMessageContaining("cycle")
                .satisfies(e -> assertThat(e.getMessage())
                        .containsAnyOf("A -> B -> C -> A", "B -> C -> A -> B", "C -> A -> B -> C")
                        .doesNotContain("Root")
                        .doesNotContain("D"));
        assertThatThrownBy(() -> dag.withEdge("Y", "Z")).hasMessageContaining("cycle");
        assertThatThrownBy(() -> Dag.of("X -> Y", "Y -> X")).hasMessageContaining("cycle");
    }

    @Test
    void wrongInputIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> Dag.of("X -> X")).hasMessageContaining("edge from X to itself");
        assertThatThrownBy(() -> Dag.of("X -> Y", "Y <- X")).hasMessageContaining("X -> Y is given twice");
        assertThatThrownBy(() -> Dag.of("X -- Y"))
                .hasMessageContaining("\"X -- Y\"")
                .hasMessageContaining("Cpdag");
        assertThatThrownBy(() -> Dag.of("X <-> Y")).hasMessageContaining("Admg");
        assertThatThrownBy(() -> dag.parents("y2")).hasMessageContaining("did you mean Y");
        assertThatThrownBy(() -> Dag.empty(List.of("A", "A"))).hasMessageContaining("\"A\" is listed twice");
        assertThatThrownBy(() -> Dag.empty(List.of("A", " "))).hasMessageContaining("number 2 has no name");
        assertThatThrownBy(() -> Dag.of(List.of("A", "B"), List.of(new int[] {0, 2})))
                .hasMessageContaining("no variable number 2");
        assertThatThrownBy(() -> Dag.of(List.of("A", "B"), List.of(new int[] {0, 1, 1})))
                .hasMessageContaining("length 3");
        assertThatThrownBy(() -> dag.reordered(List.of("X", "Y"))).hasMessageContaining("all 6 variables");
        assertThatThrownBy(() -> dag.renamed(List.of("X", "Y"))).hasMessageContaining("2 new names");
    }

    @Test
    void viewsInJGraphTHaveTheSameEdgesAndCannotBeChanged() {
        var view = dag.toJGraphT();
        assertThat(view.vertexSet()).containsExactlyElementsOf(dag.names());
        assertThat(view.edgeSet()).containsExactlyInAnyOrderElementsOf(dag.edges());
        assertThat(view.getEdgeSource(Edge.directed("Z", "Y"))).isEqualTo("Z");
        assertThat(new ConnectivityInspector<>(view).connectedSets()).hasSize(2);
        assertThatThrownBy(() -> view.removeVertex("Z")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> dag.moralGraph().addVertex("Q")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(dag.moralGraph().containsEdge("Z", "M")).isTrue();
        assertThat(dag.moralGraph().containsEdge("Z", "C")).isFalse();
    }
}
