// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.discovery.Bootstrap;
import org.causerie.discovery.EdgeFrequency;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Edge;
import org.causerie.graph.Mark;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.identification.PathWitness;
import org.causerie.plot.GraphDrawing.Look;
import org.causerie.plot.GraphDrawing.Stroke;
import org.causerie.plot.GraphDrawing.Style;

/**
 * Draws causal graphs: causes before effects, in layers laid out by the Eclipse Layout Kernel.
 *
 * <p>Arrowheads, circles and bare ends are the marks of the graph; an edge with two arrowheads is dashed. The same
 * graph and settings give the same picture to the byte.
 *
 * {@snippet :
 * GraphPlot.withDefaults().roles("encouragement", "plans", List.of("iq", "ses")).plot(graph)
 * }
 *
 * @param title over the graph, may be empty
 * @param roles the part a variable plays in a question, by its name
 * @param labels words on edges
 * @param strengths between 0 and 1, for example how often a bootstrap found the edge: weak edges are thin and pale
 * @param highlighted edges that stand out
 * @param down whether causes are above their effects instead of at their left
 */
public record GraphPlot(
        String title,
        Map<String, Role> roles,
        Map<Edge, String> labels,
        Map<Edge, Double> strengths,
        Set<Edge> highlighted,
        boolean down) {

    /** The part a variable plays in a question. */
    public enum Role {
        TREATMENT("treatment", "#fbe1d0", Theme.VERMILION),
        OUTCOME("outcome", "#d3e8f5", Theme.BLUE),
        ADJUSTMENT("adjustment set", "#d3efe5", Theme.GREEN);

        final String words;
        final String fill;
        final String line;

        Role(String words, String fill, String line) {
            this.words = words;
            this.fill = fill;
            this.line = line;
        }

        Look look() {
            return new Look(fill, line, 2, false, words);
        }
    }

    public GraphPlot {
        roles = Map.copyOf(roles);
        labels = Map.copyOf(labels);
        strengths.forEach((edge, strength) -> Numbers.share("The strength of " + edge, strength));
        strengths = Map.copyOf(strengths);
        highlighted = Set.copyOf(highlighted);
    }

    /** Causes at the left, nothing marked. */
    public static GraphPlot withDefaults() {
        return new GraphPlot("", Map.of(), Map.of(), Map.of(), Set.of(), false);
    }

    public GraphPlot title(String words) {
        return new GraphPlot(words, roles, labels, strengths, highlighted, down);
    }

    /** Colours the treatment, the outcome and the variables adjusted for. */
    public GraphPlot roles(String treatment, String outcome, Collection<String> adjustmentSet) {
        Map<String, Role> parts = new LinkedHashMap<>();
        adjustmentSet.forEach(name -> parts.put(name, Role.ADJUSTMENT));
        parts.put(treatment, Role.TREATMENT);
        parts.put(outcome, Role.OUTCOME);
        return roles(parts);
    }

    GraphPlot roles(Map<String, Role> parts) {
        return new GraphPlot(title, parts, labels, strengths, highlighted, down);
    }

    /** Colours the treatment and the outcome. */
    public GraphPlot roles(String treatment, String outcome) {
        return roles(treatment, outcome, Set.of());
    }

    /** Colours the variables of an estimand. */
    public GraphPlot roles(AdjustmentEstimand estimand) {
        return roles(estimand.query().treatment(), estimand.query().outcome(), estimand.adjustmentSet());
    }

    /** Words on edges; an edge may be written from either end. */
    public GraphPlot edgeLabels(Map<Edge, String> words) {
        return new GraphPlot(title, roles, words, strengths, highlighted, down);
    }

    /** How strong edges are, from 0 to 1; an edge may be written from either end. */
    public GraphPlot edgeStrengths(Map<Edge, Double> shares) {
        return new GraphPlot(title, roles, labels, shares, highlighted, down);
    }

    /** How often edges were found, from 0 to 1: as their strength, and as a percentage on them. */
    public GraphPlot edgeFrequencies(Map<Edge, Double> shares) {
        Map<Edge, String> words = new LinkedHashMap<>();
        shares.forEach((edge, share) -> words.put(edge, Numbers.percent(share)));
        return edgeLabels(words).edgeStrengths(shares);
    }

    /**
     * How often a bootstrap found the edges as this graph has them: with this direction where an edge has one, at all
     * where it has none.
     *
     * @param graph the graph that will be drawn, for example {@link Bootstrap.Result#majority()}
     */
    public GraphPlot edgeFrequencies(Bootstrap.Result found, CausalGraph graph) {
        Map<Edge, Double> shares = new LinkedHashMap<>();
        for (Edge edge : graph.edges()) {
            EdgeFrequency between = found.between(edge.from(), edge.to());
            boolean directed = edge.atTo() == Mark.ARROW && edge.atFrom() == Mark.TAIL;
            shares.put(edge, directed ? between.forward() : between.adjacent());
        }
        return edgeFrequencies(shares);
    }

    /** Makes these edges stand out. */
    public GraphPlot highlight(Collection<Edge> edges) {
        return new GraphPlot(title, roles, labels, strengths, new LinkedHashSet<>(edges), down);
    }

    /**
     * Makes a path stand out, for example the witness that a set does not identify an effect.
     *
     * @param path the names of its variables in order, at least two
     */
    public GraphPlot highlight(String... path) {
        if (path.length < 2) {
            throw new CausalException("A path needs at least 2 variables; " + path.length
                    + " were given. Name them in order: highlight(\"X\", \"Z\", \"Y\")");
        }
        List<Edge> edges = new ArrayList<>();
        for (int i = 1; i < path.length; i++) edges.add(Edge.undirected(path[i - 1], path[i]));
        return highlight(edges);
    }

    /** Makes the path stand out that shows why covariates do not suffice. */
    public GraphPlot highlight(PathWitness witness) {
        return highlight(witness.edges());
    }

    /** Causes above their effects instead of at their left. */
    public GraphPlot down(boolean value) {
        return new GraphPlot(title, roles, labels, strengths, highlighted, value);
    }

    /**
     * Draws a graph; where it cannot be laid out, or has more than 200 variables or 1,000 edges, only its text
     * form is left.
     *
     * @throws CausalException if a setting names a variable or an edge that the graph does not have
     */
    public Picture plot(CausalGraph graph) {
        check(graph);
        return new Picture(words(graph), GraphDrawing.draw(style(graph), graph));
    }

    /** How this draws a graph. */
    Style style(CausalGraph graph) {
        List<Look> legend = Arrays.stream(Role.values())
                .filter(roles::containsValue)
                .map(Role::look)
                .toList();
        return new Style(
                title,
                down,
                name -> Optional.ofNullable(roles.get(name)).map(Role::look).orElse(Look.PLAIN),
                edge -> stroke(edge, graph),
                edge -> of(labels, edge),
                legend);
    }

    private Stroke stroke(Edge edge, CausalGraph graph) {
        boolean stands = highlighted.stream().anyMatch(other -> means(other, edge, graph));
        double strength = of(strengths, edge).orElse(strengths.isEmpty() ? 0.35 : 0.0);
        String grey = strengths.isEmpty() ? Stroke.PLAIN.colour() : grey(strength);
        return new Stroke(stands ? Theme.VERMILION : grey, (stands ? 1.4 : 0) + 0.9 + 2.1 * strength, false);
    }

    /** Whether an edge that was named is this one of the graph: of two between the same variables, by its marks. */
    private static boolean means(Edge named, Edge edge, CausalGraph graph) {
        if (!same(named, edge)) return false;
        if (named.equals(edge) || named.reversed().equals(edge)) return true;
        return graph.edges().stream().noneMatch(other -> other.equals(named) || other.equals(named.reversed()));
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

    private void check(CausalGraph graph) {
        new TreeSet<>(roles.keySet()).forEach(graph::index);
        List<Edge> named = new ArrayList<>(labels.keySet());
        named.addAll(strengths.keySet());
        named.addAll(highlighted);
        for (Edge edge : named) {
            if (!graph.adjacent(graph.index(edge.from()), graph.index(edge.to()))) {
                throw new CausalException("The graph has no edge between " + edge.from() + " and " + edge.to()
                        + "; its edges are " + graph.edges());
            }
        }
    }

    private String words(CausalGraph graph) {
        StringBuilder out = new StringBuilder(title.isEmpty() ? "" : title + "\n").append(graph.text());
        for (Role role : Role.values()) {
            List<String> names = graph.names().stream()
                    .filter(name -> roles.get(name) == role)
                    .toList();
            if (!names.isEmpty())
                out.append('\n').append(role.words).append(": ").append(String.join(", ", names));
        }
        for (Edge edge : graph.edges()) {
            of(labels, edge)
                    .ifPresent(
                            label -> out.append('\n').append(edge).append(": ").append(label));
        }
        return out.toString();
    }

    /** What a map says about an edge, written from either end, whatever its marks. */
    static <T> Optional<T> of(Map<Edge, T> map, Edge edge) {
        if (map.containsKey(edge)) return Optional.of(map.get(edge));
        return map.entrySet().stream()
                .filter(entry -> same(entry.getKey(), edge))
                .min(Map.Entry.comparingByKey(Comparator.comparing(Edge::toString)))
                .map(Map.Entry::getValue);
    }

    /** Whether two edges join the same variables. */
    static boolean same(Edge a, Edge b) {
        return (a.from().equals(b.from()) && a.to().equals(b.to()))
                || (a.from().equals(b.to()) && a.to().equals(b.from()));
    }
}
