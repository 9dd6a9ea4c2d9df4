// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.data.Dataset;

/**
 * Tests zero partial correlation of jointly normal variables by Fisher's z transformation.
 *
 * <p>With partial correlation <i>r</i> given <i>k</i> variables in <i>n</i> cases, the statistic is
 * \(\sqrt{n - k - 3}\,\tfrac12\log\frac{1+r}{1-r}\), taken absolute; under independence it is standard
 * normal. Where in a population the conditioning set determines x or y, they cannot depend on each other any more:
 * the statistic is 0 and the p-value 1. In a sample, columns that determine each other are refused: such data is
 * not faithful to any graph.
 *
 * <p>Assumes normality and independent cases. Time <i>O(np²)</i> once and <i>O(k³)</i> per test, <i>O(k²)</i> where
 * {@link Independence#deciding} is asked about sets that differ in their last variable. Binary
 * and ordinal columns are taken by their codes, which is an approximation.
 *
 * <p>Fisher, R. A. (1924). The distribution of the partial correlation coefficient. Metron 3, 329-332.
 */
public record FisherZ() implements IndependenceTest {
    static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    public static FisherZ withDefaults() {
        return new FisherZ();
    }

    /**
     * Binds the test to data.
     *
     * @throws CausalException if a column is nominal, constant, determined by others or has missing values, or there
     *     are fewer than 4 cases
     */
    @Override
    public Independence on(Dataset data) {
        return on(data, Execution.sequential());
    }

    @Override
    public Independence on(Dataset data, Execution execution) {
        PartialCorrelation correlation = Covariance.correlation(data, execution);
        double cases = Requirements.effectiveCases(data);
        Requirements.undetermined(data.names(), cases, correlation);
        return new Bound(data.names(), cases, correlation, true);
    }

    /** Binds the test to a covariance, of a sample or of a population. */
    public Independence on(Covariance covariance) {
        return new Bound(covariance.names(), covariance.cases(), new PartialCorrelation(covariance), false);
    }

    /** The test on one correlation matrix; {@code sample} where nothing may be determined. */
    record Bound(List<String> names, double cases, PartialCorrelation correlation, boolean sample)
            implements Independence {

        @Override
        public TestResult test(int x, int y, int... given) {
            double freedom = freedom(given.length);
            double r = correlation.of(x, y, given);
            if (r == 0) requireVariation(x, y, given);
            double z = statistic(r, freedom);
            return new TestResult(z, 1, pValue(z));
        }

        @Override
        public Decision deciding(double alpha) {
            return new FisherDecision(this, alpha);
        }

        double freedom(int given) {
            double freedom = cases - given - 3;
            if (freedom > 0) return freedom;
            throw tooFewCases(given);
        }

        CausalException tooFewCases(int given) {
            return new CausalException("Fisher's z given " + given + " variables needs more than " + (given + 3)
                    + " cases; there are " + cases + ". Limit the size of conditioning sets");
        }

        /**
         * Refuses a sample in which the set determines one of the two.
         *
         * @throws CausalException that names them
         */
        void requireVariation(int x, int y, int... given) {
            if (!sample) return;
            for (int node : new int[] {x, y}) {
                if (correlation.residual(node, given) > PartialCorrelation.TINY) continue;
                throw Requirements.determined(
                        names.get(node),
                        Arrays.stream(given).mapToObj(names::get).toList());
            }
        }
    }

    static double statistic(double r, double freedom) {
        return Math.sqrt(freedom) * 0.5 * Math.abs(Math.log1p(r) - Math.log1p(-r));
    }

    static double pValue(double statistic) {
        return 2 * STANDARD.survivalProbability(statistic);
    }
}
