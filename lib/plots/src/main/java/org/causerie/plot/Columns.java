// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.List;

/** Sets cells of plain text in columns. */
final class Columns {
    private Columns() {}

    /**
     * The lines with every cell as wide as its column, two blanks between columns.
     *
     * @param lines all with as many cells as there are columns
     * @param right whether the cells of a column end at the same place instead of beginning there
     */
    static String aligned(List<List<String>> lines, List<Boolean> right) {
        int[] widths = new int[right.size()];
        for (List<String> line : lines) {
            for (int j = 0; j < widths.length; j++) widths[j] = Math.max(widths[j], length(line.get(j)));
        }
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder set = new StringBuilder();
            for (int j = 0; j < widths.length; j++) {
                String blank = " ".repeat(widths[j] - length(line.get(j)));
                set.append(right.get(j) ? blank + line.get(j) : line.get(j) + blank)
                        .append("  ");
            }
            out.append(set.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
