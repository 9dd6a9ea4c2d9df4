// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.causerie.CausalException;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.api.TimeColumn;

/** Between Tablesaw's tables and data sets. */
final class Tables {
    private Tables() {}

    static Dataset dataset(Table table) {
        if (table.columnCount() == 0) throw new CausalException("The table has no columns; at least one is needed");
        List<Column> columns = new ArrayList<>();
        for (tech.tablesaw.columns.Column<?> column : table.columns()) columns.add(column(column));
        return Dataset.of(columns);
    }

    private static Column column(tech.tablesaw.columns.Column<?> column) {
        String name = column.name();
        ColumnType type = column.type();
        if (column instanceof BooleanColumn flags) return flags(name, flags);
        if (column instanceof NumericColumn<?> numbers) {
            boolean whole =
                    column instanceof IntColumn || column instanceof LongColumn || column instanceof ShortColumn;
            return Kinds.infer(name, numbers.asDoubleArray(), whole);
        }
        if (type == ColumnType.STRING || "TEXT".equals(type.name())) return Kinds.infer(name, texts(column));
        double[] values = new double[column.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = column.isMissing(row) ? Double.NaN : moment(column, row);
        }
        String unit = column instanceof DateColumn
                ? "days since 1970-01-01"
                : column instanceof TimeColumn ? "seconds since midnight" : "seconds since 1970-01-01";
        return Column.numbers(name, Kind.CONTINUOUS, values).withUnit(Optional.of(unit));
    }

    private static double moment(tech.tablesaw.columns.Column<?> column, int row) {
        if (column instanceof DateColumn dates) return dates.get(row).toEpochDay();
        if (column instanceof TimeColumn times) return times.get(row).toNanoOfDay() / 1e9;
        if (column instanceof InstantColumn instants) return instants.get(row).toEpochMilli() / 1e3;
        if (column instanceof DateTimeColumn moments) {
            return moments.get(row).toEpochSecond(ZoneOffset.UTC);
        }
        throw new CausalException(
                "Column \"" + column.name() + "\" is of type " + column.type().name()
                        + ", which is neither numbers, text, true/false nor time; convert it or leave it out");
    }

    private static Column flags(String name, BooleanColumn flags) {
        double[] codes = new double[flags.size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = flags.isMissing(row) ? Double.NaN : flags.get(row) ? 1 : 0;
        }
        return Column.codes(name, Kind.BINARY, List.of("false", "true"), codes);
    }

    private static String[] texts(tech.tablesaw.columns.Column<?> column) {
        String[] texts = new String[column.size()];
        for (int row = 0; row < texts.length; row++) {
            texts[row] = column.isMissing(row) ? "" : column.getString(row).strip();
        }
        return texts;
    }

    static Table table(Dataset data) {
        List<Column> all = new ArrayList<>(data.columns());
        data.weightColumn().ifPresent(weights -> all.add(weights.column()));
        data.groupColumn().ifPresent(all::add);
        Table table = Table.create();
        for (Column column : all) table.addColumns(tablesaw(column));
        return table;
    }

    private static tech.tablesaw.columns.Column<?> tablesaw(Column column) {
        if (!column.kind().categorical())
            return DoubleColumn.create(column.name(), column.values().clone());
        String[] cells = new String[column.values().length];
        for (int row = 0; row < cells.length; row++) cells[row] = column.cell(row);
        return StringColumn.create(column.name(), cells);
    }
}
