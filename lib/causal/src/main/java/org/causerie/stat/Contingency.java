// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final List<String> names;
    private final int[] levels;
    private final int[][] codes;
    private final double[] weights;
    private final double cases;

    private Contingency(List<String> names, int[] levels, int[][] codes, double[] weights) {
        this.names = names;
        this.levels = levels;
        this.codes = codes;
        this.weights = weights;
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
        int p = data.size();
        int[][] columns = new int[p][];
        int[] levels = new int[p];
        for (int j = 0; j < p; j++) {
            String name = data.names().get(j);
            if (!data.kind(name).categorical()) {
                throw new CausalException(
                        "Column \"" + name + "\" is " + data.kind(name) + ", and a table of counts needs"
                                + " levels; use a method for numbers (FisherZ, Bic), or withKind(\"" + name
                                + "\", Kind.NOMINAL)");
            }
            Requirements.varies(data, name);
            double[] values = data.values(j);
            double[] present = Arrays.stream(values).sorted().distinct().toArray();
            levels[j] = present.length;
            columns[j] = Arrays.stream(values)
                    .mapToInt(value -> Arrays.binarySearch(present, value))
                    .toArray();
        }
        return merged(data, levels, columns);
    }

    private static Contingency merged(Dataset data, int[] levels, int[][] columns) {
        double[] weights = data.weights();
        double scale =
                Requirements.effectiveCases(data) / Arrays.stream(weights).sum();
        Map<List<Integer>, Integer> places = new HashMap<>();
        List<Integer> firstRows = new ArrayList<>();
        double[] sums = new double[weights.length];
        for (int row = 0; row < weights.length; row++) {
            if (weights[row] == 0) continue;
            Integer[] key = new Integer[columns.length];
            for (int j = 0; j < key.length; j++) key[j] = columns[j][row];
            int place = places.computeIfAbsent(Arrays.asList(key), unseen -> places.size());
            if (place == firstRows.size()) firstRows.add(row);
            sums[place] += weights[row];
        }
        int distinct = firstRows.size();
        int[][] codes = new int[columns.length][distinct];
        for (int j = 0; j < columns.length; j++) {
            for (int place = 0; place < distinct; place++) codes[j][place] = columns[j][firstRows.get(place)];
        }
        double[] scaled = Arrays.copyOf(sums, distinct);
        for (int place = 0; place < distinct; place++) scaled[place] *= scale;
        return new Contingency(data.names(), levels, codes, scaled);
    }

    public List<String> names() {
        return names;
    }

    /** The number of levels of a variable that occur. */
    public int levels(int variable) {
        return levels[variable];
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
     * The tables of one or two variables by strata, the first varying fastest, the strata slowest; of strata that do not occur, some may be left out.
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

    private double[] dense(int[] variables, int cells) {
        double[] counts = new double[cells];
        if (variables.length == 2) {
            int[] a = codes[variables[0]];
            int[] b = codes[variables[1]];
            int width = levels[variables[0]];
            for (int row = 0; row < weights.length; row++) counts[a[row] + width * b[row]] += weights[row];
            return counts;
        }
        for (int row = 0; row < weights.length; row++) {
            int cell = 0;
            for (int v = variables.length - 1; v >= 0; v--) {
                cell = cell * levels[variables[v]] + codes[variables[v]][row];
            }
            counts[cell] += weights[row];
        }
        return counts;
    }

    /** Numbers the strata that occur in the order of the rows, one given variable after the other. */
    private double[] sparse(int[] inner, int innerCells, int[] given) {
        int[] stratum = new int[weights.length];
        int strata = 1;
        for (int variable : given) {
            Map<Long, Integer> numbers = new HashMap<>();
            for (int row = 0; row < stratum.length; row++) {
                long key = (long) stratum[row] * levels[variable] + codes[variable][row];
                stratum[row] = numbers.computeIfAbsent(key, unseen -> numbers.size());
            }
            strata = numbers.size();
        }
        double[] counts = new double[Math.multiplyExact(strata, innerCells)];
        for (int row = 0; row < stratum.length; row++) {
            int cell = stratum[row];
            for (int v = inner.length - 1; v >= 0; v--) cell = cell * levels[inner[v]] + codes[inner[v]][row];
            counts[cell] += weights[row];
        }
        return counts;
    }
}
