// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.causerie.CausalException;

/**
 * A maximal ancestral graph: what is left of a directed acyclic graph when some variables are not observed and others
 * selected who is.
 *
 * <p>{@code X -> Y}: X causes Y or selection, and Y neither X nor selection. {@code X <-> Y}: neither causes the other or
 * selection. {@code X -- Y}: each causes the other or selection. <em>Ancestral</em>: no variable has an arrowhead from one that it causes,
 * and none that an undirected edge meets has an arrowhead. <em>Maximal</em>: two variables without an edge are
 * separated by some set. Both are checked.
 *
 * <p>Richardson and Spirtes (2002), Ancestral graph Markov models, doi:10.1214/aos/1031689015.
 */
public final class Mag implements CausalGraph {
    private final Variables variables;
    private final BitMatrix arrow;
    private final BitMatrix tail;
    private final BitMatrix children;
    private final Separation separation;

    /** Bit j of row i stands for the mark at j's end of the edge between i and j. */
    private Mag(Variables variables, BitMatrix arrow, BitMatrix tail) {
        this.variables = variables;
        this.arrow = arrow;
        this.tail = tail;
        int n = variables.size();
        children = new BitMatrix(n);
        BitMatrix spouses = new BitMatrix(n);
        BitMatrix neighbours = new BitMatrix(n);
        for (int i = 0; i < n; i++) {
            for (int j : arrow.list(i)) (tail.get(j, i) ? children : spouses).set(i, j);
            for (int j : tail.list(i)) if (tail.get(j, i)) neighbours.set(i, j);
        }
        separation =
                new Separation(children.transposed().lists(), children.lists(), spouses.lists(), neighbours.lists());
        requireAncestral();
        requireMaximal();
    }

    /**
     * The graph with these edges, and these lone variables, in the order in which they are named.
     *
     * @param statements chains such as {@code "X -> Y <-> Z"}, or lone names such as {@code "W"}
     * @throws CausalException if a statement cannot be read, two variables have more than one edge, an edge has a
     *     circle, or the graph is not ancestral or not maximal
     */
    public static Mag of(String... statements) {
        ParsedGraph parsed = GraphParser.parse(statements);
        return of(parsed.names(), parsed.edges());
    }

    /** Reads dagitty's syntax, {@code "mag { X -> Y; Y <-> Z }"}, or the short form. */
    public static Mag parse(String dagitty) {
        return of(dagitty);
    }

    /**
     * The graph with these edges.
     *
     * @param names the variables in their order
     * @param edges edges between them
     * @throws CausalException as {@link #of(String...)}
     */
    public static Mag of(List<String> names, List<Edge> edges) {
        Variables variables = new Variables(names);
        BitMatrix arrow = new BitMatrix(names.size());
        BitMatrix tail = new BitMatrix(names.size());
        for (Edge edge : edges) {
            int from = variables.index(edge.from());
            int to = variables.index(edge.to());
            if (from == to) throw Variables.selfEdge(edge.from());
            if (arrow.get(from, to) || tail.get(from, to)) throw Variables.duplicate(edge);
            if (edge.atFrom() == Mark.CIRCLE || edge.atTo() == Mark.CIRCLE)
                throw new CausalException("A Mag has only edges ->, <-> and --; \"" + edge
                        + "\" has a circle: use Pag, whose toMag() gives a member");
            (edge.atTo() == Mark.ARROW ? arrow : tail).set(from, to);
            (edge.atFrom() == Mark.ARROW ? arrow : tail).set(to, from);
        }
        return new Mag(variables, arrow, tail);
    }

    /**
     * The graph over the other variables when some of a directed acyclic graph are not observed and some select
     * what is: its separations are those of the full graph given all that select. O(n²(n + m)).
     *
     * @param dag the full graph
     * @param latents the variables that are not observed
     * @param selected the variables on which the cases were selected
     * @throws CausalException if a variable is in both sets
     */
    public static Mag projection(Dag dag, Collection<String> latents, Collection<String> selected) {
        BitSet hidden = new BitSet();
        latents.forEach(name -> hidden.set(dag.index(name)));
        BitSet selecting = new BitSet();
        selected.forEach(name -> selecting.set(dag.index(name)));
        if (hidden.intersects(selecting))
            throw new CausalException(
                    "A variable cannot be both hidden and selected on: latents " + latents + ", selected " + selected);
        int[] kept = IntStream.range(0, dag.size())
                .filter(v -> !hidden.get(v) && !selecting.get(v))
                .toArray();
        List<String> names = Arrays.stream(kept).mapToObj(dag.names()::get).toList();
        BitMatrix arrow = new BitMatrix(kept.length);
        BitMatrix tail = new BitMatrix(kept.length);
        BitSet[] causing = new BitSet[kept.length];
        for (int i = 0; i < kept.length; i++) causing[i] = dag.ancestors(with(selecting, kept[i]));
        for (int i = 0; i < kept.length; i++) {
            for (int j = 0; j < i; j++) {
                BitSet given = (BitSet) causing[i].clone();
                given.or(causing[j]);
                given.andNot(hidden);
                given.or(selecting);
                given.clear(kept[i]);
                given.clear(kept[j]);
                if (!dag.connected(with(new BitSet(), kept[i]), given).get(kept[j])) continue;
                (causing[i].get(kept[j]) ? tail : arrow).set(i, j);
                (causing[j].get(kept[i]) ? tail : arrow).set(j, i);
            }
        }
        return new Mag(new Variables(names), arrow, tail);
    }

    private static BitSet with(BitSet set, int element) {
        BitSet more = (BitSet) set.clone();
        more.set(element);
        return more;
    }

    private void requireAncestral() {
        int[][] rows = children.lists();
        for (int v = 0; v < size(); v++) {
            BitSet effects = Reach.along(rows, with(new BitSet(), v));
            for (int w = effects.nextSetBit(0); w >= 0; w = effects.nextSetBit(w + 1))
                if (arrow.get(w, v))
                    throw new CausalException("The graph is not ancestral: " + variables.name(v) + " causes "
                            + variables.name(w) + ", but the edge between them has an arrowhead at "
                            + variables.name(v));
            for (int w : tail.list(v))
                if (tail.get(w, v) && into(v).length > 0)
                    throw new CausalException("The graph is not ancestral: the undirected edge between "
                            + variables.name(v) + " and " + variables.name(w) + " meets an arrowhead at "
                            + variables.name(v) + ", from " + variables.name(into(v)[0]));
        }
    }

    private int[] into(int v) {
        return IntStream.range(0, size()).filter(w -> arrow.get(w, v)).toArray();
    }

    /** Where any set separates two vertices, those that either is reached from without an arrowhead do. */
    private void requireMaximal() {
        int[][] forward = onwards().transposed().lists();
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < i; j++) {
                if (adjacent(i, j)) continue;
                BitSet given = Reach.along(forward, with(with(new BitSet(), i), j));
                given.clear(i);
                given.clear(j);
                if (!separation.connected(with(new BitSet(), i), given).get(j)) continue;
                throw new CausalException("The graph is not maximal: no set separates " + variables.name(j) + " and "
                        + variables.name(i) + ", which have no edge; add the edge <-> between them");
            }
        }
    }

    /** Row i: the vertices with an edge from i that has no arrowhead at i. */
    private BitMatrix onwards() {
        BitMatrix onwards = new BitMatrix(size());
        for (int j = 0; j < size(); j++) for (int i : tail.list(j)) onwards.set(i, j);
        return onwards;
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
        if (arrow.get(i, j)) return Mark.ARROW;
        return tail.get(i, j) ? Mark.TAIL : Mark.NONE;
    }

    @Override
    public int edgeCount() {
        return (arrow.count() + tail.count()) / 2;
    }

    /** Whether {@code from -> to} is an edge. */
    public boolean directed(int from, int to) {
        return children.get(from, to);
    }

    /** Whether {@code from -> to} is an edge. */
    public boolean directed(String from, String to) {
        return directed(index(from), index(to));
    }

    /**
     * Whether {@code from -> to} is an edge and no hidden common cause of the two can stand beside it: a <em>visible</em>
     * edge (Zhang 2008, Causal reasoning with ancestral graphs, JMLR 9). O(n m).
     */
    public boolean visible(int from, int to) {
        return VisibleEdges.visible(this, from, to);
    }

    /** The set and everything with a directed path from it: O(n + m). */
    public BitSet descendants(BitSet set) {
        return Reach.along(children.lists(), set);
    }

    /**
     * Whether {@code given} m-separates {@code x} from {@code y}: every path between them has a non-collider in
     * {@code given} or a collider that is not in {@code given} and has no descendant there. O(n + m).
     *
     * @throws CausalException if the three sets are not disjoint
     */
    public boolean separated(BitSet x, BitSet y, BitSet given) {
        return separation.separated(variables, x, y, given);
    }

    /** Whether {@code given} m-separates {@code x} from {@code y}. */
    public boolean separated(String x, String y, Collection<String> given) {
        return separated(variables.bits(x), variables.bits(y), variables.bits(given));
    }

    /**
     * Whether both graphs have the same separations. The order of the names does not matter.
     *
     * <p>Decided by {@link #toPag()}, which two graphs share exactly where they are equivalent (Zhang 2008).
     */
    public boolean equivalent(Mag other) {
        if (!Set.copyOf(names()).equals(Set.copyOf(other.names()))) return false;
        return toPag().equals(other.reordered(names()).toPag());
    }

    private Mag reordered(List<String> names) {
        return of(names, edges());
    }

    /**
     * The Markov equivalence class: the marks that all maximal ancestral graphs with the same separations share, and
     * circles elsewhere.
     */
    public Pag toPag() {
        PartialMarks marks = new PartialMarks(size());
        for (int i = 0; i < size(); i++) for (int j = 0; j < i; j++) if (adjacent(i, j)) marks.connect(i, j);
        for (int b = 0; b < size(); b++)
            for (int a : marks.around(b))
                for (int c : marks.around(b))
                    if (a < c && !marks.adjacent(a, c) && arrow.get(a, b) && arrow.get(c, b)) {
                        marks.set(a, b, Mark.ARROW);
                        marks.set(c, b, Mark.ARROW);
                    }
        PagRules.close(marks, path -> {
            int b = path[path.length - 2];
            return Optional.of(arrow.get(path[path.length - 3], b) && arrow.get(path[path.length - 1], b));
        });
        return marks.toPag(names(), IntStream.range(0, size()).toArray());
    }

    /**
     * The same graph as one of directed and bidirected edges.
     *
     * @throws CausalException if an edge is undirected
     */
    public Admg toAdmg() {
        List<int[]> directed = new ArrayList<>();
        List<int[]> bidirected = new ArrayList<>();
        for (Edge edge : edges()) {
            int[] ends = {index(edge.from()), index(edge.to())};
            if (edge.atTo() == Mark.TAIL)
                throw new CausalException("The graph is not an Admg: the edge " + edge
                        + " stands for selection, which an Admg has no edge for; ask the Mag itself for separations");
            (edge.atFrom() == Mark.TAIL ? directed : bidirected).add(ends);
        }
        return Admg.of(names(), directed, bidirected);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mag that
                && variables.equals(that.variables)
                && arrow.equals(that.arrow)
                && tail.equals(that.tail);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * variables.hashCode() + arrow.hashCode()) + tail.hashCode();
    }

    /** The short form. */
    @Override
    public String toString() {
        return text();
    }
}
