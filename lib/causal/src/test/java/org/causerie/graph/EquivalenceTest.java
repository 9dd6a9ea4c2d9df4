// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes against Verma and Pearl's criterion over every graph of a size. */
class EquivalenceTest {

    /** Adjacencies and v-structures, as text. */
    static String signature(Dag dag) {
        TreeSet<String> facts = new TreeSet<>();
        for (int v = 0; v < dag.size(); v++) {
            for (int a = 0; a < dag.size(); a++) {
                if (dag.hasEdge(a, v)) facts.add(Math.min(a, v) + "-" + Math.max(a, v));
                for (int b = a + 1; b < dag.size(); b++) {
                    boolean collide = dag.hasEdge(a, v) && dag.hasEdge(b, v);
                    if (collide && !dag.hasEdge(a, b) && !dag.hasEdge(b, a)) facts.add(a + ">" + v + "<" + b);
                }
            }
        }
        return facts.toString();
    }

    static Map<String, List<Dag>> classes(int n) {
        return AllDags.on(n).collect(Collectors.groupingBy(EquivalenceTest::signature));
    }

    /** Directed where all graphs of the class agree. */
    static Cpdag union(List<Dag> members) {
        Dag first = members.get(0);
        List<int[]> directed = new ArrayList<>();
        List<int[]> undirected = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            for (int j = 0; j < first.size(); j++) {
                int from = i;
                int to = j;
                if (!first.hasEdge(from, to)) continue;
                boolean agreed = members.stream().allMatch(dag -> dag.hasEdge(from, to));
                (agreed ? directed : undirected).add(new int[] {from, to});
            }
        }
        return Cpdag.of(first.names(), directed, undirected);
    }

    /** OEIS A003024 and Gillispie and Perlman (2001), table 1. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 3, 2", "3, 25, 11", "4, 543, 185", "5, 29281, 8782"})
    void thereAreAsManyGraphsAndClassesAsPublished(int n, int graphs, int classes) {
        Map<Cpdag, Integer> found = new HashMap<>();
        AllDags.on(n).forEach(dag -> found.merge(dag.toCpdag(), 1, Integer::sum));
        assertThat(found.values().stream().mapToInt(i -> i).sum()).isEqualTo(graphs);
        assertThat(found).hasSize(classes);
    }

    @Test
    void theClassOfAGraphDirectsWhatAllMembersShare() {
        for (List<Dag> members : classes(4).values()) {
            Cpdag union = union(members);
            for (Dag dag : members) assertThat(dag.toCpdag()).isEqualTo(union);
            assertThat(union.isCpdag()).isTrue();
            assertThat(union.meek()).isEqualTo(union);
            assertThat(union.consistentExtension())
                    .hasValueSatisfying(dag -> assertThat(members).contains(dag));
        }
    }

    @Test
    void equivalentMeansTheSameSignature() {
        List<Dag> dags = AllDags.on(3).toList();
        for (Dag a : dags)
            for (Dag b : dags)
                assertThat(a.equivalent(b)).isEqualTo(signature(a).equals(signature(b)));
    }

    @Test
    void equivalenceDoesNotLookAtTheOrderOfNames() {
        assertThat(Dag.of("A -> B -> C").equivalent(Dag.of("C -> B -> A"))).isTrue();
        assertThat(Dag.of("A -> B -> C").equivalent(Dag.of("A -> B", "C -> B"))).isFalse();
        assertThat(Dag.of("A -> B").equivalent(Dag.of("A -> C"))).isFalse();
    }

    @Test
    void meeksRulesFindTheClassFromItsVStructures() {
        IntStream.of(4, 5)
                .forEach(n -> classes(n).values().forEach(members -> {
                    Dag dag = members.get(0);
                    assertThat(pattern(dag).meek()).isEqualTo(dag.toCpdag());
                }));
        for (int seed = 0; seed < 40; seed++) {
            Dag large = RandomGraphs.erdosRenyi(130, 1 + seed % 4, Seed.of(seed));
            Cpdag cpdag = large.toCpdag();
            assertThat(pattern(large).meek()).isEqualTo(cpdag);
            assertThat(cpdag.consistentExtension())
                    .hasValueSatisfying(dag -> assertThat(dag.toCpdag()).isEqualTo(cpdag));
        }
    }

    /** The v-structures directed, nothing else. */
    private static Cpdag pattern(Dag dag) {
        List<int[]> directed = new ArrayList<>();
        List<int[]> undirected = new ArrayList<>();
        for (Edge edge : dag.edges()) {
            int from = dag.index(edge.from());
            int to = dag.index(edge.to());
            boolean collides = dag.parents(to).stream().anyMatch(q -> q != from && !dag.adjacent(q, from));
            (collides ? directed : undirected).add(new int[] {from, to});
        }
        return Cpdag.of(dag.names(), directed, undirected);
    }
}
