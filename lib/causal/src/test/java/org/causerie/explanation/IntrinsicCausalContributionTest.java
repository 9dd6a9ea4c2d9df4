// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.explanation.IntrinsicCausalContribution.Measure;
import org.causerie.explanation.IntrinsicCausalContribution.Method;
import org.causerie.explanation.IntrinsicCausalContribution.Result;
import org.causerie.model.Coupling;
import org.causerie.model.Cpt;
import org.causerie.model.Noise;
import org.causerie.model.RandomModels;
import org.causerie.model.Scm;
import org.causerie.model.ScmBuilder;
import org.junit.jupiter.api.Test;

/** Shares against closed forms, against every noise added up, and against the axioms of Shapley. */
class IntrinsicCausalContributionTest {
    private static final IntrinsicCausalContribution ICC = IntrinsicCausalContribution.withDefaults();
    private static final Seed SEED = Seed.of(1);

    private static Scm coins(double first, double second, DoubleBinaryOperator outcome) {
        return Scm.builder()
                .binary("A", first)
                .binary("B", second)
                .binary("Y", List.of("A", "B"), row -> outcome.applyAsDouble(row.get("A"), row.get("B")))
                .build();
    }

    /** A chain passes on, each link adds the square of its path times its variance. */
    @Test
    void aGaussianChain() {
        Scm chain = Scm.builder()
                .root("X", Noise.gaussian(2))
                .linear("M", Map.of("X", 3.0), Noise.gaussian(1))
                .linear("Y", Map.of("M", 0.5), Noise.gaussian(1.5))
                .linear("Z", Map.of("Y", 1.0), Noise.gaussian(1))
                .build();
        Result found = ICC.explain(chain, "Y", SEED);
        assertThat(found.method()).isEqualTo(Method.CLOSED_FORM);
        assertThat(found.of("X").value()).isCloseTo(1.5 * 1.5 * 4, within(1e-12));
        assertThat(found.of("M").value()).isCloseTo(0.25, within(1e-12));
        assertThat(found.of("Y").value()).isCloseTo(2.25, within(1e-12));
        assertThat(found.total()).isCloseTo(chain.linear().variance("Y"), within(1e-12));
        assertThat(found.contributions()).extracting(Contribution::variable).containsExactly("X", "Y", "M");
        assertThat(found.text()).contains("Y itself");
        assertThatThrownBy(() -> found.of("Z"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("cause of Y");
    }

    @Test
    void linearSharesAreSquaredTotalEffectsOnAnyGraph() {
        for (int i = 0; i < 20; i++) {
            Scm model = RandomModels.linear(6, SEED.split(i));
            Result found = ICC.explain(model, "V5", SEED);
            for (Contribution contribution : found.contributions()) {
                double effect = model.linear().total(contribution.variable(), "V5");
                assertThat(contribution.value())
                        .isCloseTo(
                                effect
                                        * effect
                                        * model.mechanism(contribution.variable())
                                                .noise()
                                                .variance(),
                                within(1e-12));
            }
            assertThat(found.total()).isCloseTo(model.linear().variance("V5"), within(1e-9));
        }
    }

    @Test
    void twoCoinsThatOnlyTogetherSettleTheOutcome() {
        Scm xor = coins(0.5, 0.5, (a, b) -> a == b ? 0 : 1);
        Result found = ICC.explain(xor, "Y", SEED);
        assertThat(found.method()).isEqualTo(Method.ENUMERATION);
        assertThat(found.of("A").value()).isCloseTo(0.125, within(1e-12));
        assertThat(found.of("B").value()).isCloseTo(0.125, within(1e-12));
        assertThat(found.of("Y").value()).isCloseTo(0, within(1e-12));
        Result bits = ICC.measure(Measure.ENTROPY).explain(xor, "Y", SEED);
        assertThat(bits.of("A").value()).isCloseTo(0.5, within(1e-12));
        assertThat(bits.total()).isCloseTo(1, within(1e-12));
    }

    /** Y = A and B: by hand, Var = p q (1 - p q); alone A settles q² p (1 - p). */
    @Test
    void anAndOfTwoCoins() {
        double p = 0.3;
        double q = 0.8;
        Result found = ICC.explain(coins(p, q, (a, b) -> a * b), "Y", SEED);
        double variance = p * q * (1 - p * q);
        double alone = q * q * p * (1 - p);
        double other = p * p * q * (1 - q);
        assertThat(found.of("A").value()).isCloseTo((alone + variance - other) / 2, within(1e-12));
        assertThat(found.of("B").value()).isCloseTo((other + variance - alone) / 2, within(1e-12));
    }

    /** The variance and the entropy of conditional expectations, from every combination of noise atoms. */
    private static double[] byNoises(Scm model, String outcome, int set) {
        List<Double> probabilities = new ArrayList<>();
        double[][] noise = RandomModels.noiseGrid(model, probabilities);
        double[] y = model.solve(noise)[model.graph().index(outcome)];
        Map<List<Double>, Map<Double, Double>> strata = new HashMap<>();
        for (int cell = 0; cell < y.length; cell++) {
            List<Double> key = new ArrayList<>();
            for (int v = 0; v < noise.length; v++) if ((set >> v & 1) == 1) key.add(noise[v][cell]);
            strata.computeIfAbsent(key, unseen -> new HashMap<>()).merge(y[cell], probabilities.get(cell), Double::sum);
        }
        double mean = 0;
        double square = 0;
        double entropy = 0;
        for (Map<Double, Double> stratum : strata.values()) {
            double mass =
                    stratum.values().stream().mapToDouble(Double::doubleValue).sum();
            double sum = stratum.entrySet().stream()
                    .mapToDouble(e -> e.getKey() * e.getValue())
                    .sum();
            mean += sum;
            square += sum * sum / mass;
            for (double part : stratum.values()) entropy -= part * Math.log(part / mass) / Math.log(2);
        }
        return new double[] {square - mean * mean, -entropy};
    }

    @Test
    void levelsAgreeWithEveryNoiseAndEveryOrder() {
        for (int i = 0; i < 4; i++) {
            Scm model = RandomModels.levels(
                            4, i < 2 ? 2 : 3, SEED.split("levels").split(i))
                    .ancestral("V3");
            int players = model.variables().size();
            double[] variances = new double[1 << players];
            double[] entropies = new double[1 << players];
            for (int set = 0; set < variances.length; set++) {
                double[] worth = byNoises(model, "V3", set);
                variances[set] = worth[0];
                entropies[set] = worth[1];
            }
            Result variance = ICC.explain(model, "V3", SEED);
            Result entropy = ICC.measure(Measure.ENTROPY).explain(model, "V3", SEED);
            for (int v = 0; v < players; v++) {
                String name = model.variables().get(v);
                assertThat(variance.of(name).value())
                        .isCloseTo(Orders.shapley(players, v, set -> variances[set]), within(1e-12));
                assertThat(entropy.of(name).value())
                        .isCloseTo(Orders.shapley(players, v, set -> entropies[set]), within(1e-12));
            }
            double sd = model.distribution("V3").standardDeviation();
            assertThat(variance.total()).isCloseTo(sd * sd, within(1e-12));
        }
    }

    /** How the rows are tied together moves shares between the causes and the outcome itself; the variance stays. */
    @Test
    void theCouplingChangesTheSharesButNotTheSum() {
        Scm model = RandomModels.levels(4, 2, Seed.of(12));
        Result monotone = ICC.explain(model, "V3", SEED);
        Result independent = ICC.coupling(Coupling.INDEPENDENT_ROWS).explain(model, "V3", SEED);
        assertThat(independent.total()).isCloseTo(monotone.total(), within(1e-12));
        assertThat(independent.of("V3").value()).isNotCloseTo(monotone.of("V3").value(), within(1e-4));
        assertThat(independent.text()).contains("independent responses");
    }

    @Test
    void drawsAgreeWithTheClosedFormWithinTheirErrors() {
        Scm linear = RandomModels.linear(5, Seed.of(20));
        ScmBuilder builder = Scm.builder();
        for (String name : linear.variables()) {
            List<String> parents = linear.mechanism(name).parents();
            Map<String, Double> slopes = new HashMap<>();
            for (String parent : parents) slopes.put(parent, linear.linear().direct(parent, name));
            builder.additive(
                    name,
                    parents,
                    row -> parents.stream()
                            .mapToDouble(parent -> slopes.get(parent) * row.get(parent))
                            .sum(),
                    linear.mechanism(name).noise());
        }
        Scm opaque = builder.build();
        Result exact = ICC.explain(linear, "V4", SEED);
        Result drawn = ICC.draws(20_000).explain(opaque, "V4", SEED);
        assertThat(drawn.method()).isEqualTo(Method.RANDOM_ORDERS);
        double sum = 0;
        for (Contribution contribution : drawn.contributions()) {
            double truth = exact.of(contribution.variable()).value();
            assertThat(contribution.value()).isCloseTo(truth, within(4.5 * contribution.standardError()));
            assertThat(contribution.standardError()).isBetween(1e-6, 0.05);
            sum += contribution.value();
        }
        assertThat(sum).isCloseTo(drawn.total(), within(1e-9));
    }

    /** The stated errors are right: over many seeds the z-scores have standard deviation 1. */
    @Test
    void standardErrorsAreCalibrated() {
        Scm model = Scm.builder()
                .root("A", Noise.gaussian(1))
                .root("B", Noise.gaussian(1))
                .additive("Y", List.of("A", "B"), row -> row.get("A") * row.get("B"), Noise.gaussian(0.5))
                .build();
        // E[Y | A] = E[Y | B] = 0, so A and B share the variance 1 of their product
        double squares = 0;
        double mean = 0;
        int seeds = 200;
        for (int i = 0; i < seeds; i++) {
            Contribution a = ICC.draws(1000)
                    .explain(model, "Y", SEED.split(i), Execution.sequential())
                    .of("A");
            double z = (a.value() - 0.5) / a.standardError();
            squares += z * z / seeds;
            mean += z / seeds;
        }
        assertThat(Math.sqrt(squares)).isBetween(0.8, 1.25);
        assertThat(mean).isBetween(-0.4, 0.4);
    }

    @Test
    void threadsDoNotChangeTheAnswer() {
        Scm model = Scm.builder()
                .root("A", Noise.laplace(1))
                .additive("Y", List.of("A"), row -> Math.sin(row.get("A")), Noise.gaussian(1))
                .build();
        Result one = ICC.explain(model, "Y", SEED, Execution.sequential());
        Result four = ICC.explain(model, "Y", SEED, new Execution(4));
        assertThat(four.contributions()).isEqualTo(one.contributions());
        assertThat(ICC.explain(model, "Y", Seed.of(2)).contributions()).isNotEqualTo(one.contributions());
    }

    @Test
    void mistakesAreNamed() {
        Scm certain = Scm.builder().binary("Y", 1).build();
        assertThatThrownBy(() -> ICC.explain(certain, "Y", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("does not vary");
        Scm nominal = Scm.builder()
                .add("G", Cpt.of("a", "b", "c").always(0.2, 0.3, 0.5))
                .build();
        assertThatThrownBy(() -> ICC.explain(nominal, "G", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("nominal");
        assertThat(ICC.measure(Measure.ENTROPY).explain(nominal, "G", SEED).total())
                .isCloseTo(
                        -(0.2 * Math.log(0.2) + 0.3 * Math.log(0.3) + 0.5 * Math.log(0.5)) / Math.log(2),
                        within(1e-12));
        Scm number = Scm.builder().root("Y", Noise.gaussian(1)).build();
        assertThatThrownBy(() -> ICC.measure(Measure.ENTROPY).explain(number, "Y", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("share out the variance");
        assertThatThrownBy(() -> ICC.explain(number, "X", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("\"X\"");
        assertThatThrownBy(() -> ICC.draws(3))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("3");
    }
}
