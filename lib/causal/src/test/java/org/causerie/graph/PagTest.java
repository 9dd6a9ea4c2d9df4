// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.causerie.CausalException;
import org.junit.jupiter.api.Test;

/** Classes of maximal ancestral graphs against all of them on four variables, grouped by their separations. */
class PagTest {
    private static final int N = 4;

    /** Every ancestral graph without undirected edges whose non-adjacent pairs are separated by some set. */
    private static Map<BitSet, List<Admg>> classes() {
        Map<BitSet, List<Admg>> classes = new HashMap<>();
        for (int code = 0; code < 4096; code++) {
            List<int[]> directed = new ArrayList<>();
            List<int[]> bidirected = new ArrayList<>();
            int rest = code;
            for (int i = 0; i < N; i++) {
                for (int j = i + 1; j < N; j++, rest >>= 2) {
                    if ((rest & 3) == 1) directed.add(new int[] {i, j});
                    if ((rest & 3) == 2) directed.add(new int[] {j, i});
                    if ((rest & 3) == 3) bidirected.add(new int[] {i, j});
                }
            }
            if (!acyclic(directed)) continue;
            Admg graph = Admg.of(AllDags.names(N), directed, bidirected);
            if (bidirected.stream().anyMatch(e -> ancestor(graph, e[0], e[1]) || ancestor(graph, e[1], e[0]))) continue;
            BitSet separations = separations(graph);
            if (maximal(graph, separations))
                classes.computeIfAbsent(separations, key -> new ArrayList<>()).add(graph);
        }
        return classes;
    }

    private static boolean acyclic(List<int[]> directed) {
        try {
            Dag.of(AllDags.names(N), directed);
            return true;
        } catch (CausalException e) {
            return false;
        }
    }

    private static boolean ancestor(Admg graph, int a, int b) {
        return graph.ancestors(SeparationTest.only(b)).get(a);
    }

    /** One bit for each pair and set: 16 (4 x + y) + set. */
    private static BitSet separations(Admg graph) {
        BitSet found = new BitSet();
        for (int x = 0; x < N; x++) {
            for (int y = x + 1; y < N; y++) {
                for (int set = 0; set < 16; set++) {
                    if ((set >> x & 1) == 1 || (set >> y & 1) == 1) continue;
                    BitSet given = BitSet.valueOf(new long[] {set});
                    if (graph.separated(SeparationTest.only(x), SeparationTest.only(y), given))
                        found.set(16 * (4 * x + y) + set);
                }
            }
        }
        return found;
    }

    private static boolean maximal(Admg graph, BitSet separations) {
        for (int x = 0; x < N; x++) {
            for (int y = x + 1; y < N; y++) {
                int first = 16 * (4 * x + y);
                int next = separations.nextSetBit(first);
                boolean separable = next >= 0 && next < first + 16;
                if (!graph.adjacent(x, y) && !separable) return false;
            }
        }
        return true;
    }

    /** The marks all members share; circles elsewhere. */
    private static Pag shared(List<Admg> members) {
        Admg first = members.get(0);
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < N; i++) {
            for (int j = i + 1; j < N; j++) {
                if (!first.adjacent(i, j)) continue;
                edges.add(new Edge(
                        first.names().get(i), first.names().get(j), shared(members, j, i), shared(members, i, j)));
            }
        }
        return Pag.of(first.names(), edges);
    }

    private static Mark shared(List<Admg> members, int i, int j) {
        Mark mark = members.get(0).mark(i, j);
        return members.stream().allMatch(member -> member.mark(i, j) == mark) ? mark : Mark.CIRCLE;
    }

    @Test
    void aMemberSeparationsAndPossibleDescendantsAreThoseOfTheClass() {
        Map<BitSet, List<Admg>> classes = classes();
        assertThat(classes).hasSizeGreaterThan(200);
        classes.forEach((separations, members) -> {
            Pag pag = shared(members);
            Mag mag = pag.toMag();
            assertThat(members).as("a member of %s", pag).contains(mag.toAdmg());
            assertThat(separations(mag.toAdmg())).isEqualTo(separations);
            for (int v = 0; v < N; v++) {
                BitSet union = new BitSet();
                BitSet start = SeparationTest.only(v);
                members.forEach(member -> union.or(member.descendants(start)));
                assertThat(pag.possibleDescendants(start))
                        .as("%d in %s", v, pag)
                        .isEqualTo(union);
            }
        });
    }

    @Test
    void relativesAreThoseWithoutCircles() {
        Pag pag = Pag.of("A o-> B <-o C", "B -> D", "E <-> D");
        assertThat(pag.parents("D")).containsExactly("B");
        assertThat(pag.parents("B")).isEmpty();
        assertThat(pag.children("B")).containsExactly("D");
        assertThat(pag.spouses("D")).containsExactly("E");
        assertThat(pag.possibleDescendants("A")).containsExactly("B", "D");
        assertThat(pag.directed("B", "D")).isTrue();
        assertThat(pag.directed("A", "B")).isFalse();
        assertThat(pag.edgeCount()).isEqualTo(4);
        assertThat(pag.separated("A", "C", List.of())).isTrue();
        assertThat(pag.separated("A", "C", List.of("D"))).isFalse();
    }

    @Test
    void aGraphOfNoClassHasNoMember() {
        assertThatThrownBy(() -> Pag.of("A o-o B o-o C o-o D o-o A").toMag()).hasMessageContaining("o-o");
        assertThatThrownBy(() -> Pag.of("A -- B").toAdmg()).hasMessageContaining("A -- B stands for selection");
        assertThatThrownBy(() -> Pag.of("A o-> B").toAdmg()).hasMessageContaining("has a circle; toMag()");
        assertThatThrownBy(() -> Pag.of("A o-> B <-> A")).hasMessageContaining("given twice");
        assertThatThrownBy(() -> Pag.of("A o-> A")).hasMessageContaining("to itself");
    }
}
