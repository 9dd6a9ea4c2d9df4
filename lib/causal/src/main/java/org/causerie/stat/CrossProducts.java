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
            for (int i = 0; i < to - from; i += STEP)
                Products.addFour(left, from % STRIP + i, strips[strip], row, block, i, width);
        for (int i = from; i < to; i++)
            for (int j = first; j < Math.min(first + width, i + 1); j++)
                products[i * p + j] += block[i - from][j - first];
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
