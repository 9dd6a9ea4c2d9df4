// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import org.causerie.Progress;

/**
 * A positive semi-definite n × n matrix as a sum of products of r columns with themselves, where r is as
 * small as its smoothness allows: 20 to 40 for a Gaussian kernel of one variable.
 *
 * <p>Found by the Cholesky decomposition with pivoting, which looks at r columns of the matrix only, in
 * <i>O(n r²)</i>. Bach and Jordan (2002), Kernel independent component analysis, JMLR 3, 1–48.
 *
 * @param rows n
 * @param columns {@code columns[k][row]}
 */
record LowRank(int rows, double[][] columns) {

    /** A matrix of which single columns can be had. */
    interface Source {
        double diagonal(int i);

        /** Writes column i. */
        void column(int i, double[] into);
    }

    /**
     * The decomposition that leaves at most a part of the trace.
     *
     * @param tolerance the part of the trace that may be left, 1e-9 for example
     */
    static LowRank of(int rows, Source matrix, double tolerance) {
        double[] left = new double[rows];
        double trace = 0;
        for (int i = 0; i < rows; i++) {
            left[i] = matrix.diagonal(i);
            trace += left[i];
        }
        double enough = tolerance * trace;
        double[][] columns = new double[Math.min(rows, 64)][];
        double[] factors = new double[rows];
        int rank = 0;
        while (rank < rows && trace > enough) {
            Progress.checkpoint();
            int pivot = 0;
            for (int i = 1; i < rows; i++) if (left[i] > left[pivot]) pivot = i;
            if (!(left[pivot] > 0)) break;
            double[] column = new double[rows];
            matrix.column(pivot, column);
            for (int k = 0; k < rank; k++) factors[k] = -columns[k][pivot];
            Products.add(columns, factors, rank, column);
            double scale = 1 / Math.sqrt(left[pivot]);
            trace = 0;
            for (int i = 0; i < rows; i++) {
                column[i] *= scale;
                left[i] = Math.max(0, left[i] - column[i] * column[i]);
                trace += left[i];
            }
            trace -= left[pivot];
            left[pivot] = 0;
            if (rank == columns.length) columns = Arrays.copyOf(columns, Math.min(rows, 2 * rank));
            columns[rank++] = column;
        }
        return new LowRank(rows, Arrays.copyOf(columns, rank));
    }

    int rank() {
        return columns.length;
    }

    /** The matrix with rows and columns centred. */
    LowRank centred() {
        double[][] changed = new double[columns.length][];
        for (int k = 0; k < changed.length; k++) {
            double[] column = columns[k].clone();
            double mean = 0;
            for (double value : column) mean += value;
            mean /= rows;
            for (int row = 0; row < rows; row++) column[row] -= mean;
            changed[k] = column;
        }
        return new LowRank(rows, changed);
    }

    /** Nearly the same matrix from fewer columns. */
    LowRank compressed(double tolerance) {
        double[] diagonal = diagonal();
        double[][] byRow = new double[rows][columns.length];
        for (int k = 0; k < columns.length; k++) for (int row = 0; row < rows; row++) byRow[row][k] = columns[k][row];
        return of(
                rows,
                new Source() {
                    @Override
                    public double diagonal(int i) {
                        return diagonal[i];
                    }

                    @Override
                    public void column(int i, double[] into) {
                        Products.add(columns, byRow[i], columns.length, into);
                    }
                },
                tolerance);
    }

    double[] diagonal() {
        double[] diagonal = new double[rows];
        for (double[] column : columns) for (int row = 0; row < rows; row++) diagonal[row] += column[row] * column[row];
        return diagonal;
    }

    double trace() {
        return Products.sumOfSquares(columns);
    }

    /** Row i of the matrix from place i on; the places before are 0. */
    void upperRow(int i, double[] into) {
        Arrays.fill(into, 0);
        int k = 0;
        for (; k + 3 < columns.length; k += 4) {
            double[] c0 = columns[k];
            double[] c1 = columns[k + 1];
            double[] c2 = columns[k + 2];
            double[] c3 = columns[k + 3];
            double f0 = c0[i];
            double f1 = c1[i];
            double f2 = c2[i];
            double f3 = c3[i];
            for (int row = i; row < rows; row++) into[row] += f0 * c0[row] + f1 * c1[row] + f2 * c2[row] + f3 * c3[row];
        }
        for (; k < columns.length; k++) {
            double[] column = columns[k];
            double factor = column[i];
            for (int row = i; row < rows; row++) into[row] += factor * column[row];
        }
    }

    /** The rows in another order: row i becomes what row {@code order[i]} was. */
    LowRank permuted(int[] order) {
        double[][] changed = new double[columns.length][rows];
        for (int k = 0; k < changed.length; k++)
            for (int row = 0; row < rows; row++) changed[k][row] = columns[k][order[row]];
        return new LowRank(rows, changed);
    }

    /** How many numbers it holds. */
    long weight() {
        return (long) rows * columns.length;
    }
}
