// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;
import org.causerie.graph.GraphComparison;
import org.causerie.graph.RandomGraphs;
import org.junit.jupiter.api.Test;

class CamTest {
    private static final Cam SEARCH = Cam.withDefaults();

    @Test
    void findsTheGraph() {
        assertThat(f1(SEARCH, 10, 15)).isGreaterThan(0.85);
    }

    @Test
    void preselectionLosesLittle() {
        assertThat(f1(SEARCH.neighbours(8), 20, 2)).isGreaterThan(0.8);
    }

    private static double f1(Cam search, int variables, int seeds) {
        int both = 0;
        int wrong = 0;
        for (int i = 0; i < seeds; i++) {
            Dag dag = RandomGraphs.erdosRenyi(variables, 2, Seed.of(i));
            Dataset data = AdditiveWorlds.draw(dag, true, 300, Seed.of(i));
            GraphComparison.Hits arrows = GraphComparison.of(
                            dag, search.discover(data, Execution.sequential()).dag())
                    .arrows();
            both += arrows.both();
            wrong += arrows.missed() + arrows.extra();
        }
        return 2.0 * both / (2 * both + wrong);
    }

    /** The F test of a cause that has no effect, beside one that has. */
    @Test
    void pruningKeepsItsLevel() {
        double[] pValues = IntStream.range(0, 400)
                .mapToDouble(i -> {
                    RandomGenerator random = Seed.of(i).random();
                    double[][] columns = new double[3][150];
                    for (double[] column : columns) Arrays.setAll(column, row -> random.nextGaussian());
                    for (int row = 0; row < 150; row++) {
                        columns[1][row] = columns[0][row] + 0.5 * columns[1][row];
                        columns[2][row] += Math.tanh(columns[0][row]);
                    }
                    for (double[] column : columns) centre(column);
                    return new AdditiveSplines(columns, 6).significance(2, new int[] {0, 1}, 1);
                })
                .sorted()
                .toArray();
        for (double level : new double[] {0.05, 0.25, 0.5, 0.75})
            assertThat(Arrays.stream(pValues).filter(p -> p <= level).count() / 400.0)
                    .isBetween(
                            level - 3.3 * Math.sqrt(level * (1 - level) / 400),
                            level + 3.3 * Math.sqrt(level * (1 - level) / 400));
    }

    private static void centre(double[] column) {
        double mean = Arrays.stream(column).average().orElseThrow();
        for (int row = 0; row < column.length; row++) column[row] -= mean;
    }

    @Test
    void neitherColumnOrderNorThreadsMatter() {
        Dataset data = AdditiveWorlds.draw(RandomGraphs.erdosRenyi(8, 3, Seed.of(4)), true, 150, Seed.of(4));
        Cam search = SEARCH.neighbours(3).alpha(0.05);
        Cam.Result found = search.discover(data, Execution.sequential());
        for (int threads : new int[] {2, 8})
            assertThat(search.discover(data, new Execution(threads))).isEqualTo(found);
        for (int i = 0; i < 20; i++) {
            Cam.Result again = search.discover(LinearWorlds.shuffled(data, Seed.of(i)), Execution.sequential());
            assertThat(again.dag().reordered(data.names())).isEqualTo(found.dag());
            assertThat(again.score()).isEqualTo(found.score());
        }
    }

    @Test
    void knowledgeBindsEvenWhereItIsWrong() {
        Dataset data = AdditiveWorlds.draw(Dag.of("A -> B -> C", "A -> C"), true, 300, Seed.of(5));
        Knowledge reversed =
                Knowledge.tiers(Set.of("C"), Set.of("A", "B")).require("C", "A").forbid("A", "B");
        Dag dag = SEARCH.knowledge(reversed).discover(data).dag();
        assertThat(dag.hasEdge("C", "A")).isTrue();
        assertThat(dag.hasEdge("A", "B")).isFalse();
        assertThat(dag.parents("C")).isEmpty();
    }

    @Test
    void badInputIsRefused() {
        Dataset data = AdditiveWorlds.draw(Dag.of("A -> B -> C"), true, 100, Seed.of(7));
        assertThatThrownBy(() -> SEARCH.discover(data.with("C", data.values("A"))))
                .isInstanceOf(CausalException.class)
                .hasMessageContainingAll("linear function of [A]");
        assertThatThrownBy(() -> SEARCH.neighbours(0))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("at least 1");
    }
}
