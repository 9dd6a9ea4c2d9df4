// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Seed;

/** New data sets from the rows of one: folds, bootstrap samples, counts spelled out, standardised columns. */
final class Resampling {
    private Resampling() {}

    static Dataset expanded(Dataset data) {
        double cases = data.cases();
        if (cases > Integer.MAX_VALUE - 8) {
            throw new CausalException("The " + cases + " cases are too many for one row each; keep the counts");
        }
        double[] counts = data.weights();
        int[] rows = new int[(int) cases];
        int next = 0;
        for (int row = 0; row < counts.length; row++) {
            int count = (int) counts[row];
            Arrays.fill(rows, next, next + count, row);
            next += count;
        }
        Dataset repeated = data.rows(rows);
        return new Dataset(repeated.columns(), repeated.rows(), Optional.empty(), repeated.groupColumn());
    }

    static Dataset standardized(Dataset data) {
        double[] weights = data.weights();
        double divisor = data.counted() ? data.cases() - 1 : data.rows() - 1.0;
        List<Column> changed = new ArrayList<>();
        for (Column column : data.columns()) {
            changed.add(column.kind().categorical() ? column : standardized(column, weights, divisor));
        }
        return data.withColumns(changed);
    }

    /** The variance has the divisor n - 1, with n the number of cases; weights are scaled to sum to n. */
    private static Column standardized(Column column, double[] weights, double divisor) {
        double[] values = column.values();
        double total = 0;
        double all = 0;
        double sum = 0;
        for (int row = 0; row < values.length; row++) {
            all += weights[row];
            if (Double.isNaN(values[row])) continue;
            total += weights[row];
            sum += weights[row] * values[row];
        }
        double mean = sum / total;
        double squares = 0;
        for (int row = 0; row < values.length; row++) {
            double off = values[row] - mean;
            if (!Double.isNaN(off)) squares += weights[row] * off * off;
        }
        double observed = (divisor + 1) * total / all;
        double deviation = Math.sqrt(squares / total * observed / (observed - 1));
        if (!(deviation > Math.abs(mean) * 1e-14)) {
            throw new CausalException("Column \"" + column.name() + "\" is constant (" + Column.number(mean)
                    + "), so it cannot be standardised; leave it out with without(\"" + column.name() + "\")");
        }
        double[] scaled = new double[values.length];
        for (int row = 0; row < scaled.length; row++) scaled[row] = (values[row] - mean) / deviation;
        return Column.numbers(column.name(), Kind.CONTINUOUS, scaled).withUnit(Optional.of("standard deviations"));
    }

    static List<Fold> folds(Dataset data, int k, Seed seed) {
        if (data.counted()) {
            throw new CausalException("Rows stand for several cases each, so folds cannot be drawn from the "
                    + data.rows() + " rows; call expanded() first for one row per case");
        }
        int[] unit =
                data.groups().orElseGet(() -> IntStream.range(0, data.rows()).toArray());
        int units = Arrays.stream(unit).max().orElse(-1) + 1;
        if (k < 2 || k > units) {
            throw new CausalException(
                    k + " folds were asked for; there must be at least 2, and at most one for each of the " + units
                            + (data.groups().isPresent() ? " groups" : " rows"));
        }
        int[] order = shuffled(units, seed.random());
        int[] part = new int[units];
        for (int place = 0; place < units; place++) part[order[place]] = place % k;
        List<Fold> folds = new ArrayList<>();
        for (int fold = 0; fold < k; fold++) {
            int held = fold;
            folds.add(new Fold(
                    IntStream.range(0, data.rows())
                            .filter(row -> part[unit[row]] != held)
                            .toArray(),
                    IntStream.range(0, data.rows())
                            .filter(row -> part[unit[row]] == held)
                            .toArray()));
        }
        return folds;
    }

    private static int[] shuffled(int size, RandomGenerator random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    static Dataset resampled(Dataset data, Seed seed) {
        RandomGenerator random = seed.random();
        if (data.groups().isPresent())
            return resampledGroups(data, data.groups().get(), random);
        if (data.counted()) return resampledCounts(data, random);
        return data.rows(random.ints(data.rows(), 0, data.rows()).toArray());
    }

    /** Multinomial counts: every case falls into a row with the probability its count has. */
    private static Dataset resampledCounts(Dataset data, RandomGenerator random) {
        double[] upTo = data.weights();
        for (int row = 1; row < upTo.length; row++) upTo[row] += upTo[row - 1];
        double cases = upTo[upTo.length - 1];
        double[] counts = new double[upTo.length];
        for (long drawn = 0; drawn < (long) cases; drawn++) {
            double point = random.nextDouble() * cases;
            int low = 0;
            int high = upTo.length - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (upTo[middle] > point) high = middle;
                else low = middle + 1;
            }
            counts[low]++;
        }
        Column column = data.weightColumn().orElseThrow().column().withValues(counts);
        return new Dataset(data.columns(), data.rows(), Optional.of(new Weights(column, true)), Optional.empty());
    }

    /** As many groups as there are, drawn with replacement; a group drawn twice counts as two groups. */
    private static Dataset resampledGroups(Dataset data, int[] groups, RandomGenerator random) {
        List<List<Integer>> members = new ArrayList<>();
        int count = Arrays.stream(groups).max().orElseThrow() + 1;
        for (int group = 0; group < count; group++) members.add(new ArrayList<>());
        for (int row = 0; row < groups.length; row++) members.get(groups[row]).add(row);
        List<Integer> rows = new ArrayList<>();
        List<Double> renumbered = new ArrayList<>();
        for (int draw = 0; draw < count; draw++) {
            for (int row : members.get(random.nextInt(count))) {
                rows.add(row);
                renumbered.add((double) draw);
            }
        }
        Dataset chosen = data.rows(rows.stream().mapToInt(Integer::intValue).toArray());
        Column column = Column.codes(
                data.groupColumn().orElseThrow().name(),
                Kind.NOMINAL,
                IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList(),
                renumbered.stream().mapToDouble(Double::doubleValue).toArray());
        return new Dataset(chosen.columns(), chosen.rows(), chosen.weightColumn(), Optional.of(column));
    }
}
