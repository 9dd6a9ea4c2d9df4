// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.junit.jupiter.api.Test;

/** The tests that look for each question at other rows. */
class DeletionTest {

    @Test
    void testwiseDeletionLooksAtTheRowsOfItsVariables() {
        Dataset data = Draws.mixed(4, 100, Seed.of(1).random());
        double[] x = data.values(0);
        double[] z = data.values(2);
        for (int row = 0; row < 100; row++) {
            if (row % 4 == 0) x[row] = Double.NaN;
            if (row % 5 == 0) z[row] = Double.NaN;
        }
        Dataset gaps = data.with("X1", x).with("X3", z);
        Independence test = TestwiseDeletion.of(FisherZ.withDefaults()).on(gaps);
        Dataset without = gaps.select("X1", "X2", "X3").dropMissing();
        assertThat(test.test(0, 1, 2))
                .isEqualTo(FisherZ.withDefaults().on(without).test(0, 1, 2));
        assertThat(test.test(1, 3))
                .isEqualTo(FisherZ.withDefaults().on(data.select("X2", "X4")).test(0, 1));
        assertThat(TestwiseDeletion.of(FisherZ.withDefaults()).on(data).test(0, 1, 2, 3))
                .isEqualTo(FisherZ.withDefaults().on(data).test(0, 1, 2, 3));
    }

    @Test
    void refusesWhatLeavesTooFewRows() {
        double[] x = {1, 2, 3, Double.NaN, Double.NaN, Double.NaN};
        double[] y = {Double.NaN, 5, 3, 1, 2, 3};
        Dataset data = Dataset.of(List.of("x", "y"), new double[][] {x, y});
        Independence test = TestwiseDeletion.of(FisherZ.withDefaults()).on(data);
        assertThatThrownBy(() -> test.test(0, 1))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("only 2 rows are left");
        double[] none = {Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        assertThatThrownBy(() -> TestwiseDeletion.of(FisherZ.withDefaults()).on(data.with("x", none)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("no value in any row");
        assertThatThrownBy(() -> DropoutDeletion.of(FisherZ.withDefaults()).on(data))
                .isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> TestwiseDeletion.of(FisherZ.withDefaults()).least(1))
                .isInstanceOf(CausalException.class);
    }

    /**
     * A chain x → z → y of expressions with dropouts: given z with its dropouts x and y look dependent, given z without
     * its zeros they are not.
     */
    @Test
    void onlyDeletingTheZerosOfTheConditionsIsCalibrated() {
        int draws = 600;
        double[] deleted = new double[draws];
        double[] naive = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            Dataset data = expressions(200, Seed.of(2).split(draw).random());
            deleted[draw] = DropoutDeletion.of(FisherZ.withDefaults())
                    .on(data)
                    .test(0, 2, 1)
                    .pValue();
            naive[draw] = FisherZ.withDefaults().on(data).test(0, 2, 1).pValue();
        }
        assertThat(Draws.departureFromUniform(deleted)).isLessThan(1.95);
        assertThat(Draws.departureFromUniform(naive)).isGreaterThan(5);
    }

    private static Dataset expressions(int rows, RandomGenerator random) {
        double[][] columns = new double[3][rows];
        for (int row = 0; row < rows; row++) {
            double x = 10 + random.nextGaussian();
            double z = x + 0.5 * random.nextGaussian();
            double y = z + 0.5 * random.nextGaussian();
            columns[0][row] = x;
            columns[1][row] = random.nextDouble() < 0.3 ? 0 : z;
            columns[2][row] = y;
        }
        return Dataset.of(List.of("x", "z", "y"), columns);
    }
}
