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

    static double sumOfSquares(double[][] matrix) {
        double sum = 0;
        for (double[] column : matrix) sum += dot(column, column);
        return sum;
    }
}
