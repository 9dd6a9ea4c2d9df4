// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.causerie.graph.CausalGraph;
import org.causerie.plot.GraphDrawing.Look;
import org.causerie.plot.GraphDrawing.Style;
import org.causerie.plot.Layered.Layout;
import org.causerie.plot.Svg.Ink;

/** Several drawings of graphs or diagrams on one picture, each with its words, in rows of cells of one size, and one legend. */
final class GraphSheet {
    /** What can stand on a sheet. */
    interface Drawing {
        /** What several of them are called. */
        String kind();

        /** Where everything goes, with causes above their effects or at their left; empty where that cannot be found. */
        Optional<Layout> layout(boolean down);

        /** Draws it with this upper left corner. */
        void draw(Svg svg, Layout layout, double left, double top);
    }

    /**
     * One drawing with its words.
     *
     * @param head what it is, in bold
     * @param note what there is to say about it, as many lines as it takes
     * @param colour of the note
     */
    record Panel(String head, String note, String colour, Drawing drawing) {
        /** A graph; the style's title and legend are left out. */
        Panel(String head, String note, String colour, Style style, CausalGraph graph) {
            this(head, note, colour, new GraphDrawing(style, graph));
        }
    }

    private static final double WIDEST = 820;
    private static final double GAP = 14;
    private static final double LEAST = 230;
    private static final double LINE = 16;
    private static final double INSET = 14;
    private static final Svg.Type HEAD = Theme.LABEL.size(13).bold(true);

    private final String title;
    private final List<Look> legend;
    private final List<Panel> panels;
    private final List<Layout> layouts;
    private final List<List<String>> notes;
    private final double wide;
    private final double head;
    private final double high;
    private final int across;

    private GraphSheet(String title, List<Look> legend, List<Panel> panels, List<Layout> layouts) {
        this.title = title;
        this.legend = legend;
        this.panels = panels;
        this.layouts = layouts;
        double room = WIDEST - 2 * Frame.SIDE;
        double widest = layouts.stream().mapToDouble(Layout::width).max().orElse(0);
        double heads = panels.stream()
                .mapToDouble(panel -> HEAD.width(panel.head()) + 2 * INSET)
                .max()
                .orElse(0);
        wide = Math.max(LEAST, Math.max(widest, Math.min(heads, room)));
        notes = panels.stream()
                .map(panel -> Letters.lines(panel.note(), Theme.NOTE, wide - 2 * INSET))
                .toList();
        head = 28 + LINE * notes.stream().mapToInt(List::size).max().orElse(0);
        high = head + layouts.stream().mapToDouble(Layout::height).max().orElse(0);
        int most = Math.max(1, Math.min(panels.size(), (int) ((room + GAP) / (wide + GAP))));
        across = panels.size() == 4 && most == 3 ? 2 : most;
    }

    /**
     * The SVG document, causes at the left of their effects or above them, whichever takes fewer lines; empty where a
     * graph cannot be laid out.
     */
    static Optional<String> draw(String title, List<Look> legend, List<Panel> panels) {
        Optional<GraphSheet> right = laid(title, legend, panels, false);
        Optional<GraphSheet> down = laid(title, legend, panels, true);
        return Stream.concat(right.stream(), down.stream())
                .min(Comparator.comparingDouble(GraphSheet::height))
                .map(GraphSheet::document);
    }

    private static Optional<GraphSheet> laid(String title, List<Look> legend, List<Panel> panels, boolean down) {
        List<Layout> layouts = new ArrayList<>();
        for (Panel panel : panels) {
            Optional<Layout> layout = panel.drawing().layout(down);
            if (layout.isEmpty()) return Optional.empty();
            layouts.add(layout.get());
        }
        return Optional.of(new GraphSheet(title, legend, panels, layouts));
    }

    private double top() {
        return title.isEmpty() ? Frame.SIDE : 46;
    }

    private double foot() {
        return legend.isEmpty() ? Frame.SIDE : 36;
    }

    private double height() {
        int lines = (panels.size() + across - 1) / across;
        return top() + lines * (high + GAP) - GAP + foot();
    }

    private String document() {
        double words = title.isEmpty() ? 0 : Math.min(600, Theme.TITLE.width(title)) + 2 * Frame.SIDE;
        double cells = across * (wide + GAP) - GAP + 2 * Frame.SIDE;
        double width = Math.max(cells, Math.max(words, GraphDrawing.legendWidth(legend)));
        String what = title.isEmpty()
                ? panels.get(0).drawing().kind() + ": " + panels.get(0).head() + " …"
                : title;
        Svg svg = new Svg(width, height(), what);
        if (!title.isEmpty()) svg.text(Frame.SIDE, 30, Frame.fit(title, Theme.TITLE, width - 40), Theme.TITLE);
        for (int i = 0; i < panels.size(); i++) {
            int line = i / across;
            int column = i % across;
            panel(svg, i, Frame.SIDE + column * (wide + GAP), top() + line * (high + GAP));
        }
        GraphDrawing.legend(svg, legend, height() - foot() + 16);
        return svg.document();
    }

    private void panel(Svg svg, int i, double left, double y) {
        Panel panel = panels.get(i);
        Layout layout = layouts.get(i);
        svg.rect(left, y, wide, high, 7, Ink.fill(Theme.PAPER).outlined(Theme.FRAME, 1));
        svg.text(left + INSET, y + 22, Frame.fit(panel.head(), HEAD, wide - 2 * INSET), HEAD);
        double at = y + 22;
        for (String line : notes.get(i)) svg.text(left + INSET, at += LINE, line, Theme.NOTE.colour(panel.colour()));
        double room = high - head - layout.height();
        panel.drawing().draw(svg, layout, left + (wide - layout.width()) / 2, y + head + room / 2);
    }
}
