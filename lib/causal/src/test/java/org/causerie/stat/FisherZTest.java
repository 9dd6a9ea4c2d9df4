// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class FisherZTest {

    /**
     * r = 0.5 in 28 cases: z = 5 atanh(0.5) = 2.746530721670274, two-sided p = 0.006023 (R: 2 * pnorm(-5 *
     * atanh(0.5))).
     */
    @Test
    void agreesWithHandValues() {
        DMatrixRMaj matrix = new DMatrixRMaj(new double[][] {{4, 1}, {1, 1}});
        TestResult result = FisherZ.withDefaults()
                .on(Covariance.population(List.of("x", "y"), matrix, 28))
                .test(0, 1);
        assertThat(result.statistic()).isCloseTo(2.746530721670274, within(1e-12));
        assertThat(result.pValue()).isCloseTo(0.0060228, within(1e-6));
        assertThat(result.independent(0.01)).isFalse();
        assertThat(result.independent(0.001)).isTrue();
    }

    @Test
    void perfectDependenceHasNoChance() {
        DMatrixRMaj matrix = new DMatrixRMaj(new double[][] {{1, 1}, {1, 1}});
        TestResult result = FisherZ.withDefaults()
                .on(Covariance.population(List.of("x", "y"), matrix, 28))
                .test(0, 1);
        assertThat(result.pValue()).isZero();
        assertThat(result.statistic()).isInfinite();
    }

    /** X1 and X2 depend only through X3 and X4. */
    @Test
    void pValuesAreUniformUnderIndependence() {
        int draws = 1000;
        double[] pValues = new double[draws];
        double[] unconditional = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            RandomGenerator random = Seed.of(11).split(draw).random();
            double[][] columns = Draws.normal(4, 30, random);
            for (int row = 0; row < 30; row++) {
                columns[0][row] += columns[2][row] - columns[3][row];
                columns[1][row] += 2 * columns[2][row] + columns[3][row];
            }
            Independence test = FisherZ.withDefaults().on(Dataset.of(Draws.names(4), columns));
            pValues[draw] = test.test(0, 1, 2, 3).pValue();
            unconditional[draw] = test.test(0, 1).pValue();
        }
        assertThat(Draws.departureFromUniform(pValues)).isLessThan(1.95);
        assertThat(Draws.departureFromUniform(unconditional)).as("power").isGreaterThan(5);
    }
}
