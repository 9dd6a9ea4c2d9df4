// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/** Products of matrices that are kept as columns, {@code matrix[column][row]}. */
final class Products {
    private Products() {}

    /** Every inner product of a column of the first with one of the second, in <i>O(n r s)</i>. */
    static double[][] inner(double[][] a, double[][] b) {
        double[][] result = new double[a.length][b.length];
        int i = 0;
        for (; i + 1 < a.length; i += 2) {
            int j = 0;
            for (; j + 3 < b.length; j += 4) block(a, b, i, j, result);
            for (; j < b.length; j++) {
                result[i][j] = dot(a[i], b[j]);
                result[i + 1][j] = dot(a[i + 1], b[j]);
            }
        }
        for (; i < a.length; i++) for (int j = 0; j < b.length; j++) result[i][j] = dot(a[i], b[j]);
        return result;
    }

    /** The inner products of the columns of one matrix, in half the time. */
    static double[][] gram(double[][] a) {
        double[][] result = new double[a.length][a.length];
        int i = 0;
        for (; i + 1 < a.length; i += 2) {
            int j = 0;
            for (; j + 3 < i; j += 4) block(a, a, i, j, result);
            for (; j <= i + 1; j++) {
                result[i][j] = dot(a[i], a[j]);
                result[i + 1][j] = dot(a[i + 1], a[j]);
            }
        }
        for (; i < a.length; i++) for (int j = 0; j <= i; j++) result[i][j] = dot(a[i], a[j]);
        for (i = 0; i < a.length; i++) for (int j = i + 1; j < a.length; j++) result[i][j] = result[j][i];
        return result;
    }

    /** Two columns with four: eight sums at a time keep the processor busy. */
    private static void block(double[][] a, double[][] b, int i, int j, double[][] result) {
        double[] p = a[i];
        double[] q = a[i + 1];
        double[] b0 = b[j];
        double[] b1 = b[j + 1];
        double[] b2 = b[j + 2];
        double[] b3 = b[j + 3];
        double p0 = 0;
        double p1 = 0;
        double p2 = 0;
        double p3 = 0;
        double q0 = 0;
        double q1 = 0;
        double q2 = 0;
        double q3 = 0;
        for (int row = 0; row < p.length; row++) {
            double u = p[row];
            double v = q[row];
            p0 += u * b0[row];
            p1 += u * b1[row];
            p2 += u * b2[row];
            p3 += u * b3[row];
            q0 += v * b0[row];
            q1 += v * b1[row];
            q2 += v * b2[row];
            q3 += v * b3[row];
        }
        result[i][j] = p0;
        result[i][j + 1] = p1;
        result[i][j + 2] = p2;
        result[i][j + 3] = p3;
        result[i + 1][j] = q0;
        result[i + 1][j + 1] = q1;
        result[i + 1][j + 2] = q2;
        result[i + 1][j + 3] = q3;
    }

    static double dot(double[] a, double[] b) {
        double even = 0;
        double odd = 0;
        int row = 0;
        for (; row + 1 < a.length; row += 2) {
            even += a[row] * b[row];
            odd += a[row + 1] * b[row + 1];
        }
        if (row < a.length) even += a[row] * b[row];
        return even + odd;
    }

    /** Adds {@code Σ factors[k] columns[k]} over the first {@code count} columns to the target. */
    static void add(double[][] columns, double[] factors, int count, double[] target) {
        int k = 0;
        for (; k + 3 < count; k += 4) {
            double[] c0 = columns[k];
            double[] c1 = columns[k + 1];
            double[] c2 = columns[k + 2];
            double[] c3 = columns[k + 3];
            double f0 = factors[k];
            double f1 = factors[k + 1];
            double f2 = factors[k + 2];
            double f3 = factors[k + 3];
            for (int row = 0; row < target.length; row++)
                target[row] += f0 * c0[row] + f1 * c1[row] + f2 * c2[row] + f3 * c3[row];
        }
        for (; k < count; k++) {
            double[] column = columns[k];
            double factor = factors[k];
            for (int row = 0; row < target.length; row++) target[row] += factor * column[row];
        }
    }

    /**
     * Adds four rows of four columns of a matrix times four rows of another to four rows of sums, all kept as {@code matrix[row][column]}:
     * what is read once serves four times.
     *
     * @param at the first of the columns of the left matrix
     * @param row the first of the rows of both matrices
     * @param i the first of the rows of sums
     * @param width how many of the first columns of the right matrix and of the sums
     */
    static void addFour(double[][] left, int at, double[][] right, int row, double[][] sums, int i, int width) {
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
        double[] a = sums[i];
        double[] b = sums[i + 1];
        double[] c = sums[i + 2];
        double[] d = sums[i + 3];
        for (int j = 0; j < width; j++) {
            double x0 = r0[j], x1 = r1[j], x2 = r2[j], x3 = r3[j];
            a[j] = Math.fma(a3, x3, Math.fma(a2, x2, Math.fma(a1, x1, Math.fma(a0, x0, a[j]))));
            b[j] = Math.fma(b3, x3, Math.fma(b2, x2, Math.fma(b1, x1, Math.fma(b0, x0, b[j]))));
            c[j] = Math.fma(c3, x3, Math.fma(c2, x2, Math.fma(c1, x1, Math.fma(c0, x0, c[j]))));
            d[j] = Math.fma(d3, x3, Math.fma(d2, x2, Math.fma(d1, x1, Math.fma(d0, x0, d[j]))));
        }
    }

    static double sumOfSquares(double[][] matrix) {
        double sum = 0;
        for (double[] column : matrix) sum += dot(column, column);
        return sum;
    }
}
