// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;

/**
 * Tests conditional independence like {@link Rcit}, but leaves the conditioning set out of the features of y: the
 * randomised conditional correlation test.
 *
 * <p>It is calibrated better and stronger than {@link Rcit} with large conditioning sets, and blind to dependences that show only
 * in products of y with the conditioning set, such as a correlation of x and y whose sign depends on z.
 *
 * <p>Assumptions and time are those of {@link Rcit}.
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
public record Rcot(int features, int conditioning, NullDistribution nullDistribution, int permutations, Seed seed)
        implements IndependenceTest {

    public Rcot {
        new RandomFeatureIndependence.Settings(features, conditioning, nullDistribution, permutations, seed);
    }

    /** 5 features for each variable, 100 for the conditioning set. */
    public static Rcot withDefaults() {
        return new Rcot(5, 100, NullDistribution.WEIGHTED_CHI_SQUARE, 500, Seed.of(0));
    }

    /** With so many features of each of the two variables. */
    public Rcot features(int value) {
        return new Rcot(value, conditioning, nullDistribution, permutations, seed);
    }

    /** With so many features of the conditioning set. */
    public Rcot conditioning(int value) {
        return new Rcot(features, value, nullDistribution, permutations, seed);
    }

    /** With another way to the p-value. */
    public Rcot nullDistribution(NullDistribution value) {
        return new Rcot(features, conditioning, value, permutations, seed);
    }

    /** With p-values by so many permutations. */
    public Rcot permutations(int value) {
        return new Rcot(features, conditioning, NullDistribution.PERMUTATION, value, seed);
    }

    /** With other features and permutations. */
    public Rcot seed(Seed value) {
        return new Rcot(features, conditioning, nullDistribution, permutations, value);
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
                false);
    }
}
