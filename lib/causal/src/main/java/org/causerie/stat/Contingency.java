// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * Categorical data as counted distinct rows: all a method for categories needs of its data.
 *
 * <p>Equal rows are merged once, so that a table of any columns takes one pass over the distinct rows.
 * Counts make a row weigh as much as that many equal rows; sampling weights <i>w</i> are scaled to sum
 * to the effective number of cases (Σw)² / Σw² of Kish (1965). Levels that do not occur are left out.
 */
public final class Contingency {
    /** Up to this many cells a table is laid out in full; beyond, only strata that occur have cells. */
    private static final int DENSE = 1 << 16;

    private static final int BLOCK = 2048;

    /** Where there are this many times as many rows as distinct ones, it is best to go through the distinct ones. */
    private static final int MERGED = 16;

    private final List<String> names;
    private final int[] levels;
    private final int[][] codes;
    private final double[] weights;
    private final double cases;
    private final LevelBits bits;

    private Contingency(List<String> names, int[] levels, int[][] codes, double[] weights, LevelBits bits) {
        this.names = names;
        this.levels = levels;
        this.codes = codes;
        this.weights = weights;
        this.bits = bits;
        double sum = 0;
        for (double weight : weights) sum += weight;
        cases = sum;
    }

    /**
     * The counted rows of a data set.
     *
     * @throws CausalException if a column holds numbers, is constant, or has missing values
     */
    public static Contingency of(Dataset data) {
        Requirements.complete(data);
        for (String name : data.names()) {
            if (!data.kind(name).categorical()) {
                throw new CausalException("Column \"" + name + "\" is " + data.kind(name)
                        + ", and a table of counts needs levels; use a method for numbers (FisherZ, Bic), or withKind(\""
                        + name + "\", Kind.NOMINAL)");
            }
            Requirements.varies(data, name);
        }
        double[] weights = data.weights();
        int[] counting = IntStream.range(0, weights.length)
                .filter(row -> weights[row] > 0)
                .toArray();
        return merged(data, counting.length == weights.length ? data : data.rows(counting));
    }

    private static Contingency merged(Dataset given, Dataset counting) {
        int p = counting.size();
        int[][] columns = new int[p][];
        int[] levels = new int[p];
        for (int j = 0; j < p; j++) {
            double[] values = counting.values(j);
            int[] place = new int[counting.levels(counting.names().get(j)).size()];
            for (double value : values) place[(int) value] = 1;
            for (int level = 0; level < place.length; level++) place[level] = place[level] == 0 ? -1 : levels[j]++;
            columns[j] =
                    Arrays.stream(values).mapToInt(value -> place[(int) value]).toArray();
        }
        double[] weights = counting.weights();
        double scale =
                Requirements.effectiveCases(given) / Arrays.stream(weights).sum();
        int[] number = numbered(columns, levels, weights.length);
        int distinct = Arrays.stream(number).max().orElseThrow() + 1;
        double[] sums = new double[distinct];
        int[][] codes = new int[p][distinct];
        for (int row = 0; row < number.length; row++) {
            sums[number[row]] += weights[row];
            for (int j = 0; j < p; j++) codes[j][number[row]] = columns[j][row];
        }
        for (int cell = 0; cell < distinct; cell++) sums[cell] *= scale;
        boolean plain = Arrays.stream(weights).allMatch(weight -> weight == 1);
        boolean merging = distinct * MERGED < number.length;
        LevelBits bits = plain && !merging ? LevelBits.of(columns, levels) : LevelBits.none();
        return new Contingency(given.names(), levels, codes, sums, bits);
    }

    /**
     * Numbers the combinations of codes that occur, in the order in which they do.
     *
     * @return the number of each row's combination
     */
    private static int[] numbered(int[][] columns, int[] levels, int rows) {
        long[] keys = new long[rows];
        long range = 1;
        for (int j = 0; j < columns.length; j++) {
            if (range > Long.MAX_VALUE / levels[j]) range = renumber(keys);
            for (int row = 0; row < rows; row++) keys[row] = keys[row] * levels[j] + columns[j][row];
            range *= levels[j];
        }
        renumber(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    /** Replaces keys by numbers from 0, and returns how many there are. */
    private static int renumber(long[] keys) {
        Map<Long, Integer> numbers = new HashMap<>();
        for (int row = 0; row < keys.length; row++) {
            keys[row] = numbers.computeIfAbsent(keys[row], unseen -> numbers.size());
        }
        return numbers.size();
    }

    public List<String> names() {
        return names;
    }

    /** The number of levels of a variable that occur. */
    public int levels(int variable) {
        return levels[variable];
    }

    /** The rows as bits; none where they weigh differently or most are the same. */
    LevelBits bits() {
        return bits;
    }

    /** The number of cases: rows, or the sum of counts, or the effective number under sampling weights. */
    public double cases() {
        return cases;
    }

    /**
     * The table of some variables in full, the first varying fastest.
     *
     * @return one count for each combination of levels
     * @throws CausalException if there are more than 2³¹ combinations
     */
    public double[] counts(int... variables) {
        double cells = 1;
        for (int variable : variables) cells *= levels[variable];
        if (cells > Integer.MAX_VALUE - 8) {
            throw new CausalException("The table of " + variables.length + " variables would have " + cells
                    + " cells; choose fewer variables");
        }
        return dense(variables, (int) cells);
    }

    /**
     * The tables of one or two variables by strata, the first varying fastest, the strata slowest; of strata
     * that do not occur, some may be left out.
     */
    double[] strata(int[] inner, int[] given) {
        double cells = 1;
        for (int variable : inner) cells *= levels[variable];
        int innerCells = (int) cells;
        for (int variable : given) cells *= levels[variable];
        if (cells <= Math.max(DENSE, 4.0 * weights.length)) {
            int[] all = Arrays.copyOf(inner, inner.length + given.length);
            System.arraycopy(given, 0, all, inner.length, given.length);
            return dense(all, (int) cells);
        }
        return sparse(inner, innerCells, given);
    }

    /** Works out the cells of a block of rows column by column, then adds the rows up. */
    private double[] dense(int[] variables, int cells) {
        double[] counts = new double[cells];
        int[] cell = new int[Math.min(BLOCK, weights.length)];
        for (int start = 0; start < weights.length; start += BLOCK) {
            int length = Math.min(BLOCK, weights.length - start);
            Arrays.fill(cell, 0, length, 0);
            for (int v = variables.length - 1; v >= 0; v--) {
                append(cell, codes[variables[v]], start, length, levels[variables[v]]);
            }
            for (int i = 0; i < length; i++) counts[cell[i]] += weights[start + i];
        }
        return counts;
    }

    private static void append(int[] cell, int[] column, int start, int length, int radix) {
        for (int i = 0; i < length; i++) cell[i] = cell[i] * radix + column[start + i];
    }

    /** Lays out only the strata that occur. */
    private double[] sparse(int[] inner, int innerCells, int[] given) {
        int[][] columns = new int[given.length][];
        int[] ranges = new int[given.length];
        for (int k = 0; k < given.length; k++) {
            columns[k] = codes[given[k]];
            ranges[k] = levels[given[k]];
        }
        int[] stratum = numbered(columns, ranges, weights.length);
        int strata = Arrays.stream(stratum).max().orElseThrow() + 1;
        double[] counts = new double[Math.multiplyExact(strata, innerCells)];
        for (int row = 0; row < stratum.length; row++) {
            int cell = stratum[row];
            for (int v = inner.length - 1; v >= 0; v--) cell = cell * levels[inner[v]] + codes[inner[v]][row];
            counts[cell] += weights[row];
        }
        return counts;
    }
}
