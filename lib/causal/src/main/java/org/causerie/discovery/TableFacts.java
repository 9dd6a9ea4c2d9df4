// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.causerie.Progress;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;

/**
 * What can be seen of a table before a search.
 *
 * @param variables how many columns there are
 * @param numbers how many are of numbers
 * @param continuous how many of these are real numbers
 * @param counts how many hold counts
 * @param binary how many have two levels
 * @param nominal how many have levels without an order, more than two
 * @param cases how many cases there are
 * @param missing the part of the cells that is missing
 * @param rowsWithGaps the part of the rows with a missing cell
 * @param groups how many groups of rows there are, 1 where there are none
 * @param notNormal how many continuous columns are clearly not normal
 * @param series the part of the continuous columns in which a row is like the one before
 */
record TableFacts(
        int variables,
        int numbers,
        int continuous,
        int counts,
        int binary,
        int nominal,
        double cases,
        double missing,
        double rowsWithGaps,
        int groups,
        int notNormal,
        double series) {

    /** The 0.999 quantile of χ² with two degrees of freedom. */
    private static final double CLEARLY = 13.816;

    static TableFacts of(Dataset data) {
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) kinds.put(kind, 0);
        int notNormal = 0;
        int series = 0;
        long gaps = 0;
        boolean[] gap = new boolean[data.rows()];
        for (int j = 0; j < data.size(); j++) {
            Progress.checkpoint();
            kinds.merge(data.kind(j), 1, Integer::sum);
            double[] values = data.values(j);
            for (int row = 0; row < values.length; row++) gap[row] |= Double.isNaN(values[row]);
            gaps += data.missing(data.names().get(j));
            if (data.kind(j) != Kind.CONTINUOUS) continue;
            double[] there = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
            if (notNormal(there)) notNormal++;
            if (follows(there)) series++;
        }
        int continuous = kinds.get(Kind.CONTINUOUS);
        int groups = data.groups()
                .map(rows -> Arrays.stream(rows).max().orElse(0) + 1)
                .orElse(1);
        return new TableFacts(
                data.size(),
                continuous + kinds.get(Kind.COUNT),
                continuous,
                kinds.get(Kind.COUNT),
                kinds.get(Kind.BINARY),
                kinds.get(Kind.NOMINAL),
                data.cases(),
                (double) gaps / ((long) data.rows() * data.size()),
                IntStream.range(0, gap.length).filter(row -> gap[row]).count() / (double) gap.length,
                groups,
                notNormal,
                continuous == 0 ? 0 : (double) series / continuous);
    }

    double perVariable() {
        return cases / variables;
    }

    /** Jarque and Bera's test at 0.001, and skewness or excess kurtosis that matters: a large table rejects any column. */
    private static boolean notNormal(double[] values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElse(0);
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (double value : values) {
            double off = value - mean;
            second += off * off / n;
            third += off * off * off / n;
            fourth += off * off * off * off / n;
        }
        if (!(second > 0)) return false;
        double skewness = third / Math.pow(second, 1.5);
        double excess = fourth / (second * second) - 3;
        double statistic = n / 6.0 * (skewness * skewness + excess * excess / 4);
        return statistic > CLEARLY && (Math.abs(skewness) > 0.3 || Math.abs(excess) > 0.4);
    }

    /** Whether the correlation of a row with the one before is above 0.2 and five standard errors. */
    private static boolean follows(double[] values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElse(0);
        double lagged = 0;
        double own = 0;
        for (int row = 0; row < n; row++) {
            own += (values[row] - mean) * (values[row] - mean);
            if (row > 0) lagged += (values[row] - mean) * (values[row - 1] - mean);
        }
        return lagged > own * Math.max(0.2, 5 / Math.sqrt(n)) && own > 0;
    }
}
