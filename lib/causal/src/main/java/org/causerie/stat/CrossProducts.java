// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import org.causerie.Execution;
import org.causerie.Progress;

/**
 * Weighted sums of columns and of their products, in one pass over panels of rows that fit a processor's cache: each
 * column times four rows of a strip of columns at a time, in a loop that the compiler turns into vector instructions.
 *
 * <p>A product depends on its two columns alone: neither on which comes first, nor on the other columns, nor on the
 * number of threads.
 */
final class CrossProducts {
    private static final int PANEL = 256;
    private static final int STRIP = 256;

    /** A part takes every so manieth block of so many columns. */
    private static final int BLOCK = 16;

    /** Rows that are multiplied in one step. */
    private static final int STEP = 4;

    /** Fewer multiplications than these are not worth a second thread. */
    private static final double SHARED = 2e7;

    /** Where columns are read from. */
    interface Columns {
        /** Copies the values of a column from a row on into an array, as many as it holds or are left. */
        void copy(int column, int from, double[] into);
    }

    private final int p;
    private final double[] sums;
    private final double[] products;

    private CrossProducts(int p) {
        this.p = p;
        sums = new double[p];
        products = new double[p * p];
    }

    /** The sums over all rows, on the calling thread. */
    static CrossProducts of(double[][] columns, double[] shift, double[] weights) {
        Columns read = (column, from, into) ->
                System.arraycopy(columns[column], from, into, 0, Math.min(into.length, weights.length - from));
        return of(read, shift, weights, Execution.sequential());
    }

    /**
     * The sums over all rows.
     *
     * @param shift what is subtracted from every value of column j
     * @param weights one per row, at least 0
     */
    static CrossProducts of(Columns columns, double[] shift, double[] weights, Execution execution) {
        int p = shift.length;
        CrossProducts sums = new CrossProducts(p);
        double[] roots = new double[weights.length];
        for (int row = 0; row < roots.length; row++) roots[row] = Math.sqrt(weights[row]);
        int blocks = (p + BLOCK - 1) / BLOCK;
        double work = 0.5 * p * p * weights.length;
        if (execution.threads() == 1 || work < SHARED) {
            sums.add(columns, shift, roots, 0, 1);
        } else {
            int parts = Math.min(blocks, execution.threads());
            execution.map("covariance", parts, part -> {
                sums.add(columns, shift, roots, part, parts);
                return part;
            });
        }
        return sums;
    }

    /** Works out every so manieth block of columns times those before them. */
    private void add(Columns columns, double[] shift, double[] roots, int part, int parts) {
        double[] column = new double[PANEL];
        double[][][] strips = new double[(p + STRIP - 1) / STRIP][PANEL][STRIP];
        double[][] block = new double[BLOCK][STRIP];
        for (int start = 0; start < roots.length; start += PANEL) {
            int length = Math.min(PANEL, roots.length - start);
            for (int j = 0; j < p; j++) {
                columns.copy(j, start, column);
                scale(column, shift[j], roots, start, length, strips[j / STRIP], j % STRIP);
                if (part == 0) sums[j] = sum(sums[j], roots, start, length, strips[j / STRIP], j % STRIP);
            }
            for (int from = part * BLOCK; from < p; from += parts * BLOCK) {
                Progress.checkpoint();
                for (int strip = 0; strip * STRIP < from + BLOCK; strip++) add(strips, strip, from, length, block);
            }
        }
    }

    /** Writes a column into a panel; beyond its last row stand zeros. */
    private static void scale(
            double[] column, double shift, double[] roots, int start, int length, double[][] panel, int at) {
        for (int row = 0; row < length; row++) panel[row][at] = roots[start + row] * (column[row] - shift);
        int end = (length + STEP - 1) / STEP * STEP;
        for (int row = length; row < end; row++) panel[row][at] = 0;
    }

    private static double sum(double before, double[] roots, int start, int length, double[][] panel, int at) {
        double sum = before;
        for (int row = 0; row < length; row++) sum += roots[start + row] * panel[row][at];
        return sum;
    }

    /** Adds the products of a panel: those of a block of columns with the columns of a strip. */
    private void add(double[][][] strips, int strip, int from, int length, double[][] block) {
        int to = Math.min(p, from + BLOCK);
        int first = strip * STRIP;
        double[][] right = strips[strip];
        for (double[] products : block) Arrays.fill(products, 0);
        for (int row = 0; row < length; row += STEP)
            for (int i = Math.max(from, first); i < to; i++)
                add(strips[i / STRIP], i % STRIP, row, right, Math.min(STRIP, i + 1 - first), block[i - from]);
        for (int i = Math.max(from, first); i < to; i++)
            for (int j = first; j < Math.min(first + STRIP, i + 1); j++)
                products[i * p + j] += block[i - from][j - first];
    }

    /** Four rows of one column times so many columns. */
    private static void add(double[][] left, int at, int row, double[][] right, int width, double[] products) {
        double a0 = left[row][at];
        double a1 = left[row + 1][at];
        double a2 = left[row + 2][at];
        double a3 = left[row + 3][at];
        double[] b0 = right[row];
        double[] b1 = right[row + 1];
        double[] b2 = right[row + 2];
        double[] b3 = right[row + 3];
        for (int j = 0; j < width; j++) {
            double sum = Math.fma(a1, b1[j], Math.fma(a0, b0[j], products[j]));
            products[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], sum));
        }
    }

    /** The products row by row, with what is above the diagonal unset; whoever takes them may change them. */
    double[] lower() {
        return products;
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
