// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.junit.jupiter.api.Test;

class GcmTest {

    @Test
    void pValuesAreUniformUnderIndependence() {
        double[] pValues = Confounded.pValues(Gcm.withDefaults(), 150, 1, 0, 400);
        assertThat(Draws.departureFromUniform(pValues)).isLessThan(1.95);
        double[] direct = Confounded.pValues(Gcm.with(LinearRegression.withDefaults()), 60, 0, 0, 1000);
        assertThat(Draws.departureFromUniform(direct)).isLessThan(1.95);
    }

    /** Straight regressions leave the square of z in both residuals, which then depend on each other. */
    @Test
    void theLearnerMustFit() {
        int straight = 0;
        int smooth = 0;
        for (int draw = 0; draw < 20; draw++) {
            double[][] columns = Draws.normal(3, 200, Seed.of(17).split(draw).random());
            for (int j = 0; j < 2; j++)
                for (int row = 0; row < 200; row++) columns[j][row] += columns[2][row] * columns[2][row];
            Dataset data = Dataset.of(Draws.names(3), columns);
            if (Gcm.with(LinearRegression.withDefaults()).on(data).test(0, 1, 2).pValue() < 0.05) straight++;
            if (Gcm.withDefaults().on(data).test(0, 1, 2).pValue() < 0.05) smooth++;
        }
        assertThat(straight).isGreaterThan(16);
        assertThat(smooth).isLessThan(5);
    }

    @Test
    void powerRisesWithTheEffect() {
        double before = 0;
        for (double effect : new double[] {0.1, 0.3, 0.6}) {
            int rejected = 0;
            for (int draw = 0; draw < 40; draw++) {
                RandomGenerator random = Seed.of(14).split(draw).random();
                Dataset data = Confounded.curved(100, 1, 0, random);
                double[] y = data.values(1);
                double[] x = data.values(0);
                for (int row = 0; row < 100; row++) y[row] += effect * x[row];
                if (Gcm.withDefaults().on(data.with("X2", y)).test(0, 1, 2).pValue() < 0.05) rejected++;
            }
            assertThat(rejected / 40.0).isGreaterThanOrEqualTo(before);
            before = rejected / 40.0;
        }
        assertThat(before).isGreaterThan(0.9);
    }

    /** The maximum over indicators: three levels give three products, all levels uniform. */
    @Test
    void theLargestOfSeveralIsCalibrated() {
        double[] pValues = new double[500];
        int rejected = 0;
        for (int draw = 0; draw < pValues.length; draw++) {
            RandomGenerator random = Seed.of(15).split(draw).random();
            pValues[draw] = levels(0, random).test(0, 1, 2).pValue();
            if (draw < 50 && levels(0.8, random).test(0, 1, 2).pValue() < 0.05) rejected++;
        }
        assertThat(Draws.departureFromUniform(pValues)).isLessThan(1.95);
        assertThat(rejected).isGreaterThan(40);
    }

    private static Independence levels(double effect, RandomGenerator random) {
        double[][] columns = Draws.normal(3, 100, random);
        for (int row = 0; row < 100; row++) {
            columns[0][row] = Math.max(0, Math.min(3, Math.round(1.5 + columns[0][row] + 0.5 * columns[2][row])));
            columns[1][row] += columns[2][row] + effect * columns[0][row];
        }
        Dataset data = Dataset.of(List.of("x", "y", "z"), columns).withKind("x", Kind.NOMINAL);
        return Gcm.with(LinearRegression.withDefaults()).draws(200).on(data);
    }

    /** With straight lines and no folds it is nearly the test of partial correlation. */
    @Test
    void agreesWithAPartialCorrelation() {
        Dataset data = Draws.mixed(4, 2000, Seed.of(16).random());
        TestResult line = FisherZ.withDefaults().on(data).test(0, 1, 2, 3);
        TestResult found =
                Gcm.with(LinearRegression.withDefaults()).folds(1).on(data).test(0, 1, 2, 3);
        assertThat(found.statistic() / line.statistic()).isCloseTo(1, within(0.15));
    }

    @Test
    void theOrderOfColumnsDoesNotMatter() {
        Dataset data = Confounded.curved(60, 2, 0.3, Seed.of(9).random());
        double p = Gcm.withDefaults().on(data).test(0, 1, 2, 3).pValue();
        assertThat(Gcm.withDefaults()
                        .on(data.select("X4", "X3", "X2", "X1"))
                        .test(2, 3, 0, 1)
                        .pValue())
                .isEqualTo(p);
    }

    @Test
    void refusesBadSettings() {
        assertThatThrownBy(() -> Gcm.withDefaults().folds(0)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> Gcm.withDefaults().draws(5))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("5 were given");
    }
}
