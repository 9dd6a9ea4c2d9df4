// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;

/** Which kind a column is when nobody said, and how it becomes another kind. */
final class Kinds {
    private Kinds() {}

    /** Numbers that are only 0 and 1 are binary; whole numbers from 0 up are counts if the source says whole. */
    static Column infer(String name, double[] values, boolean wholeNumbers) {
        boolean zeroOne = true;
        boolean natural = wholeNumbers;
        boolean sawZero = false;
        boolean sawOne = false;
        for (double value : values) {
            if (Double.isNaN(value)) continue;
            zeroOne &= value == 0 || value == 1;
            natural &= value >= 0;
            sawZero |= value == 0;
            sawOne |= value == 1;
        }
        if (zeroOne && sawZero && sawOne) return Column.codes(name, Kind.BINARY, List.of("0", "1"), values);
        return Column.numbers(name, natural ? Kind.COUNT : Kind.CONTINUOUS, values);
    }

    /** Texts are binary if there are two of them, else nominal; levels in alphabetical order. */
    static Column infer(String name, String[] texts) {
        List<String> levels = Arrays.stream(texts)
                .filter(text -> !text.isEmpty())
                .sorted()
                .distinct()
                .toList();
        Map<String, Integer> codes = new HashMap<>();
        for (String level : levels) codes.put(level, codes.size());
        double[] values = new double[texts.length];
        for (int row = 0; row < values.length; row++) {
            values[row] = texts[row].isEmpty() ? Double.NaN : codes.get(texts[row]);
        }
        return Column.codes(name, levels.size() == 2 ? Kind.BINARY : Kind.NOMINAL, levels, values);
    }

    static Column convert(Column column, Kind kind) {
        if (column.kind() == kind) return column;
        if (!column.kind().categorical()) {
            return kind.categorical()
                    ? fromNumbers(column, kind)
                    : new Column(column.name(), kind, List.of(), column.values(), column.unit());
        }
        return kind.categorical()
                ? new Column(column.name(), kind, column.levels(), column.values(), column.unit())
                : toNumbers(column, kind);
    }

    private static Column fromNumbers(Column column, Kind kind) {
        double[] distinct = column.distinct();
        double[] codes = new double[column.values().length];
        for (int row = 0; row < codes.length; row++) {
            double value = column.values()[row];
            codes[row] = Double.isNaN(value) ? value : Arrays.binarySearch(distinct, value);
        }
        List<String> levels = Arrays.stream(distinct).mapToObj(Column::number).toList();
        return new Column(column.name(), kind, levels, codes, column.unit());
    }

    /** Levels that are numbers become these numbers; ordered or two levels become their codes. */
    private static Column toNumbers(Column column, Kind kind) {
        double[] meaning = new double[column.levels().size()];
        boolean numeric = true;
        for (int level = 0; level < meaning.length; level++) {
            Optional<Double> number = parse(column.levels().get(level));
            numeric &= number.isPresent();
            meaning[level] = number.orElse((double) level);
        }
        if (!numeric) {
            if (column.kind() == Kind.NOMINAL) {
                throw new CausalException("Column \"" + column.name() + "\" cannot be " + kind + ": its levels ("
                        + Column.shortened(column.levels())
                        + ") are neither numbers nor ordered; give them an order with withLevels first");
            }
            Arrays.setAll(meaning, level -> level);
        }
        double[] values = new double[column.values().length];
        for (int row = 0; row < values.length; row++) {
            double code = column.values()[row];
            values[row] = Double.isNaN(code) ? code : meaning[(int) code];
        }
        return new Column(column.name(), kind, List.of(), values, column.unit());
    }

    private static Optional<Double> parse(String text) {
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** The column with its levels in the order given. */
    static Column reorder(Column column, List<String> levels) {
        Column coded = column.kind().categorical() ? column : fromNumbers(column, Kind.NOMINAL);
        double[] place = new double[coded.levels().size()];
        for (int level = 0; level < place.length; level++) {
            place[level] = levels.indexOf(coded.levels().get(level));
            if (place[level] < 0) {
                throw new CausalException("The order of \"" + column.name() + "\" lacks its level \""
                        + coded.levels().get(level) + "\"; given: " + String.join(", ", levels));
            }
        }
        double[] values = new double[coded.values().length];
        for (int row = 0; row < values.length; row++) {
            double code = coded.values()[row];
            values[row] = Double.isNaN(code) ? code : place[(int) code];
        }
        Kind kind = levels.size() == 2 ? Kind.BINARY : Kind.ORDINAL;
        return new Column(column.name(), kind, levels, values, column.unit());
    }
}
