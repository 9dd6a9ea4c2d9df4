// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.discovery.Bootstrap;
import org.causerie.discovery.EdgeFrequency;
import org.causerie.plot.Svg.Ink;

/**
 * How sure a search is of each edge: one bar a pair of variables, divided by what the replicates of a bootstrap found
 * between them.
 *
 * <p>For the same frequencies on the edges of a graph see {@link GraphPlot#edgeFrequencies(Bootstrap.Result,
 * org.causerie.graph.CausalGraph)}.
 *
 * @param title over the chart
 * @param edges one bar each, from the top
 * @param left how many rarer pairs are left out
 */
public record EdgeFrequencyPlot(String title, List<EdgeFrequency> edges, int left) implements Displayable {
    private static final int SHOWN = 30;
    private static final double PITCH = 28;

    public EdgeFrequencyPlot {
        if (edges.isEmpty()) {
            throw new CausalException("No replicate found an edge, so there are no frequencies to draw;"
                    + " a search with a larger alpha or a smaller penalty finds more");
        }
        edges = List.copyOf(edges);
    }

    /** The pairs most often adjacent, at most 30. */
    public static EdgeFrequencyPlot of(Bootstrap.Result result) {
        int shown = Math.min(SHOWN, result.edges().size());
        return new EdgeFrequencyPlot(
                "How sure is each edge? " + result.settings().replicates() + " bootstrap replicates",
                result.edges().subList(0, shown).stream()
                        .map(EdgeFrequencyPlot::forward)
                        .toList(),
                result.edges().size() - shown);
    }

    /** The pair in the order in which it is more often directed. */
    private static EdgeFrequency forward(EdgeFrequency edge) {
        return edge.backward() > edge.forward() ? edge.reversed() : edge;
    }

    public EdgeFrequencyPlot title(String words) {
        return new EdgeFrequencyPlot(words, edges, left);
    }

    @Override
    public String text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("a, b", "a → b", "a ← b", "a — b", "none"));
        for (EdgeFrequency edge : edges) {
            lines.add(List.of(
                    edge.a() + ", " + edge.b(),
                    Numbers.percent(edge.forward()),
                    Numbers.percent(edge.backward()),
                    Numbers.percent(edge.other()),
                    Numbers.percent(edge.absent())));
        }
        String table = Columns.aligned(lines, List.of(false, true, true, true, true));
        return (title + "\n" + table + rest()).strip();
    }

    private String rest() {
        return left == 0 ? "" : "and " + left + " rarer pairs";
    }

    @Override
    public Optional<String> svg() {
        double from = 0;
        double to = 0;
        for (EdgeFrequency edge : edges) {
            from = Math.max(from, Theme.LABEL.width(edge.a()));
            to = Math.max(to, Theme.LABEL.width(edge.b()));
        }
        from = Math.min(from, 140);
        to = Math.min(to, 140);
        double head = 28;
        Frame frame = Frame.of(title, rest(), from + to + 40, 10, head + edges.size() * PITCH, 52);
        double x = Frame.SIDE + from + to + 40;
        x = frame.legend(x, frame.top + 8, Theme.BLUE, "a → b");
        x = frame.legend(x, frame.top + 8, Theme.ORANGE, "a ← b");
        x = frame.legend(x, frame.top + 8, Theme.GREY, "a — b, open");
        frame.legend(x, frame.top + 8, Theme.GRID, "no edge");
        Frame field = frame.under(head);
        Scale scale = Scale.exact(0, 100, 5, field.left, field.right);
        field.xAxis(scale, "replicates (%)");
        for (int i = 0; i < edges.size(); i++) row(field, scale, edges.get(i), i, from, to);
        return Optional.of(frame.svg.document());
    }

    private static void row(Frame field, Scale scale, EdgeFrequency edge, int i, double from, double to) {
        double y = field.top + (i + 0.5) * PITCH;
        field.svg.open(edge.a() + " → " + edge.b() + " " + Numbers.percent(edge.forward()) + ", ← "
                + Numbers.percent(edge.backward()) + ", open " + Numbers.percent(edge.other()) + ", no edge "
                + Numbers.percent(edge.absent()));
        field.svg.text(Frame.SIDE + from, y + 4, Frame.fit(edge.a(), Theme.LABEL, from), Theme.LABEL.end());
        String sign = edge.forward() > 0 ? "→" : "—";
        field.svg.text(Frame.SIDE + from + 15, y + 4, sign, Theme.LABEL.middle().colour(Theme.SOFT));
        field.svg.text(Frame.SIDE + from + 30, y + 4, Frame.fit(edge.b(), Theme.LABEL, to), Theme.LABEL);
        double[] parts = {edge.forward(), edge.backward(), edge.other(), edge.absent()};
        String[] colours = {Theme.BLUE, Theme.ORANGE, Theme.GREY, Theme.GRID};
        double start = 0;
        for (int k = 0; k < parts.length; k++) {
            double x = scale.at(start * 100);
            double width = scale.at((start + parts[k]) * 100) - x;
            start += parts[k];
            if (parts[k] <= 0) continue;
            field.svg.rect(x, y - 9, Math.max(1, width - 1), 18, 1, Ink.fill(colours[k]));
            String words = Numbers.percent(parts[k]);
            Svg.Type type = Theme.TICK.colour(k == 0 ? Theme.PAPER : Theme.INK);
            if (width > type.width(words) + 8) field.svg.text(x + width / 2, y + 4, words, type);
        }
        field.svg.close();
    }
}
