// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.Progress;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Smooth functions of a p × p weight matrix, row by row, that are 0 for acyclic graphs and positive for others. */
final class Acyclicity {
    private Acyclicity() {}

    /**
     * tr exp(W∘W) - p.
     *
     * @param gradient its gradient is written here
     */
    static double exponential(double[] weights, int p, double[] gradient) {
        double[] power = new double[p * p];
        for (int k = 0; k < power.length; k++) power[k] = weights[k] * weights[k];
        double[] exponential = exponential(power, p);
        double trace = -p;
        for (int i = 0; i < p; i++) {
            trace += exponential[i * p + i];
            for (int j = 0; j < p; j++) gradient[i * p + j] = 2 * exponential[j * p + i] * weights[i * p + j];
        }
        return trace;
    }

    /** Taylor's series of a part of the matrix, squared again and again; all terms are positive. */
    private static double[] exponential(double[] matrix, int p) {
        double largest = 0;
        for (int i = 0; i < p; i++) {
            double sum = 0;
            for (int j = 0; j < p; j++) sum += matrix[i * p + j];
            largest = Math.max(largest, sum);
        }
        int squarings = largest <= 0.5 ? 0 : Math.getExponent(largest) + 2;
        double scale = Math.scalb(1.0, -squarings);
        double[] sum = new double[p * p];
        double[] term = new double[p * p];
        for (int i = 0; i < p; i++) {
            sum[i * p + i] = 1;
            term[i * p + i] = 1;
        }
        for (int k = 1; k <= 14; k++) {
            Progress.checkpoint();
            term = Dense.times(term, matrix, p);
            for (int i = 0; i < term.length; i++) {
                term[i] *= scale / k;
                sum[i] += term[i];
            }
        }
        for (int k = 0; k < squarings; k++) {
            Progress.checkpoint();
            sum = Dense.times(sum, sum, p);
        }
        return sum;
    }

    /**
     * p log s - log det(sI - W∘W); infinite where sI - W∘W is no M-matrix.
     *
     * @param gradient its gradient is written here
     */
    static double logDeterminant(double[] weights, int p, double s, double[] gradient) {
        DMatrixRMaj matrix = new DMatrixRMaj(p, p);
        for (int i = 0; i < p; i++)
            for (int j = 0; j < p; j++) matrix.set(i, j, (i == j ? s : 0) - weights[i * p + j] * weights[i * p + j]);
        double logDeterminant = logOfPositivePivots(matrix.getData().clone(), p);
        if (Double.isInfinite(logDeterminant)) return Double.POSITIVE_INFINITY;
        CommonOps_DDRM.invert(matrix);
        for (int i = 0; i < p; i++)
            for (int j = 0; j < p; j++) gradient[i * p + j] = 2 * matrix.get(j, i) * weights[i * p + j];
        return p * Math.log(s) - logDeterminant;
    }

    /** A matrix without positive entries beside the diagonal is an M-matrix where elimination meets positive pivots only. */
    private static double logOfPositivePivots(double[] a, int p) {
        double sum = 0;
        for (int k = 0; k < p; k++) {
            Progress.checkpoint();
            double pivot = a[k * p + k];
            if (!(pivot > 1e-12)) return Double.NEGATIVE_INFINITY;
            sum += Math.log(pivot);
            for (int i = k + 1; i < p; i++) {
                double factor = a[i * p + k] / pivot;
                if (factor == 0) continue;
                for (int j = k + 1; j < p; j++) a[i * p + j] -= factor * a[k * p + j];
            }
        }
        return sum;
    }
}
