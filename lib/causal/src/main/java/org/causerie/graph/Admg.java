// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.causerie.CausalException;

/**
 * An acyclic directed mixed graph: {@code X -> Y} for a cause, {@code X <-> Y} for hidden common causes; both may
 * join the same two variables, and the directed edges have no cycle.
 *
 * <p>Where two variables have both edges, {@link #mark} is that of the directed one, and {@link #edges} has both.
 */
public final class Admg implements CausalGraph {
    private final Variables variables;
    private final Dag directed;
    private final BitMatrix spouses;

    private Admg(Dag directed, BitMatrix spouses) {
        this.variables = new Variables(directed.names());
        this.directed = directed;
        this.spouses = spouses;
    }

    /**
     * The graph with these edges, and these lone variables, in the order in which they are named.
     *
     * @param statements chains such as {@code "X -> Y <-> Z"}, or lone names such as {@code "W"}
     * @throws CausalException if a statement cannot be read, an edge has other marks, or there is a directed cycle
     */
    public static Admg of(String... statements) {
        return of(GraphParser.parse(statements));
    }

    /** Reads dagitty's syntax, {@code "dag { X -> Y; X <-> Y }"}, or the short form. */
    public static Admg parse(String dagitty) {
        return of(dagitty);
    }

    static Admg of(ParsedGraph parsed) {
        Variables variables = new Variables(parsed.names());
        List<int[]> directed = new ArrayList<>();
        List<int[]> bidirected = new ArrayList<>();
        for (Edge given : parsed.edges()) {
            Edge edge = given.atTo() == Mark.ARROW ? given : given.reversed();
            if (edge.atTo() != Mark.ARROW || edge.atFrom() == Mark.CIRCLE)
                throw new CausalException("An Admg has only edges X -> Y and X <-> Y; \"" + given
                        + "\" is neither: use Cpdag for --, Pag for circles");
            int[] ends = {variables.index(edge.from()), variables.index(edge.to())};
            (edge.atFrom() == Mark.TAIL ? directed : bidirected).add(ends);
        }
        return of(parsed.names(), directed, bidirected);
    }

    /**
     * The graph with these edges.
     *
     * @param names the variables in their order
     * @param directed pairs of indices, from and to
     * @param bidirected pairs of indices
     * @throws CausalException if a name or an edge is given twice, an index does not exist, or there is a directed
     *     cycle
     */
    public static Admg of(List<String> names, List<int[]> directed, List<int[]> bidirected) {
        Variables variables = new Variables(names);
        BitMatrix spouses = new BitMatrix(names.size());
        for (int[] edge : bidirected) {
            int a = variables.ends(edge)[0];
            int b = edge[1];
            if (spouses.get(a, b)) throw Variables.duplicate(Edge.bidirected(variables.name(a), variables.name(b)));
            spouses.set(a, b);
            spouses.set(b, a);
        }
        return new Admg(Dag.of(names, directed), spouses);
    }

    /** The graph without hidden causes. */
    public static Admg of(Dag dag) {
        return new Admg(dag, new BitMatrix(dag.size()));
    }

    /**
     * What is left of a graph when some of its variables are not observed: {@code X -> Y} where a directed path
     * from X to Y has only hidden variables inside, {@code X <-> Y} where a hidden variable has such paths to both.
     * It has the separations of the full graph among the observed. O(n(n + m)).
     *
     * <p>Verma and Pearl (1990), Equivalence and synthesis of causal models, UAI.
     *
     * @param dag the full graph
     * @param latents the variables that are not observed
     */
    public static Admg projection(Dag dag, Collection<String> latents) {
        BitSet hidden = new BitSet();
        latents.forEach(name -> hidden.set(dag.index(name)));
        int[] kept = IntStream.range(0, dag.size()).filter(v -> !hidden.get(v)).toArray();
        int[][] through = new int[dag.size()][];
        for (int v = 0; v < dag.size(); v++)
            through[v] = hidden.get(v) ? dag.children(v).stream().toArray() : new int[0];
        int[] number = new int[dag.size()];
        for (int k = 0; k < kept.length; k++) number[kept[k]] = k;
        BitMatrix children = new BitMatrix(kept.length);
        BitMatrix spouses = new BitMatrix(kept.length);
        for (int v = 0; v < dag.size(); v++) {
            BitSet met = Reach.along(through, dag.children(v));
            met.andNot(hidden);
            int[] effects = met.stream().map(w -> number[w]).toArray();
            if (!hidden.get(v)) for (int w : effects) children.set(number[v], w);
            else for (int a : effects) for (int b : effects) if (a != b) spouses.set(a, b);
        }
        List<String> names = Arrays.stream(kept).mapToObj(dag.names()::get).toList();
        return new Admg(new Dag(new Variables(names), children), spouses);
    }

    @Override
    public List<String> names() {
        return directed.names();
    }

    @Override
    public int index(String name) {
        return directed.index(name);
    }

    @Override
    public Mark mark(int i, int j) {
        Mark mark = directed.mark(i, j);
        return mark == Mark.NONE && spouses.get(i, j) ? Mark.ARROW : mark;
    }

    @Override
    public int edgeCount() {
        return directed.edgeCount() + spouses.count() / 2;
    }

    @Override
    public List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < size(); j++) {
                if (directed.hasEdge(i, j)) edges.add(Edge.directed(names().get(i), names().get(j)));
                if (i < j && spouses.get(i, j)) edges.add(Edge.bidirected(names().get(i), names().get(j)));
            }
        }
        return edges;
    }

    /** Whether {@code from -> to} is an edge. */
    public boolean hasEdge(int from, int to) {
        return directed.hasEdge(from, to);
    }

    /** Whether {@code i <-> j} is an edge. */
    public boolean bidirected(int i, int j) {
        return spouses.get(i, j);
    }

    /** Whether {@code a <-> b} is an edge. */
    public boolean bidirected(String a, String b) {
        return spouses.get(index(a), index(b));
    }

    /** The directed edges alone. */
    public Dag directed() {
        return directed;
    }

    public BitSet parents(int v) {
        return directed.parents(v);
    }

    public BitSet children(int v) {
        return directed.children(v);
    }

    /** The variables with a bidirected edge to {@code v}. */
    public BitSet spouses(int v) {
        return spouses.row(v);
    }

    public Set<String> parents(String v) {
        return directed.parents(v);
    }

    public Set<String> children(String v) {
        return directed.children(v);
    }

    /** The variables with a bidirected edge to {@code v}. */
    public Set<String> spouses(String v) {
        return variables.names(spouses(index(v)));
    }

    /** The set and everything with a directed path into it: O(n + m). */
    public BitSet ancestors(BitSet set) {
        return directed.ancestors(set);
    }

    /** The set and everything with a directed path from it: O(n + m). */
    public BitSet descendants(BitSet set) {
        return directed.descendants(set);
    }

    /** The variables with a directed path to {@code v}, without {@code v}. */
    public Set<String> ancestors(String v) {
        return directed.ancestors(v);
    }

    /** The variables with a directed path from {@code v}, without {@code v}. */
    public Set<String> descendants(String v) {
        return directed.descendants(v);
    }

    /** The names with every cause before its effects. */
    public List<String> topologicalOrder() {
        return directed.topologicalOrder();
    }

    /** The variables that bidirected paths join to {@code v}, and {@code v}. */
    public BitSet district(int v) {
        BitSet start = new BitSet();
        start.set(v);
        return Reach.along(spouses.lists(), start);
    }

    /** The variables that bidirected paths join to {@code v}, and {@code v}. */
    public Set<String> district(String v) {
        return variables.names(district(index(v)));
    }

    /** The districts, also called c-components: the sets that bidirected edges connect, by their first variable. */
    public List<Set<String>> districts() {
        return EquivalenceClass.pieces(spouses).stream().map(variables::names).toList();
    }

    /**
     * The variables that a path with only colliders inside joins to {@code v}: given these, {@code v} is
     * m-separated from the rest. They are the districts of {@code v} and of its children, and the parents of all in
     * them.
     */
    public Set<String> markovBlanket(String v) {
        BitSet heads = directed.children(index(v));
        heads.set(index(v));
        BitSet blanket = Reach.along(spouses.lists(), heads);
        for (int w : blanket.stream().toArray()) blanket.or(parents(w));
        blanket.clear(index(v));
        return variables.names(blanket);
    }

    /**
     * Whether {@code given} m-separates {@code x} from {@code y}: every path between them has a non-collider in
     * {@code given} or a collider that is not in {@code given} and has no descendant there. O(n + m).
     *
     * <p>Richardson (2003), Markov properties for acyclic directed mixed graphs, doi:10.1111/1467-9469.00323.
     *
     * @throws CausalException if the three sets are not disjoint
     */
    public boolean separated(BitSet x, BitSet y, BitSet given) {
        return separation().separated(variables, x, y, given);
    }

    /** Whether {@code given} m-separates {@code x} from {@code y}. */
    public boolean separated(String x, String y, Collection<String> given) {
        return separated(variables.bits(x), variables.bits(y), variables.bits(given));
    }

    /**
     * The variables outside {@code given} that are not m-separated from {@code x} by it, and {@code x} itself: O(n
     * + m).
     */
    public BitSet connected(BitSet x, BitSet given) {
        return separation().connected(x, given);
    }

    private Separation separation() {
        return directed.separation(spouses.lists());
    }

    /** This graph without the edges that have an arrowhead in the set: the graph after an intervention on it. */
    public Admg withoutEdgesInto(BitSet set) {
        BitMatrix fewer = new BitMatrix(size());
        for (int i = 0; i < size(); i++) for (int j : spouses.list(i)) if (!set.get(i) && !set.get(j)) fewer.set(i, j);
        return new Admg(directed.withoutEdgesInto(set), fewer);
    }

    /** This graph without the directed edges that leave the set. */
    public Admg withoutEdgesOutOf(BitSet set) {
        return new Admg(directed.withoutEdgesOutOf(set), spouses);
    }

    /** This graph without the edges that have an arrowhead at these variables: the graph after an intervention on them. */
    public Admg withoutEdgesInto(String... names) {
        return withoutEdgesInto(variables.bits(List.of(names)));
    }

    /** This graph without the directed edges that leave these variables: what is left are their back doors. */
    public Admg withoutEdgesOutOf(String... names) {
        return withoutEdgesOutOf(variables.bits(List.of(names)));
    }

    /** The graph on these variables alone, in the order given, with the edges between them. */
    public Admg subgraph(Collection<String> some) {
        return new Admg(directed.subgraph(some), spouses.induced(variables.indices(some)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Admg that && directed.equals(that.directed) && spouses.equals(that.spouses);
    }

    @Override
    public int hashCode() {
        return 31 * directed.hashCode() + spouses.hashCode();
    }

    /** The short form. */
    @Override
    public String toString() {
        return text();
    }
}
