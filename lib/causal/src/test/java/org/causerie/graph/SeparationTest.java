// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.causerie.Seed;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.graph.AsSubgraph;
import org.junit.jupiter.api.Test;

/** d- and m-separation against the definition over all paths, and against the moral graph. */
class SeparationTest {
    private int open;
    private int closed;

    @Test
    void everyAnswerOnSmallGraphsIsThatOfTheDefinition() {
        AllDags.on(4).forEach(dag -> agree(Admg.of(dag)));
        for (int trial = 0; trial < 120; trial++) {
            RandomGenerator random = Seed.of(1).split(trial).random();
            agree(Paths.random(5 + trial % 2, 0.4, trial % 3 == 0 ? 0 : 0.25, random));
        }
        assertThat(open).isGreaterThan(10_000);
        assertThat(closed).isGreaterThan(10_000);
    }

    private void agree(Admg graph) {
        Paths paths = new Paths(graph);
        int n = graph.size();
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < n; y++) {
                if (x == y) continue;
                for (long set = 0; set < 1L << n; set++) {
                    BitSet given = BitSet.valueOf(new long[] {set});
                    if (given.get(x) || given.get(y)) continue;
                    Set<Integer> members = given.stream().boxed().collect(Collectors.toCollection(TreeSet::new));
                    boolean truth = paths.separated(x, y, members);
                    assertThat(graph.separated(only(x), only(y), given))
                            .as("%s: %d, %d given %s", graph, x, y, given)
                            .isEqualTo(truth);
                    if (graph.directed().edgeCount() == graph.edgeCount())
                        assertThat(graph.directed().separated(only(x), only(y), given))
                                .isEqualTo(truth);
                    if (truth) closed++;
                    else open++;
                }
            }
        }
    }

    static BitSet only(int v) {
        BitSet set = new BitSet();
        set.set(v);
        return set;
    }

    /** Lauritzen, Dawid, Larsen and Leimer (1990): separation in the moral graph of the ancestors. */
    @Test
    void setsAreSeparatedWhereTheMoralGraphOfTheirAncestorsIsCut() {
        int cut = 0;
        for (int trial = 0; trial < 1500; trial++) {
            RandomGenerator random = Seed.of(2).split(trial).random();
            Dag dag = RandomGraphs.erdosRenyi(12, 2.5, Seed.of(trial));
            List<String> x = new ArrayList<>();
            List<String> y = new ArrayList<>();
            List<String> z = new ArrayList<>();
            for (String name : dag.names()) {
                double draw = random.nextDouble();
                if (draw < 0.6) (draw < 0.1 ? x : draw < 0.2 ? y : z).add(name);
            }
            boolean moral = cut(dag, x, y, z);
            assertThat(dag.separated(bits(dag, x), bits(dag, y), bits(dag, z))).isEqualTo(moral);
            if (moral && !x.isEmpty() && !y.isEmpty()) cut++;
        }
        assertThat(cut).isBetween(100, 1300);
    }

    private static boolean cut(Dag dag, List<String> x, List<String> y, List<String> z) {
        Set<String> kept = new TreeSet<>();
        for (List<String> set : List.of(x, y, z)) {
            kept.addAll(set);
            set.forEach(name -> kept.addAll(dag.ancestors(name)));
        }
        Graph<String, Edge> moral = dag.subgraph(kept).moralGraph();
        kept.removeAll(z);
        ConnectivityInspector<String, Edge> pieces = new ConnectivityInspector<>(new AsSubgraph<>(moral, kept));
        return x.stream().noneMatch(a -> y.stream().anyMatch(b -> pieces.pathExists(a, b)));
    }

    private static BitSet bits(Dag dag, List<String> names) {
        BitSet bits = new BitSet();
        names.forEach(name -> bits.set(dag.index(name)));
        return bits;
    }

    @Test
    void theProjectionHasTheSeparationsOfTheFullGraph() {
        for (int trial = 0; trial < 150; trial++) {
            Dag dag = RandomGraphs.erdosRenyi(7, 2.5, Seed.of(trial));
            List<String> latents = List.of("X1", "X4", "X6").subList(0, 1 + trial % 3);
            Admg observed = Admg.projection(dag, latents);
            assertThat(observed.names())
                    .containsExactlyElementsOf(dag.names().stream()
                            .filter(name -> !latents.contains(name))
                            .toList());
            int n = observed.size();
            for (int x = 0; x < n; x++) {
                for (int y = x + 1; y < n; y++) {
                    for (long set = 0; set < 1L << n; set++) {
                        if ((set >> x & 1) == 1 || (set >> y & 1) == 1) continue;
                        Set<String> given = BitSet.valueOf(new long[] {set}).stream()
                                .mapToObj(observed.names()::get)
                                .collect(Collectors.toSet());
                        String a = observed.names().get(x);
                        String b = observed.names().get(y);
                        assertThat(observed.separated(a, b, given)).isEqualTo(dag.separated(a, b, given));
                    }
                }
            }
        }
    }

    @Test
    void theMarkovBlanketSeparatesFromTheRestAndNothingSmallerDoes() {
        for (int trial = 0; trial < 60; trial++) {
            RandomGenerator random = Seed.of(3).split(trial).random();
            Admg graph = Paths.random(7, 0.3, trial % 2 == 0 ? 0 : 0.15, random);
            for (String v : graph.names()) {
                Set<String> blanket = graph.markovBlanket(v);
                if (graph.edgeCount() == graph.directed().edgeCount())
                    assertThat(graph.directed().markovBlanket(v)).isEqualTo(blanket);
                for (String w : graph.names()) {
                    if (w.equals(v)) continue;
                    Set<String> rest = new TreeSet<>(graph.names());
                    rest.removeAll(List.of(v, w));
                    boolean joined = !graph.separated(v, w, rest);
                    assertThat(blanket.contains(w)).isEqualTo(joined);
                    if (!blanket.contains(w))
                        assertThat(graph.separated(v, w, blanket)).isTrue();
                }
            }
        }
    }

    @Test
    void setsWithACommonVariableAreRefused() {
        Dag dag = Dag.of("A -> B -> C");
        assertThatThrownBy(() -> dag.separated("A", "C", List.of("A", "B")))
                .hasMessageContaining("[A] is in two of them");
        assertThatThrownBy(() -> dag.separated("A", "D", List.of())).hasMessageContaining("no variable \"D\"");
    }
}
