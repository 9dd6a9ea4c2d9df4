// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;

/**
 * Sums a statistic of departure from independence over the strata of a table, with the degrees of freedom that the
 * cells allow: in a stratum, levels that do not occur there do not count. Keeps its working memory.
 */
final class TableSum {
    private final TableTest.Departure departure;
    private double[] columns = {};
    private double[] rows = {};
    private double statistic;
    private double freedom;

    TableSum(TableTest.Departure departure) {
        this.departure = departure;
    }

    /** Sums over strata of {@code width * height} counts each, the first variable varying fastest. */
    void over(double[] counts, int cells, int width, int height) {
        if (columns.length != width) columns = new double[width];
        if (rows.length != height) rows = new double[height];
        statistic = 0;
        freedom = 0;
        for (int start = 0; start < cells; start += width * height) {
            double total = margins(counts, start);
            if (total == 0) continue;
            freedom += (occurring(columns) - 1.0) * (occurring(rows) - 1.0);
            for (int b = 0; b < height; b++) {
                if (rows[b] == 0) continue;
                double share = rows[b] / total;
                for (int a = 0; a < width; a++)
                    if (columns[a] > 0) statistic += departure.of(counts[start + a + width * b], columns[a] * share);
            }
        }
        // rounding can leave a likelihood ratio just below 0
        statistic = freedom == 0 ? 0 : Math.max(0, statistic);
    }

    double statistic() {
        return statistic;
    }

    double freedom() {
        return freedom;
    }

    private double margins(double[] counts, int start) {
        double total = 0;
        Arrays.fill(columns, 0);
        int cell = start;
        for (int b = 0; b < rows.length; b++) {
            double row = 0;
            for (int a = 0; a < columns.length; a++) {
                double count = counts[cell++];
                columns[a] += count;
                row += count;
            }
            rows[b] = row;
            total += row;
        }
        return total;
    }

    private static int occurring(double[] margin) {
        int levels = 0;
        for (double sum : margin) if (sum > 0) levels++;
        return levels;
    }
}
