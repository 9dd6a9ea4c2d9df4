// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Seed;

/**
 * Regression on smooth functions of the features: kernel ridge regression with a Gaussian kernel, the mean of a
 * Gaussian process.
 *
 * <p>Of four widths around the median distance between the standardised features and thirteen ratios of noise to signal it takes
 * those under which the process makes the target most likely. The kernel matrix is kept as a product of n × r matrices,
 * so that time is <i>O(n r²)</i> with r about 30 for one feature, and at most <i>O(n³)</i> for many.
 *
 * <p>Rasmussen, C. E. &amp; Williams, C. K. I. (2006). Gaussian Processes for Machine Learning. MIT Press, chapters 2 and 5.
 */
public record KernelRidge() implements Learner {
    private static final double[] WIDTHS = {0.25, 0.5, 1, 2};
    private static final double[] RIDGES =
            IntStream.rangeClosed(-6, 6).mapToDouble(i -> Math.pow(10, i / 2.0)).toArray();
    private static final double EXACT = 1e-8;

    public static KernelRidge withDefaults() {
        return new KernelRidge();
    }

    /**
     * Fits the regression.
     *
     * @throws CausalException if the target is a probability or a number is missing
     */
    @Override
    public Fitted fit(Target target, double[][] columns, double[] y, double[] weights, Seed seed) {
        if (target == Target.PROBABILITY) {
            throw new CausalException("A kernel ridge regression does not predict probabilities;"
                    + " use PenalisedLogistic, LogisticRegression, Boosting or Forest");
        }
        Features.check(target, columns, y, weights);
        Features features = Features.standardised(columns, weights);
        double mean = Products.dot(weights, y) / features.total;
        if (columns.length == 0) {
            return rows -> Features.linear(new double[] {mean}, rows);
        }
        double[][] standard = Arrays.copyOfRange(features.standard, 1, features.standard.length);
        double[] root = new double[y.length];
        double[] off = new double[y.length];
        for (int row = 0; row < y.length; row++) {
            root[row] = Math.sqrt(weights[row] * y.length / features.total);
            off[row] = root[row] * (y[row] - mean);
        }
        LowRank outcome = new LowRank(y.length, new double[][] {off});
        double distance = KernelColumns.medianDistance(standard);
        double best = Double.NEGATIVE_INFINITY;
        double width = distance;
        double ridge = 1;
        LowRank kernel = null;
        for (double factor : WIDTHS) {
            LowRank candidate =
                    scaled(LowRank.of(y.length, KernelColumns.gaussian(standard, factor * distance), EXACT), root);
            KernelRegression.Likelihood likelihood = KernelRegression.Likelihood.of(candidate);
            double[] along = likelihood.along(outcome);
            for (double value : RIDGES) {
                double log = likelihood.log(along, Products.dot(off, off), y.length, value);
                if (kernel != null && !(log > best)) continue;
                best = log;
                width = factor * distance;
                ridge = value;
                kernel = candidate;
            }
        }
        double[] dual = new KernelRegression(kernel, ridge).residual(outcome).columns()[0];
        for (int row = 0; row < dual.length; row++) dual[row] *= root[row] / ridge;
        double chosen = width;
        return rows -> predict(features, standard, dual, chosen, mean, rows);
    }

    private static LowRank scaled(LowRank kernel, double[] factors) {
        for (double[] column : kernel.columns())
            for (int row = 0; row < column.length; row++) column[row] *= factors[row];
        return kernel;
    }

    private static double[] predict(
            Features features, double[][] standard, double[] dual, double width, double mean, double[][] rows) {
        if (rows.length != standard.length) {
            throw new CausalException("The fit has " + standard.length + " features, but " + rows.length
                    + " columns were given to predict from");
        }
        double[] predicted = new double[rows[0].length];
        double[] distances = new double[dual.length];
        for (int i = 0; i < predicted.length; i++) {
            Arrays.fill(distances, 0);
            for (int k = 0; k < standard.length; k++) {
                double scale = features.scale[k + 1];
                double own = scale == 0 ? 0 : (rows[k][i] - features.centre[k + 1]) / scale;
                double[] column = standard[k];
                for (int row = 0; row < distances.length; row++) {
                    double gap = column[row] - own;
                    distances[row] += gap * gap;
                }
            }
            double sum = mean;
            for (int row = 0; row < distances.length; row++)
                sum += dual[row] * Math.exp(-0.5 * distances[row] / (width * width));
            predicted[i] = sum;
        }
        return predicted;
    }
}
