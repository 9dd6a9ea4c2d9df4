// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.causerie.CausalException;

/** One column: numbers, or codes of levels; NaN where missing. The array is never written to. */
final class Column {
    private final String name;
    private final Kind kind;
    private final List<String> levels;
    private final double[] values;
    private final Optional<String> unit;
    private final int missing;

    Column(String name, Kind kind, List<String> levels, double[] values, Optional<String> unit) {
        if (name.isBlank()) throw new CausalException("A column has an empty name; every column needs one");
        this.name = name;
        this.kind = kind;
        this.levels = List.copyOf(levels);
        this.values = values;
        this.unit = unit;
        if (kind.categorical()) requireCodes(name, kind, this.levels, values);
        else requireNumbers(name, kind, values);
        int gaps = 0;
        for (double value : values) if (Double.isNaN(value)) gaps++;
        missing = gaps;
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    List<String> levels() {
        return levels;
    }

    double[] values() {
        return values;
    }

    Optional<String> unit() {
        return unit;
    }

    int missing() {
        return missing;
    }

    static Column numbers(String name, Kind kind, double[] values) {
        return new Column(name, kind, List.of(), values, Optional.empty());
    }

    static Column codes(String name, Kind kind, List<String> levels, double[] values) {
        return new Column(name, kind, levels, values, Optional.empty());
    }

    private static void requireCodes(String name, Kind kind, List<String> levels, double[] codes) {
        if (new HashSet<>(levels).size() < levels.size()) {
            throw new CausalException("Column \"" + name + "\" has a level twice: " + String.join(", ", levels));
        }
        if (kind == Kind.BINARY && levels.size() != 2) {
            throw new CausalException("Column \"" + name + "\" cannot be BINARY: it has " + levels.size() + " levels ("
                    + shortened(levels) + ") and needs exactly 2");
        }
        for (int row = 0; row < codes.length; row++) {
            double code = codes[row];
            if (!Double.isNaN(code) && (code < 0 || code >= levels.size() || code != Math.rint(code))) {
                throw new CausalException("Column \"" + name + "\" has the code " + code + " in row " + row + "; its "
                        + levels.size() + " levels have codes 0 to " + (levels.size() - 1));
            }
        }
    }

    private static void requireNumbers(String name, Kind kind, double[] values) {
        for (int row = 0; row < values.length; row++) {
            double value = values[row];
            if (Double.isInfinite(value)) {
                throw new CausalException("Column \"" + name + "\" is infinite in row " + row
                        + "; make the value missing (NaN) or a number");
            }
            if (kind == Kind.COUNT && (value < 0 || value != Math.rint(value)) && !Double.isNaN(value)) {
                throw new CausalException("Column \"" + name + "\" cannot be COUNT: row " + row + " holds " + value
                        + ", which is not a whole number from 0 up");
            }
        }
    }

    static String shortened(List<String> levels) {
        String shown = String.join(", ", levels.subList(0, Math.min(6, levels.size())));
        return levels.size() > 6 ? shown + ", …" : shown;
    }

    Column rename(String changed) {
        return new Column(changed, kind, levels, values, unit);
    }

    Column withValues(double[] changed) {
        return new Column(name, kind, levels, changed, unit);
    }

    Column withUnit(Optional<String> changed) {
        return new Column(name, kind, levels, values, changed);
    }

    Column rows(int[] rows) {
        double[] chosen = new double[rows.length];
        for (int i = 0; i < rows.length; i++) chosen[i] = values[rows[i]];
        return withValues(chosen);
    }

    /** A cell as a person reads it; missing is empty. */
    String cell(int row) {
        double value = values[row];
        if (Double.isNaN(value)) return "";
        return kind.categorical() ? levels.get((int) value) : number(value);
    }

    /** The shortest text of a number: whole numbers without a point. */
    static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    /** The distinct values that are not missing, ascending. */
    double[] distinct() {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .distinct()
                .toArray();
    }
}
