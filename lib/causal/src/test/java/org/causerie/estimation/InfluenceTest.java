// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Kind;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.identification.AverageTreatmentEffect;
import org.causerie.identification.Estimand;
import org.causerie.identification.Population;
import org.causerie.identification.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Influence functions against their definition: the derivative of the estimate by the weight of a row. */
class InfluenceTest {
    private static final Seed SEED = Seed.of(1);

    static Stream<Arguments> estimators() {
        List<Estimator> estimators = List.of(
                NaiveDifference.withDefaults(),
                RegressionAdjustment.withDefaults(),
                RegressionAdjustment.withDefaults().model(OutcomeModel.LINEAR),
                Ipw.withDefaults(),
                Ipw.withDefaults().trimming(0.2));
        List<Arguments> all = new ArrayList<>();
        for (Estimator estimator : estimators) {
            for (Population population : Population.values()) {
                all.add(Arguments.of(estimator, population, Worlds.linear(80, Seed.of(4))));
                all.add(Arguments.of(estimator, population, Worlds.binary(80, Seed.of(5))));
            }
        }
        for (Population population : Population.values()) {
            all.add(Arguments.of(
                    RegressionAdjustment.withDefaults().saturated(), population, discrete(120, Seed.of(6))));
        }
        return all.stream();
    }

    private static Dataset discrete(int rows, Seed seed) {
        Dataset data = Worlds.linear(rows, seed);
        return data.with("x", Arrays.stream(data.values("x")).map(Math::signum).toArray())
                .with("z", Arrays.stream(data.values("z")).map(Math::signum).toArray())
                .withKind("x", Kind.NOMINAL)
                .withKind("z", Kind.NOMINAL);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("estimators")
    void influenceIsTheDerivativeByTheWeightOfARow(Estimator estimator, Population population, Dataset data) {
        Estimand estimand = Worlds.effect(population);
        double[] influence = estimator.estimate(estimand, data, SEED).influence();
        double step = 1e-4;
        double largest = Arrays.stream(influence).map(Math::abs).max().orElseThrow();
        for (int row = 0; row < data.rows(); row += 3) {
            double up = reweighted(estimator, estimand, data, row, 1 + step);
            double down = reweighted(estimator, estimand, data, row, 1 - step);
            double derivative = (up - down) / (2 * step) * data.rows();
            assertThat(influence[row]).as("row %d", row).isCloseTo(derivative, within(1e-4 * largest));
        }
    }

    private static double reweighted(Estimator estimator, Estimand estimand, Dataset data, int row, double weight) {
        double[] weights = new double[data.rows()];
        Arrays.fill(weights, 1);
        weights[row] = weight;
        return estimator
                .estimate(estimand, data.with("w", weights).withWeights("w"), SEED)
                .value();
    }

    @Test
    void standardErrorsAgreeWithTheBootstrap() {
        List<Estimator> estimators =
                List.of(RegressionAdjustment.withDefaults(), Ipw.withDefaults(), Aipw.withDefaults());
        Dataset data = Worlds.linear(400, Seed.of(8));
        for (Estimator estimator : estimators) {
            for (Population population : List.of(Population.ALL, Population.TREATED)) {
                Estimand estimand = Worlds.effect(population);
                double[] values = new double[200];
                for (int b = 0; b < values.length; b++) {
                    Seed own = SEED.split(b);
                    values[b] = estimator
                            .estimate(estimand, data.resampled(own.split("sample")), own)
                            .value();
                }
                double bootstrap = deviation(values);
                assertThat(estimator.estimate(estimand, data, SEED).standardError())
                        .as(estimator.name() + " " + population)
                        .isBetween(0.85 * bootstrap, 1.15 * bootstrap);
            }
        }
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares =
                Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    @Test
    void countsAreTheSameAsThatManyRows() {
        Dataset counted = Datasets.collegePlans();
        Dataset rows = counted.expanded();
        Estimand estimand = college(Population.ALL);
        List<Estimator> estimators = List.of(
                NaiveDifference.withDefaults(),
                RegressionAdjustment.withDefaults(),
                RegressionAdjustment.withDefaults().saturated(),
                Ipw.withDefaults(),
                Ipw.withDefaults().trimming(0.2));
        for (Estimator estimator : estimators) {
            Estimate few = estimator.estimate(estimand, counted, SEED);
            Estimate many = estimator.estimate(estimand, rows, SEED);
            assertThat(few.value()).as(estimator.name()).isCloseTo(many.value(), within(1e-9));
            assertThat(few.standardError()).as(estimator.name()).isCloseTo(many.standardError(), within(1e-9));
        }
        Estimate few = Aipw.withDefaults().estimate(estimand, counted, SEED);
        Estimate many = Aipw.withDefaults().estimate(estimand, rows, SEED);
        assertThat(few.value()).isCloseTo(many.value(), within(1e-9));
        assertThat(few.standardError()).isCloseTo(many.standardError(), within(1e-3 * many.standardError()));
    }

    @Test
    void rowsThatCountForNoCaseAreAsIfNotThere() {
        Dataset counted = Datasets.collegePlans();
        double[] counts = counted.weights();
        counts[3] = 0;
        counts[40] = 0;
        Dataset zeros = counted.recounted(counts);
        int[] kept =
                IntStream.range(0, counts.length).filter(row -> counts[row] > 0).toArray();
        for (Estimator estimator :
                List.of(RegressionAdjustment.withDefaults(), Ipw.withDefaults(), Aipw.withDefaults())) {
            Estimate with = estimator.estimate(college(Population.ALL), zeros, SEED);
            Estimate without = estimator.estimate(college(Population.ALL), zeros.rows(kept), SEED);
            assertThat(with.value()).isEqualTo(without.value());
            assertThat(with.standardError()).isCloseTo(without.standardError(), within(1e-12));
            assertThat(with.influence()).hasSize(counts.length);
        }
    }

    private static Estimand college(Population population) {
        return AdjustmentEstimand.of(
                new AverageTreatmentEffect("encouragement", "plans", population), Set.of("ses", "iq", "sex"));
    }

    @Test
    void differencesOfEstimatesAccountForTheirDependence() {
        Dataset data = Worlds.linear(500, Seed.of(12));
        Estimand estimand = Worlds.effect(Population.ALL);
        Estimate first = RegressionAdjustment.withDefaults().estimate(estimand, data);
        Estimate second = Aipw.withDefaults().estimate(estimand, data, SEED);
        Combination difference = first.minus(second);
        assertThat(difference.value()).isCloseTo(first.value() - second.value(), within(1e-12));
        assertThat(difference.standardError()).isLessThan(0.3 * first.standardError());
        assertThat(first.minus(first).standardError()).isZero();
        Combination tripled = first.plus(first).plus(first);
        assertThat(tripled.standardError()).isCloseTo(3 * first.standardError(), within(1e-12));
        assertThat(tripled.times(-2).interval().upper())
                .isCloseTo(-6 * first.interval().lower(), within(1e-9));
    }

    @Test
    void treatedAndControlsMixToAll() {
        Dataset data = Worlds.binary(400, Seed.of(13));
        double share = Arrays.stream(data.values("t")).average().orElseThrow();
        for (Estimator estimator : List.of(RegressionAdjustment.withDefaults(), Aipw.withDefaults())) {
            Estimate all = estimator.estimate(Worlds.effect(Population.ALL), data, SEED);
            Estimate treated = estimator.estimate(Worlds.effect(Population.TREATED), data, SEED);
            Estimate control = estimator.estimate(Worlds.effect(Population.CONTROL), data, SEED);
            assertThat(treated.times(share).plus(control.times(1 - share)).value())
                    .as(estimator.name())
                    .isCloseTo(all.value(), within(1e-9));
            assertThat(treated.value()).isNotCloseTo(control.value(), within(1e-3));
        }
    }

    @Test
    void kishFormulaAndBalanceByHand() {
        Dataset data = Datasets.kidneyStones();
        Estimate estimate = Ipw.withDefaults()
                .estimate(AdjustmentEstimand.of(Query.ate("treatment", "success"), Set.of("size")), data, SEED);
        Overlap overlap = estimate.diagnostics().overlap().orElseThrow();
        // 87 small and 263 large stones had A; 270 and 80 had B
        double small = 357.0 / 87;
        double large = 343.0 / 263;
        double expected = Math.pow(87 * small + 263 * large, 2) / (87 * small * small + 263 * large * large);
        assertThat(overlap.control().effectiveSampleSize()).isCloseTo(expected, within(1e-4));
        assertThat(overlap.control().cases()).isEqualTo(350);
        Overlap.Balance balance = overlap.balance().get(0);
        double pA = 263.0 / 350;
        double pB = 80.0 / 350;
        double scale = Math.sqrt((pA * (1 - pA) + pB * (1 - pB)) / 2);
        assertThat(balance.before()).isCloseTo((pB - pA) / scale, within(1e-9));
        assertThat(balance.after()).isCloseTo(0, within(1e-6));
        assertThat(overlap.active().quantiles().get(0)).isCloseTo(80.0 / 343, within(1e-6));
    }
}
