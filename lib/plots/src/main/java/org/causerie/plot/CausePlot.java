// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.causerie.Displayable;
import org.causerie.explanation.ActualCause;
import org.causerie.explanation.Cause;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.plot.Layered.Box;
import org.causerie.plot.Layered.Layout;
import org.causerie.plot.Layered.Link;
import org.causerie.plot.Layered.Point;
import org.causerie.plot.Svg.Ink;

/**
 * What happened in one situation and who is to blame: the events in their graph, each with its level, coloured by its
 * degree of responsibility for the outcome.
 *
 * @param title over the graph
 * @param found the causes
 */
public record CausePlot(String title, ActualCause.Result found) implements Displayable {
    private static final int CAUSES = 3;
    private static final int NODES = 60;
    private static final double HEIGHT = 44;
    private static final double LONGEST = 190;
    private static final Svg.Type NAME = new Svg.Type(13, false, Theme.INK, Svg.Anchor.MIDDLE);
    private static final Svg.Type WORD = new Svg.Type(11, false, Theme.SOFT, Svg.Anchor.MIDDLE);
    private static final String OUTCOME = "#d3e8f5";
    private static final String REST = "#f4f6f9";

    /** The situation of these causes. */
    public static CausePlot of(ActualCause.Result found) {
        return new CausePlot("Who caused " + found.outcome().text() + "?", found);
    }

    public CausePlot title(String words) {
        return new CausePlot(words, found);
    }

    @Override
    public String text() {
        return title + "\n" + found.text();
    }

    /** The causes in a few words: those of several events are joined by "with". */
    private String note() {
        String definition = found.settings().definition().text();
        if (found.causes().isEmpty()) return "By the " + definition + ": nothing is a cause";
        String named =
                found.causes().stream().limit(CAUSES).map(CausePlot::named).collect(Collectors.joining("; "));
        int more = found.causes().size() - CAUSES;
        return "By the " + definition + ": " + named + (more > 0 ? "; and " + more + " more" : "");
    }

    private static String named(Cause cause) {
        return cause.events().entrySet().stream()
                .map(event -> event.getKey() + " = " + event.getValue())
                .collect(Collectors.joining(" with "));
    }

    private Dag graph() {
        var equations = found.situation().equations();
        return equations.graph().subgraph(equations.events());
    }

    private String event(String name) {
        return name + " = " + found.situation().level(name);
    }

    private boolean outcome(String name) {
        return found.outcome().variables().contains(name);
    }

    private String remark(String name) {
        if (outcome(name)) return "outcome";
        double degree = found.responsibility(name);
        if (degree == 0) return "no cause";
        return "responsibility " + (degree == 1 ? "1" : "1/" + Math.round(1 / degree));
    }

    /** Empty where the graph cannot be laid out, or has more than 60 events. */
    @Override
    public Optional<String> svg() {
        Dag graph = graph();
        if (graph.size() > NODES) return Optional.empty();
        try {
            return Optional.of(draw(graph, layout(graph)));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    private Layout layout(Dag graph) {
        List<Box> boxes = new ArrayList<>();
        for (String name : graph.names()) boxes.add(new Box(width(name), HEIGHT, 0));
        List<Link> links = new ArrayList<>();
        for (Edge edge : graph.edges()) links.add(new Link(graph.index(edge.from()), graph.index(edge.to()), 0, 0));
        return Layered.place(boxes, links, false);
    }

    private double width(String name) {
        String shown = Frame.fit(event(name), NAME, LONGEST);
        return Math.max(NAME.width(shown), WORD.width(remark(name))) + 26;
    }

    private String draw(Dag graph, Layout layout) {
        double head = 52;
        String note = note();
        double words = Math.max(
                Math.min(Theme.WIDTH - 2 * Frame.SIDE, Theme.TITLE.width(title)),
                Math.min(Theme.WIDTH - 2 * Frame.SIDE, Theme.NOTE.width(note)));
        double width = Math.max(layout.width(), Math.max(words + 2 * Frame.SIDE, 430));
        double left = (width - layout.width()) / 2;
        Svg svg = new Svg(width, head + layout.height() + 30, title);
        svg.text(Frame.SIDE, 30, Frame.fit(title, Theme.TITLE, width - 2 * Frame.SIDE), Theme.TITLE);
        svg.text(Frame.SIDE, 49, Frame.fit(note, Theme.NOTE, width - 2 * Frame.SIDE), Theme.NOTE);
        List<Edge> edges = graph.edges();
        for (int i = 0; i < edges.size(); i++) {
            List<Point> course = layout.routes().get(i).points().stream()
                    .map(point -> new Point(point.x() + left, point.y() + head))
                    .toList();
            svg.open(edges.get(i).toString());
            new Strand(course, edges.get(i).atFrom(), edges.get(i).atTo(), "#3d4554", 1.6).draw(svg);
            svg.close();
        }
        for (String name : graph.names()) {
            Point corner = layout.corners().get(graph.index(name));
            node(svg, name, left + corner.x(), head + corner.y());
        }
        legend(svg, head + layout.height() + 8);
        return svg.document();
    }

    private void node(Svg svg, String name, double x, double y) {
        double width = width(name);
        double degree = outcome(name) ? 0 : found.responsibility(name);
        Ink ink = outcome(name)
                ? Ink.fill(OUTCOME).outlined(Theme.BLUE, 2)
                : degree > 0
                        ? Ink.fill(shade(degree)).outlined(Theme.VERMILION, 2)
                        : Ink.fill(REST).outlined("#6b7482", 1.3);
        svg.open(event(name) + " (" + remark(name) + ")");
        svg.rect(x, y, width, HEIGHT, 9, ink);
        svg.text(x + width / 2, y + 19, Frame.fit(event(name), NAME, LONGEST), NAME);
        svg.text(x + width / 2, y + 35, remark(name), WORD.colour(degree > 0 ? Theme.INK : Theme.SOFT));
        svg.close();
    }

    private static void legend(Svg svg, double y) {
        double x = Frame.SIDE;
        for (double degree : new double[] {0.2, 0.5, 1}) {
            svg.rect(x, y - 3, 11, 11, 3, Ink.fill(shade(degree)).outlined(Theme.VERMILION, 1.6));
            x += 14;
        }
        svg.text(x + 3, y + 7, "cause, the darker the more responsible", Theme.NOTE);
        x += 3 + Theme.NOTE.width("cause, the darker the more responsible") + 18;
        svg.rect(x, y - 3, 11, 11, 3, Ink.fill(OUTCOME).outlined(Theme.BLUE, 1.6));
        svg.text(x + 17, y + 7, "outcome", Theme.NOTE);
    }

    /** From nearly white for no responsibility to a strong orange for all of it. */
    static String shade(double degree) {
        int[] none = {0xff, 0xf3, 0xea};
        int[] all = {0xf4, 0xa2, 0x6b};
        StringBuilder colour = new StringBuilder("#");
        for (int part = 0; part < 3; part++)
            colour.append(
                    String.format(Locale.ROOT, "%02x", Math.round(none[part] + (all[part] - none[part]) * degree)));
        return colour.toString();
    }
}
