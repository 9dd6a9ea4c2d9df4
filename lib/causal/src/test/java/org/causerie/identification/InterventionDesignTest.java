// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.junit.jupiter.api.Test;

/** The cheapest experiments against all sets of experiments there are, judged by the complete algorithm gID. */
class InterventionDesignTest {
    private static final InterventionDesign DESIGN = InterventionDesign.withDefaults();

    private static InterventionalDistribution effect(String outcome, String... treatments) {
        return InterventionalDistribution.of(Set.of(outcome), Set.of(treatments));
    }

    @Test
    void theTreatmentOrAProxyForIt() {
        // the hedges around Y are {X} and {A, X}: X is needed in any case
        InterventionDesign.Plan bow = DESIGN.design(effect("Y", "X"), Admg.of("X -> Y", "X <-> Y"), Map.of("X", 4.0));
        assertThat(bow.experiments()).singleElement().satisfies(experiment -> {
            assertThat(experiment.set()).containsExactly("X");
            assertThat(experiment.needs()).containsExactly(new TreeSet<>(Set.of("X")));
        });
        assertThat(bow.cost()).isEqualTo(4);
        assertThat(bow.found()).isTrue();
        // X -> Y is confounded only by way of W: the hedge {X, W} can be broken at either end
        Admg proxy = Admg.of("W -> X -> Y", "X <-> W", "W <-> Y");
        assertThat(DESIGN.design(effect("Y", "X"), proxy, Map.of("X", 4.0, "W", 1.0))
                        .text())
                .contains("do(W), cost 1, for {Y}", "Total cost 1");
        assertThat(DESIGN.design(effect("Y", "X"), proxy, Map.of("X", 1.0, "W", 4.0))
                        .text())
                .contains("do(X), cost 1, for {Y}");
    }

    @Test
    void whatObservationsAnswerNeedsNoExperiment() {
        InterventionDesign.Plan plan =
                DESIGN.design(effect("Y", "X"), Admg.of("X -> M -> Y", "X <-> Y"), Map.of("X", 1.0));
        assertThat(plan.experiments()).isEmpty();
        assertThat(plan.cost()).isZero();
        assertThat(plan.text()).endsWith("without an experiment");
    }

    @Test
    void whereNothingThatMayBeSetHelpsTheAnswerIsTheObstacle() {
        InterventionDesign.Plan plan =
                DESIGN.design(effect("Y", "X"), Admg.of("Z -> X -> Y", "X <-> Y"), Map.of("Z", 1.0));
        assertThat(plan.found()).isFalse();
        assertThat(((NotIdentified) plan.answer()).witness()).isInstanceOf(Thicket.class);
        assertThat(plan.text())
                .startsWith("Even with every experiment on what may be set, P(Y | do(X)) is not identified: no source");
    }

    /** Every set of one or two experiments, and sets of three for the smaller graphs, by gID. */
    @Test
    void noSetOfExperimentsIsCheaper() {
        int needed = 0;
        for (int i = 0; i < 60; i++) {
            int size = i % 3 == 0 ? 4 : 5;
            Admg graph =
                    SemiMarkovWorld.randomGraph(size, 0.55, 0.45, Seed.of(41).split(i));
            Map<String, Double> costs = costs(graph, Seed.of(42).split(i));
            String last = graph.names().get(size - 1);
            InterventionalDistribution query =
                    i % 2 == 0 ? effect(last, "B") : InterventionalDistribution.of(Set.of(last, "C"), Set.of("B"));
            if (i % 5 == 4) query = effect(last, "B").given("A");
            InterventionDesign.Plan plan = DESIGN.design(query, graph, costs);
            if (!plan.experiments().isEmpty()) needed++;
            double least = cheapest(query, graph, costs, size == 4 ? 3 : 2);
            assertThat(plan.found()).as(query + " in " + graph).isEqualTo(least < Double.POSITIVE_INFINITY);
            if (plan.found())
                assertThat(plan.cost()).as(query + " in " + graph + costs).isCloseTo(least, within(1e-9));
        }
        assertThat(needed).isGreaterThan(25);
    }

    /** The one experiment for both districts would have to set A or B; each alone is had by setting a cheap variable. */
    @Test
    void twoExperimentsMayBeCheaperThanOne() {
        Admg graph = Admg.of("Y2 -> A -> Y1", "B -> A", "V -> Y2", "Y1 <-> B", "B <-> Y2", "Y2 <-> A", "V <-> Y2");
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y1", "Y2"), Set.of("A", "B", "V"));
        Map<String, Double> costs = Map.of("A", 10.0, "B", 10.0, "V", 1.0, "Y2", 1.0);
        InterventionDesign.Plan plan = DESIGN.design(query, graph, costs);
        assertThat(plan.experiments())
                .extracting(experiment -> String.join(",", experiment.set()))
                .containsExactlyInAnyOrder("V", "Y2");
        assertThat(plan.cost()).isEqualTo(cheapest(query, graph, costs, 2)).isEqualTo(2);
        Map<String, Double> cheapA = Map.of("A", 0.5, "B", 10.0, "V", 1.0, "Y2", 1.0);
        assertThat(DESIGN.design(query, graph, cheapA).experiments())
                .singleElement()
                .satisfies(one -> assertThat(one.set()).containsExactly("A", "V"));
    }

    private static double cheapest(
            InterventionalDistribution query, Admg graph, Map<String, Double> costs, int mostExperiments) {
        List<Set<String>> sets = new ArrayList<>();
        List<String> settable = List.copyOf(costs.keySet());
        for (int bits = 1; bits < 1 << settable.size(); bits++) {
            Set<String> set = new TreeSet<>();
            for (int k = 0; k < settable.size(); k++) if ((bits >> k & 1) == 1) set.add(settable.get(k));
            sets.add(set);
        }
        return cheapest(query, graph, costs, mostExperiments, sets, 0, List.of(Set.of()), Double.POSITIVE_INFINITY);
    }

    private static double cheapest(
            InterventionalDistribution query,
            Admg graph,
            Map<String, Double> costs,
            int left,
            List<Set<String>> sets,
            int from,
            List<Set<String>> chosen,
            double best) {
        double cost =
                chosen.stream().flatMap(Set::stream).mapToDouble(costs::get).sum();
        if (cost >= best) return best;
        boolean shown = GeneralIdentification.withDefaults()
                .identify(query, graph, chosen)
                .identified();
        if (shown) return cost;
        if (left == 0) return best;
        double least = best;
        for (int s = from; s < sets.size(); s++) {
            List<Set<String>> more = new ArrayList<>(chosen);
            more.add(sets.get(s));
            least = cheapest(query, graph, costs, left - 1, sets, s + 1, more, least);
        }
        return least;
    }

    private static Map<String, Double> costs(Admg graph, Seed seed) {
        RandomGenerator random = seed.random();
        TreeMap<String, Double> costs = new TreeMap<>();
        for (String name : graph.names())
            if (random.nextDouble() < 0.85) costs.put(name, 1 + random.nextInt(4) + 0.01 * random.nextInt(9));
        return costs;
    }

    @Test
    void heuristicsFindExperimentsThatSufficeAndAreNeverCheaper() {
        for (int i = 0; i < 60; i++) {
            Admg graph = SemiMarkovWorld.randomGraph(10, 0.3, 0.3, Seed.of(43).split(i));
            TreeMap<String, Double> costs = new TreeMap<>();
            RandomGenerator random = Seed.of(44).split(i).random();
            for (String name : graph.names()) costs.put(name, 1 + 9 * random.nextDouble());
            InterventionalDistribution query = effect("J", "F");
            InterventionDesign.Plan exact = DESIGN.design(query, graph, costs);
            for (InterventionDesign.Method method : InterventionDesign.Method.values()) {
                InterventionDesign.Plan plan = DESIGN.method(method).design(query, graph, costs);
                assertThat(plan.found()).as(method + " in " + graph).isEqualTo(exact.found());
                assertThat(plan.cost()).isGreaterThanOrEqualTo(exact.cost() - 1e-9);
            }
        }
    }

    /** Each cut looks at one kind of edge only; D is where the edges of the other kind meet. */
    @Test
    void aCutMayCostMoreThanNeeded() {
        Map<String, Double> costs = Map.of("B1", 1.5, "B2", 1.5, "P1", 1.5, "P2", 1.5, "D", 2.0);
        Admg meetsInDistrict = Admg.of(
                "B1 -> P1 -> Y", "B2 -> P2 -> Y", "D -> {P1 P2}", "Y <-> B1 <-> D <-> P1", "Y <-> B2 <-> D <-> P2");
        InterventionalDistribution query = effect("Y", "B1", "B2", "P1", "P2", "D");
        assertThat(cost(InterventionDesign.Method.EXACT, query, meetsInDistrict, costs))
                .isEqualTo(2);
        assertThat(cost(InterventionDesign.Method.DISTRICT_CUT, query, meetsInDistrict, costs))
                .isEqualTo(2);
        assertThat(cost(InterventionDesign.Method.ANCESTOR_CUT, query, meetsInDistrict, costs))
                .isEqualTo(3);
        Admg meetsOnPaths = Admg.of(
                "B1 -> D -> P1 -> Y", "B2 -> D -> P2 -> Y", "P1 <-> B1 <-> Y", "P2 <-> B2 <-> Y", "B1 <-> D <-> B2");
        assertThat(cost(InterventionDesign.Method.EXACT, query, meetsOnPaths, costs))
                .isEqualTo(2);
        assertThat(cost(InterventionDesign.Method.ANCESTOR_CUT, query, meetsOnPaths, costs))
                .isEqualTo(2);
        assertThat(cost(InterventionDesign.Method.DISTRICT_CUT, query, meetsOnPaths, costs))
                .isEqualTo(3);
    }

    private static double cost(
            InterventionDesign.Method method, InterventionalDistribution query, Admg graph, Map<String, Double> costs) {
        return DESIGN.method(method).design(query, graph, costs).cost();
    }

    /** A hedge hull by its definition: the union of all vertex sets around the district that are hedges. */
    @Test
    void theHullIsTheUnionOfAllHedges() {
        for (int i = 0; i < 40; i++) {
            Admg graph = SemiMarkovWorld.randomGraph(6, 0.5, 0.4, Seed.of(45).split(i));
            Subgraphs graphs = new Subgraphs(graph);
            var district = Subgraphs.single(5);
            var union = Subgraphs.single(5);
            for (int bits = 32; bits < 64; bits++) {
                var set = BitSet.valueOf(new long[] {bits});
                if (graphs.district(district, set).equals(set)
                        && graphs.ancestors(district, set).equals(set)) union.or(set);
            }
            assertThat(new HedgeHull(graphs, district).without(new BitSet())).isEqualTo(union);
        }
    }

    @Test
    void wrongCostsAreRefused() {
        Admg bow = Admg.of("X -> Y", "X <-> Y");
        assertThatThrownBy(() -> DESIGN.design(effect("Y", "X"), bow, Map.of("X", -1.0)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("cost of setting X");
        assertThatThrownBy(() -> DESIGN.design(effect("Y", "X"), bow, Map.of("Q", 1.0)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("\"Q\"");
    }
}
