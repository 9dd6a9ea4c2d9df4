// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.jgrapht.Graph;
import org.jgrapht.graph.AsUnmodifiableGraph;
import org.jgrapht.graph.DirectedPseudograph;

/**
 * The causes of several variables over time, the same at every time: edges from a variable some steps back, or at
 * the same time, to a variable now.
 *
 * <pre>{@code
 * LaggedGraph.of("X(t-1) -> X(t)", "X(t-2) -> Y(t)", "X(t) -> Y(t)");
 * }</pre>
 *
 * <p>As a {@link CausalGraph} its nodes are the variables now and at each lag,
 * {@code X(t), Y(t), X(t-1), Y(t-1), …}, with index lag · n + variable, and each edge stands once, where it ends at
 * {@code t}. {@link #unrolled} has the copies too.
 */
public final class LaggedGraph implements CausalGraph {
    private static final Pattern NODE = Pattern.compile("(.+)\\(t(?:-(\\d{1,6}))?\\)", Pattern.DOTALL);

    private final Variables variables;
    private final Variables nodes;
    /** For each lag, who is caused: row i of lag l has j where i at t-l causes j at t. */
    private final List<BitMatrix> effects;

    private LaggedGraph(Variables variables, List<BitMatrix> effects) {
        this.variables = variables;
        this.effects = List.copyOf(effects);
        this.nodes = new Variables(nodes(variables.names(), effects.size()));
        BitMatrix now = effects.get(0);
        TopologicalOrder.of(nodes, now.transposed().lists(), now.lists());
    }

    private static List<String> nodes(List<String> names, int lags) {
        return IntStream.range(0, lags)
                .boxed()
                .flatMap(lag -> names.stream().map(name -> new Lagged(name, lag).toString()))
                .toList();
    }

    /**
     * A variable some steps back.
     *
     * @param variable the variable
     * @param lag the number of steps, 0 for now
     */
    public record Lagged(String variable, int lag) {
        public Lagged {
            if (lag < 0)
                throw new CausalException("The lag of " + variable + " is " + lag
                        + "; it counts the steps back in time and is at least 0");
        }

        /** {@code X(t)} or {@code X(t-2)}. */
        @Override
        public String toString() {
            return variable + (lag == 0 ? "(t)" : "(t-" + lag + ")");
        }

        static Lagged parse(String node) {
            Matcher matcher = NODE.matcher(node);
            if (!matcher.matches())
                throw new CausalException(
                        "\"" + node + "\" is no variable of a graph over time; write X(t) for X now and"
                                + " X(t-2) for X two steps back");
            String steps = matcher.group(2);
            return new Lagged(matcher.group(1), steps == null ? 0 : Integer.parseInt(steps));
        }
    }

    /**
     * The graph with these edges; an edge between earlier times, {@code X(t-2) -> Y(t-1)}, is the same as
     * {@code X(t-1) -> Y(t)}.
     *
     * @param statements chains such as {@code "X(t-1) -> Y(t)"}, or lone nodes, of which the largest lag counts:
     *     {@code "X(t-3)"}
     * @throws CausalException if a statement cannot be read, an edge is not directed or runs back in time, or edges
     *     at the same time have a cycle
     */
    public static LaggedGraph of(String... statements) {
        ParsedGraph parsed = GraphParser.parse(statements);
        List<Lagged> nodes = parsed.names().stream().map(Lagged::parse).toList();
        int maxLag = nodes.stream().mapToInt(Lagged::lag).max().orElse(0);
        Set<String> names = new LinkedHashSet<>();
        nodes.forEach(node -> names.add(node.variable()));
        return of(List.copyOf(names), maxLag, parsed.edges());
    }

    /** Reads dagitty's syntax, {@code dag { "X(t-1)" -> "Y(t)" }}, or the short form. */
    public static LaggedGraph parse(String dagitty) {
        return of(dagitty);
    }

    /**
     * The graph with these edges.
     *
     * @param names the variables in their order
     * @param maxLag the largest lag, at least 0
     * @param edges directed edges between nodes such as {@code X(t-1)}
     */
    public static LaggedGraph of(List<String> names, int maxLag, List<Edge> edges) {
        if (maxLag < 0) throw new CausalException("The largest lag is " + maxLag + "; it must be at least 0");
        Variables variables = new Variables(names);
        List<BitMatrix> effects = new ArrayList<>();
        for (int lag = 0; lag <= maxLag; lag++) effects.add(new BitMatrix(names.size()));
        for (Edge given : edges) {
            Edge edge = given.atFrom() == Mark.ARROW ? given.reversed() : given;
            if (edge.atFrom() != Mark.TAIL || edge.atTo() != Mark.ARROW)
                throw new CausalException(
                        "A LaggedGraph has only directed edges X(t-1) -> Y(t); \"" + given + "\" is not one");
            Lagged cause = Lagged.parse(edge.from());
            Lagged effect = Lagged.parse(edge.to());
            int lag = cause.lag() - effect.lag();
            if (lag < 0)
                throw new CausalException(
                        "The edge " + edge + " runs back in time; a cause is not later than its effect");
            if (lag > maxLag)
                throw new CausalException("The edge " + edge + " goes back further than the largest lag " + maxLag);
            int from = variables.index(cause.variable());
            int to = variables.index(effect.variable());
            if (lag == 0 && from == to) throw Variables.selfEdge(edge.from());
            if (effects.get(lag).get(from, to)) throw Variables.duplicate(edge);
            effects.get(lag).set(from, to);
        }
        return new LaggedGraph(variables, effects);
    }

    /** The variables, without lags. */
    public List<String> variables() {
        return variables.names();
    }

    /** The largest lag. */
    public int maxLag() {
        return effects.size() - 1;
    }

    /** The nodes: every variable at every lag, now first. */
    @Override
    public List<String> names() {
        return nodes.names();
    }

    @Override
    public int index(String name) {
        return nodes.index(name);
    }

    @Override
    public Mark mark(int i, int j) {
        if (ends(i, j)) return Mark.ARROW;
        return ends(j, i) ? Mark.TAIL : Mark.NONE;
    }

    private boolean ends(int from, int to) {
        int n = variables.size();
        return to < n && effects.get(from / n).get(from % n, to);
    }

    /** Whether {@code from} causes {@code to} so many steps later. */
    public boolean hasEdge(String from, int lag, String to) {
        if (lag < 0 || lag > maxLag())
            throw new CausalException("There is no lag " + lag + "; the graph has lags from 0 to " + maxLag());
        return effects.get(lag).get(variables.index(from), variables.index(to));
    }

    /** What causes the variable now, by lag and then by the order of the variables. */
    public List<Lagged> parents(String variable) {
        int to = variables.index(variable);
        List<Lagged> parents = new ArrayList<>();
        for (int lag = 0; lag <= maxLag(); lag++)
            for (int from = 0; from < variables.size(); from++)
                if (effects.get(lag).get(from, to)) parents.add(new Lagged(variables.name(from), lag));
        return parents;
    }

    /**
     * The graph over a stretch of time, with every copy of every edge that lies within it: the earliest steps lack
     * what came before. The nodes are {@code X(t), …, X(t-1), …}, as far back as the stretch goes. Separation is
     * asked of it, of a stretch long enough for the paths that matter.
     *
     * @param steps the number of times, at least 1
     */
    public Dag unrolled(int steps) {
        if (steps < 1) throw new CausalException("A stretch of time has at least 1 step; " + steps + " was given");
        int n = variables.size();
        BitMatrix children = new BitMatrix(n * steps);
        for (int lag = 0; lag <= maxLag(); lag++) {
            int[][] rows = effects.get(lag).lists();
            for (int end = 0; end + lag < steps; end++)
                for (int from = 0; from < n; from++)
                    for (int to : rows[from]) children.set((end + lag) * n + from, end * n + to);
        }
        return new Dag(new Variables(nodes(variables(), steps)), children);
    }

    /** Which variable causes which at any lag; may have cycles, and edges from a variable to itself. Unmodifiable. */
    public Graph<String, Edge> summary() {
        Graph<String, Edge> summary = new DirectedPseudograph<>(Edge.class);
        variables().forEach(summary::addVertex);
        BitMatrix any = effects.stream().reduce(new BitMatrix(variables.size()), BitMatrix::or);
        for (int from = 0; from < variables.size(); from++) {
            for (int to : any.list(from)) {
                Edge edge = Edge.directed(variables.name(from), variables.name(to));
                summary.addEdge(edge.from(), edge.to(), edge);
            }
        }
        return new AsUnmodifiableGraph<>(summary);
    }

    /** One statement per edge; lone variables and a largest lag without edges stand by themselves. */
    @Override
    public String text() {
        List<Edge> edges = edges();
        List<String> now = nodes.names().subList(0, variables.size()).stream()
                .map(GraphText::quoted)
                .toList();
        String text = GraphText.shortForm(
                now, edges, node -> variables.index(Lagged.parse(node).variable()));
        boolean shown = effects.get(maxLag()).count() > 0 || maxLag() == 0 || now.isEmpty();
        return shown ? text : text + "; " + GraphText.quoted(nodes.name(maxLag() * variables.size()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LaggedGraph that && variables.equals(that.variables) && effects.equals(that.effects);
    }

    @Override
    public int hashCode() {
        return 31 * variables.hashCode() + effects.hashCode();
    }

    /** The short form. */
    @Override
    public String toString() {
        return text();
    }
}
