// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.ejml.data.DMatrixRMaj;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class PartialCorrelationTest {

    /** Two other ways to the same number: residuals of regressions, and the inverse of the block. */
    @Property(tries = 60)
    void isTheCorrelationOfResiduals(@ForAll long seed, @ForAll @IntRange(max = 5) int given) {
        Dataset data = Draws.mixed(8, 60, Seed.of(seed).random());
        Covariance covariance = Covariance.of(data);
        int[] set = {2, 7, 4, 1, 5};
        int[] z = Arrays.copyOf(set, given);
        double found = new PartialCorrelation(covariance).of(6, 3, z);
        assertThat(found).isCloseTo(byRegression(data, 6, 3, z), within(1e-10));
        assertThat(found).isCloseTo(byInverse(covariance, 6, 3, z), within(1e-9));
        assertThat(new PartialCorrelation(covariance).of(3, 6, z)).isCloseTo(found, within(1e-12));
    }

    private static double byRegression(Dataset data, int x, int y, int[] given) {
        double[][] columns = new double[given.length][];
        for (int k = 0; k < given.length; k++) columns[k] = data.values(given[k]);
        double[] ones = Draws.ones(data.rows());
        LinearRegression regression = LinearRegression.withDefaults();
        return Draws.correlation(
                regression.fit(columns, data.values(x), ones).residuals(),
                regression.fit(columns, data.values(y), ones).residuals());
    }

    private static double byInverse(Covariance covariance, int x, int y, int[] given) {
        int[] block = new int[given.length + 2];
        block[0] = x;
        block[1] = y;
        System.arraycopy(given, 0, block, 2, given.length);
        SimpleMatrix matrix = new SimpleMatrix(block.length, block.length);
        for (int i = 0; i < block.length; i++) {
            for (int j = 0; j < block.length; j++)
                matrix.set(i, j, covariance.matrix().get(block[i], block[j]));
        }
        SimpleMatrix precision = matrix.invert();
        return -precision.get(0, 1) / Math.sqrt(precision.get(0, 0) * precision.get(1, 1));
    }

    @Property(tries = 30)
    void dependsNeitherOnTheOrderOfRowsNorOfColumnsNorOnUnits(@ForAll long seed) {
        RandomGenerator random = Seed.of(seed).random();
        Dataset data = Draws.mixed(6, 40, random);
        double expected = correlation(data, "X1", "X6", "X2", "X3", "X5");
        Dataset shuffled = data.rows(data.folds(2, Seed.of(seed)).stream()
                .flatMapToInt(fold -> Arrays.stream(fold.test()))
                .toArray());
        double[] scaled = data.values("X1");
        for (int row = 0; row < scaled.length; row++) scaled[row] = 273.15 + 1000 * scaled[row];
        Dataset other = shuffled.select("X5", "X6", "X3", "X1", "X4", "X2");
        assertThat(correlation(other, "X1", "X6", "X2", "X3", "X5")).isCloseTo(expected, within(1e-11));
        assertThat(correlation(other, "X6", "X1", "X5", "X2", "X3")).isCloseTo(expected, within(1e-11));
        assertThat(correlation(data.with("X1", scaled), "X1", "X6", "X2", "X3", "X5"))
                .isCloseTo(expected, within(1e-9));
    }

    private static double correlation(Dataset data, String x, String y, String... given) {
        int[] z = Arrays.stream(given).mapToInt(data::index).toArray();
        return new PartialCorrelation(Covariance.of(data)).of(data.index(x), data.index(y), z);
    }

    /** X3 = X1 + X2 exactly: given both, nothing of X3 is left to depend on X4. */
    @Test
    void whatIsDeterminedNoLongerDepends() {
        DMatrixRMaj matrix = new DMatrixRMaj(new double[][] {
            {1, 0, 1, .5}, {0, 1, 1, .2}, {1, 1, 2, .7}, {.5, .2, .7, 1},
        });
        Covariance covariance = Covariance.population(List.of("a", "b", "c", "d"), matrix, 100);
        PartialCorrelation correlation = new PartialCorrelation(covariance);
        assertThat(correlation.of(2, 3, 0, 1)).isZero();
        assertThat(FisherZ.withDefaults().on(covariance).test(2, 3, 0, 1).pValue())
                .isEqualTo(1);
        double givenTwo = correlation.of(0, 3, 1);
        assertThat(correlation.residual(3, 0, 1, 2)).isCloseTo(correlation.residual(3, 0, 1), within(1e-12));
        assertThat(givenTwo).isCloseTo(.5 / Math.sqrt(1 - .04), within(1e-12));
    }
}
