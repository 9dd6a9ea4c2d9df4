// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * Tests the rank of a cross-covariance of jointly normal variables by the likelihood ratio on canonical correlations.
 *
 * <p>With canonical correlations \(\rho_1 \ge \rho_2 \ge \dots\) of <i>p</i> and <i>q</i> variables, rank at most <i>r</i> is
 * tested by
 * \[-\Big(n - k - 1 - r - \tfrac12(p+q+1) + \sum_{i \le r} \rho_i^{-2}\Big) \sum_{i > r} \log(1 - \rho_i^2)\]
 * which is χ² with (p - r)(q - r) degrees of freedom when the rank is <i>r</i>, for <i>n</i> cases and <i>k</i> variables
 * given. When the rank is less, the p-value is too large. Rank 0 is independence given the others.
 *
 * <p>Assumes normality and independent cases. Time <i>O(np²)</i> once and <i>O((k+p+q)³)</i> per test.
 *
 * <p>Bartlett, M. S. (1947). The general canonical correlation distribution. Annals of Mathematical Statistics 18, 1-17.
 * doi:10.1214/aoms/1177730488. Lawley, D. N. (1959). Tests of significance in canonical analysis. Biometrika 46, 59-66.
 * doi:10.1093/biomet/46.1-2.59. Anderson, T. W. (1951). Estimating linear restrictions on regression coefficients.
 * doi:10.1214/aoms/1177729580
 */
public record RankTest() {

    public static RankTest withDefaults() {
        return new RankTest();
    }

    /**
     * Binds the test to data.
     *
     * @throws CausalException if a column is nominal, constant or has missing values, or there are too few cases
     */
    public CrossRank on(Dataset data) {
        return on(Requirements.undetermined(Covariance.of(data)));
    }

    /** Binds the test to the covariance of a sample. */
    public CrossRank on(Covariance covariance) {
        return new Bound(covariance.names(), covariance.cases(), new CanonicalCorrelations(covariance));
    }

    /**
     * Reads ranks off the covariance of a population: p-value 1 where the rank holds exactly, 0 where not. A search that is
     * right finds the population's structure with it.
     */
    public static CrossRank exact(Covariance population) {
        return new Exact(population.names(), new CanonicalCorrelations(population));
    }

    private static boolean trivial(int[] x, int[] y, int rank) {
        if (rank < 0) throw new CausalException("A rank is 0 or more; " + rank + " was given");
        return rank >= Math.min(x.length, y.length);
    }

    private record Bound(List<String> names, double cases, CanonicalCorrelations correlations) implements CrossRank {

        @Override
        public TestResult test(int[] x, int[] y, int[] given, int rank) {
            if (trivial(x, y, rank)) return new TestResult(0, 0, 1);
            double left = cases - given.length - 1 - rank - 0.5 * (x.length + y.length + 1);
            if (left <= 0 || cases <= given.length + x.length + y.length)
                throw new CausalException("A test of the rank of " + x.length + " by " + y.length + " variables given "
                        + given.length + " needs more than the " + cases + " cases there are; use fewer variables");
            double[] rho = correlations.of(x, y, given);
            double factor = left;
            for (int i = 0; i < rank; i++) factor += 1 / Math.max(1e-12, rho[i] * rho[i]);
            double sum = 0;
            for (int i = rank; i < rho.length; i++) sum -= Math.log1p(-Math.min(1 - 1e-15, rho[i] * rho[i]));
            double freedom = (double) (x.length - rank) * (y.length - rank);
            // a correlation near zero among the first makes the factor huge; the rank is then less, and nothing is
            // rejected
            double statistic = Math.min(factor, cases) * sum;
            return new TestResult(
                    statistic, freedom, ChiSquaredDistribution.of(freedom).survivalProbability(statistic));
        }
    }

    private record Exact(List<String> names, CanonicalCorrelations correlations) implements CrossRank {
        /** Correlations below this are rounding errors. */
        private static final double ZERO = 1e-6;

        @Override
        public TestResult test(int[] x, int[] y, int[] given, int rank) {
            if (trivial(x, y, rank)) return new TestResult(0, 0, 1);
            double next = correlations.of(x, y, given)[rank];
            return new TestResult(next, (double) (x.length - rank) * (y.length - rank), next < ZERO ? 1 : 0);
        }
    }
}
