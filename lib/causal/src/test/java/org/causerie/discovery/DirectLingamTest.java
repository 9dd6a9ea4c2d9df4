// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.discovery.LinearWorlds.Shape;
import org.causerie.discovery.LinearWorlds.World;
import org.causerie.graph.Dag;
import org.causerie.graph.GraphComparison;
import org.causerie.graph.RandomGraphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectLingamTest {
    private static final DirectLingam SEARCH = DirectLingam.withDefaults();

    @ParameterizedTest
    @CsvSource({"UNIFORM, 10, 100", "EXPONENTIAL, 10, 100", "UNIFORM, 20, 40", "EXPONENTIAL, 20, 40", "UNIFORM, 50, 5"})
    void findsOrderAndGraph(Shape shape, int variables, int seeds) {
        int both = 0;
        int wrong = 0;
        int ordered = 0;
        for (int i = 0; i < seeds; i++) {
            World world = LinearWorlds.draw(RandomGraphs.erdosRenyi(variables, 2, Seed.of(i)), shape, 1000, Seed.of(i));
            DirectLingam.Result found = SEARCH.discover(world.data(), Execution.sequential());
            GraphComparison.Hits arrows =
                    GraphComparison.of(world.dag(), found.dag()).arrows();
            both += arrows.both();
            wrong += arrows.missed() + arrows.extra();
            if (LinearWorlds.valid(found.order(), world.dag())) ordered++;
        }
        assertThat(ordered).isGreaterThanOrEqualTo((95 * seeds + 99) / 100);
        assertThat(2.0 * both / (2 * both + wrong)).isGreaterThan(0.98);
    }

    @Test
    void intervalsCoverTheCoefficients() {
        int covered = 0;
        int all = 0;
        for (int i = 0; i < 150; i++) {
            World world = LinearWorlds.draw(RandomGraphs.erdosRenyi(6, 2, Seed.of(i)), Shape.LAPLACE, 2000, Seed.of(i));
            DirectLingam.Result found = SEARCH.discover(world.data(), Execution.sequential());
            if (!found.dag().equals(world.dag())) continue;
            for (WeightedEdge edge : found.edges()) {
                double truth = world.weights()[world.dag().index(edge.from())][
                        world.dag().index(edge.to())];
                double[] interval = edge.interval(0.95);
                all++;
                if (interval[0] <= truth && truth <= interval[1]) covered++;
            }
        }
        assertThat(all).isGreaterThan(600);
        assertThat((double) covered / all).isBetween(0.925, 0.975);
    }

    @Test
    void unitsScaleTheCoefficients() {
        World world = LinearWorlds.draw(Dag.of("A -> B"), Shape.UNIFORM, 500, Seed.of(3));
        double[] grams = world.data().values("B");
        for (int row = 0; row < grams.length; row++) grams[row] = 1000 * grams[row] + 7;
        double there = SEARCH.discover(world.data()).adjacency()[0][1];
        assertThat(SEARCH.discover(world.data().with("B", grams)).adjacency()[0][1])
                .isCloseTo(1000 * there, within(1e-6 * Math.abs(there)));
    }

    @Test
    void neitherColumnOrderNorThreadsMatter() {
        World world = LinearWorlds.draw(RandomGraphs.erdosRenyi(15, 3, Seed.of(4)), Shape.GAUSSIAN, 120, Seed.of(4));
        DirectLingam.Result found = SEARCH.discover(world.data(), Execution.sequential());
        for (int threads : new int[] {2, 8})
            assertThat(SEARCH.discover(world.data(), new Execution(threads)).edges())
                    .isEqualTo(found.edges());
        for (int i = 0; i < 20; i++) {
            Dataset shuffled = LinearWorlds.shuffled(world.data(), Seed.of(i));
            DirectLingam.Result again = SEARCH.discover(shuffled, Execution.sequential());
            assertThat(again.edges()).isEqualTo(found.edges());
            assertThat(again.order()).isEqualTo(found.order());
            assertThat(again.dag().names()).isEqualTo(shuffled.names());
        }
    }

    @Test
    void knowledgeBindsEvenWhereItIsWrong() {
        World world = LinearWorlds.draw(Dag.of("A -> B -> C", "A -> C", "D -> C"), Shape.UNIFORM, 1000, Seed.of(5));
        Knowledge reversed =
                Knowledge.tiers(Set.of("C"), Set.of("B", "D"), Set.of("A")).forbid("B", "A");
        Dag dag = SEARCH.knowledge(reversed).discover(world.data()).dag();
        assertThat(dag.parents("C")).isEmpty();
        assertThat(dag.hasEdge("B", "A")).isFalse();
        assertThat(dag.hasEdge("A", "B")).isFalse();
        Dag required = SEARCH.knowledge(Knowledge.none().require("D", "A"))
                .discover(world.data())
                .dag();
        assertThat(required.hasEdge("D", "A")).isTrue();
        DirectLingam.Result rooted =
                SEARCH.knowledge(Knowledge.none().root("B")).discover(world.data());
        assertThat(rooted.order().get(0)).isEqualTo("B");
    }

    @Test
    void badInputIsRefused() {
        Dataset data = LinearWorlds.draw(Dag.of("A -> B -> C"), Shape.UNIFORM, 100, Seed.of(7))
                .data();
        double[] sum = data.values("A");
        for (int row = 0; row < 100; row++) sum[row] -= 2 * data.values("B")[row];
        refused(() -> SEARCH.discover(data.with("C", sum)), "linear function of [A, B]");
        refused(() -> SEARCH.discover(data.with("C", data.values("A"))), "linear function of [A]", "without");
        refused(() -> SEARCH.discover(data.with("C", new double[100])), "same value");
        refused(() -> SEARCH.discover(data.rows(new int[] {0, 1, 2, 3})), "4 cases", "3 variables");
        double[] gaps = data.values("A");
        gaps[0] = Double.NaN;
        refused(() -> SEARCH.discover(data.with("A", gaps)), "missing");
        refused(() -> SEARCH.penalty(-1), "0 or more");
    }

    @Test
    void anInterruptTellsTheOrderSoFar() {
        World world = LinearWorlds.draw(RandomGraphs.erdosRenyi(5, 2, Seed.of(8)), Shape.UNIFORM, 100, Seed.of(8));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> SEARCH.discover(world.data(), Execution.sequential()))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void refused(ThrowingCallable call, String... said) {
        assertThatThrownBy(call).isInstanceOf(CausalException.class).hasMessageContainingAll(said);
    }
}
