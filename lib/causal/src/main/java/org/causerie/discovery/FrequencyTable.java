// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.causerie.Displayable;

/** Frequencies of edges as a table, with the columns that some edge needs. */
final class FrequencyTable {
    private static final int SHOWN = 40;

    private final String title;
    private final List<EdgeFrequency> edges;
    private final List<String> heads = new ArrayList<>();
    private final List<ToDoubleFunction<EdgeFrequency>> parts = new ArrayList<>();

    FrequencyTable(String title, List<EdgeFrequency> edges) {
        this.title = title;
        this.edges = edges;
        column("a → b", EdgeFrequency::forward);
        column("a ← b", EdgeFrequency::backward);
        column("a — b", EdgeFrequency::undirected);
        if (edges.stream().anyMatch(EdgeFrequency::hiddenCauses)) {
            column("a ↔ b", EdgeFrequency::bidirected);
            column("a o→ b", EdgeFrequency::openForward);
            column("a ←o b", EdgeFrequency::openBackward);
            column("a o-o b", EdgeFrequency::open);
        }
        column("none", EdgeFrequency::absent);
    }

    private void column(String head, ToDoubleFunction<EdgeFrequency> part) {
        heads.add(head);
        parts.add(part);
    }

    String text() {
        int width = shown().stream()
                .mapToInt(edge -> edge.a().length() + edge.b().length())
                .max()
                .orElse(0);
        StringBuilder out = new StringBuilder(title);
        out.append(String.format(Locale.ROOT, "\n%-" + (width + 3) + "s", "a, b"));
        for (String head : heads) out.append(String.format(Locale.ROOT, " %" + Math.max(6, head.length()) + "s", head));
        for (EdgeFrequency edge : shown()) {
            out.append(String.format(Locale.ROOT, "\n%-" + (width + 3) + "s", edge.a() + ", " + edge.b()));
            for (int k = 0; k < heads.size(); k++)
                out.append(String.format(
                        Locale.ROOT,
                        " %" + Math.max(6, heads.get(k).length()) + "s",
                        percent(parts.get(k).applyAsDouble(edge))));
        }
        return out.append(rest()).toString();
    }

    String html() {
        StringBuilder out = new StringBuilder("<p>")
                .append(Displayable.escape(title))
                .append("</p>\n<table>\n<tr><th>a</th><th>b</th>");
        for (String head : heads) out.append("<th>").append(head).append("</th>");
        out.append("</tr>\n");
        for (EdgeFrequency edge : shown()) {
            out.append("<tr><td>").append(Displayable.escape(edge.a()));
            out.append("</td><td>").append(Displayable.escape(edge.b())).append("</td>");
            for (ToDoubleFunction<EdgeFrequency> part : parts)
                out.append("<td style=\"text-align:right\">")
                        .append(percent(part.applyAsDouble(edge)))
                        .append("</td>");
            out.append("</tr>\n");
        }
        return out.append("</table>").append(rest()).toString();
    }

    private List<EdgeFrequency> shown() {
        return edges.subList(0, Math.min(SHOWN, edges.size()));
    }

    private String rest() {
        return edges.size() <= SHOWN ? "" : "\n… and " + (edges.size() - SHOWN) + " rarer ones";
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }
}
