// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Tests of tables against the critical value for their degrees of freedom, which is worked out once for each; a
 * p-value is computed only where independence stands. Small tables of plain rows are counted by {@link LevelBits}.
 */
final class TableDecision implements Decision {
    private final Contingency table;
    private final TableSum sum;
    private final double alpha;
    private final LevelBits.Counter counter;

    /** The largest statistic that is not rejected, by degrees of freedom; 0 where not worked out yet. */
    private double[] critical = new double[64];

    TableDecision(TableTest test, double alpha) {
        table = test.table();
        sum = new TableSum(test.departure());
        this.alpha = alpha;
        counter = table.bits().counter();
    }

    @Override
    public double departure(int x, int y, int[] given, int size) {
        int width = table.levels(x);
        int height = table.levels(y);
        if (counter.quick(x, y, given, size)) {
            int cells = counter.count(x, y, given, size);
            sum.over(counter.counts(), cells, width, height);
        } else {
            double[] counts = table.strata(new int[] {x, y}, Arrays.copyOf(given, size));
            sum.over(counts, counts.length, width, height);
        }
        if (sum.freedom() > 0) {
            double excess = sum.statistic() / critical(sum.freedom());
            if (excess > 1) return excess;
        }
        return alpha / TableTest.pValue(sum);
    }

    private double critical(double freedom) {
        if (freedom >= 1 << 16) return inverse(freedom);
        int index = (int) freedom;
        if (index >= critical.length) critical = Arrays.copyOf(critical, 2 * index);
        if (critical[index] == 0) critical[index] = inverse(freedom);
        return critical[index];
    }

    private double inverse(double freedom) {
        return ChiSquaredDistribution.of(freedom).inverseSurvivalProbability(alpha);
    }

    @Override
    public double pValue(double departure, int size) {
        return Math.min(1, alpha / departure);
    }
}
