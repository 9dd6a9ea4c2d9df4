// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

class CholeskyTest {
    private static final int[] SIZES = {1, 2, 3, 4, 5, 31, 32, 33, 127, 128, 129, 131, 260, 301};

    @Test
    void solvesForWholeAndBrokenBlocks() {
        for (int size : SIZES) {
            double[] matrix = matrix(size, size);
            RandomGenerator random = Seed.of(2).split(size).random();
            double[] truth = random.doubles(size, -1, 1).toArray();
            double[] right = times(matrix, truth, size);
            double[] copy = right.clone();
            Cholesky factor = new Cholesky(matrix, size);
            double[] found = factor.solve(right);
            assertThat(right).isEqualTo(copy);
            for (int i = 0; i < size; i++) {
                assertThat(factor.absent(i)).isFalse();
                assertThat(found[i]).as("%s of %s", i, size).isCloseTo(truth[i], within(1e-9));
            }
        }
    }

    @Test
    void leavesOutWhatEarlierColumnsDetermine() {
        for (int size : SIZES) {
            int rank = (size + 1) / 2;
            double[] matrix = matrix(size, rank);
            Cholesky factor = new Cholesky(matrix, size);
            double[] inverse = factor.inverse();
            double[] solution = factor.solve(times(matrix, Draws.ones(size), size));
            for (int i = 0; i < size; i++) {
                assertThat(factor.absent(i)).as("%s of %s", i, size).isEqualTo(i >= rank);
                if (i >= rank) assertThat(solution[i]).isZero();
                double[] row = new double[size];
                for (int j = 0; j < size; j++)
                    for (int k = 0; k < rank; k++) row[j] += inverse[i * size + k] * matrix[k * size + j];
                for (int j = 0; j < rank; j++) assertThat(row[j]).isCloseTo(i == j ? 1 : 0, within(1e-7));
            }
            double[] fitted = times(matrix, solution, size);
            double[] right = times(matrix, Draws.ones(size), size);
            for (int i = 0; i < size; i++) assertThat(fitted[i]).isCloseTo(right[i], within(1e-7));
        }
    }

    /** Inner products of random columns, of which those from the rank on are sums of others. */
    private static double[] matrix(int size, int rank) {
        int rows = 2 * size + 5;
        RandomGenerator random = Seed.of(1).split(size).random();
        double[][] columns = new double[size][rows];
        for (int j = 0; j < size; j++)
            for (int row = 0; row < rows; row++)
                columns[j][row] =
                        j < rank ? random.nextGaussian() : columns[j - rank][row] - columns[(j + 1) % rank][row] / 2;
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++)
                for (int row = 0; row < rows; row++) matrix[i * size + j] += columns[i][row] * columns[j][row];
        return matrix;
    }

    private static double[] times(double[] matrix, double[] vector, int size) {
        double[] product = new double[size];
        for (int i = 0; i < size; i++) for (int j = 0; j < size; j++) product[i] += matrix[i * size + j] * vector[j];
        return product;
    }
}
