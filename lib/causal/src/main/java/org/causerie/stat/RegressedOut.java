// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;

/**
 * What is left of the variance of every variable, and of its covariance with one of them, while others are regressed out one by one.
 *
 * <p>Row k is what the k-th adds to a partial Cholesky factor of a correlation matrix: one more costs <i>O(p k)</i> for <i>p</i>
 * variables, and taking it back nothing. Work space of one thread.
 */
final class RegressedOut {
    /** Below this, what is left of a variance of 1 is rounding error. */
    static final double TINY = 1e-12;

    private final double[][] correlation;
    private final int p;
    private double[][] rows = new double[8][];
    private double[][] variances = new double[9][];
    private double[][] covariances = new double[9][];
    private double[] left = new double[9];
    private int size;
    private int node;

    /** @param correlation a symmetric matrix with ones on its diagonal, which is not changed */
    RegressedOut(double[][] correlation) {
        this.correlation = correlation;
        p = correlation.length;
        variances[0] = new double[p];
        Arrays.fill(variances[0], 1);
        left[0] = 1;
    }

    /** Starts with one variable and nothing regressed out. */
    void start(int started) {
        node = started;
        size = 0;
        covariances[0] = correlation[started];
    }

    /** Regresses one more out; where those before determine it, nothing changes. */
    void add(int variable) {
        if (size == rows.length) reserve(2 * size);
        if (rows[size] == null) {
            rows[size] = new double[p];
            variances[size + 1] = new double[p];
            covariances[size + 1] = new double[p];
        }
        double variance = variances[size][variable];
        double[] row = rows[size];
        if (variance < TINY) {
            Arrays.fill(row, 0);
        } else {
            System.arraycopy(correlation[variable], 0, row, 0, p);
            for (int m = 0; m < size; m++) subtract(row, rows[m], rows[m][variable]);
            scale(row, 1 / Math.sqrt(variance));
        }
        sweep(row, row[node], variances[size], covariances[size], variances[size + 1], covariances[size + 1]);
        left[size + 1] = Math.max(TINY, left[size] - row[node] * row[node]);
        size++;
    }

    private void reserve(int length) {
        rows = Arrays.copyOf(rows, length);
        variances = Arrays.copyOf(variances, length + 1);
        covariances = Arrays.copyOf(covariances, length + 1);
        left = Arrays.copyOf(left, length + 1);
    }

    /** Takes back what was regressed out last. */
    void drop() {
        size--;
    }

    /** How many are regressed out. */
    int size() {
        return size;
    }

    /** What is left of the variances; not to be changed. */
    double[] variances() {
        return variances[size];
    }

    /** What is left of the covariances with the variable started with; not to be changed. */
    double[] covariances() {
        return covariances[size];
    }

    /** What is left of the variance of the variable started with. */
    double left() {
        return left[size];
    }

    /** What would be left of it with one more regressed out. */
    double leftWith(int variable) {
        double variance = variances[size][variable];
        double covariance = covariances[size][variable];
        double explained = variance < TINY ? 0 : covariance * covariance / variance;
        return Math.max(TINY, left[size] - explained);
    }

    private static void subtract(double[] row, double[] other, double factor) {
        for (int i = 0; i < row.length; i++) row[i] -= factor * other[i];
    }

    private static void scale(double[] row, double factor) {
        for (int i = 0; i < row.length; i++) row[i] *= factor;
    }

    private static void sweep(
            double[] row,
            double ofNode,
            double[] variance,
            double[] covariance,
            double[] variance2,
            double[] covariance2) {
        for (int i = 0; i < row.length; i++) {
            variance2[i] = variance[i] - row[i] * row[i];
            covariance2[i] = covariance[i] - ofNode * row[i];
        }
    }
}
