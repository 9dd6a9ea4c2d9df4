// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Kind;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.identification.Estimand;
import org.causerie.identification.Population;
import org.causerie.identification.Query;
import org.junit.jupiter.api.Test;

/** Estimates against tables worked out by hand, and what must not change them. */
class ExactnessTest {
    private static final Seed SEED = Seed.of(2);

    @Test
    void kidneyStonesReverseWhenSizeIsHeldFixed() {
        Dataset data = Datasets.kidneyStones();
        Estimand estimand = AdjustmentEstimand.of(Query.ate("treatment", "success"), Set.of("size"));
        Estimate naive = NaiveDifference.withDefaults().estimate(estimand, data);
        assertThat(naive.value()).isCloseTo(289.0 / 350 - 273.0 / 350, within(1e-12));
        Estimate adjusted = RegressionAdjustment.withDefaults().saturated().estimate(estimand, data);
        double a = 0.51 * 81 / 87 + 0.49 * 192 / 263;
        double b = 0.51 * 234 / 270 + 0.49 * 55 / 80;
        assertThat(adjusted.value()).isCloseTo(b - a, within(1e-12)).isNegative();
        assertThat(naive.value()).isPositive();
        assertThat(adjusted.diagnostics().control().mean()).isCloseTo(a, within(1e-12));
        assertThat(adjusted.diagnostics().treated().level()).isEqualTo("B");
        double between = Math.pow(234.0 / 270 - 81.0 / 87 - (b - a), 2) * 0.51
                + Math.pow(55.0 / 80 - 192.0 / 263 - (b - a), 2) * 0.49;
        double variance = between / 700
                + 0.51 * 0.51 * (bernoulli(234, 270) + bernoulli(81, 87))
                + 0.49 * 0.49 * (bernoulli(55, 80) + bernoulli(192, 263));
        assertThat(adjusted.standardError()).isCloseTo(Math.sqrt(variance * 700 / 699), within(1e-12));
        for (String size : List.of("small", "large")) {
            Estimate within = NaiveDifference.withDefaults().estimate(estimand, data.where("size", size));
            assertThat(within.value()).isNegative();
        }
    }

    /** The variance of a proportion. */
    private static double bernoulli(double hits, double cases) {
        double p = hits / cases;
        return p * (1 - p) / cases;
    }

    @Test
    void collegePlansStandardisedCellByCell() {
        Dataset data = Datasets.collegePlans();
        Map<String, double[]> cells = new HashMap<>();
        double[] weights = data.weights();
        for (int i = 0; i < data.rows(); i++) {
            String key = data.values("ses")[i] + " " + data.values("iq")[i] + " " + data.values("sex")[i];
            double[] cell = cells.computeIfAbsent(key, fresh -> new double[4]);
            int arm = (int) data.values("encouragement")[i];
            cell[arm] += weights[i];
            cell[2 + arm] += weights[i] * data.values("plans")[i];
        }
        for (Population population : Population.values()) {
            double sum = 0;
            double total = 0;
            for (double[] cell : cells.values()) {
                double weight = switch (population) {
                    case ALL -> cell[0] + cell[1];
                    case TREATED -> cell[1];
                    case CONTROL -> cell[0];
                };
                sum += weight * (cell[3] / cell[1] - cell[2] / cell[0]);
                total += weight;
            }
            Estimand estimand = AdjustmentEstimand.of(
                    switch (population) {
                        case ALL -> Query.ate("encouragement", "plans");
                        case TREATED -> Query.att("encouragement", "plans");
                        case CONTROL -> Query.atu("encouragement", "plans");
                    },
                    Set.of("ses", "iq", "sex"));
            Estimate estimate = RegressionAdjustment.withDefaults().saturated().estimate(estimand, data);
            assertThat(estimate.value()).isCloseTo(sum / total, within(1e-12));
            for (Estimator other :
                    List.of(RegressionAdjustment.withDefaults(), Ipw.withDefaults(), Aipw.withDefaults())) {
                assertThat(other.estimate(estimand, data, SEED).value())
                        .as(other.name())
                        .isCloseTo(sum / total, within(0.02));
            }
        }
    }

    @Test
    void allAgreeWithTheDifferenceOfMeansWhenThereIsNothingToAdjustFor() {
        Dataset data = Worlds.linear(200, Seed.of(3));
        Estimand estimand = AdjustmentEstimand.of(Query.ate("t", "y"), Set.of());
        Estimate naive = NaiveDifference.withDefaults().estimate(estimand, data);
        double[] y = data.values("y");
        double[] t = data.values("t");
        double treated = 0;
        double control = 0;
        double many = Arrays.stream(t).sum();
        for (int i = 0; i < y.length; i++) {
            treated += t[i] * y[i] / many;
            control += (1 - t[i]) * y[i] / (y.length - many);
        }
        assertThat(naive.value()).isCloseTo(treated - control, within(1e-12));
        for (Estimator estimator : List.of(
                RegressionAdjustment.withDefaults(),
                RegressionAdjustment.withDefaults().saturated(),
                Ipw.withDefaults())) {
            Estimate estimate = estimator.estimate(estimand, data, SEED);
            assertThat(estimate.value()).as(estimator.name()).isCloseTo(naive.value(), within(1e-9));
            assertThat(estimate.standardError()).as(estimator.name()).isCloseTo(naive.standardError(), within(1e-9));
        }
        assertThat(Aipw.withDefaults().estimate(estimand, data, SEED).value()).isCloseTo(naive.value(), within(0.02));
    }

    @Test
    void theSeedAndNothingElseDecidesTheFolds() {
        Dataset data = Worlds.linear(300, Seed.of(9));
        Estimand estimand = Worlds.effect(Population.ALL);
        Aipw aipw = Aipw.withDefaults();
        Estimate once = aipw.estimate(estimand, data, SEED);
        assertThat(aipw.estimate(estimand, data, SEED).value()).isEqualTo(once.value());
        assertThat(aipw.estimate(estimand, data, Seed.of(99)).value()).isNotEqualTo(once.value());
        Estimate median = aipw.repetitions(5).estimate(estimand, data, SEED);
        assertThat(median.standardError()).isGreaterThanOrEqualTo(0.9 * once.standardError());
        assertThat(Inference.standardError(median.influence(), data)).isCloseTo(median.standardError(), within(1e-12));
        assertThat(median.diagnostics().notes()).anyMatch(note -> note.contains("median of 5"));
    }

    @Test
    void showsNamesOfLevelsAndEscapesThem() {
        Dataset data = Datasets.collegePlans();
        Estimand estimand = AdjustmentEstimand.of(Query.ate("encouragement", "plans"), Set.of("ses", "iq", "sex"));
        Estimate estimate = Aipw.withDefaults().estimate(estimand, data, SEED);
        assertThat(estimate.text())
                .contains("encouragement (high instead of low)")
                .contains("plans = yes")
                .contains("risk difference")
                .contains("95 % interval")
                .contains("adjusted for iq, ses, sex");
        Dataset odd = data.withLevels("encouragement", "low", "high")
                .with("encouragement", Kind.BINARY, List.of("low", "<b>high</b>"), data.values("encouragement"));
        Estimate escaped = RegressionAdjustment.withDefaults().estimate(estimand, odd);
        assertThat(escaped.html().orElseThrow()).contains("&lt;b&gt;high").doesNotContain("<b>high");
        assertThat(estimate.latex().orElseThrow()).startsWith("\\widehat{\\mathrm{ATE}} = ");
        assertThat(NaiveDifference.withDefaults()
                        .estimate(
                                Worlds.effect(Population.ALL),
                                Worlds.linear(50, SEED).withUnit("y", "kg"))
                        .scale())
                .isEqualTo("mean difference in kg");
    }
}
