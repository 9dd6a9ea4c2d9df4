// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.causerie.Displayable;

/** How a data set shows itself: the first rows, each column with kind, unit and missing count, and the total size. */
final class DatasetView {
    private static final int ROWS = 10;
    private static final int COLUMNS = 20;
    private static final int CELL = 24;

    private DatasetView() {}

    static String text(Dataset data) {
        List<Column> shown = shown(data);
        List<StringBuilder> lines = new ArrayList<>();
        for (int line = 0; line < 2 + Math.min(ROWS, data.rows()); line++) lines.add(new StringBuilder());
        for (Column column : shown) {
            List<String> cells = new ArrayList<>(List.of(shortened(column.name()), describe(data, column)));
            for (int row = 0; row < lines.size() - 2; row++) cells.add(cell(column, row));
            int width = cells.stream().mapToInt(String::length).max().orElse(0);
            for (int line = 0; line < lines.size(); line++) {
                String gap = " ".repeat(width - cells.get(line).length());
                boolean left = column.kind().categorical();
                lines.get(line)
                        .append(left ? cells.get(line) + gap : gap + cells.get(line))
                        .append("  ");
            }
        }
        StringBuilder out = new StringBuilder();
        for (StringBuilder line : lines)
            out.append(line.toString().stripTrailing()).append('\n');
        return out.append(size(data)).toString();
    }

    static String html(Dataset data) {
        List<Column> shown = shown(data);
        StringBuilder out = new StringBuilder("<table class=\"causerie-data\">\n<thead>\n<tr>");
        for (Column column : shown)
            out.append("<th>").append(escape(column.name())).append("</th>");
        out.append("</tr>\n<tr>");
        for (Column column : shown) {
            out.append("<td><small>").append(escape(describe(data, column))).append("</small></td>");
        }
        out.append("</tr>\n</thead>\n<tbody>\n");
        for (int row = 0; row < Math.min(ROWS, data.rows()); row++) {
            out.append("<tr>");
            for (Column column : shown) {
                out.append(column.kind().categorical() ? "<td>" : "<td style=\"text-align:right\">");
                out.append(escape(cell(column, row))).append("</td>");
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody>\n</table>\n<p>")
                .append(escape(size(data)))
                .append("</p>")
                .toString();
    }

    private static List<Column> shown(Dataset data) {
        List<Column> shown = new ArrayList<>(data.columns().subList(0, Math.min(COLUMNS, data.size())));
        data.weightColumn().ifPresent(weights -> shown.add(weights.column()));
        data.groupColumn().ifPresent(shown::add);
        return shown;
    }

    private static String describe(Dataset data, Column column) {
        String what = column.kind().name().toLowerCase(Locale.ROOT);
        if (data.weightColumn()
                .filter(weights -> weights.column().equals(column))
                .isPresent()) {
            what = data.counted() ? "cases" : "weight";
        } else if (data.groupColumn().filter(groups -> groups.equals(column)).isPresent()) {
            what = "group";
        }
        String unit = column.unit().map(name -> ", " + name).orElse("");
        String missing = column.missing() == 0 ? "" : String.format(Locale.ROOT, ", %,d missing", column.missing());
        return what + unit + missing;
    }

    private static String cell(Column column, int row) {
        if (Double.isNaN(column.values()[row])) return "–";
        boolean fraction = !column.kind().categorical() && column.cell(row).indexOf('.') >= 0;
        return fraction ? String.format(Locale.ROOT, "%.5g", column.values()[row]) : shortened(column.cell(row));
    }

    private static String shortened(String text) {
        return text.length() <= CELL ? text : text.substring(0, CELL - 1) + "…";
    }

    private static String size(Dataset data) {
        String rows = String.format(Locale.ROOT, "%,d rows × %,d columns", data.rows(), data.size());
        if (data.counted()) rows += String.format(Locale.ROOT, ", %,.0f cases", data.cases());
        if (data.rows() > ROWS) rows += "; the first " + ROWS + " rows are shown";
        return data.size() > COLUMNS ? rows + " of the first " + COLUMNS + " columns" : rows;
    }

    private static String escape(String text) {
        return Displayable.escape(text);
    }
}
