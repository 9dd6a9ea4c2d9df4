// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Edge;
import org.causerie.graph.LaggedGraph;
import org.causerie.graph.Mark;
import org.causerie.plot.Layered.Box;
import org.causerie.plot.Layered.Layout;
import org.causerie.plot.Layered.Link;
import org.causerie.plot.Layered.Point;
import org.causerie.plot.Svg.Ink;

/** One drawing of one graph: boxes sized to their names, edges along the courses of the layout. */
final class GraphDrawing implements GraphSheet.Drawing {
    /**
     * How a variable, or its sample in the legend, is drawn.
     *
     * @param doubled whether its outline is a double line
     * @param words what it is, in the tooltip after its name; may be empty
     */
    record Look(String fill, String line, double width, boolean doubled, String words) {
        static final Look PLAIN = new Look("#f4f6f9", "#6b7482", 1.3, false, "");
    }

    /**
     * How an edge is drawn.
     *
     * @param cut whether it is crossed out
     */
    record Stroke(String colour, double width, boolean cut) {
        static final Stroke PLAIN = new Stroke("#3d4554", 1.6, false);
        static final Stroke PALE = new Stroke("#b9c0ca", 1.2, false);

        Stroke crossed() {
            return new Stroke(colour, width, true);
        }
    }

    /**
     * Everything about a drawing but the graph.
     *
     * @param title over it, may be empty
     * @param down whether causes are above their effects
     * @param legend what its looks are, under it
     */
    record Style(
            String title,
            boolean down,
            Function<String, Look> looks,
            Function<Edge, Stroke> strokes,
            Function<Edge, Optional<String>> labels,
            List<Look> legend) {}

    /** Beyond these sizes a drawing says nothing any more, and takes long. */
    private static final int NODES = 200;

    private static final int EDGES = 1000;
    private static final double HEIGHT = 34;
    private static final double LONGEST = 170;
    private static final Svg.Type NAME = new Svg.Type(13, false, Theme.INK, Svg.Anchor.MIDDLE);
    private static final Svg.Type WORD = new Svg.Type(11, false, Theme.INK, Svg.Anchor.MIDDLE);

    private final Style style;
    private final CausalGraph graph;
    private final List<String> names;
    private final List<Edge> edges;

    GraphDrawing(Style style, CausalGraph graph) {
        this.style = style;
        this.graph = graph;
        this.names = graph.names().stream()
                .map(name -> Letters.fit(name, NAME.size(), false, LONGEST))
                .toList();
        this.edges = forwards(graph);
    }

    /** The SVG document, or empty where the graph cannot be laid out. */
    static Optional<String> draw(Style style, CausalGraph graph) {
        GraphDrawing drawing = new GraphDrawing(style, graph);
        return drawing.layout(style.down()).map(drawing::draw);
    }

    /** The edges, those without a direction from the variable that is earlier by the edges that have one. */
    private static List<Edge> forwards(CausalGraph graph) {
        int[] depth = new int[graph.size()];
        boolean deeper = true;
        for (int round = 0; deeper && round < graph.size(); round++) {
            deeper = false;
            for (Edge edge : graph.edges()) {
                int from = graph.index(edge.from());
                int to = graph.index(edge.to());
                if (!directed(edge) || depth[to] > depth[from]) continue;
                depth[to] = depth[from] + 1;
                deeper = true;
            }
        }
        List<Edge> forwards = new ArrayList<>();
        for (Edge edge : graph.edges()) {
            boolean back = depth[graph.index(edge.from())] > depth[graph.index(edge.to())];
            forwards.add(back && !directed(edge) ? edge.reversed() : edge);
        }
        return forwards;
    }

    private static boolean directed(Edge edge) {
        return edge.atTo() == Mark.ARROW && edge.atFrom() != Mark.ARROW;
    }

    @Override
    public String kind() {
        return "Graphs";
    }

    /** Where everything goes, before the title and the legend take their room; empty where that cannot be found. */
    @Override
    public Optional<Layout> layout(boolean down) {
        if (graph.size() == 0 || graph.size() > NODES || graph.edgeCount() > EDGES) return Optional.empty();
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) boxes.add(new Box(width(i), HEIGHT, stage(i)));
        List<Link> links = new ArrayList<>();
        for (Edge edge : edges) {
            double room = label(edge).map(label -> WORD.width(label) + 10).orElse(0.0);
            links.add(new Link(graph.index(edge.from()), graph.index(edge.to()), room, room > 0 ? 17 : 0));
        }
        return Layered.attempt(() -> Layered.place(boxes, links, down));
    }

    private double width(int i) {
        return Math.max(50, NAME.width(names.get(i)) + 26);
    }

    /** The time of a variable in a graph over time, the earliest first; 0 in other graphs. */
    private int stage(int i) {
        return graph instanceof LaggedGraph lagged
                ? lagged.maxLag() - i / lagged.variables().size()
                : 0;
    }

    private Optional<String> label(Edge edge) {
        return style.labels()
                .apply(edge)
                .map(label -> Letters.fit(label, WORD.size(), false, 150))
                .filter(label -> !label.isBlank());
    }

    private String draw(Layout layout) {
        String words = style.title();
        double head = words.isEmpty() ? 0 : 34;
        double foot = style.legend().isEmpty() ? 0 : 30;
        double title = words.isEmpty() ? 0 : Math.min(600, Theme.TITLE.width(words)) + 2 * Frame.SIDE;
        double width = Math.max(layout.width(), Math.max(title, legendWidth(style.legend())));
        String what =
                words.isEmpty() ? "Graph of " + names.size() + " variables and " + edges.size() + " edges" : words;
        Svg svg = new Svg(width, head + layout.height() + foot, what);
        if (head > 0) svg.text(Frame.SIDE, 30, Frame.fit(words, Theme.TITLE, width - 40), Theme.TITLE);
        draw(svg, layout, (width - layout.width()) / 2, head);
        legend(svg, style.legend(), head + layout.height() + 8);
        return svg.document();
    }

    @Override
    public void draw(Svg svg, Layout layout, double left, double top) {
        for (int i = 0; i < edges.size(); i++) edge(svg, i, layout, left, top);
        for (int i = 0; i < names.size(); i++) node(svg, i, layout, left, top);
        for (int i = 0; i < edges.size(); i++) word(svg, i, layout, left, top);
    }

    private void node(Svg svg, int i, Layout layout, double left, double head) {
        Point corner = layout.corners().get(i);
        double width = width(i);
        double x = left + corner.x();
        double y = head + corner.y();
        String name = graph.names().get(i);
        Look look = style.looks().apply(name);
        svg.open(name + (look.words().isEmpty() ? "" : " (" + look.words() + ")"));
        svg.rect(x, y, width, HEIGHT, 9, Ink.fill(look.fill()).outlined(look.line(), look.width()));
        if (look.doubled()) svg.rect(x + 3.5, y + 3.5, width - 7, HEIGHT - 7, 6, Ink.line(look.line(), 1));
        svg.text(x + width / 2, y + HEIGHT / 2 + 4.5, names.get(i), NAME);
        svg.close();
    }

    private void edge(Svg svg, int i, Layout layout, double left, double head) {
        Edge edge = edges.get(i);
        Stroke stroke = style.strokes().apply(graph.edges().get(i));
        List<Point> course = layout.routes().get(i).points().stream()
                .map(point -> new Point(point.x() + left, point.y() + head))
                .toList();
        svg.open(graph.edges().get(i) + label(edge).map(words -> ": " + words).orElse(""));
        new Strand(course, edge.atFrom(), edge.atTo(), stroke.colour(), stroke.width()).draw(svg);
        if (stroke.cut()) cross(svg, Courses.middle(course));
        svg.close();
    }

    private static void cross(Svg svg, Point at) {
        Ink ink = Ink.line(Theme.VERMILION, 2.2);
        svg.line(at.x() - 5, at.y() - 5, at.x() + 5, at.y() + 5, ink);
        svg.line(at.x() - 5, at.y() + 5, at.x() + 5, at.y() - 5, ink);
    }

    private void word(Svg svg, int i, Layout layout, double left, double head) {
        Optional<Point> at = layout.routes().get(i).label();
        Optional<String> label = label(edges.get(i));
        if (at.isEmpty() || label.isEmpty()) return;
        double x = left + at.get().x();
        double y = head + at.get().y();
        double width = WORD.width(label.get()) + 6;
        svg.rect(x - width / 2, y - 8, width, 16, 4, Ink.fill(Theme.PAPER).opacity(0.92));
        svg.text(x, y + 4, label.get(), WORD);
    }

    /** The width of a picture that has this legend, 0 where it is empty. */
    static double legendWidth(List<Look> looks) {
        if (looks.isEmpty()) return 0;
        double width = Frame.SIDE;
        for (Look look : looks) width += 15 + Theme.NOTE.width(look.words()) + 18;
        return width;
    }

    /** A row of samples with what they are. */
    static void legend(Svg svg, List<Look> looks, double y) {
        double x = Frame.SIDE;
        for (Look look : looks) {
            svg.rect(x, y - 3, 11, 11, 3, Ink.fill(look.fill()).outlined(look.line(), 1.6));
            if (look.doubled()) svg.rect(x + 3, y, 5, 5, 1, Ink.line(look.line(), 1));
            svg.text(x + 17, y + 7, look.words(), Theme.NOTE);
            x += 15 + Theme.NOTE.width(look.words()) + 18;
        }
    }
}
