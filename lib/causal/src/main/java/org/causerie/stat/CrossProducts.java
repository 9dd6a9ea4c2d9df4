// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import org.causerie.Execution;
import org.causerie.Progress;

/**
 * Weighted sums of columns and of their products, in one pass over panels of rows that fit a processor's cache, in
 * squares of 4 × 4 products that stay in its registers.
 *
 * <p>A product depends on its two columns alone: neither on which comes first, nor on the other columns, nor on the
 * number of threads.
 */
final class CrossProducts {
    private static final int SQUARE = 4;
    private static final int PANEL = 256;

    /** Fewer multiplications than these are not worth a second thread. */
    private static final double SHARED = 2e7;

    private final int p;
    private final int stride;
    private final double[] sums;
    private final double[] products;

    private CrossProducts(int p) {
        this.p = p;
        stride = (p + SQUARE - 1) / SQUARE * SQUARE;
        sums = new double[p];
        products = new double[stride * stride];
    }

    /** The sums over all rows, on the calling thread. */
    static CrossProducts of(double[][] columns, double[] shift, double[] weights) {
        return of(columns, shift, weights, Execution.sequential());
    }

    /**
     * The sums over all rows.
     *
     * @param columns {@code columns[j][row]}
     * @param shift what is subtracted from every value of column j
     * @param weights one per row, at least 0
     */
    static CrossProducts of(double[][] columns, double[] shift, double[] weights, Execution execution) {
        CrossProducts sums = new CrossProducts(columns.length);
        double[] roots = Arrays.stream(weights).map(Math::sqrt).toArray();
        int squares = sums.stride / SQUARE;
        double work = 0.5 * columns.length * columns.length * weights.length;
        if (execution.threads() == 1 || work < SHARED) {
            sums.add(columns, shift, roots, 0, 1);
        } else {
            int parts = Math.min(squares, 4 * execution.threads());
            execution.map("covariance", parts, part -> {
                sums.add(columns, shift, roots, part, parts);
                return part;
            });
        }
        return sums;
    }

    /** Works out every so manieth row of squares. */
    private void add(double[][] columns, double[] shift, double[] roots, int part, int parts) {
        double[][] panel = new double[stride][PANEL];
        for (int start = 0; start < roots.length; start += PANEL) {
            int length = Math.min(PANEL, roots.length - start);
            for (int j = 0; j < p; j++) scale(columns[j], shift[j], roots, start, panel[j], length);
            if (part == 0)
                for (int j = 0; j < p; j++)
                    for (int row = 0; row < length; row++) sums[j] += roots[start + row] * panel[j][row];
            for (int i = part * SQUARE; i < p; i += parts * SQUARE) {
                Progress.checkpoint();
                for (int j = 0; j <= i; j += SQUARE) square(panel, i, j, length);
            }
        }
    }

    private static void scale(double[] column, double shift, double[] roots, int start, double[] to, int length) {
        for (int row = 0; row < length; row++) to[row] = roots[start + row] * (column[start + row] - shift);
    }

    private void square(double[][] panel, int i, int j, int length) {
        double[] a0 = panel[i];
        double[] a1 = panel[i + 1];
        double[] a2 = panel[i + 2];
        double[] a3 = panel[i + 3];
        double[] b0 = panel[j];
        double[] b1 = panel[j + 1];
        double[] b2 = panel[j + 2];
        double[] b3 = panel[j + 3];
        double c00 = 0;
        double c01 = 0;
        double c02 = 0;
        double c03 = 0;
        double c10 = 0;
        double c11 = 0;
        double c12 = 0;
        double c13 = 0;
        double c20 = 0;
        double c21 = 0;
        double c22 = 0;
        double c23 = 0;
        double c30 = 0;
        double c31 = 0;
        double c32 = 0;
        double c33 = 0;
        for (int row = 0; row < length; row++) {
            double x0 = a0[row];
            double x1 = a1[row];
            double x2 = a2[row];
            double x3 = a3[row];
            double y = b0[row];
            c00 = Math.fma(x0, y, c00);
            c10 = Math.fma(x1, y, c10);
            c20 = Math.fma(x2, y, c20);
            c30 = Math.fma(x3, y, c30);
            y = b1[row];
            c01 = Math.fma(x0, y, c01);
            c11 = Math.fma(x1, y, c11);
            c21 = Math.fma(x2, y, c21);
            c31 = Math.fma(x3, y, c31);
            y = b2[row];
            c02 = Math.fma(x0, y, c02);
            c12 = Math.fma(x1, y, c12);
            c22 = Math.fma(x2, y, c22);
            c32 = Math.fma(x3, y, c32);
            y = b3[row];
            c03 = Math.fma(x0, y, c03);
            c13 = Math.fma(x1, y, c13);
            c23 = Math.fma(x2, y, c23);
            c33 = Math.fma(x3, y, c33);
        }
        int at = i * stride + j;
        add(at, c00, c01, c02, c03);
        add(at + stride, c10, c11, c12, c13);
        add(at + 2 * stride, c20, c21, c22, c23);
        add(at + 3 * stride, c30, c31, c32, c33);
    }

    private void add(int at, double c0, double c1, double c2, double c3) {
        products[at] += c0;
        products[at + 1] += c1;
        products[at + 2] += c2;
        products[at + 3] += c3;
    }

    /** The weighted sum of a shifted column. */
    double sum(int j) {
        return sums[j];
    }

    /** The weighted sum of the products of two shifted columns. */
    double product(int i, int j) {
        return i >= j ? products[i * stride + j] : products[j * stride + i];
    }
}
