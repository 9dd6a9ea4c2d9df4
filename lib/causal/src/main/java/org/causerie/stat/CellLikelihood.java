// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/**
 * The largest likelihood of cells with probabilities, and numbers that are normal within each cell.
 *
 * <p>Cells with too few cases for a covariance borrow the one within all cells, and what others determine in a cell borrows the
 * variance that is left of it within all cells.
 *
 * @param value its logarithm, without the terms that do not depend on covariances or cells
 * @param parameters how many were fitted
 * @param singular whether in some cell the numbers determine each other
 */
record CellLikelihood(double value, double parameters, boolean singular) {
    private static final double TINY = 1e-10;

    /**
     * Fits the cells.
     *
     * @param numbers {@code numbers[column][row]}
     * @param cells the cell of each row, from 0 to {@code count} - 1
     */
    static CellLikelihood of(double[][] numbers, int[] cells, int count, double[] weights) {
        int d = numbers.length;
        double[] total = new double[count];
        double cases = 0;
        for (int row = 0; row < cells.length; row++) {
            total[cells[row]] += weights[row];
            cases += weights[row];
        }
        double value = 0;
        for (double n : total) if (n > 0) value += n * Math.log(n / cases);
        if (d == 0) return new CellLikelihood(value, count - 1.0, false);
        double[][] moments = moments(numbers, cells, total, weights);
        int enough = 0;
        for (double n : total) if (n >= d + 2) enough++;
        double parameters = count - 1.0 + (double) count * d + enough * d * (d + 1) / 2.0;
        if (enough < count) parameters += enough == 0 ? d * (d + 1) / 2.0 : 0;
        double[] pooled = new double[d * d];
        for (double[] cell : moments) for (int i = 0; i < pooled.length; i++) pooled[i] += cell[i] / cases;
        boolean singular = false;
        double[] borrowed = pivots(pooled, d);
        for (int c = 0; c < count; c++) {
            double[] left = borrowed;
            if (total[c] >= d + 2) {
                for (int i = 0; i < moments[c].length; i++) moments[c][i] /= total[c];
                left = pivots(moments[c], d);
            }
            double determinant = 0;
            for (int i = 0; i < d; i++) {
                if (left[i] == 0) singular = true;
                determinant += Math.log(left[i] > 0 ? left[i] : Math.max(TINY, borrowed[i]));
            }
            value -= 0.5 * total[c] * determinant;
        }
        return new CellLikelihood(value, parameters, singular);
    }

    /** Sums of squares and products about the cells' means. */
    private static double[][] moments(double[][] numbers, int[] cells, double[] total, double[] weights) {
        int d = numbers.length;
        double[][] means = new double[total.length][d];
        double[][] moments = new double[total.length][d * d];
        for (int i = 0; i < d; i++)
            for (int row = 0; row < cells.length; row++)
                means[cells[row]][i] += weights[row] * numbers[i][row] / total[cells[row]];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                for (int row = 0; row < cells.length; row++) {
                    int c = cells[row];
                    moments[c][i * d + j] +=
                            weights[row] * (numbers[i][row] - means[c][i]) * (numbers[j][row] - means[c][j]);
                }
            }
        }
        return moments;
    }

    /** The variance of each column that the columns before it leave, 0 where they determine it; overwrites the matrix. */
    private static double[] pivots(double[] matrix, int d) {
        double[] pivots = new double[d];
        for (int i = 0; i < d; i++) {
            double diagonal = matrix[i * d + i];
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * d + j];
                for (int m = 0; m < j; m++) sum -= matrix[i * d + m] * matrix[j * d + m];
                if (i == j) {
                    pivots[i] = sum > TINY * diagonal && diagonal > TINY ? sum : 0;
                    matrix[i * d + i] = Math.sqrt(pivots[i]);
                } else {
                    matrix[i * d + j] = pivots[j] > 0 ? sum / matrix[j * d + j] : 0;
                }
            }
        }
        return pivots;
    }
}
