// SPDX-License-Identifier: Apache-2.0
package org.causerie.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.Interval;
import org.causerie.estimation.NaiveDifference;
import org.causerie.estimation.RegressionAdjustment;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.identification.Query;
import org.junit.jupiter.api.Test;

class EValueTest {

    /** VanderWeele and Ding (2017): maternal formula feeding and infant death, RR 3.9 (1.8 to 8.7). */
    @Test
    void publishedExample() {
        EValue value = EValue.of(3.9, new Interval(1.8, 8.7, 0.95));
        assertThat(value.value()).isCloseTo(7.26, within(0.005));
        assertThat(value.limit()).isCloseTo(3.0, within(1e-12));
    }

    @Test
    void protectiveRatiosAreInvertedAndIntervalsThatHoldOneNeedNothing() {
        assertThat(EValue.of(0.25)).isCloseTo(EValue.of(4.0), within(1e-12));
        assertThat(EValue.of(1.0)).isEqualTo(1);
        EValue protective = EValue.of(0.5, new Interval(0.3, 0.8, 0.95));
        assertThat(protective.limit()).isCloseTo(1.25 + Math.sqrt(1.25 * 0.25), within(1e-12));
        assertThat(EValue.of(1.2, new Interval(0.9, 1.6, 0.95)).limit()).isEqualTo(1);
        assertThatThrownBy(() -> EValue.of(0))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("above 0");
        assertThatThrownBy(() -> EValue.of(2, new Interval(3, 4, 0.95))).hasMessageContaining("outside");
    }

    /** The bounding factor of two associations as strong as the E-value is the risk ratio itself (Ding and VanderWeele 2016). */
    @Test
    void aConfounderOfThatStrengthJustExplainsTheRatioAway() {
        for (double ratio : new double[] {1.1, 1.9, 3.9, 12}) {
            double e = EValue.of(ratio);
            assertThat(e * e / (e + e - 1)).isCloseTo(ratio, within(1e-9));
        }
    }

    /** 289 of 350 against 273 of 350, the interval by Katz's formula for the log of a ratio of proportions. */
    @Test
    void twoLevelsUseTheRatioOfRisks() {
        Estimate estimate = NaiveDifference.withDefaults()
                .estimate(
                        AdjustmentEstimand.of(Query.ate("treatment", "success"), Set.of("size")),
                        Datasets.kidneyStones());
        EValue value = EValue.of(estimate);
        double ratio = 289.0 / 273;
        assertThat(value.scale()).isEqualTo(EValue.Scale.RISK_RATIO);
        assertThat(value.riskRatio()).isCloseTo(ratio, within(1e-12));
        double katz = Math.sqrt((1 - 289.0 / 350) / 289 + (1 - 273.0 / 350) / 273);
        double lower = ratio * Math.exp(-1.959964 * katz * Math.sqrt(700 / 699.0));
        assertThat(value.interval().lower()).isCloseTo(lower, within(1e-6));
        assertThat(value.limit()).isEqualTo(1);
        assertThat(value.text()).contains("holds no effect already");
    }

    @Test
    void numbersUseTheStandardisedDifference() {
        Dataset data =
                Dataset.of(Map.of("t", new double[] {0, 0, 0, 1, 1, 1}, "y", new double[] {1.5, 2, 2.5, 3, 4, 5}));
        Estimate estimate = RegressionAdjustment.withDefaults()
                .estimate(AdjustmentEstimand.of(Query.ate("t", "y"), Set.of()), data);
        double deviation = Math.sqrt((0.5 + 2) / 4);
        EValue value = EValue.of(estimate);
        assertThat(value.riskRatio()).isCloseTo(Math.exp(0.91 * 2 / deviation), within(1e-9));
        // 0.91 × 1.96 is the 1.78 of the paper
        double half = Math.log(value.interval().upper() / value.riskRatio());
        assertThat(half).isCloseTo(1.7836 * estimate.standardError() / deviation, within(1e-3));
        assertThat(value.html().orElseThrow()).contains("E-value");
    }
}
