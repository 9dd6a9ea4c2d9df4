// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;

/**
 * The part of an average effect that certain edges carry: along them every variable hears of the treatment at its
 * active level, along all others of what would be at the baseline, \(E[Y_{\pi(x, x')} - Y_{x'}]\).
 *
 * <p>Reference: C. Avin, I. Shpitser and J. Pearl, "Identifiability of path-specific effects", IJCAI 2005.
 *
 * @param treatment the variable intervened on
 * @param active the level that the edges carry
 * @param baseline the level everywhere else
 * @param edges the edges, of the form {@code A -> B}; they lead from the treatment to the outcome
 * @param outcome the variable the effect is on
 */
public record PathSpecificEffect(String treatment, String active, String baseline, List<Edge> edges, String outcome)
        implements Query {

    public PathSpecificEffect {
        Names.requireDistinct(treatment, outcome);
        edges = edges.stream()
                .distinct()
                .sorted(Comparator.comparing(Edge::from).thenComparing(Edge::to))
                .toList();
        for (Edge edge : edges)
            if (!edge.equals(Edge.directed(edge.from(), edge.to())))
                throw new CausalException("An effect goes along arrows; given " + edge);
        if (active.equals(baseline))
            throw new CausalException("An effect compares two levels of " + treatment + "; both are " + active);
        if (!reached(treatment, edges).contains(outcome))
            throw new CausalException("The edges " + edges + " do not lead from " + treatment + " to " + outcome
                    + "; name every edge of a path, as " + treatment + " -> M -> " + outcome);
    }

    /** The effect of level 1 instead of 0 along these paths, each of the form {@code X -> M -> Y}. */
    public static PathSpecificEffect of(String treatment, String outcome, String... paths) {
        return new PathSpecificEffect(treatment, "1", "0", Dag.of(paths).edges(), outcome);
    }

    private static SortedSet<String> reached(String start, List<Edge> edges) {
        SortedSet<String> reached = new TreeSet<>(List.of(start));
        for (int size = 0; size < reached.size(); ) {
            size = reached.size();
            for (Edge edge : edges) if (reached.contains(edge.from())) reached.add(edge.to());
        }
        return reached;
    }

    /** Not to be had without a graph, which says what else makes the variables on the paths. */
    @Override
    public Expression asExpression() {
        throw new CausalException("What " + text() + " means depends on the graph; use asExpression(graph)");
    }

    /**
     * The mean with the edges carrying the active level less the mean at the baseline, nested counterfactuals written
     * out.
     *
     * @param graph a {@link Dag} or an {@link Admg}
     */
    @Override
    public WeightedSum asExpression(CausalGraph graph) {
        Nesting nesting = new Nesting(directed(graph));
        Term own = nesting.term(new Version(outcome, true));
        SortedSet<Term> events = new TreeSet<>();
        SortedSet<Symbol> symbols = new TreeSet<>();
        events.add(new Term(outcome, Symbol.of(outcome), own.world()));
        for (Version version : nesting.needed.keySet()) {
            events.add(nesting.term(version));
            symbols.add(nesting.symbol(version));
        }
        Expression density = new Probability(Domain.target(), events, new TreeSet<>());
        if (!symbols.isEmpty()) density = new Sum(symbols, density);
        return WeightedSum.difference(
                new Expectation(Symbol.of(outcome), density),
                MeanOutcome.of(outcome, Map.of(treatment, baseline)).asExpression());
    }

    private Dag directed(CausalGraph graph) {
        if (!(graph instanceof Dag) && !(graph instanceof Admg))
            throw new CausalException("A path-specific effect needs a graph with arrows that are certain, a Dag or an"
                    + " Admg; given a " + graph.getClass().getSimpleName());
        Dag dag = graph instanceof Dag given ? given : ((Admg) graph).directed();
        for (Edge edge : edges)
            if (!dag.hasEdge(edge.from(), edge.to()))
                throw new CausalException(
                        "The graph has no edge " + edge + "; the effect goes along edges of the graph");
        return dag;
    }

    /** A variable as the edges make it, or as it is at the baseline. */
    private record Version(String variable, boolean carried) implements Comparable<Version> {
        @Override
        public int compareTo(Version other) {
            return Comparator.comparing(Version::variable)
                    .thenComparing(Version::carried)
                    .compare(this, other);
        }
    }

    /** Which versions of which variables the outcome hears of, each an event in a world of its own. */
    private final class Nesting {
        private final Dag dag;
        private final BitSet affected;
        private final SortedSet<String> carried = reached(treatment, edges);
        private final SortedMap<Version, SortedMap<String, Version>> needed = new TreeMap<>();

        Nesting(Dag dag) {
            this.dag = dag;
            BitSet start = new BitSet();
            start.set(dag.index(treatment));
            affected = dag.descendants(start);
            need(new Version(outcome, true));
            needed.remove(new Version(outcome, true));
        }

        private void need(Version version) {
            if (version.variable().equals(treatment) || needed.containsKey(version)) return;
            SortedMap<String, Version> sources = sources(version);
            needed.put(version, sources);
            sources.values().forEach(this::need);
        }

        /** The versions that the variable is made from; none where it is as under a plain intervention. */
        private SortedMap<String, Version> sources(Version version) {
            SortedMap<String, Version> sources = new TreeMap<>();
            if (!version.carried() || whole(version.variable())) return sources;
            for (String parent : affectedParents(version.variable())) {
                boolean along = edges.contains(Edge.directed(parent, version.variable())) && carried.contains(parent);
                sources.put(parent, new Version(parent, along));
            }
            return sources;
        }

        private List<String> affectedParents(String variable) {
            return dag.parents(variable).stream()
                    .filter(parent -> affected.get(dag.index(parent)))
                    .toList();
        }

        /** Whether every path from the treatment to the variable is along the edges. */
        private boolean whole(String variable) {
            return variable.equals(treatment)
                    || affectedParents(variable).stream()
                            .allMatch(parent -> edges.contains(Edge.directed(parent, variable)) && whole(parent));
        }

        Term term(Version version) {
            SortedMap<String, Value> world = new TreeMap<>();
            SortedMap<String, Version> sources = sources(version);
            if (sources.isEmpty()) world.put(treatment, level(version));
            sources.forEach(
                    (parent, source) -> world.put(parent, parent.equals(treatment) ? level(source) : symbol(source)));
            return new Term(version.variable(), symbol(version), world);
        }

        private Level level(Version version) {
            return new Level(version.carried() ? active : baseline);
        }

        /** With a prime where both versions of the variable are in play. */
        Symbol symbol(Version version) {
            boolean second = !version.carried() && needed.containsKey(new Version(version.variable(), true));
            return new Symbol(version.variable(), second ? 1 : 0);
        }
    }

    @Override
    public PathSpecificEffect renamed(UnaryOperator<String> names) {
        return new PathSpecificEffect(
                names.apply(treatment),
                active,
                baseline,
                edges.stream()
                        .map(edge -> Edge.directed(names.apply(edge.from()), names.apply(edge.to())))
                        .toList(),
                names.apply(outcome));
    }

    @Override
    public String text() {
        String arrows = edges.stream()
                .map(edge -> Names.variable(edge.from()) + " -> " + Names.variable(edge.to()))
                .collect(Collectors.joining(", "));
        String y = Names.variable(outcome);
        String otherwise = Names.settings(Map.of(treatment, baseline));
        return "E[" + y + "(" + Names.settings(Map.of(treatment, active)) + " along " + arrows + "; " + otherwise
                + " elsewhere) - " + y + "(" + otherwise + ")]";
    }

    @Override
    public Optional<String> latex() {
        String y = Latex.name(outcome);
        String arrows = edges.stream()
                .map(edge -> Latex.name(edge.from()) + " \\to " + Latex.name(edge.to()))
                .collect(Collectors.joining(", "));
        String otherwise = Names.latexSettings(Map.of(treatment, baseline));
        return Optional.of("\\mathbb{E}\\left[" + y + "_{" + Names.latexSettings(Map.of(treatment, active))
                + " \\text{ along } " + arrows + ";\\ " + otherwise + " \\text{ elsewhere}} - " + y + "_{" + otherwise
                + "}\\right]");
    }

    @Override
    public String toString() {
        return text();
    }
}
