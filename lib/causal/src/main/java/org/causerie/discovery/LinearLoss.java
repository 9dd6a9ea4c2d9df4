// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * How badly linear models with weights W fit a covariance matrix S: functions of W with their gradients.
 *
 * @param covariance S, row by row
 * @param p the number of variables
 */
record LinearLoss(double[] covariance, int p) {

    static LinearLoss of(Sample sample) {
        int p = sample.size();
        double[] covariance = new double[p * p];
        for (int i = 0; i < p; i++)
            for (int j = 0; j < p; j++)
                covariance[i * p + j] = sample.covariance().matrix().get(i, j);
        return new LinearLoss(covariance, p);
    }

    /** S(I - W), and the residual variances, the diagonal of (I - W)'S(I - W). */
    private double[] residuals(double[] weights, double[] variances) {
        double[] rest = new double[p * p];
        for (int i = 0; i < p; i++) for (int j = 0; j < p; j++) rest[i * p + j] = (i == j ? 1 : 0) - weights[i * p + j];
        double[] products = Dense.times(covariance, rest, p);
        for (int j = 0; j < p; j++) {
            double sum = 0;
            for (int i = 0; i < p; i++) sum += rest[i * p + j] * products[i * p + j];
            variances[j] = sum;
        }
        return products;
    }

    /** Half the sum of the residual variances. */
    double leastSquares(double[] weights, double[] gradient) {
        double[] variances = new double[p];
        double[] products = residuals(weights, variances);
        double sum = 0;
        for (double variance : variances) sum += variance / 2;
        for (int k = 0; k < products.length; k++) gradient[k] = -products[k];
        return sum;
    }

    /** The negative log likelihood of a case with normal noise of equal variances, up to a constant. */
    double equalVariances(double[] weights, double[] gradient) {
        double[] variances = new double[p];
        double[] products = residuals(weights, variances);
        double sum = 0;
        for (double variance : variances) sum += variance;
        for (int k = 0; k < products.length; k++) gradient[k] = -p / sum * products[k];
        return p / 2.0 * Math.log(sum) + volume(weights, gradient);
    }

    /** The negative log likelihood of a case with normal noise of any variances, up to a constant. */
    double anyVariances(double[] weights, double[] gradient) {
        double[] variances = new double[p];
        double[] products = residuals(weights, variances);
        double sum = 0;
        for (double variance : variances) sum += Math.log(variance) / 2;
        for (int k = 0; k < products.length; k++) gradient[k] = -products[k] / variances[k % p];
        return sum + volume(weights, gradient);
    }

    /** -log |det(I - W)|, infinite where it is singular; adds its gradient. */
    private double volume(double[] weights, double[] gradient) {
        DMatrixRMaj matrix = new DMatrixRMaj(p, p);
        for (int i = 0; i < p; i++) for (int j = 0; j < p; j++) matrix.set(i, j, (i == j ? 1 : 0) - weights[i * p + j]);
        double determinant = CommonOps_DDRM.det(matrix);
        if (!(Math.abs(determinant) > 1e-12) || !CommonOps_DDRM.invert(matrix)) return Double.POSITIVE_INFINITY;
        for (int i = 0; i < p; i++) for (int j = 0; j < p; j++) gradient[i * p + j] += matrix.get(j, i);
        return -Math.log(Math.abs(determinant));
    }
}
