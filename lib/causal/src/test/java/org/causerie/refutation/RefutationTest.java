// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.estimation.Aipw;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.Estimator;
import org.causerie.estimation.Ipw;
import org.causerie.estimation.NaiveDifference;
import org.causerie.estimation.RegressionAdjustment;
import org.causerie.estimation.Worlds;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.identification.Estimand;
import org.causerie.identification.Population;
import org.causerie.identification.Query;
import org.junit.jupiter.api.Test;

class RefutationTest {
    private static final Seed SEED = Seed.of(17);
    private static final Estimand COLLEGE =
            AdjustmentEstimand.of(Query.ate("encouragement", "plans"), Set.of("ses", "iq", "sex"));

    /** A change to what an estimator returns, as a mistake in it would make. */
    private interface Mistake {
        double value(Estimate estimate);
    }

    /** An estimator with a mistake. */
    private record Broken(Estimator right, Mistake mistake) implements Estimator {
        @Override
        public Estimate estimate(Estimand estimand, Dataset data, Seed seed) {
            Estimate e = right.estimate(estimand, data, seed);
            return new Estimate(
                    mistake.value(e),
                    e.standardError(),
                    e.influence(),
                    estimand,
                    this,
                    data,
                    e.diagnostics(),
                    e.provenance());
        }
    }

    @Test
    void placebosCentreOnZeroAndTheirIntervalsHoldIt() {
        for (Estimator estimator : List.of(RegressionAdjustment.withDefaults(), Ipw.withDefaults())) {
            Estimate estimate = estimator.estimate(COLLEGE, Datasets.collegePlans(), SEED);
            Refutation placebo = PlaceboTreatment.withDefaults().refute(estimate, SEED);
            assertThat(placebo.pValue()).as(estimator.name()).isGreaterThan(0.01);
            assertThat(Math.abs(placebo.mean())).isLessThan(0.25 * placebo.standardDeviation());
            double error = Arrays.stream(placebo.standardErrors()).average().orElseThrow();
            assertThat(placebo.standardDeviation()).isBetween(0.85 * error, 1.15 * error);
            assertThat(placebo.notes().get(1)).startsWith("0 of 200");
            assertThat(placebo.text()).contains("H0:").contains("Student's t");
        }
    }

    @Test
    void placeboPValuesAreUniformWhenNothingIsWrong() {
        double[] p = new double[150];
        for (int i = 0; i < p.length; i++) {
            Seed own = SEED.split(i);
            Estimate estimate = NaiveDifference.withDefaults()
                    .estimate(Worlds.effect(Population.ALL), Worlds.linear(60, own.split("data")));
            p[i] = PlaceboTreatment.withDefaults()
                    .replicates(30)
                    .refute(estimate, own, Execution.sequential())
                    .pValue();
        }
        Arrays.sort(p);
        double distance = 0;
        for (int i = 0; i < p.length; i++) {
            distance = Math.max(distance, Math.max(p[i] - (double) i / p.length, (i + 1.0) / p.length - p[i]));
        }
        // Kolmogorov's 1 % point
        assertThat(distance).isLessThan(1.63 / Math.sqrt(p.length));
    }

    @Test
    void anEstimatorThatFindsWhatIsNotThereIsCaught() {
        Estimator shifted = new Broken(
                RegressionAdjustment.withDefaults(), estimate -> estimate.value() + estimate.standardError());
        Estimate estimate = shifted.estimate(Worlds.effect(Population.ALL), Worlds.linear(200, SEED), SEED);
        Refutation placebo =
                PlaceboTreatment.withDefaults().replicates(60).refute(estimate, SEED, Execution.sequential());
        assertThat(placebo.pValue()).isLessThan(1e-4);
        assertThat(placebo.broken(0.05)).isTrue();
        assertThat(placebo.text()).contains("does not survive");
    }

    @Test
    void aCoinLeavesASoundEstimateAndMovesABrokenOne() {
        Dataset data = Worlds.linear(200, SEED);
        for (Estimator estimator : List.of(RegressionAdjustment.withDefaults(), Aipw.withDefaults())) {
            Estimate estimate = estimator.estimate(Worlds.effect(Population.ALL), data, SEED);
            Refutation coin =
                    RandomCommonCause.withDefaults().replicates(40).refute(estimate, SEED, Execution.sequential());
            assertThat(coin.broken(0.05)).as(coin.text()).isFalse();
            assertThat(coin.mean()).isCloseTo(estimate.value(), within(0.3 * estimate.standardError()));
            assertThat(coin.standardDeviation()).isPositive();
        }
        Estimator counting = new Broken(
                RegressionAdjustment.withDefaults(),
                estimate -> estimate.value()
                        + ((AdjustmentEstimand) estimate.estimand())
                                .adjustmentSet()
                                .size());
        Estimate broken = counting.estimate(Worlds.effect(Population.ALL), data, SEED);
        assertThat(RandomCommonCause.withDefaults()
                        .replicates(40)
                        .refute(broken, SEED, Execution.sequential())
                        .broken(0.05))
                .isTrue();
    }

    @Test
    void partsSpreadAsTheStandardErrorPromisesUnlessTheMethodDependsOnTheSize() {
        Estimate estimate = RegressionAdjustment.withDefaults().estimate(COLLEGE, Datasets.collegePlans());
        Refutation parts = SubsetRefuter.withDefaults().fraction(0.5).refute(estimate, SEED);
        assertThat(parts.broken(0.05)).isFalse();
        // s √((1 − f)/f) = s for one half
        assertThat(parts.standardDeviation()).isBetween(0.8 * estimate.standardError(), 1.2 * estimate.standardError());
        Estimator summing = new Broken(
                RegressionAdjustment.withDefaults(),
                each -> each.value() * each.data().cases());
        Estimate broken = summing.estimate(COLLEGE, Datasets.collegePlans(), SEED);
        assertThat(SubsetRefuter.withDefaults()
                        .replicates(40)
                        .refute(broken, SEED)
                        .broken(0.05))
                .isTrue();
    }

    @Test
    void threadsDoNotMatterAndTheSeedDoes() {
        Estimate estimate = Aipw.withDefaults().estimate(Worlds.effect(Population.ALL), Worlds.linear(100, SEED), SEED);
        for (Refuter refuter : List.of(
                PlaceboTreatment.withDefaults().replicates(20),
                RandomCommonCause.withDefaults().replicates(20),
                SubsetRefuter.withDefaults().replicates(20))) {
            double[] one =
                    refuter.refute(estimate, SEED, Execution.sequential()).replicates();
            assertThat(refuter.refute(estimate, SEED, new Execution(4)).replicates())
                    .containsExactly(one);
            assertThat(refuter.refute(estimate, Seed.of(1), new Execution(4)).replicates())
                    .isNotEqualTo(one);
        }
    }

    @Test
    void casesAreShuffledSplitAndDrawnOneByOne() {
        Dataset data = Datasets.kidneyStones();
        Dataset placebo = Cases.permuted(data, "treatment", SEED);
        assertThat(placebo.cases()).isEqualTo(700);
        assertThat(weighted(placebo, "treatment")).isEqualTo(350);
        assertThat(weighted(placebo, "success")).isEqualTo(562);
        assertThat(weighted(placebo, "size")).isEqualTo(343);
        Dataset coin = Cases.withCoin(data, "coin", SEED);
        assertThat(coin.cases()).isEqualTo(700);
        assertThat(weighted(coin, "coin")).isBetween(290.0, 410.0);
        assertThat(weighted(coin, "success")).isEqualTo(562);
        assertThat(Cases.part(data, 0.8, SEED).cases()).isEqualTo(560);
        Dataset rows = Worlds.linear(50, SEED);
        double[] shuffled = Cases.permuted(rows, "t", SEED).values("t");
        assertThat(Arrays.stream(shuffled).sum())
                .isEqualTo(Arrays.stream(rows.values("t")).sum());
        assertThat(shuffled).isNotEqualTo(rows.values("t"));
    }

    private static double weighted(Dataset data, String column) {
        double[] values = data.values(column);
        double[] weights = data.weights();
        double sum = 0;
        for (int i = 0; i < values.length; i++) sum += weights[i] * values[i];
        return sum;
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> PlaceboTreatment.withDefaults().replicates(3))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("at least 20");
        assertThatThrownBy(() -> SubsetRefuter.withDefaults().fraction(1.5)).hasMessageContaining("0.8");
        Estimate tiny =
                RegressionAdjustment.withDefaults().estimate(Worlds.effect(Population.ALL), Worlds.linear(12, SEED));
        assertThatThrownBy(() -> SubsetRefuter.withDefaults().fraction(0.1).refute(tiny, SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("Replicate");
    }
}
