// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.causerie.CausalException;

/**
 * Sums a statistic of departure from independence over the strata of a table, with the degrees of
 * freedom that the cells allow: in a stratum, levels that do not occur there do not count.
 */
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
        int width = table.levels(x);
        int height = table.levels(y);
        double[] counts = table.strata(new int[] {x, y}, given);
        double[] columns = new double[width];
        double[] rows = new double[height];
        double statistic = 0;
        double freedom = 0;
        for (int start = 0; start < counts.length; start += width * height) {
            double total = margins(counts, start, columns, rows);
            if (total == 0) continue;
            freedom += (occurring(columns) - 1.0) * (occurring(rows) - 1.0);
            for (int b = 0; b < height; b++) {
                for (int a = 0; a < width; a++) {
                    double expected = columns[a] * rows[b] / total;
                    if (expected > 0) statistic += departure.of(counts[start + a + width * b], expected);
                }
            }
        }
        if (freedom == 0) return new TestResult(0, 0, 1);
        // rounding can leave a likelihood ratio just below 0
        statistic = Math.max(0, statistic);
        double pValue = ChiSquaredDistribution.of(freedom).survivalProbability(statistic);
        return new TestResult(statistic, freedom, pValue);
    }

    private static double margins(double[] counts, int start, double[] columns, double[] rows) {
        double total = 0;
        Arrays.fill(columns, 0);
        for (int b = 0; b < rows.length; b++) {
            rows[b] = 0;
            for (int a = 0; a < columns.length; a++) {
                double count = counts[start + a + columns.length * b];
                columns[a] += count;
                rows[b] += count;
            }
            total += rows[b];
        }
        return total;
    }

    private static int occurring(double[] margin) {
        int levels = 0;
        for (double sum : margin) if (sum > 0) levels++;
        return levels;
    }
}
