// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;
import org.causerie.graph.Mag;
import org.causerie.graph.Pag;
import org.junit.jupiter.api.Test;

/** Adjustment with hidden causes: on mixed graphs against regression, on classes of them against all their members. */
class AncestralAdjustmentTest {
    private static final List<String> NAMES = List.of("A", "B", "C", "D");
    private static final List<Set<String>> SUBSETS = List.of(Set.of(), Set.of("C"), Set.of("D"), Set.of("C", "D"));

    @Test
    void onMixedGraphsASetIsValidJustWhenRegressionFindsTheEffect() {
        int valid = 0;
        for (int g = 0; g < 1000; g++) {
            Seed seed = Seed.of(31).split(g);
            Admg graph = SemiMarkovWorld.randomGraph(3 + g % 4, 0.5, 0.25, seed);
            Dag full = canonical(graph);
            LinearWorld one = LinearWorld.of(full, seed.split("one"));
            LinearWorld two = LinearWorld.of(full, seed.split("two"));
            for (String x : graph.names())
                for (String y : graph.names()) {
                    if (x.equals(y)) continue;
                    AdjustmentSets sets = AdjustmentSets.of(graph, x, y);
                    Set<Set<String>> truth = new HashSet<>();
                    for (Set<String> z : subsets(graph, x, y)) {
                        if (finds(one, full, x, y, z) && finds(two, full, x, y, z)) truth.add(z);
                        assertThat(sets.witness(z).isPresent()).isEqualTo(!sets.isValid(z));
                    }
                    Set<Set<String>> found =
                            subsets(graph, x, y).stream().filter(sets::isValid).collect(Collectors.toSet());
                    assertThat(found).as("%s: %s to %s", graph, x, y).isEqualTo(truth);
                    checkMinimal(sets, truth);
                    valid += truth.size();
                }
        }
        assertThat(valid).isGreaterThan(10_000);
    }

    /** The nearest and the cheapest set are among the minimal ones, and there when any is. */
    private static void checkMinimal(AdjustmentSets sets, Set<Set<String>> truth) {
        Set<Set<String>> least = truth.stream()
                .filter(set -> truth.stream().noneMatch(other -> !other.equals(set) && set.containsAll(other)))
                .collect(Collectors.toSet());
        assertThat(Set.copyOf(sets.minimal())).isEqualTo(least);
        assertThat(sets.obstruction().isPresent()).isEqualTo(truth.isEmpty());
        assertThat(sets.nearest().map(set -> least.contains(set)))
                .isEqualTo(truth.isEmpty() ? Optional.empty() : Optional.of(true));
        double cheapest =
                truth.stream().mapToDouble(AncestralAdjustmentTest::cost).min().orElse(-1);
        assertThat(sets.cheapest(AncestralAdjustmentTest::cost)
                        .map(AncestralAdjustmentTest::cost)
                        .orElse(-1.0))
                .isEqualTo(cheapest);
    }

    private static double cost(String name) {
        return 1 + (name.charAt(0) * 7 % 5);
    }

    private static double cost(Set<String> set) {
        return set.stream().mapToDouble(AncestralAdjustmentTest::cost).sum();
    }

    /** For all mixed graphs of 4 variables, gathered by the ancestral graph and by the class that they have. */
    @Test
    void onAncestralGraphsASetIsValidJustWhenItIsForEveryGraphTheyStandFor() {
        Map<Mag, Set<Set<String>>> ofMag = new HashMap<>();
        Map<Pag, Set<Set<String>>> ofPag = new HashMap<>();
        Map<Mag, Set<Set<String>>> jointly = new HashMap<>();
        Map<Pag, Set<Set<String>>> jointlyOfPag = new HashMap<>();
        Map<Mag, Pag> classes = new HashMap<>();
        for (int code = 0; code < 46_656; code++) {
            Admg graph = mixed(code);
            if (graph == null) continue;
            Dag full = canonical(graph);
            Mag mag = Mag.projection(
                    full,
                    full.names().stream().filter(name -> !NAMES.contains(name)).toList(),
                    List.of());
            Pag pag = classes.computeIfAbsent(mag, Mag::toPag);
            Set<Set<String>> single = valid(AdjustmentSets.of(graph, "A", "B"), SUBSETS);
            keep(ofMag, mag, single);
            keep(ofPag, pag, single);
            Set<Set<String>> joint =
                    valid(AdjustmentSets.of(graph, Set.of("A", "D"), Set.of("B"), Set.of()), SUBSETS.subList(0, 2));
            keep(jointly, mag, joint);
            keep(jointlyOfPag, pag, joint);
        }
        assertThat(ofPag).hasSizeGreaterThan(200);
        ofMag.forEach((mag, truth) -> check(mag, truth, jointly.get(mag)));
        ofPag.forEach((pag, truth) -> check(pag, truth, jointlyOfPag.get(pag)));
        assertThat(ofPag.values().stream().filter(truth -> !truth.isEmpty())).hasSizeGreaterThan(50);
    }

    private static void check(CausalGraph graph, Set<Set<String>> truth, Set<Set<String>> joint) {
        AdjustmentSets sets = AdjustmentSets.of(graph, "A", "B");
        assertThat(valid(sets, SUBSETS)).as(graph.text()).isEqualTo(truth);
        checkMinimal(sets, truth);
        for (Set<String> z : SUBSETS) assertThat(sets.witness(z).isPresent()).isEqualTo(!truth.contains(z));
        AdjustmentSets both = AdjustmentSets.of(graph, Set.of("A", "D"), Set.of("B"), Set.of());
        assertThat(valid(both, SUBSETS.subList(0, 2))).as(graph.text()).isEqualTo(joint);
    }

    private static <K> void keep(Map<K, Set<Set<String>>> map, K key, Set<Set<String>> valid) {
        map.merge(key, valid, (a, b) -> a.stream().filter(b::contains).collect(Collectors.toSet()));
    }

    private static Set<Set<String>> valid(AdjustmentSets sets, List<Set<String>> candidates) {
        return candidates.stream().filter(sets::isValid).collect(Collectors.toSet());
    }

    /** The mixed graph of this number, one of six ways to join each pair; null where it has a cycle. */
    private static Admg mixed(int code) {
        List<int[]> directed = new ArrayList<>();
        List<int[]> bidirected = new ArrayList<>();
        int rest = code;
        for (int i = 0; i < 4; i++)
            for (int j = i + 1; j < 4; j++) {
                int way = rest % 6;
                rest /= 6;
                if (way % 3 == 1) directed.add(new int[] {i, j});
                if (way % 3 == 2) directed.add(new int[] {j, i});
                if (way >= 3) bidirected.add(new int[] {i, j});
            }
        try {
            return Admg.of(NAMES, directed, bidirected);
        } catch (CausalException cycle) {
            return null;
        }
    }

    /** The graph with a hidden variable for each of its hidden causes. */
    static Dag canonical(Admg graph) {
        List<String> names = new ArrayList<>(graph.names());
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++)
            for (int j = 0; j < graph.size(); j++) {
                if (graph.hasEdge(i, j)) edges.add(new int[] {i, j});
                if (i < j && graph.bidirected(i, j)) {
                    edges.add(new int[] {names.size(), i});
                    edges.add(new int[] {names.size(), j});
                    names.add("U" + i + j);
                }
            }
        return Dag.of(names, edges);
    }

    private static boolean finds(LinearWorld world, Dag full, String x, String y, Set<String> z) {
        int from = full.index(x);
        int to = full.index(y);
        return Math.abs(world.coefficient(from, to, z.stream().map(full::index).toList()) - world.effect(from, to))
                < 1e-7;
    }

    private static List<Set<String>> subsets(Admg graph, String x, String y) {
        List<Set<String>> out = new ArrayList<>(List.of(Set.of()));
        for (String name : graph.names()) {
            if (name.equals(x) || name.equals(y)) continue;
            for (Set<String> set : List.copyOf(out)) {
                Set<String> more = new HashSet<>(set);
                more.add(name);
                out.add(Set.copyOf(more));
            }
        }
        return out;
    }
}
