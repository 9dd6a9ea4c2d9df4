// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;

/**
 * Tests independence of any kind of dependence, given others or not: the kernel-based conditional
 * independence test.
 *
 * <p>Every variable gets a Gaussian kernel matrix, centred. The kernels of (x, z) and of y are freed from what z
 * explains by kernel ridge regression, \(R = \lambda(K_z+\lambda I)^{-1}\), and the statistic is
 * \(\tfrac1n\operatorname{tr}(R K_{xz} R\, R K_y R)\): 0 in the limit if and only if x and y are
 * independent given z. Without conditioning variables it is \(\tfrac1n\operatorname{tr}(K_x K_y)\). The null distribution
 * is that of the paper, scaled for the dimensions that the regressions use up, which matters with few cases.
 *
 * <p>Assumes independent cases, and regressions on z that are smooth at the kernel's width; with many conditioning variables or
 * few cases what is not regressed away makes it reject too often. Nominal columns are compared level by level, other
 * columns by their values or codes. With sampling weights it cannot be used; counted rows are spelled out.
 *
 * <p>Kernel matrices are kept as products of n × r matrices found by a Cholesky decomposition with pivoting that leaves out
 * less than 10⁻⁷ of the trace (10⁻⁹ of the conditioning set's), so that p-values agree with those from full matrices to
 * 10⁻³; r is about 30 for one variable, and grows to n where smoothness does not help. Time <i>O(n r² + n² r)</i>, memory
 * <i>O(n r)</i>; what tests on the same conditioning set share is computed once.
 *
 * <p>Zhang, K., Peters, J., Janzing, D. &amp; Schölkopf, B. (2011). Kernel-based conditional independence test and application
 * in causal discovery. UAI, 804-813. arXiv:1202.3775
 *
 * @param width the kernel's width in units of the median distance between cases, above 0; 1 by default, the median heuristic
 * @param regression how the regression on the conditioning set gets its width and ridge
 * @param ridge λ of {@link Regression#FIXED}, above 0; 0.001 by default
 * @param nullDistribution how the p-value is found; {@link NullDistribution#WEIGHTED_CHI_SQUARE} by default, which is calibrated
 *     better than the gamma approximation where that is faster
 * @param permutations how many, for {@link NullDistribution#PERMUTATION}, at least 20
 * @param seed of the permutations
 */
public record Kci(
        double width,
        Regression regression,
        double ridge,
        NullDistribution nullDistribution,
        int permutations,
        Seed seed)
        implements IndependenceTest {

    /** How the regression on the conditioning set gets its width and ridge. */
    public enum Regression {
        /** The width and the ridge of the settings. */
        FIXED,
        /** For each variable the width and ridge under which a Gaussian process makes it most likely. */
        MARGINAL_LIKELIHOOD
    }

    public Kci {
        if (!(width > 0) || Double.isInfinite(width)) {
            throw new CausalException(
                    "The width of a kernel must be a positive number; " + width + " was given (1 is the default)");
        }
        if (!(ridge > 0) || Double.isInfinite(ridge)) {
            throw new CausalException(
                    "The ridge of a regression must be a positive number; " + ridge + " was given (0.001 is usual)");
        }
        if (permutations < 20) {
            throw new CausalException(
                    "A p-value needs at least 20 permutations; " + permutations + " were given (500 is the default)");
        }
    }

    /** The median heuristic, regressions with a ridge of 0.001, and the limiting distribution. */
    public static Kci withDefaults() {
        return new Kci(1, Regression.FIXED, 1e-3, NullDistribution.WEIGHTED_CHI_SQUARE, 500, Seed.of(0));
    }

    /** With a kernel of another width, in units of the median distance. */
    public Kci width(double value) {
        return new Kci(value, regression, ridge, nullDistribution, permutations, seed);
    }

    /** With another way to set up the regression on the conditioning set. */
    public Kci regression(Regression value) {
        return new Kci(width, value, ridge, nullDistribution, permutations, seed);
    }

    /** With a fixed ridge of this size. */
    public Kci ridge(double value) {
        return new Kci(width, Regression.FIXED, value, nullDistribution, permutations, seed);
    }

    /** With another way to the p-value. */
    public Kci nullDistribution(NullDistribution value) {
        return new Kci(width, regression, ridge, value, permutations, seed);
    }

    /** With p-values by so many permutations. */
    public Kci permutations(int value) {
        return new Kci(width, regression, ridge, NullDistribution.PERMUTATION, value, seed);
    }

    /** With other permutations. */
    public Kci seed(Seed value) {
        return new Kci(width, regression, ridge, nullDistribution, permutations, value);
    }

    /**
     * Binds the test to data.
     *
     * @throws CausalException if a column is constant or has missing values, rows have sampling weights, or there
     *     are fewer than 10 cases
     */
    @Override
    public Independence on(Dataset data) {
        return new KernelIndependence(KernelColumns.of(data), KernelColumns::gaussian, this);
    }
}
