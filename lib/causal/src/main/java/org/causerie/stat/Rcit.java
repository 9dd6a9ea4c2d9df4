// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;

/**
 * Tests independence of any kind of dependence, given others or not, in a time that grows with the number of cases only
 * linearly: the randomised conditional independence test.
 *
 * <p>Like {@link Kci}, with each Gaussian kernel replaced by a few random Fourier features
 * \(\sqrt2\cos(\omega^\top v+b)\) at the median heuristic's width, standardised. The features of x and of (y, z) are freed
 * from the features of z by linear regression; the statistic is <i>n</i> times the sum of their squared
 * covariances, scaled for the dimensions that the regressions use up, and under independence a weighted sum of
 * χ² variables whose weights are the eigenvalues of the covariance of the features' products.
 *
 * <p>Assumes independent cases and regressions that the conditioning features can express. Another seed gives another, similar
 * p-value. Counted rows are spelled out; sampling weights are refused. Time <i>O(n d²)</i> once for each conditioning set of
 * <i>d</i> features and <i>O(n d k)</i> per test of <i>k</i>.
 *
 * <p>Strobl, E. V., Zhang, K. &amp; Visweswaran, S. (2019). Approximate kernel-based conditional independence tests for fast
 * non-parametric causal discovery. Journal of Causal Inference 7, 20180017. doi:10.1515/jci-2018-0017
 *
 * @param features random features of each of the two variables, at least 1; 5 by default
 * @param conditioning random features of the conditioning set, at least 1 and 100 by default; at most a third of the cases is used
 * @param nullDistribution how the p-value is found; {@link NullDistribution#WEIGHTED_CHI_SQUARE} by default
 * @param permutations how many, for {@link NullDistribution#PERMUTATION}, at least 20
 * @param seed of features and permutations
 */
public record Rcit(int features, int conditioning, NullDistribution nullDistribution, int permutations, Seed seed)
        implements IndependenceTest {

    public Rcit {
        new RandomFeatureIndependence.Settings(features, conditioning, nullDistribution, permutations, seed);
    }

    /** 5 features for each variable, 100 for the conditioning set. */
    public static Rcit withDefaults() {
        return new Rcit(5, 100, NullDistribution.WEIGHTED_CHI_SQUARE, 500, Seed.of(0));
    }

    /** With so many features of each of the two variables. */
    public Rcit features(int value) {
        return new Rcit(value, conditioning, nullDistribution, permutations, seed);
    }

    /** With so many features of the conditioning set. */
    public Rcit conditioning(int value) {
        return new Rcit(features, value, nullDistribution, permutations, seed);
    }

    /** With another way to the p-value. */
    public Rcit nullDistribution(NullDistribution value) {
        return new Rcit(features, conditioning, value, permutations, seed);
    }

    /** With p-values by so many permutations. */
    public Rcit permutations(int value) {
        return new Rcit(features, conditioning, NullDistribution.PERMUTATION, value, seed);
    }

    /** With other features and permutations. */
    public Rcit seed(Seed value) {
        return new Rcit(features, conditioning, nullDistribution, permutations, value);
    }

    /**
     * Binds the test to data.
     *
     * @throws CausalException if a column is constant or has missing values, rows have sampling weights, or there
     *     are fewer than 10 cases
     */
    @Override
    public Independence on(Dataset data) {
        return new RandomFeatureIndependence(
                KernelColumns.of(data),
                new RandomFeatureIndependence.Settings(features, conditioning, nullDistribution, permutations, seed),
                true);
    }
}
