// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.causerie.Displayable;
import org.ejml.data.DMatrix;

/** A matrix of EJML's: aligned numbers, the middle left out where it is large. */
record MatrixView(DMatrix matrix) implements Displayable {
    private static final int SHOWN = 12;
    private static final int GAP = -1;

    @Override
    public String text() {
        List<Integer> columns = places(matrix.getNumCols());
        List<List<String>> lines = new ArrayList<>();
        for (int row : places(matrix.getNumRows())) lines.add(cells(row, columns));
        return size() + "\n"
                + Columns.aligned(lines, Collections.nCopies(columns.size(), true))
                        .stripTrailing();
    }

    @Override
    public Optional<String> html() {
        List<Integer> columns = places(matrix.getNumCols());
        StringBuilder out = new StringBuilder("<table style=\"font-variant-numeric:tabular-nums\">\n<tbody>\n");
        for (int row : places(matrix.getNumRows())) {
            out.append("<tr>");
            for (String cell : cells(row, columns)) {
                out.append("<td style=\"text-align:right\">")
                        .append(Displayable.escape(cell))
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        return Optional.of(out + "</tbody>\n</table>\n<p>" + size() + "</p>");
    }

    private String size() {
        return matrix.getNumRows() + " × " + matrix.getNumCols() + " matrix";
    }

    private List<String> cells(int row, List<Integer> columns) {
        String pattern = pattern();
        List<String> cells = new ArrayList<>();
        for (int column : columns) {
            if (row == GAP) cells.add(column == GAP ? "⋱" : "⋮");
            else cells.add(column == GAP ? "…" : String.format(Locale.ROOT, pattern, matrix.get(row, column)));
        }
        return cells;
    }

    /** One format for all numbers shown: whole, with decimals, or with exponents where sizes differ too much. */
    private String pattern() {
        double most = 0;
        boolean whole = true;
        for (int row : places(matrix.getNumRows())) {
            for (int column : places(matrix.getNumCols())) {
                double value = row == GAP || column == GAP ? 0 : matrix.get(row, column);
                if (!Double.isFinite(value)) continue;
                whole &= value == Math.rint(value);
                most = Math.max(most, Math.abs(value));
            }
        }
        if (most >= 1e8 || (most > 0 && most < 1e-3)) return "%.3e";
        return whole ? "%.0f" : "%." + Math.min(4, Math.max(2, Numbers.decimals(most) + 1)) + "f";
    }

    /** The rows or columns shown, {@link #GAP} where some are left out. */
    private static List<Integer> places(int size) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (size <= SHOWN || i < SHOWN / 2 || i >= size - SHOWN / 2 + 1) places.add(i);
            else if (i == SHOWN / 2) places.add(GAP);
        }
        return places;
    }
}
