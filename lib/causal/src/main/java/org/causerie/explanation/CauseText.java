// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.causerie.Displayable;

/** How events print. */
final class CauseText {
    private CauseText() {}

    /** Events joined by commas, for example {@code X = 1, Y = 0}. */
    static String events(Map<String, String> events) {
        return events.entrySet().stream()
                .map(event -> event.getKey() + " = " + event.getValue())
                .collect(Collectors.joining(", "));
    }

    /** A table of text cells as HTML, everything escaped. */
    static String table(String caption, List<String> heads, List<List<String>> rows) {
        StringBuilder out = new StringBuilder("<table><caption>")
                .append(Displayable.escape(caption))
                .append("</caption><thead><tr>");
        for (String head : heads)
            out.append("<th>").append(Displayable.escape(head)).append("</th>");
        out.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            out.append("<tr>");
            for (String cell : row)
                out.append("<td>").append(Displayable.escape(cell)).append("</td>");
            out.append("</tr>");
        }
        return out.append("</tbody></table>").toString();
    }
}
