// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Admg;
import org.causerie.graph.Edge;
import org.causerie.identification.CForest;
import org.causerie.identification.Hedge;
import org.causerie.identification.InterventionalDistribution;
import org.causerie.identification.NotIdentified;
import org.causerie.identification.Thicket;
import org.causerie.identification.Witness;
import org.causerie.plot.GraphDrawing.Look;
import org.causerie.plot.GraphDrawing.Stroke;
import org.causerie.plot.GraphDrawing.Style;
import org.causerie.plot.GraphSheet.Panel;

/**
 * Draws why no formula answers a question: the two nested C-forests of a {@link Hedge} on their graph, or those of a
 * {@link Thicket} for each source of data.
 *
 * <p>The smaller forest F′ has one colour, what the larger F has beside it another; roots have a double outline,
 * treatments and outcomes theirs. The rest of the graph is pale.
 *
 * @param title over the drawing, may be empty
 * @param witness a hedge or a thicket
 * @param graph the graph of the question
 */
public record HedgePlot(String title, Witness witness, Admg graph) implements Displayable {
    private static final String LINE = Look.PLAIN.line();
    private static final Look INNER = new Look("#ecd3e8", LINE, 1.3, false, "F′");
    private static final Look OUTER = new Look("#fdedc8", LINE, 1.3, false, "the rest of F");
    private static final Look SET = new Look("#e3e6ea", LINE, 1.3, false, "set");
    private static final Look ROOT = new Look(Theme.PAPER, LINE, 1.3, true, "root");
    private static final Look TREATMENT = new Look(Theme.PAPER, Theme.VERMILION, 2.4, false, "treatment");
    private static final Look OUTCOME = new Look(Theme.PAPER, Theme.BLUE, 2.4, false, "outcome");

    public HedgePlot {
        for (CForest forest : forests(witness)) {
            for (Edge edge : forest.graph().edges()) {
                graph.index(edge.from());
                graph.index(edge.to());
                if (!has(graph, edge))
                    throw new CausalException("This is a witness of another graph: it has the edge " + edge
                            + ", and the edges given are " + graph.edges());
            }
        }
    }

    /**
     * The witness drawn on its graph.
     *
     * @throws CausalException if it is neither a hedge nor a thicket, or of another graph
     */
    public static HedgePlot of(Witness witness, Admg graph) {
        String title = "Why " + query(witness).text() + " is not identified";
        return new HedgePlot(title, witness, graph);
    }

    /** The witness of an answer; see {@link #of(Witness, Admg)}. */
    public static HedgePlot of(NotIdentified answer, Admg graph) {
        return of(answer.witness(), graph);
    }

    public HedgePlot title(String words) {
        return new HedgePlot(words, witness, graph);
    }

    private static InterventionalDistribution query(Witness witness) {
        if (witness instanceof Hedge hedge) return hedge.query();
        if (witness instanceof Thicket thicket) return thicket.query();
        throw new CausalException("A hedge or a thicket can be drawn here; this is another reason: " + witness.text()
                + ". A path is drawn by GraphPlot.withDefaults().highlight(witness).plot(graph)");
    }

    private static List<CForest> forests(Witness witness) {
        query(witness);
        if (witness instanceof Hedge hedge) return List.of(hedge.larger(), hedge.smaller());
        return ((Thicket) witness)
                .obstacles().stream()
                        .flatMap(obstacle -> obstacle.larger().stream())
                        .toList();
    }

    @Override
    public String text() {
        return (title.isEmpty() ? "" : title + "\n") + graph.text() + "\n"
                + (witness instanceof Hedge hedge
                        ? "F: " + hedge.larger().text() + "\nF′: "
                                + hedge.smaller().text()
                        : witness.text());
    }

    @Override
    public Optional<String> svg() {
        if (witness instanceof Hedge hedge) {
            Part part = new Part(hedge.smaller().graph().names(), List.of(hedge.larger()), Set.of());
            return GraphDrawing.draw(style(title, part, legend(false)), graph);
        }
        Thicket thicket = (Thicket) witness;
        List<Panel> panels = new ArrayList<>();
        for (Thicket.Obstacle obstacle : thicket.obstacles()) {
            List<CForest> larger = obstacle.larger().stream().toList();
            Part part = new Part(thicket.district(), larger, obstacle.regime().set());
            String note = larger.isEmpty() ? hit(part) : "Seen here, but a hedge stands around F′.";
            panels.add(new Panel(obstacle.regime().text(), note, Theme.SOFT, style("", part, List.of()), graph));
        }
        boolean set = thicket.obstacles().stream()
                .anyMatch(obstacle -> !obstacle.regime().set().isEmpty());
        return GraphSheet.draw(title, legend(set), panels);
    }

    private static String hit(Part part) {
        List<String> both =
                part.inner().stream().filter(part.set()::contains).sorted().toList();
        if (both.isEmpty()) return "Something of F′ comes about differently here.";
        return "Here " + String.join(", ", both) + ", of F′, is set.";
    }

    private List<Look> legend(boolean set) {
        List<Look> looks = new ArrayList<>(List.of(INNER));
        if (!forests(witness).isEmpty()) looks.addAll(List.of(OUTER, ROOT));
        if (set) looks.add(SET);
        looks.addAll(List.of(TREATMENT, OUTCOME));
        return looks;
    }

    /** What of the graph belongs to the forests: the variables of F′, F where there is one, and what is set. */
    private record Part(Collection<String> inner, List<CForest> larger, Set<String> set) {

        Look look(String name) {
            if (set.contains(name)) return SET;
            if (inner.contains(name)) return INNER;
            boolean member =
                    larger.stream().anyMatch(forest -> forest.graph().names().contains(name));
            return member ? OUTER : Look.PLAIN;
        }

        boolean root(String name) {
            return larger.stream().anyMatch(forest -> forest.roots().contains(name));
        }

        Stroke stroke(Edge edge) {
            boolean member = larger.stream().anyMatch(forest -> has(forest.graph(), edge));
            if (!member) return Stroke.PALE;
            boolean core = inner.contains(edge.from()) && inner.contains(edge.to());
            return new Stroke(core ? Theme.PURPLE : Theme.ORANGE, 2.6, false);
        }
    }

    private Style style(String words, Part part, List<Look> legend) {
        return new Style(words, false, name -> look(part, name), part::stroke, edge -> Optional.empty(), legend);
    }

    private Look look(Part part, String name) {
        Look look = part.look(name);
        Optional<Look> role = role(name);
        List<String> words = new ArrayList<>();
        if (!look.words().isEmpty()) words.add(look.words());
        if (part.root(name)) words.add(ROOT.words());
        role.ifPresent(each -> words.add(each.words()));
        Look outline = role.orElse(look);
        return new Look(look.fill(), outline.line(), outline.width(), part.root(name), String.join(", ", words));
    }

    private Optional<Look> role(String name) {
        InterventionalDistribution query = query(witness);
        if (query.treatments().contains(name)) return Optional.of(TREATMENT);
        return query.outcomes().contains(name) ? Optional.of(OUTCOME) : Optional.empty();
    }

    private static boolean has(Admg graph, Edge edge) {
        return graph.edges().contains(edge) || graph.edges().contains(edge.reversed());
    }
}
