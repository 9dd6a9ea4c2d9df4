// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.GraphComparison;
import org.causerie.graph.RandomGraphs;
import org.causerie.stat.Bic;
import org.junit.jupiter.api.Test;

class CokeTest {

    /** A line of machines in order, each with a few sensors. */
    private record Line(Dag dag, Knowledge tiers) {}

    private static Line line(int machines, int sensors, Seed seed) {
        RandomGenerator random = seed.split("line").random();
        List<String> names = new ArrayList<>();
        List<Set<String>> tiers = new ArrayList<>();
        List<int[]> edges = new ArrayList<>();
        for (int m = 0; m < machines; m++) {
            Set<String> tier = new HashSet<>();
            for (int s = 0; s < sensors; s++) {
                String name = String.format(Locale.ROOT, "m%02d_s%d", m, s);
                int to = names.size();
                for (int from = 0; from < to; from++)
                    if (random.nextDouble() < 1.6 / to) edges.add(new int[] {from, to});
                names.add(name);
                tier.add(name);
            }
            tiers.add(tier);
        }
        return new Line(Dag.of(names, edges), new Knowledge(tiers, Set.of(), Set.of(), Set.of()));
    }

    /** Takes out whole machines from part of the products, as recipes do, and single cells, to the proportion asked. */
    private static Dataset gaps(Dataset data, double proportion, int sensors, Seed seed) {
        if (proportion == 0) return data;
        RandomGenerator random = seed.split("gaps").random();
        int machines = data.size() / sensors;
        int recipes = 12;
        boolean[][] skipped = new boolean[recipes][machines];
        for (boolean[] recipe : skipped)
            for (int m = 0; m < machines; m++) recipe[m] = random.nextDouble() < proportion / 2;
        double[][] columns = new double[data.size()][];
        for (int j = 0; j < columns.length; j++) columns[j] = data.values(j);
        double cells = (proportion / 2) / (1 - proportion / 2);
        for (int row = 0; row < data.rows(); row++) {
            boolean[] recipe = skipped[random.nextInt(recipes)];
            for (int j = 0; j < columns.length; j++)
                if (recipe[j / sensors] || random.nextDouble() < cells) columns[j][row] = Double.NaN;
        }
        return Dataset.of(data.names(), columns);
    }

    private static Dataset meanImputed(Dataset data) {
        double[][] columns = new double[data.size()][];
        for (int j = 0; j < columns.length; j++) {
            double[] values = data.values(j);
            double mean = Arrays.stream(values)
                    .filter(v -> !Double.isNaN(v))
                    .average()
                    .orElse(0);
            columns[j] =
                    Arrays.stream(values).map(v -> Double.isNaN(v) ? mean : v).toArray();
        }
        return Dataset.of(data.names(), columns);
    }

    private static double f1(Dag truth, Knowledge knowledge, CausalGraph found) {
        List<int[]> known = new ArrayList<>();
        for (int i = 0; i < truth.size(); i++)
            for (int j = 0; j < truth.size(); j++)
                if (truth.hasEdge(i, j)
                        && knowledge.forbidden(
                                truth.names().get(j), truth.names().get(i))) known.add(new int[] {i, j});
        Cpdag best = truth.toCpdag().oriented(known);
        return GraphComparison.of(best, found).arrows().f1();
    }

    private static double pcF1(Line line, Dataset data) {
        try {
            Pc pc = Pc.withDefaults().largestSet(3).knowledge(line.tiers());
            return f1(
                    line.dag(),
                    line.tiers(),
                    pc.discover(data, Execution.sequential()).cpdag());
        } catch (CausalException e) {
            return 0; // no complete row is left
        }
    }

    @Test
    void beatsDeletionAndMeansAtEveryProportionMissing() {
        int seeds = 3;
        for (int tenths = 0; tenths <= 9; tenths += 3) {
            double coke = 0;
            double deletion = 0;
            double means = 0;
            for (int i = 0; i < seeds; i++) {
                Seed seed = Seed.of(225).split(i);
                Line line = line(8, 2, seed);
                Dataset data = gaps(Worlds.sample(line.dag(), 3000, seed), tenths / 10.0, 2, seed);
                coke += f1(
                        line.dag(),
                        line.tiers(),
                        Coke.withDefaults()
                                .knowledge(line.tiers())
                                .starts(1)
                                .discover(data, Execution.sequential())
                                .cpdag());
                deletion += tenths == 9 ? 0 : pcF1(line, complete(data));
                means += pcF1(line, meanImputed(data));
            }
            assertThat(coke)
                    .as("missing %d0 %%", tenths)
                    .isGreaterThan(deletion - 0.02 * seeds)
                    .isGreaterThan(means - 0.02 * seeds);
            if (tenths >= 3) assertThat(coke).isGreaterThan(deletion + 0.1).isGreaterThan(means);
        }
    }

    private static Dataset complete(Dataset data) {
        try {
            return data.dropMissing();
        } catch (CausalException e) {
            return data;
        }
    }

    @Test
    void thePopulationsClassIsFound() {
        int right = 0;
        for (int i = 0; i < 100; i++) {
            Seed seed = Seed.of(226).split(i);
            Dag dag = Worlds.dag(9, seed);
            Cpdag found = Coke.with(Bic.withDefaults())
                    .starts(8)
                    .discover(Bic.withDefaults().on(Worlds.population(dag, 1e8, seed)), Execution.sequential())
                    .cpdag();
            if (found.equals(dag.toCpdag())) right++;
        }
        assertThat(right).isGreaterThan(90);
    }

    @Test
    void knowledgeBinds() {
        Seed seed = Seed.of(3);
        Line line = line(5, 2, seed);
        Dataset data = gaps(Worlds.sample(line.dag(), 300, seed), 0.7, 2, seed);
        Knowledge known = line.tiers().require("m00_s0", "m04_s1").forbid("m00_s1", "m04_s1");
        Cpdag found = Coke.withDefaults().knowledge(known).discover(data).cpdag();
        assertThat(found.directed("m00_s0", "m04_s1")).isTrue();
        for (int i = 0; i < found.size(); i++)
            for (int j = 0; j < found.size(); j++)
                if (i != j
                        && known.forbidden(found.names().get(i), found.names().get(j)))
                    assertThat(found.directed(i, j) || found.undirected(i, j)).isFalse();
    }

    @Test
    void orderOfColumnsAndThreadsDoNotMatter() {
        Seed seed = Seed.of(5);
        Dag dag = RandomGraphs.erdosRenyi(12, 3, seed);
        Dataset data = gaps(Worlds.sample(dag, 500, seed), 0.4, 2, seed);
        Set<String> marks =
                marks(Coke.withDefaults().discover(data, Execution.sequential()).cpdag());
        for (int threads : new int[] {2, 8})
            assertThat(marks(Coke.withDefaults()
                            .discover(data, new Execution(threads))
                            .cpdag()))
                    .isEqualTo(marks);
        for (int k = 0; k < 12; k++) {
            List<String> names = new ArrayList<>();
            for (int column : Worlds.shuffled(data.size(), seed.split(k)))
                names.add(data.names().get(column));
            assertThat(marks(Coke.withDefaults()
                            .discover(data.select(names), Execution.sequential())
                            .cpdag()))
                    .isEqualTo(marks);
        }
    }

    private static Set<String> marks(Cpdag graph) {
        Set<String> marks = new HashSet<>();
        for (String a : graph.names())
            for (String b : graph.names()) {
                if (a.equals(b)) continue;
                if (graph.directed(a, b)) marks.add(a + " -> " + b);
                if (graph.undirected(a, b)) marks.add(a + " -- " + b);
            }
        return marks;
    }

    @Test
    void columnsWithoutValuesAreRefused() {
        Dataset data = Worlds.sample(Dag.of("A -> B -> C"), 50, Seed.of(1));
        double[] nothing = new double[50];
        Arrays.fill(nothing, Double.NaN);
        assertThatThrownBy(() -> Coke.withDefaults().discover(data.with("B", nothing)))
                .isInstanceOf(CausalException.class)
                .hasMessageContainingAll("B", "0 values");
    }
}
