// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

/** Arithmetic with small dense matrices, stored row by row. */
final class Dense {
    private Dense() {}

    /**
     * Overwrites the lower triangle of a positive definite matrix with its Cholesky factor.
     *
     * @return whether it is positive definite
     */
    static boolean factor(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
                if (i != j) a[i * n + j] = sum / a[j * n + j];
                else if (!(sum > 0)) return false;
                else a[i * n + i] = Math.sqrt(sum);
            }
        }
        return true;
    }

    /** Solves in place with the Cholesky factor of the matrix. */
    static void solve(double[] factor, int n, double[] b) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) b[i] -= factor[i * n + k] * b[k];
            b[i] /= factor[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) b[i] -= factor[k * n + i] * b[k];
            b[i] /= factor[i * n + i];
        }
    }

    /** Replaces a positive definite matrix by its inverse, and says whether it is one. */
    static boolean invert(double[] a, int n) {
        if (!factor(a, n)) return false;
        for (int j = 0; j < n; j++) {
            a[j * n + j] = 1 / a[j * n + j];
            for (int i = j + 1; i < n; i++) {
                double sum = 0;
                for (int k = j; k < i; k++) sum -= a[i * n + k] * a[k * n + j];
                a[i * n + j] = sum / a[i * n + i];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = i; k < n; k++) sum += a[k * n + i] * a[k * n + j];
                a[i * n + j] = sum;
            }
        }
        for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) a[j * n + i] = a[i * n + j];
        return true;
    }

    /** A square matrix times a vector. */
    static double[] times(double[] a, double[] x) {
        int n = x.length;
        double[] product = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < n; k++) sum += a[i * n + k] * x[k];
            product[i] = sum;
        }
        return product;
    }

    /** The product of two square matrices. */
    static double[] times(double[] a, double[] b, int n) {
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double factor = a[i * n + k];
                if (factor == 0) continue;
                for (int j = 0; j < n; j++) product[i * n + j] += factor * b[k * n + j];
            }
        }
        return product;
    }

    static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < a.length; k += 4) {
            s0 += a[k] * b[k];
            s1 += a[k + 1] * b[k + 1];
            s2 += a[k + 2] * b[k + 2];
            s3 += a[k + 3] * b[k + 3];
        }
        for (; k < a.length; k++) s0 += a[k] * b[k];
        return s0 + s1 + (s2 + s3);
    }
}
