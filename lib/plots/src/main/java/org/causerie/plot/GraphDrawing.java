// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Edge;
import org.causerie.graph.LaggedGraph;
import org.causerie.graph.Mark;
import org.causerie.plot.GraphPlot.Role;
import org.causerie.plot.Layered.Box;
import org.causerie.plot.Layered.Layout;
import org.causerie.plot.Layered.Link;
import org.causerie.plot.Layered.Point;
import org.causerie.plot.Svg.Ink;

/** One drawing of one graph: boxes sized to their names, edges along the courses of the layout. */
final class GraphDrawing {
    /** Beyond these sizes a drawing says nothing any more, and takes long. */
    private static final int NODES = 200;

    private static final int EDGES = 1000;
    private static final double HEIGHT = 34;
    private static final double LONGEST = 170;
    private static final Svg.Type NAME = new Svg.Type(13, false, Theme.INK, Svg.Anchor.MIDDLE);
    private static final Svg.Type WORD = new Svg.Type(11, false, Theme.INK, Svg.Anchor.MIDDLE);

    private final GraphPlot settings;
    private final CausalGraph graph;
    private final List<String> names;
    private final List<Edge> edges;

    private GraphDrawing(GraphPlot settings, CausalGraph graph) {
        this.settings = settings;
        this.graph = graph;
        this.names = graph.names().stream()
                .map(name -> Letters.fit(name, NAME.size(), false, LONGEST))
                .toList();
        this.edges = forwards(graph);
    }

    /** The SVG document, or empty where the graph cannot be laid out. */
    static Optional<String> draw(GraphPlot settings, CausalGraph graph) {
        if (graph.size() == 0 || graph.size() > NODES || graph.edgeCount() > EDGES) return Optional.empty();
        GraphDrawing drawing = new GraphDrawing(settings, graph);
        Layout layout;
        try {
            layout = drawing.layout();
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
        return Optional.of(drawing.draw(layout));
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

    /** Where everything goes, before the title and the legend take their room. */
    Layout layout() {
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) boxes.add(new Box(width(i), HEIGHT, stage(i)));
        List<Link> links = new ArrayList<>();
        for (Edge edge : edges) {
            double room = label(edge).map(label -> WORD.width(label) + 10).orElse(0.0);
            links.add(new Link(graph.index(edge.from()), graph.index(edge.to()), room, room > 0 ? 17 : 0));
        }
        return Layered.place(boxes, links, settings.down());
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
        return GraphPlot.of(settings.labels(), edge)
                .map(label -> Letters.fit(label, WORD.size(), false, 150))
                .filter(label -> !label.isBlank());
    }

    private String draw(Layout layout) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(settings.roles().values());
        double head = settings.title().isEmpty() ? 0 : 34;
        double foot = roles.isEmpty() ? 0 : 30;
        double legend = Frame.SIDE;
        for (Role role : roles) legend += 15 + Theme.NOTE.width(role.words) + 18;
        double title = Math.min(600, Theme.TITLE.width(settings.title())) + 2 * Frame.SIDE;
        double width =
                Math.max(layout.width(), Math.max(settings.title().isEmpty() ? 0 : title, foot > 0 ? legend : 0));
        double left = (width - layout.width()) / 2;
        String what = settings.title().isEmpty()
                ? "Graph of " + names.size() + " variables and " + edges.size() + " edges"
                : settings.title();
        Svg svg = new Svg(width, head + layout.height() + foot, what);
        if (head > 0) svg.text(Frame.SIDE, 30, Frame.fit(settings.title(), Theme.TITLE, width - 40), Theme.TITLE);
        for (int i = 0; i < edges.size(); i++) edge(svg, i, layout, left, head);
        for (int i = 0; i < names.size(); i++) node(svg, i, layout, left, head);
        for (int i = 0; i < edges.size(); i++) word(svg, i, layout, left, head);
        legend(svg, roles, head + layout.height() + 8);
        return svg.document();
    }

    private void node(Svg svg, int i, Layout layout, double left, double head) {
        Point corner = layout.corners().get(i);
        double width = width(i);
        Optional<Role> role =
                Optional.ofNullable(settings.roles().get(graph.names().get(i)));
        Ink ink = Ink.fill(role.map(r -> r.fill).orElse("#f4f6f9"))
                .outlined(role.map(r -> r.line).orElse("#6b7482"), role.isPresent() ? 2 : 1.3);
        svg.open(graph.names().get(i) + role.map(r -> " (" + r.words + ")").orElse(""));
        svg.rect(left + corner.x(), head + corner.y(), width, HEIGHT, 9, ink);
        svg.text(left + corner.x() + width / 2, head + corner.y() + HEIGHT / 2 + 4.5, names.get(i), NAME);
        svg.close();
    }

    private void edge(Svg svg, int i, Layout layout, double left, double head) {
        Edge edge = edges.get(i);
        boolean highlighted = settings.highlighted().stream().anyMatch(other -> GraphPlot.same(other, edge));
        double strength = GraphPlot.of(settings.strengths(), edge)
                .orElse(settings.strengths().isEmpty() ? 0.35 : 0.0);
        String colour = highlighted ? Theme.VERMILION : settings.strengths().isEmpty() ? "#3d4554" : grey(strength);
        double width = (highlighted ? 1.4 : 0) + 0.9 + 2.1 * strength;
        List<Point> course = layout.routes().get(i).points().stream()
                .map(point -> new Point(point.x() + left, point.y() + head))
                .toList();
        svg.open(graph.edges().get(i) + label(edge).map(words -> ": " + words).orElse(""));
        new Strand(course, edge.atFrom(), edge.atTo(), colour, width).draw(svg);
        svg.close();
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

    private static void legend(Svg svg, Set<Role> roles, double y) {
        double x = Frame.SIDE;
        for (Role role : roles) {
            svg.rect(x, y - 3, 11, 11, 3, Ink.fill(role.fill).outlined(role.line, 1.6));
            svg.text(x + 17, y + 7, role.words, Theme.NOTE);
            x += 15 + Theme.NOTE.width(role.words) + 18;
        }
    }

    /** From a pale grey for 0 to the colour of ink for 1. */
    private static String grey(double strength) {
        StringBuilder colour = new StringBuilder("#");
        int[] pale = {0xb9, 0xc0, 0xca};
        int[] full = {0x1f, 0x24, 0x30};
        for (int part = 0; part < 3; part++) {
            long mixed = Math.round(pale[part] + (full[part] - pale[part]) * strength);
            colour.append(Character.forDigit((int) (mixed >> 4), 16))
                    .append(Character.forDigit((int) (mixed & 15), 16));
        }
        return colour.toString();
    }
}
