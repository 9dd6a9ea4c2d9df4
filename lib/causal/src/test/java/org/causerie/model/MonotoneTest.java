// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.causerie.stat.KernelRidge;
import org.junit.jupiter.api.Test;

/** Learned bijective mechanisms against simulators whose counterfactuals are known. */
class MonotoneTest {
    private static final Dag CHAIN = Dag.of("X -> Y");
    private static final FitScm FLOW = FitScm.withDefaults().monotone(QuantileTransform.withDefaults());
    private static final FitScm ADDITIVE = FitScm.withDefaults().regression(KernelRidge.withDefaults());

    private interface Rule {
        double apply(double x, double u);
    }

    /** A level that bends with x, a spread that grows with x, and a noise that is skewed by an exponential. */
    private static double growing(double x, double u) {
        return Math.sin(1.5 * x) + x + (0.4 + 0.5 * (1 + Math.tanh(x))) * (Math.exp(0.6 * u) - 1);
    }

    /** Skewed to the right for small x and to the left for large x: neither additive nor location and scale. */
    private static double turning(double x, double u) {
        return x * x / 2 + u - 0.7 * Math.tanh(1.5 * x) * (Math.sqrt(1 + u * u) - 1.3);
    }

    private static Scm truth(Rule rule) {
        return Scm.builder()
                .root("X", Noise.gaussian(1))
                .equation("Y", List.of("X"), (row, u) -> rule.apply(row.get("X"), u), Noise.gaussian(1))
                .build();
    }

    /** The root mean squared error of Y had X been of the other sign, in standard deviations of Y. */
    private static double error(Rule rule, FitScm fit, int rows, Seed seed) {
        Scm truth = truth(rule);
        Scm learned = fit.fit(CHAIN, truth.sample(rows, seed));
        double[][] noise = truth.noise(100, seed.split("cases"));
        double[][] seen = truth.solve(noise);
        double squares = 0;
        for (int row = 0; row < 100; row++) {
            double found = learned.counterfactual(
                            Map.of("X", seen[0][row], "Y", seen[1][row]), Intervention.set("X", -seen[0][row]))
                    .mean("Y");
            squares += Math.pow(found - rule.apply(-seen[0][row], noise[1][row]), 2);
        }
        double[] ones = new double[100];
        Arrays.fill(ones, 1);
        return Math.sqrt(squares / 100) / Weighted.deviation(seen[1], ones);
    }

    private static double meanError(Rule rule, FitScm fit, int rows, int seeds) {
        return IntStream.range(0, seeds)
                .mapToDouble(i -> error(rule, fit, rows, Seed.of(1).split(i)))
                .average()
                .orElseThrow();
    }

    @Test
    void counterfactualsOfBijectiveModelsAreRecovered() {
        for (Rule rule : List.<Rule>of(MonotoneTest::growing, MonotoneTest::turning)) {
            double few = meanError(rule, FLOW, 500, 20);
            double many = meanError(rule, FLOW, 4000, 20);
            assertThat(many).isLessThan(0.12).isLessThan(0.75 * few);
        }
    }

    @Test
    void additiveNoiseFailsWhereTheFlowSucceeds() {
        for (Rule rule : List.<Rule>of(MonotoneTest::growing, MonotoneTest::turning)) {
            double additive = meanError(rule, ADDITIVE, 2000, 3);
            assertThat(meanError(rule, FLOW, 2000, 10)).isLessThan(0.6 * additive);
            // and more cases do not help it: what it assumes is false
            assertThat(additive).isGreaterThan(0.2);
        }
    }

    @Test
    void noiseAndValueAreExactInverses() {
        Scm learned = FLOW.fit(CHAIN, truth(MonotoneTest::growing).sample(800, Seed.of(2)));
        double[][] noise = learned.noise(500, Seed.of(3));
        double[][] values = learned.solve(noise);
        for (int v = 0; v < 2; v++) {
            Monotone mechanism = (Monotone) learned.mechanism(v);
            List<Variable> parents = v == 0 ? List.of() : List.of(learned.variable("X"));
            double[][] columns = v == 0 ? new double[0][] : new double[][] {values[0]};
            double[] back = mechanism.transform().noise(parents, columns, values[v]);
            double[] again = mechanism.transform().values(parents, columns, back);
            for (int row = 0; row < 500; row++) {
                assertThat(back[row]).isCloseTo(noise[v][row], within(1e-9));
                assertThat(again[row]).isCloseTo(values[v][row], within(1e-9));
            }
        }
        Map<String, Double> seen = Map.of("X", values[0][0], "Y", values[1][0]);
        assertThat(learned.counterfactual(seen).mean("Y")).isCloseTo(values[1][0], within(1e-9));
        assertThat(learned.counterfactual(seen, Intervention.shift("X", 0.7), Intervention.shift("Y", -0.2))
                        .mean("Y"))
                .isCloseTo(
                        learned.counterfactual(seen, Intervention.set("X", values[0][0] + 0.7))
                                        .mean("Y")
                                - 0.2,
                        within(1e-9));
    }

    @Test
    void theTransformRisesWithTheNoiseAndItsDensityIsItsSlope() {
        Scm learned = FLOW.fit(CHAIN, truth(MonotoneTest::turning).sample(600, Seed.of(4)));
        Monotone.Transform transform = ((Monotone) learned.mechanism("Y")).transform();
        List<Variable> parents = List.of(learned.variable("X"));
        for (double x : new double[] {-2.5, -0.3, 0, 1.7}) {
            double step = 1e-4;
            double mass = 0;
            double before = Double.NEGATIVE_INFINITY;
            for (int i = -400; i <= 400; i++) {
                double[] y = {x * x / 2 + i / 40.0 - step, x * x / 2 + i / 40.0, x * x / 2 + i / 40.0 + step};
                double[][] columns = {{x, x, x}};
                double[] z = transform.noise(parents, columns, y);
                assertThat(z[1]).isGreaterThan(before);
                before = z[1];
                double density = Math.exp(transform.logDensity(parents, columns, y)[1]);
                mass += density / 40;
                double slope = (z[2] - z[0]) / (2 * step);
                if (Math.abs(z[1]) < 4)
                    assertThat(NormalDistribution.of(0, 1).density(z[1]) * slope)
                            .isCloseTo(density, within(1e-4 * (1 + density)));
            }
            assertThat(mass).isCloseTo(1, within(1e-3));
        }
    }

    /** The average distance between learned and true conditional distribution functions falls as cases come in. */
    @Test
    void theConditionalDistributionFunctionIsConsistent() {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double[] distances = new double[2];
        int[] sizes = {300, 4800};
        for (int size = 0; size < 2; size++) {
            for (int i = 0; i < 10; i++) {
                Scm learned = FLOW.fit(
                        CHAIN,
                        truth(MonotoneTest::turning)
                                .sample(sizes[size], Seed.of(5).split(i)));
                Monotone.Transform transform = ((Monotone) learned.mechanism("Y")).transform();
                for (double x : new double[] {-1, 0, 1}) {
                    for (double u : new double[] {-1.5, -0.5, 0.5, 1.5}) {
                        double z = transform
                                .noise(List.of(learned.variable("X")), new double[][] {{x}}, new double[] {turning(x, u)
                                })[0];
                        distances[size] +=
                                Math.abs(normal.cumulativeProbability(z) - normal.cumulativeProbability(u)) / 120;
                    }
                }
            }
        }
        assertThat(distances[1]).isLessThan(0.5 * distances[0]).isLessThan(0.02);
    }

    /** A linear-Gaussian model seen through one variable: weighted draws against exact Gaussian conditioning. */
    @Test
    void partialEvidenceIsWeighedByTheLearnedDensity() {
        Scm truth = Scm.builder()
                .root("X", Noise.gaussian(1))
                .linear("Y", Map.of("X", 1.0), Noise.gaussian(0.7))
                .linear("Z", Map.of("X", 0.5, "Y", 1.0), Noise.gaussian(0.5))
                .build();
        Scm learned = FLOW.fit(truth.graph(), truth.sample(3000, Seed.of(6)));
        for (double y : new double[] {-1, 0.5, 1.5}) {
            Map<String, Double> seen = Map.of("Y", y);
            Intervention change = Intervention.set("Y", y - 0.5);
            Counterfactual exact = truth.counterfactual(seen, change);
            Counterfactual found = Abduction.withDefaults().draws(1000).predict(learned, seen, change);
            assertThat(found.mean("X")).isCloseTo(exact.mean("X"), within(0.08));
            assertThat(found.mean("Z")).isCloseTo(exact.mean("Z"), within(0.1));
        }
    }

    @Test
    void levelsAreParentsToo() {
        Scm truth = Scm.builder()
                .add("A", Cpt.of("a", "b", "c").always(0.3, 0.3, 0.4))
                .equation(
                        "Y",
                        List.of("A"),
                        (row, u) -> row.get("A") + (1 + row.get("A")) * Math.sinh(u) / 2,
                        Noise.gaussian(1))
                .build();
        Scm learned = FLOW.fit(truth.graph(), truth.sample(6000, Seed.of(7)));
        for (double u : new double[] {-1, 0, 1}) {
            double seen = Math.sinh(u) / 2;
            assertThat(learned.counterfactual(Map.of("A", "a", "Y", seen), Intervention.set("A", "c"))
                            .mean("Y"))
                    .isCloseTo(2 + 3 * Math.sinh(u) / 2, within(0.2));
        }
    }

    /** The hidden W raises Z and the noise of Y; Z decides X. Given Z, the noise of Y is independent of X. */
    @Test
    void aBackDoorSetTakesThePlaceOfIndependence() {
        Admg graph = Admg.of("Z -> X", "X -> Y", "Z <-> Y");
        assertThat(MonotoneIdentification.of(graph, "Y"))
                .isEqualTo(new MonotoneIdentification.BackDoor("Y", List.of("X"), List.of("Z")));
        double withZ = 0;
        double naive = 0;
        for (int i = 0; i < 5; i++) {
            Seed seed = Seed.of(8).split(i);
            Scm truth = Scm.builder()
                    .root("W", Noise.gaussian(1))
                    .linear("Z", Map.of("W", 1.0), Noise.gaussian(0.3))
                    .linear("X", Map.of("Z", 1.0), Noise.gaussian(0.7))
                    .linear("U", Map.of("W", 1.0), Noise.gaussian(0.4))
                    .equation("Y", List.of("X", "U"), (row, u) -> growing(row.get("X"), row.get("U")), Noise.none())
                    .build();
            Dataset all = truth.sample(3000, seed);
            Dataset data = all.select(List.of("X", "Y", "Z"));
            Scm learned = FLOW.fit(graph, data);
            Scm blind = FLOW.fit(CHAIN, data);
            for (int row = 0; row < 100; row++) {
                double x = all.values("X")[row];
                Map<String, Double> seen = Map.of("X", x, "Y", all.values("Y")[row], "Z", all.values("Z")[row]);
                Intervention change = Intervention.set("X", x - 1);
                double right = growing(x - 1, all.values("U")[row]);
                withZ += Math.pow(learned.counterfactual(seen, change).mean("Y") - right, 2);
                naive += Math.pow(
                        blind.counterfactual(Map.of("X", x, "Y", seen.get("Y")), change)
                                        .mean("Y")
                                - right,
                        2);
            }
        }
        assertThat(withZ).isLessThan(0.25 * naive);
    }

    @Test
    void theCasesOfIdentification() {
        assertThat(MonotoneIdentification.of(Admg.of("X -> Y", "Y <-> W"), "Y"))
                .isEqualTo(new MonotoneIdentification.Markovian("Y", List.of("X")));
        assertThat(MonotoneIdentification.of(Admg.of("I -> X", "X -> Y", "X <-> Y"), "Y"))
                .isEqualTo(new MonotoneIdentification.Instrumental("Y", "X", List.of(), "I"));
        assertThat(MonotoneIdentification.of(Admg.of("I -> X", "I -> Y", "X -> Y", "X <-> Y"), "Y"))
                .isEqualTo(new MonotoneIdentification.Unidentified(
                        "Y", List.of("X"), List.of("I acts on Y directly too")));
        // conditioning on a collider would open a path: W is not taken
        assertThat(MonotoneIdentification.of(Admg.of("Z -> X", "X -> Y", "Z <-> Y", "X -> W", "W <-> Y"), "Y"))
                .isEqualTo(new MonotoneIdentification.BackDoor("Y", List.of("X"), List.of("Z")));
        Dataset data = truth(MonotoneTest::growing).sample(50, Seed.of(9));
        assertThatThrownBy(() -> FLOW.fit(Admg.of("X -> Y", "X <-> Y"), data))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("hidden common cause");
        assertThatThrownBy(() -> FitScm.withDefaults().fit(Admg.of("X -> Y"), data))
                .hasMessageContaining("monotone");
    }

    @Test
    void itRefusesWhatItCannotLearn() {
        assertThatThrownBy(() -> new QuantileTransform(0, 1)).hasMessageContaining("neighbours");
        assertThatThrownBy(() -> FLOW.fit(CHAIN, truth(MonotoneTest::growing).sample(10, Seed.of(1))))
                .hasMessageContaining("at least 20 rows");
        Scm learned = FLOW.fit(CHAIN, truth(MonotoneTest::growing).sample(100, Seed.of(1)));
        assertThatThrownBy(() -> learned.counterfactual(Map.of("X", 0, "Y", 1e6), Intervention.set("X", 1)))
                .hasMessageContaining("so far from those");
    }
}
