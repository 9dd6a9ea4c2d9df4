// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import org.causerie.Execution;
import org.causerie.Progress;

/**
 * Weighted sums of columns and of their products, in one pass over panels of rows that fit a processor's cache: four
 * rows of four columns times those of a strip of columns at a time, in a loop that the compiler turns into vector instructions.
 *
 * <p>A product depends on its two columns alone: neither on which comes first, nor on the other columns, nor on the
 * number of threads.
 */
final class CrossProducts {
    private static final int PANEL = 256;
    private static final int STRIP = 256;

    /** Columns that a thread takes at a time. */
    private static final int BLOCK = 16;

    /** Rows, and columns, that are multiplied in one step. */
    private static final int STEP = 4;

    /** Fewer multiplications than these are not worth a second thread. */
    private static final double SHARED = 2e7;

    /** Where columns are read from. */
    interface Columns {
        /** Copies the values of a column from a row on into an array, as many as it holds or are left. */
        void copy(int column, int from, double[] into);
    }

    private final int p;
    private final double total;
    private final double[] sums;
    private final double[] products;

    private CrossProducts(int p, double total) {
        this.p = p;
        this.total = total;
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
        double[] roots = new double[weights.length];
        double total = 0;
        for (int row = 0; row < roots.length; row++) {
            roots[row] = Math.sqrt(weights[row]);
            total += weights[row];
        }
        CrossProducts sums = new CrossProducts(p, total);
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
                double sum = scale(column, shift[j], roots, start, length, strips[j / STRIP], j % STRIP);
                if (part == 0) sums[j] += sum;
            }
            for (int from = part * BLOCK; from < p; from += parts * BLOCK) {
                Progress.checkpoint();
                for (int strip = 0; strip * STRIP < from + BLOCK; strip++) add(strips, strip, from, length, block);
            }
        }
    }

    /** Writes a column into a panel, where zeros stand beyond its last row; returns its weighted sum. */
    private static double scale(
            double[] column, double shift, double[] roots, int start, int length, double[][] panel, int at) {
        double sum = 0;
        for (int row = 0; row < length; row++) {
            double scaled = roots[start + row] * (column[row] - shift);
            panel[row][at] = scaled;
            sum += roots[start + row] * scaled;
        }
        int end = (length + STEP - 1) / STEP * STEP;
        for (int row = length; row < end; row++) panel[row][at] = 0;
        return sum;
    }

    /** Adds the products of a panel: those of a block of columns with the columns of a strip. */
    private void add(double[][][] strips, int strip, int from, int length, double[][] block) {
        int first = strip * STRIP;
        int to = Math.min(p, from + BLOCK);
        int width = Math.min(STRIP, to - first);
        double[][] left = strips[from / STRIP];
        for (double[] products : block) Arrays.fill(products, 0, width, 0);
        for (int row = 0; row < length; row += STEP)
            for (int i = 0; i < to - from; i += STEP) add(left, from % STRIP + i, row, strips[strip], width, block, i);
        for (int i = from; i < to; i++)
            for (int j = first; j < Math.min(first + width, i + 1); j++)
                products[i * p + j] += block[i - from][j - first];
    }

    /** Four rows of four columns times so many columns: what is read once serves four times. */
    private static void add(double[][] left, int at, int row, double[][] right, int width, double[][] block, int i) {
        double[] l0 = left[row];
        double[] l1 = left[row + 1];
        double[] l2 = left[row + 2];
        double[] l3 = left[row + 3];
        double a0 = l0[at], a1 = l1[at], a2 = l2[at], a3 = l3[at];
        double b0 = l0[at + 1], b1 = l1[at + 1], b2 = l2[at + 1], b3 = l3[at + 1];
        double c0 = l0[at + 2], c1 = l1[at + 2], c2 = l2[at + 2], c3 = l3[at + 2];
        double d0 = l0[at + 3], d1 = l1[at + 3], d2 = l2[at + 3], d3 = l3[at + 3];
        double[] r0 = right[row];
        double[] r1 = right[row + 1];
        double[] r2 = right[row + 2];
        double[] r3 = right[row + 3];
        double[] a = block[i];
        double[] b = block[i + 1];
        double[] c = block[i + 2];
        double[] d = block[i + 3];
        for (int j = 0; j < width; j++) {
            double x0 = r0[j], x1 = r1[j], x2 = r2[j], x3 = r3[j];
            a[j] = Math.fma(a3, x3, Math.fma(a2, x2, Math.fma(a1, x1, Math.fma(a0, x0, a[j]))));
            b[j] = Math.fma(b3, x3, Math.fma(b2, x2, Math.fma(b1, x1, Math.fma(b0, x0, b[j]))));
            c[j] = Math.fma(c3, x3, Math.fma(c2, x2, Math.fma(c1, x1, Math.fma(c0, x0, c[j]))));
            d[j] = Math.fma(d3, x3, Math.fma(d2, x2, Math.fma(d1, x1, Math.fma(d0, x0, d[j]))));
        }
    }

    /**
     * The products of deviations from the means, each times the factors of its two columns and a scale, row by row and the
     * same either way. Takes the memory of the products, of which nothing may be asked afterwards.
     */
    double[] deviations(double[] factors, double scale, Execution execution) {
        execution.map("deviations", (p + BLOCK - 1) / BLOCK, block -> {
            int from = block * BLOCK;
            for (int i = from; i < p; i++) deviations(i, from, Math.min(i + 1, from + BLOCK), factors, scale);
            return block;
        });
        return products;
    }

    private void deviations(int i, int from, int to, double[] factors, double scale) {
        for (int j = from; j < to; j++) {
            double value = (products[i * p + j] - sums[i] * sums[j] / total) * (factors[i] * factors[j] * scale);
            products[i * p + j] = value;
            products[j * p + i] = value;
        }
    }

    /** The sum of the weights. */
    double total() {
        return total;
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
