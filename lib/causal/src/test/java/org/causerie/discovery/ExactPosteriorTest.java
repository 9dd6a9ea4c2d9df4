// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;
import org.causerie.stat.Bdeu;
import org.causerie.stat.LocalScore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactPosteriorTest {
    private static final double TINY = 1e-9;

    /** Scores without any pattern, so that nothing can be right by symmetry. */
    private record Table(List<String> names, double[][] scores) implements LocalScore {
        static Table random(int size, double scale, long seed) {
            Random random = new Random(seed);
            double[][] scores = new double[size][1 << size];
            for (double[] row : scores) Arrays.setAll(row, i -> -50 + scale * random.nextGaussian());
            return new Table(IntStream.range(0, size).mapToObj(i -> "V" + i).toList(), scores);
        }

        @Override
        public double score(int node, int... parents) {
            int set = 0;
            for (int parent : parents) set |= 1 << parent;
            return scores[node][set];
        }
    }

    /** All graphs on a few variables as the parents of each, by trying every choice for every pair. */
    private static List<int[]> graphs(int size) {
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < size; i++) for (int j = i + 1; j < size; j++) pairs.add(new int[] {i, j});
        List<int[]> graphs = new ArrayList<>();
        for (int code = 0; code < Math.pow(3, pairs.size()); code++) {
            int[] parents = new int[size];
            int rest = code;
            for (int[] pair : pairs) {
                if (rest % 3 == 1) parents[pair[1]] |= 1 << pair[0];
                if (rest % 3 == 2) parents[pair[0]] |= 1 << pair[1];
                rest /= 3;
            }
            if (orders(parents, 0) > 0) graphs.add(parents);
        }
        return graphs;
    }

    private static int orders(int[] parents, int placed) {
        if (placed == (1 << parents.length) - 1) return 1;
        int orders = 0;
        for (int v = 0; v < parents.length; v++)
            if ((placed & 1 << v) == 0 && (parents[v] & ~placed) == 0) orders += orders(parents, placed | 1 << v);
        return orders;
    }

    private static boolean reaches(int[] parents, int from, int to) {
        for (int u = 0; u < parents.length; u++)
            if ((parents[to] & 1 << u) != 0 && (u == from || reaches(parents, from, u))) return true;
        return false;
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0.5, GRAPHS",
        "4, 4, GRAPHS",
        "4, 40, ORDERS",
        "4, 1, ORDERS",
        "5, 0.1, GRAPHS",
        "5, 3, GRAPHS",
        "5, 60, GRAPHS",
        "5, 2, ORDERS"
    })
    void equalsEnumeration(int size, double scale, ExactPosterior.Prior prior) {
        List<int[]> graphs = graphs(size);
        assertThat(graphs).hasSize(size == 4 ? 543 : 29_281);
        Table table = Table.random(size, scale, size);
        double[] weights = graphs.stream()
                .mapToDouble(parents -> {
                    double score = 50 * size;
                    for (int v = 0; v < size; v++) score += table.scores()[v][parents[v]];
                    return Math.exp(score) * (prior == ExactPosterior.Prior.ORDERS ? orders(parents, 0) : 1);
                })
                .toArray();
        double total = Arrays.stream(weights).sum();
        DagPosterior posterior = ExactPosterior.withDefaults().prior(prior).discover(table);
        for (int u = 0; u < size; u++) {
            for (int v = 0; v < size; v++) {
                if (u == v) continue;
                double edge = 0;
                double path = 0;
                for (int i = 0; i < weights.length; i++) {
                    if ((graphs.get(i)[v] & 1 << u) != 0) edge += weights[i] / total;
                    if (reaches(graphs.get(i), u, v)) path += weights[i] / total;
                }
                assertThat(posterior.edge("V" + u, "V" + v)).isCloseTo(edge, within(TINY));
                assertThat(posterior.path("V" + u, "V" + v)).isCloseTo(path, within(TINY));
            }
        }
        int best = 0;
        double highest = 0;
        for (int i = 0; i < weights.length; i++) {
            Dag dag = dag(graphs.get(i), table.names());
            if (i % 97 == 0) assertThat(posterior.probability(dag)).isCloseTo(weights[i] / total, within(TINY));
            double once = weights[i] / (prior == ExactPosterior.Prior.ORDERS ? orders(graphs.get(i), 0) : 1);
            if (once > highest) {
                highest = once;
                best = i;
            }
        }
        assertThat(posterior.dag()).isEqualTo(dag(graphs.get(best), table.names()));
    }

    private static Dag dag(int[] parents, List<String> names) {
        List<int[]> edges = new ArrayList<>();
        for (int v = 0; v < parents.length; v++)
            for (int u = 0; u < parents.length; u++) if ((parents[v] & 1 << u) != 0) edges.add(new int[] {u, v});
        return Dag.of(names, edges);
    }

    @Test
    void drawsHaveTheProbabilitiesOfTheirGraphs() {
        Table table = Table.random(5, 1, 3);
        Variables variables = Variables.of(table.names());
        Bounds free = Bounds.of(Knowledge.none(), variables);
        ParentSums sums = ParentSums.of(table, variables, free, 5, Execution.sequential());
        GraphSums exact = GraphSums.overGraphs(sums, sums.bestGraphs());
        List<GraphDraws.Draw> draws = GraphDraws.of(sums, true, 20_000, Seed.of(5), Execution.sequential());
        double weights = draws.stream().mapToDouble(GraphDraws.Draw::weight).sum();
        for (int u = 0; u < 5; u++) {
            for (int v = 0; v < 5; v++) {
                if (u == v) continue;
                int from = u;
                int to = v;
                double share = draws.stream()
                                .filter(draw -> (draw.parents()[to] & 1 << from) != 0)
                                .mapToDouble(GraphDraws.Draw::weight)
                                .sum()
                        / weights;
                assertThat(share).isCloseTo(exact.edge(u, v), within(0.025));
            }
        }
    }

    @Test
    void sumsOverManyVariablesAgreeWithThemselves() {
        // 11 variables: over graphs and over orders by entirely different sums; draws of the one weighted to the other
        Table table = Table.random(11, 1.5, 8);
        DagPosterior graphs =
                ExactPosterior.withDefaults().largestParents(3).draws(4_000).discover(table);
        Variables variables = Variables.of(table.names());
        ParentSums sums =
                ParentSums.of(table, variables, Bounds.of(Knowledge.none(), variables), 3, Execution.sequential());
        List<GraphDraws.Draw> draws = GraphDraws.of(sums, true, 4_000, Seed.of(2), Execution.sequential());
        double weights = draws.stream().mapToDouble(GraphDraws.Draw::weight).sum();
        double worst = 0;
        for (int u = 0; u < 11; u++) {
            for (int v = 0; v < 11; v++) {
                if (u == v) continue;
                double share = 0;
                for (GraphDraws.Draw draw : draws)
                    if ((draw.parents()[v] & 1 << u) != 0) share += draw.weight() / weights;
                worst = Math.max(
                        worst,
                        Math.abs(share
                                - graphs.edges()[table.names().indexOf(variables.name(u))][
                                        table.names().indexOf(variables.name(v))]));
            }
        }
        assertThat(worst).isLessThan(6 * 0.5 / Math.sqrt(graphs.effectiveDraws()));
    }

    @Test
    void knowledgeAndLimitsBind() {
        Table table = Table.random(5, 2, 9);
        Knowledge knowledge = Knowledge.tiers(Collections.singleton("V3"), Set.of("V0", "V1"))
                .require("V0", "V4")
                .forbid("V1", "V2");
        DagPosterior posterior = ExactPosterior.withDefaults()
                .knowledge(knowledge)
                .largestParents(2)
                .discover(table);
        assertThat(posterior.edge("V0", "V3")).isZero();
        assertThat(posterior.edge("V0", "V4")).isCloseTo(1, within(TINY));
        assertThat(posterior.edge("V1", "V2")).isZero();
        double[] probability = {0};
        for (int[] parents : graphs(5)) {
            boolean allowed = (parents[4] & 1) != 0
                    && (parents[2] & 2) == 0
                    && (parents[3] & 3) == 0
                    && Arrays.stream(parents).allMatch(set -> Integer.bitCount(set) <= 2);
            double mass = posterior.probability(dag(parents, table.names()));
            if (allowed) probability[0] += mass;
            else assertThat(mass).isZero();
        }
        assertThat(probability[0]).isCloseTo(1, within(TINY));
    }

    @Test
    void classesOfTheCollegePlansAddUp() {
        Dataset seniors = Datasets.collegePlans();
        DagPosterior posterior =
                ExactPosterior.with(Bdeu.withDefaults()).discover(seniors.select("sex", "ses", "iq", "plans"));
        List<DagPosterior.ClassProbability> classes = posterior.classes();
        assertThat(classes).isNotEmpty();
        assertThat(classes.stream()
                        .mapToDouble(DagPosterior.ClassProbability::probability)
                        .sum())
                .isBetween(0.99, 1 + TINY);
        assertThat(classes.get(0).cpdag()).isEqualTo(posterior.dag().toCpdag());
    }

    @Test
    void orderAndThreadsDoNotMatter() {
        Dataset data = Datasets.collegePlans();
        List<String> names = new ArrayList<>(data.names());
        ExactPosterior search = ExactPosterior.with(Bdeu.withDefaults());
        DagPosterior first = search.discover(data, Execution.sequential());
        Random random = new Random(4);
        for (int i = 0; i < 5; i++) {
            Collections.shuffle(names, random);
            DagPosterior again = search.discover(data.select(names), new Execution(2 + i));
            for (String u : names)
                for (String v : names)
                    if (!u.equals(v)) {
                        // counts are summed in the order of the columns
                        assertThat(again.edge(u, v)).isCloseTo(first.edge(u, v), within(TINY));
                        assertThat(again.path(u, v)).isCloseTo(first.path(u, v), within(TINY));
                    }
            assertThat(again.dag().edges())
                    .containsExactlyInAnyOrderElementsOf(first.dag().edges());
        }
    }

    @Test
    void tooManyVariablesAreRefused() {
        Table many = new Table(IntStream.range(0, 25).mapToObj(i -> "V" + i).toList(), new double[0][]);
        assertThatThrownBy(() -> ExactPosterior.withDefaults().discover(many))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("25 variables")
                .hasMessageContaining("Bootstrap");
    }
}
