// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;

/**
 * The Cholesky factor of a positive semi-definite matrix. A column that the earlier ones determine is
 * left out: it counts as absent in {@link #solve} and {@link #inverse}, where its place holds 0.
 */
final class Cholesky {
    private static final double TINY = 1e-10;

    private final int size;
    private final double[] factor;
    private final boolean[] absent;

    /**
     * Factors in <i>O(size³)</i>.
     *
     * @param matrix row by row, of which only the lower triangle is read; its own copy is kept
     */
    Cholesky(double[] matrix, int size) {
        this.size = size;
        factor = matrix.clone();
        absent = new boolean[size];
        for (int i = 0; i < size; i++) {
            double diagonal = factor[i * size + i];
            for (int j = 0; j <= i; j++) {
                double sum = factor[i * size + j] - dot(i * size, j * size, j);
                if (i == j) {
                    absent[i] = !(sum > TINY * diagonal);
                    factor[i * size + i] = absent[i] ? 0 : Math.sqrt(sum);
                } else {
                    factor[i * size + j] = absent[j] ? 0 : sum / factor[j * size + j];
                }
            }
            if (absent[i]) Arrays.fill(factor, i * size, i * size + i + 1, 0);
        }
    }

    /** Four running sums, which a processor can add at the same time. */
    private double dot(int a, int b, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < length; k += 4) {
            s0 += factor[a + k] * factor[b + k];
            s1 += factor[a + k + 1] * factor[b + k + 1];
            s2 += factor[a + k + 2] * factor[b + k + 2];
            s3 += factor[a + k + 3] * factor[b + k + 3];
        }
        for (; k < length; k++) s0 += factor[a + k] * factor[b + k];
        return s0 + s1 + (s2 + s3);
    }

    boolean absent(int column) {
        return absent[column];
    }

    /** The solution for a right-hand side, which is not changed. */
    double[] solve(double[] right) {
        double[] solution = right.clone();
        for (int i = 0; i < size; i++) {
            if (absent[i]) {
                solution[i] = 0;
                continue;
            }
            for (int m = 0; m < i; m++) solution[i] -= factor[i * size + m] * solution[m];
            solution[i] /= factor[i * size + i];
        }
        for (int i = size - 1; i >= 0; i--) {
            if (absent[i]) continue;
            for (int m = i + 1; m < size; m++) solution[i] -= factor[m * size + i] * solution[m];
            solution[i] /= factor[i * size + i];
        }
        return solution;
    }

    /** The inverse, row by row, with rows and columns of 0 for what is absent. */
    double[] inverse() {
        double[] inverse = new double[size * size];
        for (int j = 0; j < size; j++) {
            if (absent[j]) continue;
            double[] unit = new double[size];
            unit[j] = 1;
            System.arraycopy(solve(unit), 0, inverse, j * size, size);
        }
        return inverse;
    }
}
