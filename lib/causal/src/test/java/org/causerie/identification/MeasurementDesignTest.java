// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.junit.jupiter.api.Test;

/** The cheapest choice against all choices, and against the minimum cut where adjustment is the only way. */
class MeasurementDesignTest {
    private static final MeasurementDesign DESIGN = MeasurementDesign.withDefaults();

    @Test
    void theCheaperOfTwoWays() {
        Dag graph = Dag.of("U -> X -> M -> Y", "U -> Y");
        MeasurementDesign.Plan byMediator =
                DESIGN.design(Query.ate("X", "Y"), graph, Map.of("X", 0.0, "Y", 0.0, "M", 3.0, "U", 5.0));
        assertThat(byMediator.measured()).containsExactly("M", "X", "Y");
        assertThat(byMediator.cost()).isEqualTo(3);
        assertThat(byMediator.needs()).containsExactly(new TreeSet<>(Set.of("M", "U")));
        assertThat(byMediator.answer().estimand()).isInstanceOf(Functional.class);
        MeasurementDesign.Plan byConfounder =
                DESIGN.design(Query.ate("X", "Y"), graph, Map.of("X", 0.0, "Y", 0.0, "M", 3.0, "U", 2.0));
        assertThat(byConfounder.answer().estimand()).isInstanceOf(AdjustmentEstimand.class);
        assertThat(byConfounder.text())
                .startsWith("Measure U, X, Y at cost 2:")
                .endsWith("One of each is needed: {M, U}");
    }

    @Test
    void noChoiceIsCheaper() {
        List<Query> queries = List.of(
                Query.ate("C", "G"),
                Query.parse("P(G | do(B, C))"),
                Query.parse("P(G | do(C), A)"),
                Query.att("C", "G"));
        int some = 0;
        for (int i = 0; i < 40; i++) {
            Admg graph = SemiMarkovWorld.randomGraph(7, 0.4, 0.12, Seed.of(51).split(i));
            RandomGenerator random = Seed.of(52).split(i).random();
            TreeMap<String, Double> costs = new TreeMap<>();
            for (String name : graph.names()) costs.put(name, 1 + random.nextInt(5) + 0.01 * random.nextInt(9));
            Query query = queries.get(i % queries.size());
            MeasurementDesign.Plan plan = DESIGN.design(query, graph, costs);
            double least = cheapest(query, graph, costs);
            assertThat(plan.found()).as(query + " in " + graph).isEqualTo(least < Double.POSITIVE_INFINITY);
            if (!plan.found()) continue;
            assertThat(plan.cost()).as(query + " in " + graph + costs).isCloseTo(least, within(1e-9));
            if (!plan.needs().isEmpty()) some++;
        }
        assertThat(some).isGreaterThan(8);
    }

    /** By all subsets, on the graph with its hidden causes drawn in by hand. */
    private static double cheapest(Query query, Admg graph, Map<String, Double> costs) {
        List<String> names = new ArrayList<>(graph.names());
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++)
            for (int j = 0; j < graph.size(); j++) {
                if (graph.hasEdge(i, j)) edges.add(new int[] {i, j});
                if (i < j && graph.bidirected(i, j)) {
                    edges.add(new int[] {names.size(), i});
                    edges.add(new int[] {names.size(), j});
                    names.add("hidden" + names.size());
                }
            }
        Dag full = Dag.of(names, edges);
        Set<String> named = new TreeSet<>();
        query.renamed(name -> {
            named.add(name);
            return name;
        });
        double least = Double.POSITIVE_INFINITY;
        for (int bits = 0; bits < 1 << graph.size(); bits++) {
            Set<String> hidden = new TreeSet<>(names);
            double cost = 0;
            for (int v = 0; v < graph.size(); v++)
                if ((bits >> v & 1) == 1) {
                    hidden.remove(names.get(v));
                    cost += costs.get(names.get(v));
                }
            if (cost >= least || hidden.stream().anyMatch(named::contains)) continue;
            if (Identify.withDefaults()
                    .unobserved(hidden.toArray(String[]::new))
                    .identify(query, full)
                    .identified()) least = cost;
        }
        return least;
    }

    /** Without mediators, what is not found by adjustment is rare; what is costs as much as the minimum cut. */
    @Test
    void agreesWithTheMinimumCutWhereAdjustmentIsTheCheapestWay() {
        int adjusted = 0;
        for (int i = 0; i < 30; i++) {
            RandomGenerator random = Seed.of(53).split(i).random();
            List<int[]> edges = new ArrayList<>();
            List<String> names = List.of("A", "B", "C", "D", "E", "X", "Y");
            for (int v = 1; v < 7; v++)
                for (int p = 0; p < v; p++) if (random.nextDouble() < 0.45 || p == 5) edges.add(new int[] {p, v});
            Dag graph = Dag.of(names, edges);
            TreeMap<String, Double> costs = new TreeMap<>(Map.of("X", 0.0, "Y", 0.0));
            for (String name : names.subList(0, 5)) costs.put(name, 1 + random.nextDouble());
            double cut = AdjustmentSets.of(graph, "X", "Y").cheapest(costs::get).orElseThrow().stream()
                    .mapToDouble(costs::get)
                    .sum();
            MeasurementDesign.Plan plan = DESIGN.design(Query.ate("X", "Y"), graph, costs);
            assertThat(plan.cost()).isLessThan(cut + 1e-9);
            if (!(plan.answer().estimand() instanceof AdjustmentEstimand)) continue;
            assertThat(plan.cost()).isCloseTo(cut, within(1e-9));
            adjusted++;
        }
        assertThat(adjusted).isGreaterThan(20);
    }

    @Test
    void monotonicityMayMakeAQuestionAnswerable() {
        Dag graph = Dag.of("Z -> X -> Y", "Z -> Y");
        Map<String, Double> costs = Map.of("X", 1.0, "Y", 1.0, "Z", 2.0);
        assertThat(DESIGN.design(Query.pns("X", "Y"), graph, costs).found()).isFalse();
        MeasurementDesign.Plan plan =
                DESIGN.identify(Identify.withDefaults().monotone("X", "Y")).design(Query.pns("X", "Y"), graph, costs);
        assertThat(plan.measured()).containsExactly("X", "Y", "Z");
        assertThat(plan.cost()).isEqualTo(4);
    }

    @Test
    void whatCannotBeIsSaid() {
        Dag bow = Dag.of("U -> X -> Y", "U -> Y");
        Map<String, Double> costs = Map.of("X", 1.0, "Y", 1.0);
        MeasurementDesign.Plan none = DESIGN.design(Query.ate("X", "Y"), bow, costs);
        assertThat(none.found()).isFalse();
        assertThat(none.text()).startsWith("Even with X, Y measured, E[Y | do(X = 1)]");
        assertThatThrownBy(() -> DESIGN.design(Query.ate("U", "Y"), bow, costs))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("U is in the question");
        assertThatThrownBy(() -> DESIGN.design(Query.ate("X", "Y"), bow, Map.of("X", Double.NaN, "Y", 1.0)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("cost of measuring X");
        assertThatThrownBy(() -> DESIGN.design(Query.ate("X", "Y"), Cpdag.of("X -- Y"), costs))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("Dag or an Admg");
    }
}
