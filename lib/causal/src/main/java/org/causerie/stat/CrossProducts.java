// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.Progress;

/** Weighted sums of columns and of their products, in one pass over blocks of rows that fit a processor's cache. */
final class CrossProducts {
    private static final int BLOCK = 256;

    private final int p;
    private final double[] sums;
    private final double[] products;

    private CrossProducts(int p) {
        this.p = p;
        sums = new double[p];
        products = new double[p * p];
    }

    /**
     * The sums over all rows.
     *
     * @param columns {@code columns[j][row]}
     * @param shift what is subtracted from every value of column j
     * @param weights one per row
     */
    static CrossProducts of(double[][] columns, double[] shift, double[] weights) {
        CrossProducts sums = new CrossProducts(columns.length);
        double[][] shifted = new double[columns.length][BLOCK];
        double[][] weighted = new double[columns.length][BLOCK];
        for (int start = 0; start < weights.length; start += BLOCK) {
            Progress.checkpoint();
            int length = Math.min(BLOCK, weights.length - start);
            for (int j = 0; j < columns.length; j++) {
                for (int i = 0; i < length; i++) {
                    double value = columns[j][start + i] - shift[j];
                    shifted[j][i] = value;
                    weighted[j][i] = weights[start + i] * value;
                }
            }
            sums.add(shifted, weighted, length);
        }
        return sums;
    }

    private void add(double[][] shifted, double[][] weighted, int length) {
        for (int i = 0; i < p; i++) {
            double sum = 0;
            for (int row = 0; row < length; row++) sum += weighted[i][row];
            sums[i] += sum;
            for (int j = 0; j <= i; j++) products[i * p + j] += dot(weighted[i], shifted[j], length);
        }
    }

    /** Four running sums, which a processor can add at the same time. */
    private static double dot(double[] a, double[] b, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < length; k += 4) {
            s0 += a[k] * b[k];
            s1 += a[k + 1] * b[k + 1];
            s2 += a[k + 2] * b[k + 2];
            s3 += a[k + 3] * b[k + 3];
        }
        for (; k < length; k++) s0 += a[k] * b[k];
        return s0 + s1 + (s2 + s3);
    }

    /** The weighted sum of a shifted column. */
    double sum(int j) {
        return sums[j];
    }

    /** The weighted sum of the products of two shifted columns. */
    double product(int i, int j) {
        return i >= j ? products[i * p + j] : products[j * p + i];
    }
}
