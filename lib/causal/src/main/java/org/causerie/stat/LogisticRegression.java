// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.Seed;

/**
 * Logistic regression by maximum likelihood.
 *
 * <p>Maximises \(\sum_i w_i [y_i \log p_i + (1-y_i)\log(1-p_i)]\) with \(\log\frac{p_i}{1-p_i} = \beta_0
 * + x_i\beta\) by Newton's method with step halving, until the step is below the tolerance. There is no
 * maximum where the features separate the 0s from the 1s: the steps then do not shrink, and the fit is
 * refused. Features that others determine get the coefficient 0. Time <i>O(np²)</i> per step.
 *
 * <p>Albert, A. &amp; Anderson, J. A. (1984). On the existence of maximum likelihood estimates in logistic
 * regression models. Biometrika 71, 1-10. doi:10.1093/biomet/71.1.1
 *
 * @param tolerance the largest last step, in units of log-odds per standard deviation, above 0
 */
public record LogisticRegression(double tolerance) implements Learner {
    private static final int STEPS = 60;

    public LogisticRegression {
        if (!(tolerance > 0)) {
            throw new CausalException(
                    "The tolerance must be above 0; " + tolerance + " was given (1e-9 is the default)");
        }
    }

    public static LogisticRegression withDefaults() {
        return new LogisticRegression(1e-9);
    }

    /**
     * Fits the regression.
     *
     * @throws CausalException if the target is not a probability, is the same in all rows, or is separated by
     *     the features
     */
    @Override
    public RegressionFit fit(Target target, double[][] columns, double[] y, double[] weights, Seed seed) {
        if (target == Target.REGRESSION) {
            throw new CausalException("A logistic regression predicts probabilities, not the mean of a number;"
                    + " use LinearRegression, Ridge, Boosting or Forest");
        }
        return fit(columns, y, weights);
    }

    /** Fits the probability of a 1, without a seed, as nothing is random. */
    public RegressionFit fit(double[][] columns, double[] y, double[] weights) {
        Features.check(Target.PROBABILITY, columns, y, weights);
        Features features = Features.standardised(columns, weights);
        double ones = 0;
        for (int row = 0; row < y.length; row++) ones += weights[row] * y[row];
        double share = ones / features.total;
        if (share <= 0 || share >= 1) {
            throw new CausalException("The target is " + (share <= 0 ? 0 : 1) + " in every row, so there is no"
                    + " probability to fit; both values must occur");
        }
        return new Newton(features, y, weights).run(Math.log(share / (1 - share)));
    }

    /** The state of one fit. */
    private final class Newton {
        private final Features features;
        private final double[] y;
        private final double[] weights;
        private final double[] means;
        private final double[] curvature;
        private final double[] score;
        private double[] coefficients;
        private double loss;

        Newton(Features features, double[] y, double[] weights) {
            this.features = features;
            this.y = y;
            this.weights = weights;
            means = new double[y.length];
            curvature = new double[y.length];
            score = new double[y.length];
            coefficients = new double[features.standard.length];
        }

        RegressionFit run(double intercept) {
            coefficients[0] = intercept;
            loss = evaluate(coefficients);
            for (int count = 0; count < STEPS; count++) {
                Progress.checkpoint();
                Cholesky information = new Cholesky(features.gram(curvature), coefficients.length);
                double[] step = information.solve(features.times(score));
                double size = largest(step);
                if (size < tolerance) {
                    double[] residuals = new double[y.length];
                    for (int row = 0; row < y.length; row++) residuals[row] = y[row] - means[row];
                    return new RegressionFit(
                            RegressionFit.Link.LOGISTIC, features, coefficients, information, residuals, weights);
                }
                advance(step);
            }
            throw separated();
        }

        /** The negative log-likelihood, and at each row the mean and the first two derivatives. */
        private double evaluate(double[] at) {
            double sum = 0;
            for (int row = 0; row < y.length; row++) {
                double linear = 0;
                for (int j = 0; j < at.length; j++) linear += at[j] * features.standard[j][row];
                double mean = 1 / (1 + Math.exp(-linear));
                means[row] = mean;
                score[row] = weights[row] * (y[row] - mean);
                curvature[row] = weights[row] * mean * (1 - mean);
                // log(1 + e^z) - y z, without overflow
                sum += weights[row] * (Math.max(linear, 0) + Math.log1p(Math.exp(-Math.abs(linear))) - y[row] * linear);
            }
            return sum;
        }

        private void advance(double[] step) {
            double fraction = 1;
            while (true) {
                double[] next = coefficients.clone();
                for (int j = 0; j < next.length; j++) next[j] += fraction * step[j];
                double there = evaluate(next);
                boolean better = there <= loss + 1e-12 * Math.abs(loss);
                if (better || fraction < 1e-6) {
                    coefficients = next;
                    loss = there;
                    return;
                }
                fraction /= 2;
            }
        }

        private double largest(double[] step) {
            double size = 0;
            for (double part : step) size = Math.max(size, Math.abs(part));
            return size;
        }

        private CausalException separated() {
            int worst = 0;
            for (int j = 1; j < coefficients.length; j++)
                if (Math.abs(coefficients[j]) > Math.abs(coefficients[worst])) worst = j;
            String feature = worst == 0 ? "the features together" : "feature " + (worst - 1) + ", maybe with others,";
            return new CausalException("The logistic regression has no finite fit: " + feature
                    + " separates the rows with 0 from those with 1. Where this is the treatment, there is no overlap:"
                    + " leave out what determines it, or shrink with PenalisedLogistic");
        }
    }
}
