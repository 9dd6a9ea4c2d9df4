// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.stat.Design;
import org.causerie.stat.Fitted;
import org.causerie.stat.Independence;
import org.causerie.stat.LinearRegression;
import org.causerie.stat.LogisticRegression;
import org.causerie.stat.Target;
import org.causerie.stat.TestResult;
import org.causerie.stat.TestwiseDeletion;

/** Tests on data with gaps, corrected for the selection of rows where it may matter; see {@link Mvpc}. */
final class CorrectedIndependence implements Independence {
    /** No row weighs more than this many times the lightest. */
    private static final double HEAVIEST = 50;

    private static final int LEAST = 20;

    private final Dataset data;
    private final Mvpc settings;
    private final Mvpc.Correction correction;
    private final MissingnessCauses causes;
    private final Independence deletion;
    private final LongAdder corrected = new LongAdder();

    CorrectedIndependence(Dataset data, Mvpc settings, MissingnessCauses causes) {
        this.data = data;
        this.settings = settings;
        this.causes = causes;
        deletion = TestwiseDeletion.of(settings.test()).on(data);
        boolean numbers =
                data.names().stream().noneMatch(name -> data.kind(name).categorical());
        correction = settings.correction().orElse(numbers ? Mvpc.Correction.PERMUTATION : Mvpc.Correction.WEIGHTING);
        if (correction == Mvpc.Correction.PERMUTATION && !numbers) {
            throw new CausalException(
                    "The correction by permutation is for numbers, and some columns are categorical; use"
                            + " correction(Mvpc.Correction.WEIGHTING)");
        }
    }

    @Override
    public List<String> names() {
        return data.names();
    }

    /** How many tests found a dependence at first and an independence when corrected. */
    long corrected() {
        return corrected.sum();
    }

    @Override
    public TestResult test(int x, int y, int... given) {
        TestResult first = deletion.test(x, y, given);
        if (first.independent(settings.alpha())) return first;
        int[] asked = IntStream.concat(IntStream.of(x, y), Arrays.stream(given)).toArray();
        BitSet by = causes.of(asked);
        if (!selects(by, x, y, given)) return first;
        TestResult second =
                correction == Mvpc.Correction.WEIGHTING ? weighted(asked, by, first) : permuted(asked, by, first);
        if (second.independent(settings.alpha())) corrected.increment();
        return second;
    }

    /**
     * Whether the gaps depend on what can link x and y: not where only conditioning variables, or only one of the two
     * with them, cause the gaps.
     */
    private static boolean selects(BitSet by, int x, int y, int... given) {
        BitSet left = (BitSet) by.clone();
        for (int z : given) left.clear(z);
        boolean ofX = left.get(x);
        boolean ofY = left.get(y);
        left.clear(x);
        left.clear(y);
        return !left.isEmpty() || (ofX && ofY);
    }

    private int[] rowsWith(BitSet columns) {
        double[][] values = columns.stream().mapToObj(data::values).toArray(double[][]::new);
        return IntStream.range(0, data.rows())
                .filter(row -> Arrays.stream(values).noneMatch(column -> Double.isNaN(column[row])))
                .toArray();
    }

    private static BitSet together(BitSet by, int[] asked) {
        BitSet all = (BitSet) by.clone();
        for (int j : asked) all.set(j);
        return all;
    }

    private TestResult weighted(int[] asked, BitSet by, TestResult otherwise) {
        Dataset present = data.rows(rowsWith(by));
        BitSet all = together(by, asked);
        double[] complete = new double[present.rows()];
        Arrays.fill(complete, 1);
        all.stream().forEach(j -> {
            double[] values = present.values(j);
            for (int row = 0; row < complete.length; row++) if (Double.isNaN(values[row])) complete[row] = 0;
        });
        int count = (int) Arrays.stream(complete).sum();
        if (count < LEAST || count == complete.length) return otherwise;
        double[][] features = features(present, by);
        double[] ones = new double[complete.length];
        Arrays.fill(ones, 1);
        double[] chances = LogisticRegression.withDefaults()
                .fit(Target.PROBABILITY, features, complete, ones, settings.seed())
                .predict(features);
        double highest = Arrays.stream(chances).max().orElseThrow();
        int[] rows = IntStream.range(0, complete.length)
                .filter(row -> complete[row] > 0)
                .toArray();
        double[] weights = new double[rows.length];
        for (int i = 0; i < rows.length; i++) weights[i] = 1 / Math.max(chances[rows[i]], highest / HEAVIEST);
        Dataset left = select(present.rows(rows), asked);
        if (!varies(left)) return otherwise;
        String name = "weights";
        while (left.names().contains(name)) name = name + "'";
        return ask(left.with(name, weights).withWeights(name), asked.length);
    }

    /** The causes of gaps by name, numbers also squared. */
    private double[][] features(Dataset present, BitSet by) {
        Dataset chosen = select(
                present,
                by.stream()
                        .boxed()
                        .sorted(Comparator.comparing(names()::get))
                        .mapToInt(Integer::intValue)
                        .toArray());
        double[][] plain = Design.of(chosen, chosen.names()).columns();
        double[][] squares = chosen.names().stream()
                .filter(name -> !chosen.kind(name).categorical())
                .map(chosen::values)
                .map(CorrectedIndependence::squared)
                .toArray(double[][]::new);
        double[][] features = Arrays.copyOf(plain, plain.length + squares.length);
        System.arraycopy(squares, 0, features, plain.length, squares.length);
        return features;
    }

    private static double[] squared(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).toArray();
    }

    private TestResult permuted(int[] asked, BitSet by, TestResult otherwise) {
        int[] source = rowsWith(by);
        int[] complete = rowsWith(together(by, asked));
        if (complete.length < Math.max(LEAST, 3 * (by.cardinality() + 2))) return otherwise;
        int[] drawn = drawn(source, complete.length, asked);
        double[][] own = columns(by, complete);
        double[][] other = columns(by, drawn);
        double[] ones = new double[complete.length];
        Arrays.fill(ones, 1);
        Dataset whole = select(data.rows(complete), asked);
        Map<String, double[]> made = new LinkedHashMap<>();
        for (int j : asked) {
            String name = names().get(j);
            double[] values = whole.values(name);
            if (by.get(j)) {
                double[] all = data.values(j);
                for (int i = 0; i < values.length; i++) values[i] = all[drawn[i]];
            } else {
                Fitted fitted =
                        LinearRegression.withDefaults().fit(Target.REGRESSION, own, values, ones, settings.seed());
                double[] here = fitted.predict(own);
                double[] there = fitted.predict(other);
                for (int i = 0; i < values.length; i++) values[i] += there[i] - here[i];
            }
            made.put(name, values);
        }
        Dataset virtual = Dataset.of(made);
        return varies(virtual) ? ask(virtual, asked.length) : otherwise;
    }

    private double[][] columns(BitSet by, int[] rows) {
        return by.stream()
                .boxed()
                .sorted(Comparator.comparing(names()::get))
                .map(j -> Design.rows(data.values(j), rows))
                .toArray(double[][]::new);
    }

    /** Rows in a random order that depends on the question, not on the order of columns. */
    private int[] drawn(int[] source, int count, int[] asked) {
        Seed seed = settings.seed();
        for (String name : Arrays.stream(asked).mapToObj(names()::get).sorted().toList()) seed = seed.split(name);
        RandomGenerator random = seed.random();
        int[] order = source.clone();
        for (int i = 0; i < Math.min(count, order.length - 1); i++) {
            int j = i + random.nextInt(order.length - i);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return Arrays.copyOf(order, count);
    }

    private static Dataset select(Dataset data, int[] columns) {
        return data.select(Arrays.stream(columns).mapToObj(data.names()::get).toList());
    }

    private static boolean varies(Dataset data) {
        return data.names().stream()
                .allMatch(name ->
                        Arrays.stream(data.values(name)).distinct().limit(2).count() > 1);
    }

    /** Tests the first two columns given the rest. */
    private TestResult ask(Dataset chosen, int size) {
        return settings.test().on(chosen).test(0, 1, IntStream.range(2, size).toArray());
    }
}
