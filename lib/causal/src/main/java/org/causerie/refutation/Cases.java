// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;

/** Data changed case by case, whether a row is one case or counts many. */
final class Cases {
    private Cases() {}

    /** The values of a two-valued column handed out to the cases anew, each as often as before. */
    static Dataset permuted(Dataset data, String column, Seed seed) {
        RandomGenerator random = seed.random();
        double[] values = data.values(column);
        if (!data.counted()) {
            shuffle(values, random);
            return data.with(column, values);
        }
        double[] distinct = Arrays.stream(values).sorted().distinct().toArray();
        int[] rows = caseRows(data);
        double[] dealt = Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
        shuffle(dealt, random);
        boolean[] upper = new boolean[dealt.length];
        for (int c = 0; c < dealt.length; c++) upper[c] = dealt[c] == distinct[distinct.length - 1];
        double[] second = split(data, rows, upper);
        return halves(data, second, both -> both.with(column, halfValues(data, second, distinct)));
    }

    /** A column of 0 and 1 added, tossed for every case. */
    static Dataset withCoin(Dataset data, String name, Seed seed) {
        RandomGenerator random = seed.random();
        if (!data.counted()) {
            double[] coin = IntStream.range(0, data.rows())
                    .mapToDouble(row -> random.nextBoolean() ? 1 : 0)
                    .toArray();
            return data.with(name, Kind.BINARY, List.of("0", "1"), coin);
        }
        int[] rows = caseRows(data);
        boolean[] heads = new boolean[rows.length];
        for (int c = 0; c < heads.length; c++) heads[c] = random.nextBoolean();
        double[] second = split(data, rows, heads);
        return halves(
                data,
                second,
                both -> both.with(name, Kind.BINARY, List.of("0", "1"), halfValues(data, second, new double[] {0, 1})));
    }

    /** A random part of the cases, or of the groups where there are groups. */
    static Dataset part(Dataset data, double fraction, Seed seed) {
        RandomGenerator random = seed.random();
        if (data.groups().isPresent()) {
            int[] group = data.groups().get();
            boolean[] chosen = chosen(Arrays.stream(group).max().orElse(0) + 1, fraction, random);
            return data.rows(IntStream.range(0, group.length)
                    .filter(row -> chosen[group[row]])
                    .toArray());
        }
        int[] rows = caseRows(data);
        boolean[] chosen = chosen(rows.length, fraction, random);
        if (!data.counted())
            return data.rows(
                    IntStream.range(0, rows.length).filter(row -> chosen[row]).toArray());
        double[] counts = split(data, rows, chosen);
        int[] kept =
                IntStream.range(0, counts.length).filter(row -> counts[row] > 0).toArray();
        return data.rows(kept)
                .recounted(Arrays.stream(kept).mapToDouble(row -> counts[row]).toArray());
    }

    private static boolean[] chosen(int size, double fraction, RandomGenerator random) {
        double[] order = IntStream.range(0, size).asDoubleStream().toArray();
        shuffle(order, random);
        boolean[] chosen = new boolean[size];
        long many = Math.max(1, Math.round(fraction * size));
        for (int k = 0; k < many; k++) chosen[(int) order[k]] = true;
        return chosen;
    }

    private static int[] caseRows(Dataset data) {
        double[] counts = data.counted() ? data.weights() : new double[0];
        return IntStream.range(0, data.rows())
                .flatMap(row -> IntStream.range(0, data.counted() ? (int) counts[row] : 1)
                        .map(each -> row))
                .toArray();
    }

    /** How many marked cases each row has. */
    private static double[] split(Dataset data, int[] rows, boolean[] marked) {
        double[] counts = new double[data.rows()];
        for (int c = 0; c < rows.length; c++) if (marked[c]) counts[rows[c]]++;
        return counts;
    }

    /** Every row once for its unmarked and once for its marked cases, where it has any. */
    private static int[] halfRows(Dataset data, double[] second) {
        double[] counts = data.weights();
        return IntStream.range(0, 2 * data.rows())
                .filter(half -> (half % 2 == 1 ? second[half / 2] : counts[half / 2] - second[half / 2]) > 0)
                .toArray();
    }

    private static double[] halfValues(Dataset data, double[] second, double[] values) {
        return Arrays.stream(halfRows(data, second))
                .mapToDouble(half -> values[half % 2])
                .toArray();
    }

    private static Dataset halves(Dataset data, double[] second, UnaryOperator<Dataset> marking) {
        double[] counts = data.weights();
        int[] halves = halfRows(data, second);
        Dataset both = data.rows(Arrays.stream(halves).map(half -> half / 2).toArray())
                .recounted(Arrays.stream(halves)
                        .mapToDouble(half -> half % 2 == 1 ? second[half / 2] : counts[half / 2] - second[half / 2])
                        .toArray());
        return marking.apply(both);
    }

    private static void shuffle(double[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }
}
