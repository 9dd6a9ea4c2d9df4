// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * Tests zero partial correlation of jointly normal variables by Fisher's z transformation.
 *
 * <p>With partial correlation <i>r</i> given <i>k</i> variables in <i>n</i> cases, the statistic is
 * \(\sqrt{n - k - 3}\,\tfrac12\log\frac{1+r}{1-r}\), taken absolute; under independence it is standard
 * normal. Where the conditioning set determines x or y, they cannot depend on each other any more: the
 * statistic is 0 and the p-value 1.
 *
 * <p>Assumes normality and independent cases. Time <i>O(np²)</i> once and <i>O(k³)</i> per test. Binary
 * and ordinal columns are taken by their codes, which is an approximation.
 *
 * <p>Fisher, R. A. (1924). The distribution of the partial correlation coefficient. Metron 3, 329-332.
 */
public record FisherZ() implements IndependenceTest {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    public static FisherZ withDefaults() {
        return new FisherZ();
    }

    /**
     * Binds the test to data.
     *
     * @throws CausalException if a column is nominal, constant or has missing values, or there are fewer than
     *     4 cases
     */
    @Override
    public Independence on(Dataset data) {
        return on(Covariance.of(data));
    }

    /** Binds the test to a covariance, of a sample or of a population. */
    public Independence on(Covariance covariance) {
        return new Bound(covariance.names(), covariance.cases(), new PartialCorrelation(covariance));
    }

    private record Bound(List<String> names, double cases, PartialCorrelation correlation) implements Independence {

        @Override
        public TestResult test(int x, int y, int... given) {
            double freedom = cases - given.length - 3;
            if (freedom <= 0) {
                throw new CausalException("Fisher's z given " + given.length + " variables needs more than "
                        + (given.length + 3) + " cases; there are " + cases + ". Limit the size of conditioning sets");
            }
            double r = correlation.of(x, y, given);
            double z = Math.sqrt(freedom) * 0.5 * Math.abs(Math.log1p(r) - Math.log1p(-r));
            return new TestResult(z, 1, 2 * STANDARD.survivalProbability(z));
        }
    }
}
