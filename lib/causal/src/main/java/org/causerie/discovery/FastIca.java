// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.random.RandomGenerator;
import org.causerie.Progress;
import org.causerie.Seed;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Independent components of columns by FastICA with the log cosh contrast: all at once, and one after the other
 * where that does not converge.
 *
 * <p>Hyvärinen, A. (1999). Fast and robust fixed-point algorithms for independent component analysis. IEEE Transactions on
 * Neural Networks 10, 626–634. doi:10.1109/72.761722
 */
final class FastIca {
    private static final double TOLERANCE = 1e-7;

    private final double[][] white;
    private final double[] whitening;
    private final int p;
    private final int limit;
    private boolean converged;

    /**
     * @param columns standardised columns, {@code columns[i][row]}
     * @param correlations their correlations, row by row, of full rank
     * @param limit the most steps
     */
    FastIca(double[][] columns, double[] correlations, int limit) {
        p = columns.length;
        this.limit = limit;
        whitening = power(correlations, p, -0.5);
        white = times(whitening, columns);
    }

    /** The p × p matrix that gives the components from the columns, row by row. */
    double[] unmixing(Seed seed) {
        double[] start = orthogonal(randomMatrix(seed));
        double[] rotation = symmetric(start);
        if (!converged) rotation = deflation(start);
        return Dense.times(rotation, whitening, p);
    }

    boolean converged() {
        return converged;
    }

    private double[] randomMatrix(Seed seed) {
        RandomGenerator random = seed.random();
        double[] matrix = new double[p * p];
        for (int i = 0; i < matrix.length; i++) matrix[i] = random.nextGaussian();
        return matrix;
    }

    private double[] symmetric(double[] start) {
        double[] rotation = start;
        for (int step = 0; step < limit && !converged; step++) {
            double[] raw = new double[p * p];
            for (int i = 0; i < p; i++) System.arraycopy(fixedPoint(rotation, i), 0, raw, i * p, p);
            double[] next = orthogonal(raw);
            double worst = 1;
            for (int i = 0; i < p; i++) worst = Math.min(worst, Math.abs(product(next, i, rotation, i)));
            converged = 1 - worst < TOLERANCE;
            rotation = next;
        }
        return rotation;
    }

    private double[] deflation(double[] start) {
        double[] rotation = start.clone();
        converged = true;
        for (int i = 0; i < p; i++) {
            boolean settled = false;
            for (int step = 0; step < limit && !settled; step++) {
                double[] next = fixedPoint(rotation, i);
                for (int j = 0; j < i; j++) {
                    double along = 0;
                    for (int k = 0; k < p; k++) along += next[k] * rotation[j * p + k];
                    for (int k = 0; k < p; k++) next[k] -= along * rotation[j * p + k];
                }
                double norm = Math.sqrt(Dense.dot(next, next));
                double same = 0;
                for (int k = 0; k < p; k++) same += next[k] / norm * rotation[i * p + k];
                for (int k = 0; k < p; k++) rotation[i * p + k] = next[k] / norm;
                settled = 1 - Math.abs(same) < TOLERANCE;
            }
            converged &= settled;
        }
        return rotation;
    }

    /** E z g(w'z) - E g'(w'z) w with g = tanh for the i-th row w. */
    private double[] fixedPoint(double[] rotation, int i) {
        Progress.checkpoint();
        int n = white[0].length;
        double[] component = new double[n];
        for (int k = 0; k < p; k++) {
            double weight = rotation[i * p + k];
            double[] column = white[k];
            for (int row = 0; row < n; row++) component[row] += weight * column[row];
        }
        double slope = 0;
        for (int row = 0; row < n; row++) {
            component[row] = Math.tanh(component[row]);
            slope += 1 - component[row] * component[row];
        }
        double[] next = new double[p];
        for (int k = 0; k < p; k++) next[k] = (Dense.dot(component, white[k]) - slope * rotation[i * p + k]) / n;
        return next;
    }

    private double product(double[] a, int i, double[] b, int j) {
        double sum = 0;
        for (int k = 0; k < p; k++) sum += a[i * p + k] * b[j * p + k];
        return sum;
    }

    /** The orthogonal matrix nearest to this one: (M M')^(-1/2) M. */
    private double[] orthogonal(double[] matrix) {
        double[] square = new double[p * p];
        for (int i = 0; i < p; i++) for (int j = 0; j < p; j++) square[i * p + j] = product(matrix, i, matrix, j);
        return Dense.times(power(square, p, -0.5), matrix, p);
    }

    private static double[][] times(double[] matrix, double[][] columns) {
        int p = columns.length;
        double[][] product = new double[p][columns[0].length];
        for (int i = 0; i < p; i++)
            for (int k = 0; k < p; k++)
                for (int row = 0; row < columns[k].length; row++)
                    product[i][row] += matrix[i * p + k] * columns[k][row];
        return product;
    }

    /** A power of a symmetric positive definite matrix. */
    private static double[] power(double[] matrix, int n, double exponent) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        eigen.decompose(new DMatrixRMaj(n, n, true, matrix.clone()));
        double[] power = new double[n * n];
        for (int k = 0; k < n; k++) {
            double factor = Math.pow(Math.max(eigen.getEigenvalue(k).getReal(), 1e-12), exponent);
            double[] vector = eigen.getEigenVector(k).getData();
            for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) power[i * n + j] += factor * vector[i] * vector[j];
        }
        return power;
    }
}
