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
import org.jgrapht.Graph;

/**
 * A directed acyclic graph: every edge is {@code X -> Y}, and no path along the arrows returns to its start.
 *
 * <pre>{@code
 * Dag dag = Dag.of("Z -> X -> Y", "Z -> Y");
 * dag.separated("X", "Y", List.of("Z"));   // false: X -> Y
 * }</pre>
 *
 * <p>With n variables and m edges a value holds 2n² bits and the 2m indices of its rows; sets come as fresh copies.
 */
public final class Dag implements CausalGraph {
    private final Variables variables;
    private final BitMatrix children;
    private final int[][] childLists;
    private final int[][] parentLists;
    private final int[] order;
    private final Separation separation;

    Dag(Variables variables, BitMatrix children) {
        this.variables = variables;
        this.children = children;
        this.childLists = children.lists();
        this.parentLists = children.transposed().lists();
        this.order = TopologicalOrder.of(variables, parentLists, childLists);
        this.separation = separation(new int[variables.size()][0]);
    }

    /**
     * The graph with these edges, and these lone variables, in the order in which they are named.
     *
     * @param statements chains such as {@code "Z -> X -> Y"}, {@code "X <- Z"}, {@code "{A B} -> C"}, or lone names
     *     such as {@code "W"}
     * @throws CausalException if a statement cannot be read, an edge is not directed, or there is a cycle
     */
    public static Dag of(String... statements) {
        return of(GraphParser.parse(statements));
    }

    /**
     * Reads dagitty's syntax, {@code "dag { Z -> X -> Y; Z -> Y }"}, or the short form. Attributes such as
     * positions are skipped; {@link GraphDocument} keeps them.
     *
     * @throws CausalException as {@link #of(String...)}
     */
    public static Dag parse(String dagitty) {
        return of(dagitty);
    }

    static Dag of(ParsedGraph parsed) {
        Variables variables = new Variables(parsed.names());
        List<int[]> edges = new ArrayList<>();
        for (Edge given : parsed.edges()) {
            Edge edge = given.atFrom() == Mark.ARROW ? given.reversed() : given;
            if (edge.atFrom() != Mark.TAIL || edge.atTo() != Mark.ARROW)
                throw new CausalException("A Dag has only directed edges X -> Y; \"" + given
                        + "\" is not one: use Cpdag for --, Admg for <->, Pag for circles");
            edges.add(new int[] {variables.index(edge.from()), variables.index(edge.to())});
        }
        return of(variables, edges);
    }

    /**
     * The graph with these edges.
     *
     * @param names the variables in their order
     * @param edges pairs of indices, from and to
     * @throws CausalException if a name or an edge is given twice, an index does not exist, or there is a cycle
     */
    public static Dag of(List<String> names, List<int[]> edges) {
        return of(new Variables(names), edges);
    }

    private static Dag of(Variables variables, List<int[]> edges) {
        BitMatrix children = new BitMatrix(variables.size());
        for (int[] edge : edges) {
            int from = variables.ends(edge)[0];
            if (children.get(from, edge[1]))
                throw Variables.duplicate(Edge.directed(variables.name(from), variables.name(edge[1])));
            children.set(from, edge[1]);
        }
        return new Dag(variables, children);
    }

    /** The graph without edges. */
    public static Dag empty(List<String> names) {
        return of(names, List.of());
    }

    @Override
    public List<String> names() {
        return variables.names();
    }

    @Override
    public int index(String name) {
        return variables.index(name);
    }

    @Override
    public Mark mark(int i, int j) {
        if (children.get(i, j)) return Mark.ARROW;
        return children.get(j, i) ? Mark.TAIL : Mark.NONE;
    }

    @Override
    public int edgeCount() {
        return children.count();
    }

    /** Whether {@code from -> to} is an edge. */
    public boolean hasEdge(int from, int to) {
        return children.get(from, to);
    }

    /** Whether {@code from -> to} is an edge. */
    public boolean hasEdge(String from, String to) {
        return children.get(index(from), index(to));
    }

    public BitSet parents(int v) {
        return bits(parentLists[v]);
    }

    public BitSet children(int v) {
        return children.row(v);
    }

    public Set<String> parents(String v) {
        return variables.names(parents(index(v)));
    }

    public Set<String> children(String v) {
        return variables.names(children(index(v)));
    }

    /** The set and everything with a directed path into it: O(n + m). */
    public BitSet ancestors(BitSet set) {
        return Reach.along(parentLists, set);
    }

    /** The set and everything with a directed path from it: O(n + m). */
    public BitSet descendants(BitSet set) {
        return Reach.along(childLists, set);
    }

    /** The variables with a directed path to {@code v}, without {@code v}. */
    public Set<String> ancestors(String v) {
        return without(ancestors(variables.bits(v)), v);
    }

    /** The variables with a directed path from {@code v}, without {@code v}. */
    public Set<String> descendants(String v) {
        return without(descendants(variables.bits(v)), v);
    }

    private Set<String> without(BitSet set, String v) {
        set.clear(index(v));
        return variables.names(set);
    }

    /** The names with every cause before its effects; where the graph leaves a choice, the graph's own order. */
    public List<String> topologicalOrder() {
        return Arrays.stream(order).mapToObj(variables::name).toList();
    }

    /** The indices with every cause before its effects; where the graph leaves a choice, the smallest first. */
    public int[] order() {
        return order.clone();
    }

    /**
     * Whether {@code given} d-separates {@code x} from {@code y}: every path between them has a non-collider in
     * {@code given} or a collider that is not in {@code given} and has no descendant there. O(n + m).
     *
     * @throws CausalException if the three sets are not disjoint
     */
    public boolean separated(BitSet x, BitSet y, BitSet given) {
        return separation.separated(variables, x, y, given);
    }

    /** Whether {@code given} d-separates {@code x} from {@code y}. */
    public boolean separated(String x, String y, Collection<String> given) {
        return separated(variables.bits(x), variables.bits(y), variables.bits(given));
    }

    /**
     * The variables outside {@code given} that are not d-separated from {@code x} by it, and {@code x} itself: O(n
     * + m).
     */
    public BitSet connected(BitSet x, BitSet given) {
        return separation.connected(x, given);
    }

    /** Separation in this graph with bidirected edges besides. */
    Separation separation(int[][] spouses) {
        return new Separation(parentLists, childLists, spouses);
    }

    /** Parents, children and the children's other parents: given these, {@code v} is d-separated from the rest. */
    public Set<String> markovBlanket(String v) {
        return variables.names(markovBlanket(index(v)));
    }

    /** Parents, children and the children's other parents. */
    public BitSet markovBlanket(int v) {
        BitSet blanket = bits(parentLists[v]);
        for (int c : childLists[v]) {
            blanket.set(c);
            for (int p : parentLists[c]) blanket.set(p);
        }
        blanket.clear(v);
        return blanket;
    }

    /** The undirected graph that joins parent and child, and the parents of a common child. */
    public Graph<String, Edge> moralGraph() {
        BitMatrix moral = new BitMatrix(size());
        for (int v = 0; v < size(); v++) {
            for (int p : parentLists[v]) {
                moral.set(v, p);
                moral.set(p, v);
                for (int q : parentLists[v]) if (p != q) moral.set(p, q);
            }
        }
        return GraphViews.undirected(variables, moral);
    }

    /** This graph and the edge; the graph itself where the edge is there already. */
    public Dag withEdge(String from, String to) {
        return withEdge(index(from), index(to));
    }

    /**
     * This graph and the edge.
     *
     * @throws CausalException if that makes a cycle
     */
    public Dag withEdge(int from, int to) {
        variables.ends(new int[] {from, to});
        if (hasEdge(from, to)) return this;
        BitMatrix more = children.copy();
        more.set(from, to);
        return new Dag(variables, more);
    }

    /** This graph without the edge; the graph itself where there is none. */
    public Dag withoutEdge(String from, String to) {
        return withoutEdge(index(from), index(to));
    }

    /** This graph without the edge; the graph itself where there is none. */
    public Dag withoutEdge(int from, int to) {
        if (!hasEdge(from, to)) return this;
        BitMatrix fewer = children.copy();
        fewer.clear(from, to);
        return new Dag(variables, fewer);
    }

    /** This graph without the edges that point into the set: the graph after an intervention on it. */
    public Dag withoutEdgesInto(BitSet set) {
        BitMatrix fewer = children.copy();
        set.stream().forEach(v -> Arrays.stream(parentLists[v]).forEach(p -> fewer.clear(p, v)));
        return new Dag(variables, fewer);
    }

    /** This graph without the edges that leave the set. */
    public Dag withoutEdgesOutOf(BitSet set) {
        BitMatrix fewer = children.copy();
        set.stream().forEach(v -> Arrays.stream(childLists[v]).forEach(c -> fewer.clear(v, c)));
        return new Dag(variables, fewer);
    }

    /** This graph without the edges that point into these variables: the graph after an intervention on them. */
    public Dag withoutEdgesInto(String... names) {
        return withoutEdgesInto(variables.bits(List.of(names)));
    }

    /** This graph without the edges that leave these variables: what is left are their back doors. */
    public Dag withoutEdgesOutOf(String... names) {
        return withoutEdgesOutOf(variables.bits(List.of(names)));
    }

    /** The graph on these variables alone, in the order given, with the edges between them. */
    public Dag subgraph(Collection<String> some) {
        return new Dag(new Variables(some), children.induced(variables.indices(some)));
    }

    /**
     * The same graph with its variables in another order.
     *
     * @throws CausalException if the names are not exactly those of this graph
     */
    public Dag reordered(List<String> names) {
        Dag same = subgraph(names);
        if (same.size() != size())
            throw new CausalException(
                    "The new order must hold all " + size() + " variables " + names() + "; " + names + " was given");
        return same;
    }

    /**
     * The same graph with other names, one for each variable in their order.
     *
     * @throws CausalException if the number of names differs
     */
    public Dag renamed(List<String> names) {
        if (names.size() != size())
            throw new CausalException(
                    "The graph has " + size() + " variables; " + names.size() + " new names were given: " + names);
        return new Dag(new Variables(names), children);
    }

    /**
     * The Markov equivalence class: the completed partially directed graph of the graphs with the same separations.
     */
    public Cpdag toCpdag() {
        return Equivalence.cpdag(variables, parentLists, order);
    }

    /**
     * The interventional equivalence class: what observations and experiments together can tell of this graph. Each
     * intervention tells the direction of the edges with one end among its targets; what follows is directed too. The
     * members are the graphs with the same separations as this one in each experiment.
     *
     * <p>Hauser and Bühlmann (2012), Characterization and greedy learning of interventional Markov equivalence classes
     * of directed acyclic graphs, JMLR 13, 2409–2464: the interventional essential graph.
     *
     * @param targets for each experiment the variables set from outside, none in observations; a list without any set
     *     stands for observations alone
     * @throws CausalException if a variable is a target in every experiment, or not in the graph
     */
    public Cpdag toCpdag(List<? extends Collection<String>> targets) {
        List<BitSet> sets = new ArrayList<>();
        for (Collection<String> named : targets) sets.add(variables.bits(named));
        List<int[]> told = new ArrayList<>();
        for (int v = 0; v < size(); v++) {
            int child = v;
            if (!sets.isEmpty() && sets.stream().allMatch(set -> set.get(child)))
                throw new CausalException(
                        "The causes of " + variables.name(v) + " cannot be told where it is a target in"
                                + " every experiment; add one without intervention on it, such as an empty set");
            for (int p : parentLists[v])
                if (sets.stream().anyMatch(set -> set.get(p) != set.get(child))) told.add(new int[] {p, v});
        }
        return toCpdag().oriented(told);
    }

    /**
     * Whether both graphs have the same separations: the same adjacencies and the same v-structures
     * {@code X -> Y <- Z} with X and Z not adjacent. The order of the names does not matter.
     *
     * <p>Verma and Pearl (1990), Equivalence and synthesis of causal models, UAI.
     */
    public boolean equivalent(Dag other) {
        if (!Set.copyOf(names()).equals(Set.copyOf(other.names()))) return false;
        return toCpdag().equals(other.reordered(names()).toCpdag());
    }

    /** Whether both graphs have the same separations in each of the experiments; see {@link #toCpdag(List)}. */
    public boolean equivalent(Dag other, List<? extends Collection<String>> targets) {
        if (!Set.copyOf(names()).equals(Set.copyOf(other.names()))) return false;
        return toCpdag(targets).equals(other.reordered(names()).toCpdag(targets));
    }

    private static BitSet bits(int[] members) {
        BitSet bits = new BitSet();
        IntStream.of(members).forEach(bits::set);
        return bits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dag that && variables.equals(that.variables) && children.equals(that.children);
    }

    @Override
    public int hashCode() {
        return 31 * variables.hashCode() + children.hashCode();
    }

    /** The short form. */
    @Override
    public String toString() {
        return text();
    }
}
