// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.causerie.graph.Mark;
import org.causerie.model.StringDiagram;
import org.causerie.model.StringDiagram.Box;
import org.causerie.model.StringDiagram.Held;
import org.causerie.model.StringDiagram.Uniform;
import org.causerie.plot.GraphDrawing.Look;
import org.causerie.plot.GraphDrawing.Stroke;
import org.causerie.plot.Layered.Layout;
import org.causerie.plot.Layered.Link;
import org.causerie.plot.Layered.Point;
import org.causerie.plot.Layered.Route;
import org.causerie.plot.Svg.Ink;
import org.eclipse.elk.alg.layered.options.LayerConstraint;

/** One drawing of one string diagram, read upwards. */
final class StringDrawing implements GraphSheet.Drawing {
    private enum Shape {
        BOX,
        STATE,
        DOT,
        GROUND,
        END
    }

    /** What a wire begins or ends at, with the words in it and those of its tooltip. */
    private record Part(
            Shape shape, String words, String tooltip, Look look, double width, double height, LayerConstraint end) {}

    /** A stretch of a wire between two parts, by their numbers, with the name on it, which may be empty. */
    private record Wire(int from, int to, String name, String tooltip) {}

    /** Beyond this size a drawing says nothing any more, and takes long. */
    private static final int PARTS = 300;

    private static final double GAP = 20;
    private static final double HEIGHT = 30;
    private static final double POINT = 12;
    private static final double DOT = 6;
    private static final double LONGEST = 170;
    private static final Svg.Type WORDS = new Svg.Type(13, false, Theme.INK, Svg.Anchor.MIDDLE);
    private static final Svg.Type NAME = new Svg.Type(11, false, Theme.INK, Svg.Anchor.MIDDLE);

    private final StringDiagram diagram;
    private final List<Part> parts = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();

    StringDrawing(StringDiagram diagram) {
        this.diagram = diagram;
        Map<String, Integer> ends = new HashMap<>();
        for (String name : diagram.inputs()) ends.put(name, add(end(name, "in", LayerConstraint.FIRST_SEPARATE)));
        Map<String, Integer> boxes = new HashMap<>();
        for (Box box : diagram.boxes()) boxes.put(box.output(), add(box(box)));
        ends.putAll(boxes);
        for (String name : diagram.wires()) ends.put(name, branch(name, ends.get(name)));
        for (Box box : diagram.boxes()) {
            int to = boxes.get(box.output());
            for (String name : box.inputs())
                wires.add(new Wire(ends.get(name), to, alone(name) ? name : "", name + " -> " + box.output()));
        }
        for (String name : diagram.outputs())
            wires.add(new Wire(
                    ends.get(name), add(end(name, "out", LayerConstraint.LAST_SEPARATE)), "", name + " -> out"));
    }

    private int add(Part part) {
        parts.add(part);
        return parts.size() - 1;
    }

    /** Discards a wire that goes nowhere and copies one that goes to several places; the part where it goes on. */
    private int branch(String name, int from) {
        int uses = diagram.uses(name);
        if (uses == 1) return from;
        Part part = uses == 0
                ? new Part(Shape.GROUND, "", name + ", discarded", Look.PLAIN, 20, 11, LayerConstraint.NONE)
                : new Part(
                        Shape.DOT,
                        "",
                        name + ", copied to " + uses + " places",
                        Look.PLAIN,
                        DOT,
                        DOT,
                        LayerConstraint.NONE);
        int to = add(part);
        wires.add(new Wire(from, to, diagram.inputs().contains(name) ? "" : name, name));
        return to;
    }

    /** Whether the only stretch of a wire goes from a box to a box. */
    private boolean alone(String name) {
        return diagram.uses(name) == 1 && !diagram.inputs().contains(name);
    }

    private static Part end(String name, String where, LayerConstraint end) {
        String shown = Frame.fit(name, NAME, LONGEST);
        return new Part(Shape.END, shown, name + ", " + where, Look.PLAIN, NAME.width(shown) + 6, 15, end);
    }

    private static Part box(Box box) {
        String name = box.output();
        if (box instanceof Uniform) return box(Shape.STATE, "uniform", name + " is uniform", SurgeryPlot.SET);
        if (box instanceof Held held)
            return box(Shape.STATE, name + " = " + held.level(), name + " is held at " + held.level(), SurgeryPlot.SET);
        if (box.inputs().isEmpty()) return box(Shape.STATE, "P(" + name + ")", "P(" + name + ")", Look.PLAIN);
        String whole = "P(" + name + " | " + String.join(", ", box.inputs()) + ")";
        boolean fits = WORDS.width(Letters.clean(whole)) <= LONGEST;
        return box(Shape.BOX, fits ? whole : "P(" + name + " | …)", whole, Look.PLAIN);
    }

    private static Part box(Shape shape, String words, String tooltip, Look look) {
        String shown = Frame.fit(words, WORDS, LONGEST);
        double height = shape == Shape.STATE ? HEIGHT + POINT : HEIGHT;
        return new Part(shape, shown, tooltip, look, WORDS.width(shown) + 22, height, LayerConstraint.NONE);
    }

    @Override
    public String kind() {
        return "String diagrams";
    }

    /** A diagram goes upwards and in no other direction. */
    @Override
    public Optional<Layout> layout(boolean down) {
        if (!down || parts.isEmpty() || parts.size() > PARTS) return Optional.empty();
        List<Layered.Box> boxes = parts.stream()
                .map(part -> new Layered.Box(part.width(), part.height(), 0, part.end()))
                .toList();
        List<Link> links = wires.stream()
                .map(wire ->
                        new Link(wire.from(), wire.to(), wire.name().isEmpty() ? 0 : NAME.width(shown(wire)) + 6, 15))
                .toList();
        return Layered.attempt(() -> Layered.place(boxes, links, true, GAP)).map(this::turned);
    }

    private static String shown(Wire wire) {
        return Frame.fit(wire.name(), NAME, LONGEST);
    }

    /** The layout with what was at the top at the bottom. */
    private Layout turned(Layout layout) {
        double high = layout.height();
        List<Point> corners = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Point corner = layout.corners().get(i);
            corners.add(new Point(corner.x(), high - corner.y() - parts.get(i).height()));
        }
        List<Route> routes = layout.routes().stream()
                .map(route -> new Route(
                        route.points().stream()
                                .map(point -> new Point(point.x(), high - point.y()))
                                .toList(),
                        route.label().map(at -> new Point(at.x(), high - at.y()))))
                .toList();
        return new Layout(corners, routes, layout.width(), high);
    }

    @Override
    public void draw(Svg svg, Layout layout, double left, double top) {
        for (int i = 0; i < wires.size(); i++) {
            List<Point> course = layout.routes().get(i).points().stream()
                    .map(point -> new Point(point.x() + left, point.y() + top))
                    .toList();
            svg.open(wires.get(i).tooltip());
            new Strand(course, Mark.TAIL, Mark.TAIL, Stroke.PLAIN.colour(), Stroke.PLAIN.width()).draw(svg);
            svg.close();
        }
        for (int i = 0; i < parts.size(); i++) {
            Point corner = layout.corners().get(i);
            part(svg, parts.get(i), left + corner.x(), top + corner.y());
        }
        for (int i = 0; i < wires.size(); i++) {
            Wire wire = wires.get(i);
            layout.routes().get(i).label().ifPresent(at -> name(svg, shown(wire), left + at.x(), top + at.y()));
        }
    }

    private static void part(Svg svg, Part part, double x, double y) {
        double middle = x + part.width() / 2;
        Ink outlined = Ink.fill(part.look().fill())
                .outlined(part.look().line(), part.look().width());
        svg.open(part.tooltip());
        switch (part.shape()) {
            case BOX -> svg.rect(x, y, part.width(), HEIGHT, 2, outlined);
            case STATE -> {
                double side = y + HEIGHT - 4;
                Svg.Path outline = new Svg.Path().move(x, y).line(x + part.width(), y);
                outline.line(x + part.width(), side).line(middle, y + part.height());
                svg.path(outline.line(x, side).shut(), outlined);
            }
            case DOT -> svg.circle(middle, y + DOT / 2, DOT / 2 + 1.5, Ink.fill(Theme.INK));
            case GROUND -> {
                for (int bar = 0; bar < 3; bar++) {
                    double half = part.width() / 2 - 3.5 * bar;
                    double at = y + part.height() - 4.5 * bar;
                    svg.line(middle - half, at, middle + half, at, Ink.line(Theme.INK, 1.8));
                }
            }
            case END -> svg.text(middle, y + 11, part.words(), NAME);
        }
        if (part.shape() == Shape.BOX || part.shape() == Shape.STATE)
            svg.text(middle, y + HEIGHT / 2 + 4.5, part.words(), WORDS);
        svg.close();
    }

    private static void name(Svg svg, String name, double x, double y) {
        double width = NAME.width(name) + 4;
        svg.rect(x - width / 2, y - 7.5, width, 15, 3, Ink.fill(Theme.PAPER));
        svg.text(x, y + 4, name, NAME);
    }
}
