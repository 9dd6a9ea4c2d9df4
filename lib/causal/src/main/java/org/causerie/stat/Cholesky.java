// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/**
 * The Cholesky factor of a positive semi-definite matrix. A column that the earlier ones determine is
 * left out: it counts as absent in {@link #solve} and {@link #inverse}, where its place holds 0.
 *
 * <p>Works on blocks of rows: what a block takes from all rows below it is worked out strip by strip, so that the block
 * stays in a processor's cache.
 */
final class Cholesky {
    private static final double TINY = 1e-10;
    private static final int BLOCK = 32;
    private static final int STRIP = 128;

    /** Rows, and columns, that are multiplied in one step. */
    private static final int STEP = 4;

    private final int size;

    /** The rows of the factor, each from the diagonal on. */
    private final double[][] rows;

    private final boolean[] absent;

    /**
     * Factors in <i>O(size³)</i>.
     *
     * @param matrix row by row, of which only what is above and on the diagonal is read, and copied
     */
    Cholesky(double[] matrix, int size) {
        this.size = size;
        absent = new boolean[size];
        rows = new double[size][];
        double[][][] strips = strips(matrix, size);
        for (int from = 0; from < size; from += BLOCK) {
            int to = from + BLOCK;
            for (int i = from; i < Math.min(size, to); i++) finish(strips, i, from, matrix[i * size + i]);
            for (int strip = to / STRIP; strip < strips.length; strip++) pass(strips, strip, from, to);
        }
    }

    /** Minus the matrix above and on the diagonal in strips of columns, {@code strips[strip][row][column]}, with zeros up to a whole step. */
    private static double[][][] strips(double[] matrix, int size) {
        double[][][] strips = new double[(size + STRIP - 1) / STRIP][][];
        for (int s = 0; s < strips.length; s++) {
            int first = s * STRIP;
            int width = Math.min(STRIP, (size - first + STEP - 1) / STEP * STEP);
            strips[s] = new double[first + width][width];
            for (int i = 0; i < Math.min(size, first + width); i++)
                for (int j = Math.max(i, first); j < Math.min(size, first + width); j++)
                    strips[s][i][j - first] = -matrix[i * size + j];
        }
        return strips;
    }

    /** Turns a row, from which the blocks before were taken, into one of the factor. */
    private void finish(double[][][] strips, int i, int from, double diagonal) {
        double[][] own = strips[i / STRIP];
        for (int s = i / STRIP; s < strips.length; s++)
            for (int k = from; k < i; k++) add(own[k][i % STRIP], strips[s][k], strips[s][i]);
        double left = -own[i][i % STRIP];
        absent[i] = !(left > TINY * diagonal);
        double scale = -1 / Math.sqrt(left);
        rows[i] = new double[size - i];
        for (int s = i / STRIP; s < strips.length; s++) {
            double[] row = strips[s][i];
            for (int j = 0; j < row.length; j++) row[j] = absent[i] ? 0 : row[j] * scale;
            int start = Math.max(i, s * STRIP);
            int end = Math.min(size, (s + 1) * STRIP);
            System.arraycopy(row, start - s * STRIP, rows[i], start - i, end - start);
        }
    }

    private static void add(double factor, double[] row, double[] sum) {
        for (int j = 0; j < sum.length; j++) sum[j] += factor * row[j];
    }

    /** Takes a block of finished rows from a strip of the rows after it. */
    private static void pass(double[][][] strips, int s, int from, int to) {
        double[][] strip = strips[s];
        for (int i = to; i < strip.length; i += STEP)
            for (int k = from; k < to; k += STEP)
                Products.addFour(strips[i / STRIP], i % STRIP, strip, k, strip, i, strip[0].length);
    }

    boolean absent(int column) {
        return absent[column];
    }

    /** The solution for a right-hand side, which is not changed. */
    double[] solve(double[] right) {
        double[] solution = right.clone();
        for (int i = 0; i < size; i++) {
            double value = absent[i] ? 0 : solution[i] / rows[i][0];
            solution[i] = value;
            for (int j = i + 1; j < size; j++) solution[j] -= rows[i][j - i] * value;
        }
        for (int i = size - 1; i >= 0; i--) {
            if (absent[i]) continue;
            double value = solution[i];
            for (int j = i + 1; j < size; j++) value -= rows[i][j - i] * solution[j];
            solution[i] = value / rows[i][0];
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
