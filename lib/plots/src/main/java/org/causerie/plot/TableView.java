// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.causerie.Displayable;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table: its first rows, the type of each column and how much of it is missing, and the size of it all. */
record TableView(Table table) implements Displayable {
    private static final int ROWS = 10;
    private static final int COLUMNS = 20;
    private static final int CELL = 40;

    @Override
    public String text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(shown().map(Column::name).map(TableView::cut).toList());
        lines.add(shown().map(TableView::kind).toList());
        for (int row = 0; row < Math.min(ROWS, table.rowCount()); row++) {
            int number = row;
            lines.add(shown().map(column -> cell(column, number)).toList());
        }
        return Columns.aligned(lines, shown().map(TableView::numeric).toList()) + size();
    }

    @Override
    public Optional<String> html() {
        StringBuilder out = new StringBuilder("<table>\n<thead>\n<tr>");
        shown().forEach(column -> out.append(open("th", column))
                .append(Displayable.escape(Letters.clean(cut(column.name()))))
                .append("</th>"));
        out.append("</tr>\n<tr>");
        shown().forEach(column -> out.append(open("td", column))
                .append("<small>")
                .append(Displayable.escape(kind(column)))
                .append("</small></td>"));
        out.append("</tr>\n</thead>\n<tbody>\n");
        for (int row = 0; row < Math.min(ROWS, table.rowCount()); row++) {
            int number = row;
            out.append("<tr>");
            shown().forEach(column -> out.append(open("td", column))
                    .append(Displayable.escape(cell(column, number)))
                    .append("</td>"));
            out.append("</tr>\n");
        }
        return Optional.of(out + "</tbody>\n</table>\n<p>" + Displayable.escape(size()) + "</p>");
    }

    private java.util.stream.Stream<Column<?>> shown() {
        return table.columns().stream().limit(COLUMNS);
    }

    private static boolean numeric(Column<?> column) {
        return column instanceof NumericColumn;
    }

    private static String open(String tag, Column<?> column) {
        return "<" + tag + " style=\"text-align:" + (numeric(column) ? "right" : "left") + "\">";
    }

    private static String kind(Column<?> column) {
        String kind = column.type().name().toLowerCase(Locale.ROOT);
        int missing = column.countMissing();
        return missing == 0 ? kind : kind + ", " + Numbers.count(missing) + " missing";
    }

    private static String cell(Column<?> column, int row) {
        return column.isMissing(row) ? "–" : cut(column.getString(row));
    }

    private static String cut(String text) {
        String line = Letters.clean(text);
        if (line.codePointCount(0, line.length()) <= CELL) return line;
        return line.substring(0, line.offsetByCodePoints(0, CELL - 1)) + "…";
    }

    private String size() {
        String name = table.name() == null || table.name().isEmpty() ? "" : cut(table.name()) + ": ";
        String size = name
                + Numbers.count(table.rowCount())
                + (table.rowCount() == 1 ? " row × " : " rows × ")
                + Numbers.count(table.columnCount())
                + (table.columnCount() == 1 ? " column" : " columns");
        if (table.rowCount() > ROWS) size += "; the first " + ROWS + " rows are shown";
        return table.columnCount() > COLUMNS ? size + ", of the first " + COLUMNS + " columns" : size;
    }
}
