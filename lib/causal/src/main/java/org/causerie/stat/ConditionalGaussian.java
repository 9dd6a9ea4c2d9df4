// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * Tests conditional independence of columns of mixed kinds by a likelihood ratio: within each combination of
 * levels, numbers are jointly normal with a mean and covariance of their own.
 *
 * <p>The statistic is \(2(\ell_{xyz} + \ell_z - \ell_{xz} - \ell_{yz})\) with the largest log-likelihoods \(\ell\) of the four sets
 * of columns, and its degrees of freedom are the same sum of their parameters. Combinations that do not occur have none; those
 * with too few cases for a covariance borrow the one within all combinations.
 *
 * <p>Assumes independent cases. Effects may differ between levels, unlike in {@link DegenerateGaussian}, which costs degrees
 * of freedom. Exact in the limit where x or y is a number, or all conditioning columns are categorical; for two categorical
 * columns given numbers, only if the numbers are normal within each combination of levels. Counts are taken as
 * numbers. Time <i>O(n d²)</i> per test for <i>d</i> columns.
 *
 * <p>Andrews, B., Ramsey, J. &amp; Cooper, G. F. (2018). Scoring Bayesian networks of mixed variables. International Journal of
 * Data Science and Analytics 6, 3-18. doi:10.1007/s41060-017-0085-7
 */
public record ConditionalGaussian() implements IndependenceTest {

    public static ConditionalGaussian withDefaults() {
        return new ConditionalGaussian();
    }

    /**
     * Binds the test to data of any kinds; counts make a row stand for that many cases.
     *
     * @throws CausalException if a column is constant or has missing values
     */
    @Override
    public Independence on(Dataset data) {
        return new Bound(MixedColumns.of(data));
    }

    private record Bound(MixedColumns columns) implements Independence {

        @Override
        public List<String> names() {
            return columns.names();
        }

        @Override
        public TestResult test(int x, int y, int... given) {
            Requirements.distinct(names(), x, y, given);
            int[] z = given.clone();
            Arrays.sort(z);
            CellLikelihood all = columns.likelihood(with(with(z, x), y));
            CellLikelihood ofX = columns.likelihood(with(z, x));
            CellLikelihood ofY = columns.likelihood(with(z, y));
            CellLikelihood none = columns.likelihood(z);
            double freedom = all.parameters() + none.parameters() - ofX.parameters() - ofY.parameters();
            if (all.singular() && !(ofX.singular() || ofY.singular())) {
                return new TestResult(Double.POSITIVE_INFINITY, Math.max(1, freedom), 0);
            }
            if (freedom <= 0 || all.singular()) return new TestResult(0, 0, 1);
            double statistic = 2 * (all.value() + none.value() - ofX.value() - ofY.value());
            statistic = Math.max(0, statistic);
            return new TestResult(
                    statistic, freedom, ChiSquaredDistribution.of(freedom).survivalProbability(statistic));
        }

        private static int[] with(int[] set, int element) {
            int[] larger = Arrays.copyOf(set, set.length + 1);
            larger[set.length] = element;
            return larger;
        }
    }
}
