// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.causerie.CausalException;

/** Compares the statistic of a table with the χ² distribution of its degrees of freedom. */
record TableTest(Contingency table, Departure departure) implements Independence {

    /** What one cell adds to the statistic. */
    enum Departure {
        LIKELIHOOD_RATIO {
            @Override
            double of(double observed, double expected) {
                return observed > 0 ? 2 * observed * Math.log(observed / expected) : 0;
            }
        },
        SQUARES {
            @Override
            double of(double observed, double expected) {
                double off = observed - expected;
                return off * off / expected;
            }
        };

        abstract double of(double observed, double expected);
    }

    @Override
    public List<String> names() {
        return table.names();
    }

    @Override
    public TestResult test(int x, int y, int... given) {
        boolean distinct = x != y;
        for (int z : given) distinct &= z != x && z != y;
        if (!distinct) {
            throw new CausalException(
                    "A test needs two different variables that are not in the conditioning set; given were "
                            + names().get(x) + " and " + names().get(y));
        }
        double[] counts = table.strata(new int[] {x, y}, given);
        TableSum sum = new TableSum(departure);
        sum.over(counts, counts.length, table.levels(x), table.levels(y));
        return new TestResult(sum.statistic(), sum.freedom(), pValue(sum));
    }

    static double pValue(TableSum sum) {
        if (sum.freedom() == 0) return 1;
        return ChiSquaredDistribution.of(sum.freedom()).survivalProbability(sum.statistic());
    }

    @Override
    public Decision deciding(double alpha) {
        return new TableDecision(this, alpha);
    }
}
