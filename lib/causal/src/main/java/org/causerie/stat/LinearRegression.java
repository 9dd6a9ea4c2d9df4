// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.CausalException;
import org.causerie.Seed;

/**
 * Linear regression by weighted least squares.
 *
 * <p>Minimises \(\sum_i w_i (y_i - \beta_0 - x_i\beta)^2\) by a Cholesky factor of the standardised
 * features. Features that others determine get the coefficient 0 rather than an error, so that a rare
 * level missing from a fold does no harm. Time <i>O(np²)</i> for <i>n</i> rows and <i>p</i> features.
 */
public record LinearRegression() implements Learner {

    public static LinearRegression withDefaults() {
        return new LinearRegression();
    }

    /**
     * Fits the regression.
     *
     * @throws CausalException if the target is a probability or a number is missing
     */
    @Override
    public RegressionFit fit(Target target, double[][] columns, double[] y, double[] weights, Seed seed) {
        if (target == Target.PROBABILITY) {
            throw new CausalException("A linear regression does not predict probabilities;"
                    + " use LogisticRegression, PenalisedLogistic, Boosting or Forest");
        }
        return fit(columns, y, weights);
    }

    /** Fits the mean of a number, without a seed, as nothing is random. */
    public RegressionFit fit(double[][] columns, double[] y, double[] weights) {
        Features.check(Target.REGRESSION, columns, y, weights);
        Features features = Features.standardised(columns, weights);
        Cholesky information = new Cholesky(features.gram(weights), columns.length + 1);
        double mean = 0;
        for (int row = 0; row < y.length; row++) mean += weights[row] * y[row] / features.total;
        double[] coefficients = information.solve(features.times(weighted(y, mean, weights)));
        double[] residuals = new double[y.length];
        for (int row = 0; row < y.length; row++) {
            residuals[row] = y[row] - mean;
            for (int j = 0; j < coefficients.length; j++) {
                residuals[row] -= coefficients[j] * features.standard[j][row];
            }
        }
        coefficients[0] += mean;
        return new RegressionFit(RegressionFit.Link.IDENTITY, features, coefficients, information, residuals, weights);
    }

    private static double[] weighted(double[] y, double mean, double[] weights) {
        double[] products = new double[y.length];
        for (int row = 0; row < y.length; row++) products[row] = weights[row] * (y[row] - mean);
        return products;
    }
}
