// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;

/**
 * Columns of a data set as features of a regression: numbers and binary columns as they are, each
 * nominal or ordinal column as one 0/1 dummy per level after the first. There is no intercept;
 * regressions add their own.
 */
public final class Design {
    private final List<String> names;
    private final List<String> sources;
    private final double[][] columns;

    private Design(List<String> names, List<String> sources, double[][] columns) {
        this.names = names;
        this.sources = sources;
        this.columns = columns;
    }

    /**
     * The features of the columns, in their order.
     *
     * @throws CausalException if a column does not exist or has missing values
     */
    public static Design of(Dataset data, Collection<String> columns) {
        if (!columns.isEmpty()) Requirements.complete(data.select(columns));
        List<String> names = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        List<double[]> features = new ArrayList<>();
        for (String column : columns) {
            double[] values = data.values(column);
            List<String> levels = dummies(data, column) ? data.levels(column) : List.of();
            for (int level = 1; level < levels.size(); level++) {
                names.add(column + "=" + levels.get(level));
                sources.add(column);
                features.add(indicator(values, level));
            }
            if (levels.isEmpty()) {
                names.add(column);
                sources.add(column);
                features.add(values);
            }
        }
        return new Design(List.copyOf(names), List.copyOf(sources), features.toArray(double[][]::new));
    }

    private static boolean dummies(Dataset data, String column) {
        return data.kind(column) == Kind.NOMINAL || data.kind(column) == Kind.ORDINAL;
    }

    private static double[] indicator(double[] values, int level) {
        return Arrays.stream(values).map(value -> value == level ? 1 : 0).toArray();
    }

    /** The name of each feature: its column's, with {@code =level} for a dummy. */
    public List<String> names() {
        return names;
    }

    /**
     * The features, {@code columns[feature][row]}; a fresh array of shared columns, which are not to be
     * written to.
     */
    public double[][] columns() {
        return columns.clone();
    }

    /**
     * The features as they would be if a column had one value in every row.
     *
     * @param value a number, or the code of a level
     * @throws CausalException if the column is not one of this design
     */
    public double[][] with(String column, double value) {
        if (!sources.contains(column)) throw CausalException.unknown("column of the design", column, sources);
        double[][] changed = columns.clone();
        int level = 0;
        for (int feature = 0; feature < changed.length; feature++) {
            if (!sources.get(feature).equals(column)) continue;
            level++;
            boolean dummy = !names.get(feature).equals(column);
            changed[feature] = new double[columns[feature].length];
            Arrays.fill(changed[feature], dummy ? (value == level ? 1 : 0) : value);
        }
        return changed;
    }

    /** Chosen rows of features, as a fold needs them. */
    public static double[][] rows(double[][] columns, int[] rows) {
        double[][] chosen = new double[columns.length][];
        for (int j = 0; j < columns.length; j++) chosen[j] = rows(columns[j], rows);
        return chosen;
    }

    /** Chosen rows of one column. */
    public static double[] rows(double[] column, int[] rows) {
        double[] chosen = new double[rows.length];
        for (int i = 0; i < rows.length; i++) chosen[i] = column[rows[i]];
        return chosen;
    }
}
