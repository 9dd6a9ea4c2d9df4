// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.provider.MethodSource;

/** The searches by continuous optimisation: their gradients, what they find, and what standardising takes from them. */
class ContinuousTest {

    static Stream<Search> searches() {
        return Stream.of(Notears.withDefaults(), Golem.withDefaults(), Dagma.withDefaults());
    }

    static Map<String, OrthantWise.Objective> objectives() {
        LinearLoss loss = new LinearLoss(new double[] {2, 0.5, -0.3, 0.5, 1.5, 0.4, -0.3, 0.4, 1}, 3);
        Golem golem = Golem.withDefaults();
        return Map.of(
                "exponential", (w, gradient) -> Acyclicity.exponential(w, 3, gradient),
                "log determinant", (w, gradient) -> Acyclicity.logDeterminant(w, 3, 2, gradient),
                "NOTEARS", (w, gradient) -> Notears.lagrangian(loss, w, 3, 0.7, gradient),
                "DAGMA", (w, gradient) -> Dagma.objective(loss, w, 0.1, 1.7, gradient),
                "GOLEM-EV", (w, gradient) -> golem.objective(loss, Golem.Variances.EQUAL, w, gradient),
                "GOLEM-NV", (w, gradient) -> golem.objective(loss, Golem.Variances.ANY, w, gradient));
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        RandomGenerator random = Seed.of(1).random();
        objectives().forEach((name, objective) -> {
            for (int repeat = 0; repeat < 20; repeat++) {
                double[] w = random.doubles(9, -0.7, 0.7).toArray();
                double[] gradient = new double[9];
                objective.at(w, gradient);
                for (int k = 0; k < 9; k++) {
                    double[] up = w.clone();
                    double[] down = w.clone();
                    up[k] += 1e-5;
                    down[k] -= 1e-5;
                    double slope = (objective.at(up, new double[9]) - objective.at(down, new double[9])) / 2e-5;
                    assertThat(gradient[k]).as(name).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
                }
            }
        });
    }

    @Test
    void bothAcyclicityFunctionsVanishForAcyclicGraphsOnly() {
        double[] acyclic = {0, 2, -3, 0, 0, 5, 0, 0, 0};
        double[] cyclic = {0, 0.5, 0, 0, 0, 0.5, 0.5, 0, 0};
        assertThat(Acyclicity.exponential(acyclic, 3, new double[9])).isCloseTo(0, within(1e-9));
        assertThat(Acyclicity.logDeterminant(acyclic, 3, 1, new double[9])).isCloseTo(0, within(1e-9));
        // exp of a cycle of three squares a = 1/4 has the trace 3 Σ a^(3k) / (3k)!
        assertThat(Acyclicity.exponential(cyclic, 3, new double[9]))
                .isCloseTo(3 / 64.0 / 6 + 3 / 4096.0 / 720, within(1e-9));
        assertThat(Acyclicity.logDeterminant(cyclic, 3, 1, new double[9]))
                .isCloseTo(-Math.log(1 - 1 / 64.0), within(1e-12));
        assertThat(Acyclicity.logDeterminant(new double[] {0, 2, 2, 0}, 2, 1, new double[4]))
                .isInfinite();
    }

    /** The lasso with an orthonormal design: each coefficient is moved towards 0 by the penalty. */
    @Test
    void orthantWiseSolvesTheLasso() {
        double[] target = {3, -0.5, 0.2, -2, 5};
        boolean[] free = {true, true, true, true, false};
        double[] x = new double[5];
        new OrthantWise(
                        (at, gradient) -> {
                            double sum = 0;
                            for (int i = 0; i < 5; i++) {
                                gradient[i] = (at[i] - target[i]) * (i + 1);
                                sum += (i + 1) * (at[i] - target[i]) * (at[i] - target[i]) / 2;
                            }
                            return sum;
                        },
                        new double[] {1, 1, 1, 0, 1},
                        free)
                .minimise(x, 1000, 1e-10);
        double[] solution = {2, 0, 0, -2, 0};
        for (int i = 0; i < 5; i++) assertThat(x[i]).isCloseTo(solution[i], within(1e-6));
    }

    private static double f1(Search search, boolean standardised) {
        int both = 0;
        int wrong = 0;
        for (int i = 0; i < 15; i++) {
            World world =
                    LinearWorlds.draw(RandomGraphs.erdosRenyi(10, 2, Seed.of(i)), Shape.GAUSSIAN, 1000, Seed.of(i));
            Dataset data = standardised ? world.data().standardized() : world.data();
            GraphComparison.Hits arrows = GraphComparison.of(
                            world.dag(), search.discover(data).graph())
                    .arrows();
            both += arrows.both();
            wrong += arrows.missed() + arrows.extra();
        }
        return 2.0 * both / (2 * both + wrong);
    }

    @ParameterizedTest
    @MethodSource("searches")
    void equalVariancesAreEnoughAndStandardisingTakesThem(Search search) {
        double found = f1(search, false);
        assertThat(found).isGreaterThan(0.93);
        assertThat(f1(search, true)).isLessThan(found - 0.2);
    }

    @Test
    void anyVariancesStillGiveTheSkeleton() {
        Golem search = Golem.withDefaults().variances(Golem.Variances.ANY).penalty(0.002);
        int both = 0;
        int wrong = 0;
        for (int i = 0; i < 10; i++) {
            Dag dag = RandomGraphs.erdosRenyi(8, 2, Seed.of(i));
            GraphComparison.Hits skeleton = GraphComparison.of(
                            dag,
                            search.discover(Worlds.sample(dag, 1000, Seed.of(i)))
                                    .dag())
                    .skeleton();
            both += skeleton.both();
            wrong += skeleton.missed() + skeleton.extra();
        }
        assertThat(2.0 * both / (2 * both + wrong)).isGreaterThan(0.8);
    }

    @ParameterizedTest
    @MethodSource("searches")
    void standardisedDataIsWarnedOf(Search search) {
        World world = LinearWorlds.draw(Dag.of("A -> B -> C"), Shape.GAUSSIAN, 300, Seed.of(2));
        OptimisedGraph plain = (OptimisedGraph) search.discover(world.data());
        OptimisedGraph same = (OptimisedGraph) search.discover(world.data().standardized());
        assertThat(plain.standardised()).isFalse();
        assertThat(plain.varsortability().variance()).isEqualTo(1);
        assertThat(plain.text()).contains("varsortability 1.00");
        assertThat(same.standardised()).isTrue();
        assertThat(same.warning()).contains("same variance", "DirectLingam");
    }

    @ParameterizedTest
    @MethodSource("searches")
    void neitherColumnOrderNorThreadsMatter(Search search) {
        World world = LinearWorlds.draw(RandomGraphs.erdosRenyi(7, 3, Seed.of(4)), Shape.GAUSSIAN, 60, Seed.of(4));
        OptimisedGraph found = (OptimisedGraph) search.discover(world.data(), Execution.sequential());
        for (int i = 0; i < 20; i++) {
            Dataset shuffled = LinearWorlds.shuffled(world.data(), Seed.of(i));
            OptimisedGraph again = (OptimisedGraph) search.discover(shuffled, new Execution(1 + i % 8));
            assertThat(again.dag().reordered(world.data().names())).isEqualTo(found.dag());
            assertThat(again.objective()).isEqualTo(found.objective());
        }
    }

    @ParameterizedTest
    @MethodSource("searches")
    void knowledgeBindsEvenWhereItIsWrong(Search search) {
        World world = LinearWorlds.draw(Dag.of("A -> B -> C", "A -> C"), Shape.GAUSSIAN, 500, Seed.of(5));
        Knowledge reversed =
                Knowledge.tiers(Set.of("C"), Set.of("A", "B")).require("C", "A").forbid("A", "B");
        Search bound = search instanceof Notears notears
                ? notears.knowledge(reversed)
                : search instanceof Golem golem ? golem.knowledge(reversed) : ((Dagma) search).knowledge(reversed);
        Dag dag = ((OptimisedGraph) bound.discover(world.data())).dag();
        assertThat(dag.hasEdge("C", "A")).isTrue();
        assertThat(dag.hasEdge("A", "B")).isFalse();
        assertThat(dag.parents("C")).isEmpty();
    }

    /** A → B → C and A → C: paths of length 1 are AB, BC, AC, of length 2 AC. */
    @Test
    void varsortabilityCountsPaths() {
        Dag dag = Dag.of("A -> B -> C", "A -> C");
        RandomGenerator random = Seed.of(3).random();
        double[][] columns = new double[3][200];
        for (int row = 0; row < 200; row++) {
            columns[0][row] = 2 * random.nextGaussian();
            columns[1][row] = random.nextGaussian();
            columns[2][row] = 3 * random.nextGaussian();
        }
        Dataset data = Dataset.of(List.of("A", "B", "C"), columns);
        assertThat(Varsortability.of(dag, data).variance()).isEqualTo(0.75);
        assertThat(Varsortability.of(dag, data.standardized()).variance()).isEqualTo(0.5);
        assertThat(Varsortability.of(dag, data).explained())
                .isEqualTo(Varsortability.of(dag, data.standardized()).explained());
    }

    @Test
    void badInputIsRefused() {
        Dataset data = LinearWorlds.draw(Dag.of("A -> B -> C"), Shape.GAUSSIAN, 100, Seed.of(7))
                .data();
        searches()
                .forEach(search -> assertThatThrownBy(() -> search.discover(data.with("C", data.values("A"))))
                        .isInstanceOf(CausalException.class)
                        .hasMessageContaining("linear function of [A]"));
        assertThatThrownBy(() -> Notears.withDefaults().penalty(-1))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("0 or more");
    }
}
