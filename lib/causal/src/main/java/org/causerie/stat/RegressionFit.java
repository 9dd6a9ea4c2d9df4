// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.causerie.CausalException;
import org.ejml.data.DMatrixRMaj;

/**
 * A fitted linear or logistic regression: coefficients, their covariance, and what each row did to them.
 *
 * <p>Coefficients come with the intercept first, then one per feature; matrices and influence follow that
 * order. A feature that is constant, or that the intercept and earlier features determine, has no
 * coefficient of its own: it is {@link #aliased()}, and its coefficient, variance and influence are 0.
 */
public final class RegressionFit implements Fitted {

    /** From the linear predictor to the mean. */
    enum Link {
        IDENTITY,
        LOGISTIC;

        double mean(double linear) {
            return this == IDENTITY ? linear : 1 / (1 + Math.exp(-linear));
        }
    }

    private final Link link;
    private final Features features;
    private final double[] coefficients;
    private final double[] inverse;
    private final double[] residuals;
    private final double[] weights;
    private final List<Integer> aliased;

    /**
     * @param standard coefficients of the standardised features
     * @param information the factored sum of the weighted products of standardised features
     * @param residuals target less fitted mean
     */
    RegressionFit(
            Link link,
            Features features,
            double[] standard,
            Cholesky information,
            double[] residuals,
            double[] weights) {
        this.link = link;
        this.features = features;
        this.residuals = residuals;
        this.weights = weights.clone();
        coefficients = features.unscaled(standard);
        inverse = information.inverse();
        List<Integer> absent = new ArrayList<>();
        for (int j = 1; j < standard.length; j++) if (information.absent(j)) absent.add(j - 1);
        aliased = List.copyOf(absent);
    }

    /** The intercept, then one coefficient per feature. */
    public double[] coefficients() {
        return coefficients.clone();
    }

    /** Positions of the features that are constant or determined by earlier ones. */
    public List<Integer> aliased() {
        return aliased;
    }

    /** Target less fitted mean, one per row. */
    public double[] residuals() {
        return residuals.clone();
    }

    /** The sum of the weights less the number of coefficients that were fitted. */
    public double degreesOfFreedom() {
        return features.total - (coefficients.length - aliased.size());
    }

    @Override
    public double[] predict(double[][] columns) {
        double[] means = Features.linear(coefficients, columns);
        for (int row = 0; row < means.length; row++) means[row] = link.mean(means[row]);
        return means;
    }

    /**
     * What a case of each row adds to the error of the coefficients: with weights <i>w</i>,
     * \(\hat\beta - \beta \approx \sum_i w_i \psi_i / \sum_i w_i\).
     *
     * @return {@code influence[coefficient][row]}
     */
    public double[][] influence() {
        int p = coefficients.length;
        int rows = residuals.length;
        double[][] influence = new double[p][rows];
        for (int j = 0; j < p; j++) {
            double scale = j == 0 ? 1 : features.scale[j] == 0 ? 0 : 1 / features.scale[j];
            for (int k = 0; k < p; k++) {
                double factor = features.total * scale * inverse[j * p + k];
                if (factor == 0) continue;
                double[] feature = features.standard[k];
                for (int row = 0; row < rows; row++) influence[j][row] += factor * feature[row] * residuals[row];
            }
        }
        for (int j = 1; j < p; j++) {
            for (int row = 0; row < rows; row++) influence[0][row] -= features.centre[j] * influence[j][row];
        }
        return influence;
    }

    /**
     * The covariance of the coefficients that holds whatever the variance of the residuals and whether or
     * not the model is right (White's sandwich, HC0).
     *
     * <p>White, H. (1980). A heteroskedasticity-consistent covariance matrix estimator and a direct test for
     * heteroskedasticity. Econometrica 48, 817-838. doi:10.2307/1912934
     *
     * @param weighting what the weights mean
     */
    public DMatrixRMaj covariance(Weighting weighting) {
        double[] factors = weights.clone();
        if (weighting == Weighting.SAMPLING)
            for (int row = 0; row < factors.length; row++) factors[row] *= weights[row];
        double[][] influence = influence();
        CrossProducts sums = CrossProducts.of(influence, new double[influence.length], factors);
        double divisor = features.total * features.total;
        return matrix((i, j) -> sums.product(i, j) / divisor);
    }

    /**
     * The covariance of the coefficients if the model is right: for a linear regression, with residuals of
     * equal variance.
     *
     * @throws CausalException if a linear regression has no degrees of freedom left
     */
    public DMatrixRMaj modelCovariance() {
        double variance = link == Link.IDENTITY ? residualVariance() : 1;
        int p = coefficients.length;
        double[] transform = new double[p * p];
        for (int j = 0; j < p; j++) {
            transform[j * p + j] = j == 0 ? 1 : features.scale[j] == 0 ? 0 : 1 / features.scale[j];
            if (j > 0) transform[j] = -features.centre[j] * transform[j * p + j];
        }
        return matrix((i, j) -> {
            double sum = 0;
            for (int k = 0; k < p; k++) {
                double left = transform[i * p + k];
                if (left == 0) continue;
                for (int m = 0; m < p; m++) sum += left * inverse[k * p + m] * transform[j * p + m];
            }
            return variance * sum;
        });
    }

    /**
     * The variance of the residuals, with the degrees of freedom as divisor.
     *
     * @throws CausalException if there are none left
     */
    public double residualVariance() {
        if (degreesOfFreedom() <= 0) {
            throw new CausalException("A regression with " + coefficients.length + " coefficients on " + features.total
                    + " cases fits them exactly, so nothing is left to judge its error by; use fewer features");
        }
        double squares = 0;
        for (int row = 0; row < residuals.length; row++) squares += weights[row] * residuals[row] * residuals[row];
        return squares / degreesOfFreedom();
    }

    private interface Entry {
        double at(int i, int j);
    }

    private DMatrixRMaj matrix(Entry entry) {
        int p = coefficients.length;
        DMatrixRMaj matrix = new DMatrixRMaj(p, p);
        for (int i = 0; i < p; i++) for (int j = 0; j < p; j++) matrix.set(i, j, entry.at(i, j));
        return matrix;
    }

    @Override
    public String toString() {
        return "RegressionFit[" + link + ", coefficients " + Arrays.toString(coefficients) + "]";
    }
}
