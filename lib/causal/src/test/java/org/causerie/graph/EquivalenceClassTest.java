// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

/** Members, their number and background knowledge against classes made by grouping every graph of a size. */
class EquivalenceClassTest {

    @Test
    void membersAreTheGraphsOfTheClassEachOnce() {
        for (int n = 3; n <= 5; n++) {
            for (List<Dag> members : EquivalenceTest.classes(n).values()) {
                Cpdag cpdag = members.get(0).toCpdag();
                assertThat(cpdag.members()).containsExactlyInAnyOrderElementsOf(members);
                assertThat(cpdag.memberCount()).isEqualTo(BigInteger.valueOf(members.size()));
            }
        }
    }

    @Test
    void knowledgeLeavesTheMembersThatAgreeWithIt() {
        for (List<Dag> members : EquivalenceTest.classes(4).values()) {
            Cpdag cpdag = members.get(0).toCpdag();
            for (List<int[]> knowledge : directions(cpdag)) {
                List<Dag> agreeing = members.stream()
                        .filter(dag -> knowledge.stream().allMatch(edge -> dag.hasEdge(edge[0], edge[1])))
                        .toList();
                if (agreeing.isEmpty()) {
                    assertThatThrownBy(() -> cpdag.oriented(knowledge)).isInstanceOf(CausalException.class);
                    continue;
                }
                Cpdag narrowed = cpdag.oriented(knowledge);
                assertThat(narrowed).isEqualTo(EquivalenceTest.union(agreeing));
                assertThat(narrowed.members()).containsExactlyInAnyOrderElementsOf(agreeing);
                assertThat(narrowed.memberCount()).isEqualTo(BigInteger.valueOf(agreeing.size()));
                assertThat(narrowed.consistentExtension())
                        .hasValueSatisfying(dag -> assertThat(agreeing).contains(dag));
                for (int v = 0; v < 4; v++) assertThat(possible(narrowed, v)).isEqualTo(possible(agreeing, v));
            }
        }
    }

    /** No direction, each one direction, and each pair of directions of undirected edges. */
    private static List<List<int[]>> directions(Cpdag cpdag) {
        List<int[]> single = new ArrayList<>();
        for (int i = 0; i < cpdag.size(); i++)
            for (int j = 0; j < cpdag.size(); j++) if (cpdag.undirected(i, j)) single.add(new int[] {i, j});
        List<List<int[]>> all = new ArrayList<>(List.of(List.of()));
        for (int a = 0; a < single.size(); a++) {
            all.add(List.of(single.get(a)));
            for (int b = a + 1; b < single.size(); b++) all.add(List.of(single.get(a), single.get(b)));
        }
        return all;
    }

    private static BitSet possible(Cpdag graph, int v) {
        BitSet start = new BitSet();
        start.set(v);
        return graph.possibleDescendants(start);
    }

    private static BitSet possible(List<Dag> members, int v) {
        BitSet start = new BitSet();
        start.set(v);
        BitSet union = new BitSet();
        members.forEach(dag -> union.or(dag.descendants(start)));
        return union;
    }

    /** Members of larger chordal graphs, enumerated, and with knowledge inside. */
    @Test
    void theCountIsThatOfTheEnumeration() {
        for (int trial = 0; trial < 150; trial++) {
            RandomGenerator random = Seed.of(5).split(trial).random();
            Cpdag chordal = chordal(6 + trial % 3, random);
            assertThat(chordal.isCpdag()).isTrue();
            Set<Dag> members = chordal.members().collect(Collectors.toCollection(HashSet::new));
            assertThat(chordal.memberCount()).isEqualTo(BigInteger.valueOf(members.size()));
            Dag one = members.stream()
                    .skip(random.nextInt(members.size()))
                    .findFirst()
                    .orElseThrow();
            List<Edge> edges = one.edges();
            Cpdag narrowed = chordal;
            for (int k = 0; k < 3; k++)
                narrowed = narrowed.oriented(
                        edges.get(random.nextInt(edges.size())).toString());
            assertThat(narrowed.memberCount())
                    .isEqualTo(BigInteger.valueOf(narrowed.members().count()));
            assertThat(narrowed.members()).contains(one).isSubsetOf(members);
        }
    }

    /** Each vertex joins some of a clique among those before it: chordal by construction, and connected. */
    private static Cpdag chordal(int n, RandomGenerator random) {
        List<int[]> edges = new ArrayList<>();
        boolean[][] adjacent = new boolean[n][n];
        for (int v = 1; v < n; v++) {
            List<Integer> clique = new ArrayList<>(List.of(random.nextInt(v)));
            for (int u = 0; u < v; u++) {
                int candidate = u;
                boolean joins = clique.stream().allMatch(c -> adjacent[c][candidate]);
                if (joins && random.nextDouble() < 0.6) clique.add(u);
            }
            for (int c : clique) {
                adjacent[c][v] = true;
                adjacent[v][c] = true;
                edges.add(new int[] {c, v});
            }
        }
        return Cpdag.of(AllDags.names(n), List.of(), edges);
    }

    /** He, Jia and Yu (2015), theorem 3: a tree of n has n members, n - 1 edges and one more 2n, a complete graph n!. */
    @Test
    void largeClassesAreCountedWithoutGoingThroughThem() {
        List<int[]> path = new ArrayList<>();
        List<int[]> complete = new ArrayList<>();
        for (int i = 0; i < 200; i++) path.add(new int[] {i, i + 1});
        for (int i = 0; i < 30; i++) for (int j = i + 1; j < 30; j++) complete.add(new int[] {i, j});
        BigInteger factorial = BigInteger.ONE;
        for (int i = 2; i <= 30; i++) factorial = factorial.multiply(BigInteger.valueOf(i));
        assertThat(Cpdag.of(AllDags.names(201), List.of(), path).memberCount()).isEqualTo(201);
        assertThat(Cpdag.of(AllDags.names(30), List.of(), complete).memberCount())
                .isEqualTo(factorial);
        path.add(new int[] {0, 2});
        assertThat(Cpdag.of(AllDags.names(201), List.of(), path).memberCount()).isEqualTo(402);
    }

    @Test
    void aGraphOfNoClassHasNoMembers() {
        Cpdag square = Cpdag.of("A -- B -- C -- D -- A");
        assertThat(square.memberCount()).isZero();
        assertThat(square.members()).isEmpty();
        assertThat(square.consistentExtension()).isEmpty();
        assertThat(square.isCpdag()).isFalse();
        Cpdag cycle = Cpdag.of("A -> B -> C -> A");
        assertThat(cycle.memberCount()).isZero();
        assertThat(cycle.isCpdag()).isFalse();
        assertThat(Cpdag.of("A -> B -- C").isCpdag()).isFalse();
        assertThat(Cpdag.of("A -> B -- C").memberCount()).isOne();
        assertThatThrownBy(() -> square.oriented("A -> B")).hasMessageContaining("isCpdag()");
    }

    @Test
    void knowledgeAgainstTheClassIsRefusedWithTheReason() {
        Cpdag chain = Cpdag.of("A -- B -- C");
        assertThat(chain.oriented("A -> B")).isEqualTo(Cpdag.of("A -> B -> C"));
        assertThat(chain.oriented("B <- C")).isEqualTo(Cpdag.of("A; B -> A; C -> B"));
        assertThatThrownBy(() -> chain.oriented("A -> B", "C -> B"))
                .hasMessageContaining("No member of the class has C -> B")
                .hasMessageContaining("imply B -> C");
        assertThatThrownBy(() -> chain.oriented("A -> C")).hasMessageContaining("no edge between A and C");
        assertThatThrownBy(() -> chain.oriented("A -- B")).hasMessageContaining("\"A -- B\" is not one");
        assertThatThrownBy(() -> chain.oriented("A -> D")).hasMessageContaining("There is no variable \"D\"");
    }

    @Test
    void anUndirectedEdgeIsNoDag() {
        assertThatThrownBy(() -> Cpdag.of("A -- B -> C").toDag())
                .hasMessageContaining("1 edge without direction: A -- B;")
                .hasMessageContaining("members()");
        assertThat(Cpdag.of("A -> B -> C").toDag()).isEqualTo(Dag.of("A -> B -> C"));
    }

    /** Each member as often as chance has it: the statistic has as many degrees of freedom as there are others. */
    @Test
    void drawsEachMemberWithTheSameProbability() {
        for (int i = 0; i < 40; i++) {
            Seed seed = Seed.of(i);
            Cpdag graph = RandomGraphs.erdosRenyi(6, 3, seed).toCpdag();
            if (i % 4 == 1) graph = Cpdag.of("A -- B -- C -- D", "B -- D", "D -- E", "C -- E", "B -- E", "E -- F");
            Map<Dag, Integer> drawn = new HashMap<>();
            List<Dag> members = graph.members().toList();
            if (i % 4 == 2 && members.size() > 2) {
                int[] known = open(graph);
                graph = graph.oriented(List.of(known));
                members = graph.members().toList();
            }
            int draws = 200 * members.size();
            for (int k = 0; k < draws; k++)
                drawn.merge(graph.sample(seed.split(k)).orElseThrow(), 1, Integer::sum);
            assertThat(members).containsAll(drawn.keySet());
            double statistic = 0;
            for (Dag member : members) statistic += Math.pow(drawn.getOrDefault(member, 0) - 200.0, 2) / 200;
            double freedom = members.size() - 1.0;
            assertThat(statistic).as("%s", graph).isLessThanOrEqualTo(freedom + 4.5 * Math.sqrt(2 * freedom) + 3);
        }
        assertThat(Cpdag.of("A -- B -- C -- D -- A").sample(Seed.of(1))).isEmpty();
    }

    private static int[] open(Cpdag graph) {
        for (int a = 0; a < graph.size(); a++)
            for (int b = 0; b < graph.size(); b++) if (graph.undirected(a, b)) return new int[] {a, b};
        throw new IllegalStateException("no edge is open");
    }
}
