// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.graph.Mark;
import org.causerie.plot.GraphDrawing.Look;
import org.causerie.plot.GraphDrawing.Stroke;
import org.causerie.plot.GraphDrawing.Style;
import org.causerie.plot.GraphPlot.Role;
import org.causerie.plot.GraphSheet.Panel;

/**
 * Draws what an intervention does to a graph: beside the graph as it is, the one where the edges into the variables set
 * are crossed out.
 *
 * @param title over the drawings, may be empty
 * @param graph a {@link Dag} or an {@link Admg}
 * @param set the variables that are set
 */
public record SurgeryPlot(String title, CausalGraph graph, SortedSet<String> set) implements Displayable {
    static final Look SET = new Look(Role.TREATMENT.fill, Role.TREATMENT.line, 2, false, "set");

    public SurgeryPlot {
        if (!(graph instanceof Dag || graph instanceof Admg))
            throw new CausalException("Surgery is done on a Dag or an Admg; this is a "
                    + graph.getClass().getSimpleName());
        if (set.isEmpty()) throw new CausalException("An intervention sets at least one variable; none was given");
        set.forEach(graph::index);
        set = Collections.unmodifiableSortedSet(new TreeSet<>(set));
    }

    /** The graph before and after an intervention on these variables. */
    public static SurgeryPlot of(CausalGraph graph, String... set) {
        return new SurgeryPlot("", graph, new TreeSet<>(List.of(set)));
    }

    public SurgeryPlot title(String words) {
        return new SurgeryPlot(words, graph, set);
    }

    /** The graph that is left. */
    public CausalGraph after() {
        String[] names = set.toArray(String[]::new);
        return graph instanceof Dag dag ? dag.withoutEdgesInto(names) : ((Admg) graph).withoutEdgesInto(names);
    }

    @Override
    public String text() {
        return (title.isEmpty() ? "" : title + "\n") + "as it is: " + graph.text() + "\n" + operation() + ": "
                + after().text();
    }

    private String operation() {
        return "do(" + String.join(", ", set) + ")";
    }

    @Override
    public Optional<String> svg() {
        return GraphSheet.draw(
                title,
                List.of(),
                List.of(
                        new Panel("as it is", "", Theme.SOFT, style(false), graph),
                        new Panel(operation(), "", Theme.SOFT, style(true), graph)));
    }

    private Style style(boolean cut) {
        return new Style(
                "",
                false,
                name -> cut && set.contains(name) ? SET : Look.PLAIN,
                edge -> cut && cut(edge) ? Stroke.PALE.crossed() : Stroke.PLAIN,
                edge -> Optional.empty(),
                List.of());
    }

    private boolean cut(Edge edge) {
        return (edge.atTo() == Mark.ARROW && set.contains(edge.to()))
                || (edge.atFrom() == Mark.ARROW && set.contains(edge.from()));
    }
}
