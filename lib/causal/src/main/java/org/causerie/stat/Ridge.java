// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.CausalException;
import org.causerie.Seed;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Linear regression shrunk towards 0, with the amount chosen by generalised cross-validation.
 *
 * <p>Minimises \(\sum_i w_i (y_i - \beta_0 - x_i\beta)^2 + \lambda\sum_j s_j^2\beta_j^2\) with weighted
 * standard deviations \(s_j\), in closed form from the eigenvalues of the features' correlations; λ is
 * the one of 61 values from \(10^{-6}\) to \(10^{6}\) times the number of cases for which
 * \(n\,\mathrm{RSS}/(n - \mathrm{df})^2\) is least. Time <i>O(np² + p³)</i>.
 *
 * <p>Golub, G. H., Heath, M. &amp; Wahba, G. (1979). Generalized cross-validation as a method for choosing a
 * good ridge parameter. Technometrics 21, 215-223. doi:10.1080/00401706.1979.10489751
 */
public record Ridge() implements Learner {
    private static final int GRID = 61;

    public static Ridge withDefaults() {
        return new Ridge();
    }

    /**
     * Fits the regression.
     *
     * @throws CausalException if the target is a probability or a number is missing
     */
    @Override
    public Fitted fit(Target target, double[][] columns, double[] y, double[] weights, Seed seed) {
        if (target == Target.PROBABILITY) {
            throw new CausalException("A ridge regression does not predict probabilities;"
                    + " use PenalisedLogistic, LogisticRegression, Boosting or Forest");
        }
        Features.check(target, columns, y, weights);
        Features features = Features.standardised(columns, weights);
        double mean = 0;
        for (int row = 0; row < y.length; row++) mean += weights[row] * y[row] / features.total;
        double[] standard = new double[columns.length + 1];
        if (columns.length > 0) shrink(features, y, weights, mean, standard);
        standard[0] = mean;
        double[] coefficients = features.unscaled(standard);
        return rows -> Features.linear(coefficients, rows);
    }

    /** Finds the coefficients of the standardised features, after place 0. */
    private static void shrink(Features features, double[] y, double[] weights, double mean, double[] standard) {
        int p = standard.length - 1;
        double[] gram = features.gram(weights);
        DMatrixRMaj correlations = new DMatrixRMaj(p, p);
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) correlations.set(i, j, gram[(i + 1) * (p + 1) + j + 1] / features.total);
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(p, true, true);
        if (!eigen.decompose(correlations)) {
            throw new CausalException(
                    "The features' correlations have no eigenvalues; look for features of extreme size");
        }
        double[] products = new double[y.length];
        double squares = 0;
        for (int row = 0; row < y.length; row++) {
            products[row] = weights[row] * (y[row] - mean) / features.total;
            squares += products[row] * (y[row] - mean);
        }
        double[] right = features.times(products);
        double[] values = new double[p];
        double[] along = new double[p];
        for (int k = 0; k < p; k++) {
            values[k] = Math.max(0, eigen.getEigenvalue(k).getReal());
            for (int j = 0; j < p; j++) along[k] += eigen.getEigenVector(k).get(j) * right[j + 1];
        }
        double lambda = chosen(values, along, squares, features.total);
        for (int k = 0; k < p; k++) {
            double size = along[k] / (values[k] + lambda);
            for (int j = 0; j < p; j++)
                standard[j + 1] += size * eigen.getEigenVector(k).get(j);
        }
    }

    private static double chosen(double[] values, double[] along, double squares, double cases) {
        double best = Double.POSITIVE_INFINITY;
        double chosen = 1;
        for (int step = 0; step < GRID; step++) {
            double lambda = Math.pow(10, -6 + 12.0 * step / (GRID - 1));
            double freedom = 1;
            double residual = squares;
            for (int k = 0; k < values.length; k++) {
                double size = along[k] / (values[k] + lambda);
                freedom += values[k] / (values[k] + lambda);
                residual += size * size * values[k] - 2 * size * along[k];
            }
            double left = 1 - freedom / cases;
            double criterion = Math.max(0, residual) / (left * left);
            if (left > 1e-6 && criterion < best) {
                best = criterion;
                chosen = lambda;
            }
        }
        return chosen;
    }
}
