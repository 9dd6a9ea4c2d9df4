// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.causerie.CausalException;

/**
 * A partial ancestral graph: a class of maximal ancestral graphs with the same separations, where hidden common
 * causes are allowed for. A tail or arrowhead is shared by all members, a circle is a tail in one and an arrowhead
 * in another.
 *
 * <p>{@code X -> Y}: X causes Y. {@code X <-> Y}: neither causes the other. {@code X o-> Y}: Y does not cause X.
 * {@code X o-o Y}: nothing but that no set separates them. A graph without circles is a single maximal ancestral
 * graph.
 *
 * <p>Zhang (2008), On the completeness of orientation rules for causal discovery in the presence of latent
 * confounders and selection bias, doi:10.1016/j.artint.2008.08.001. Nothing here checks that the marks are those of
 * a class: a discovery from finite data may return others.
 */
public final class Pag implements CausalGraph {
    private final Variables variables;
    private final BitMatrix adjacent;
    private final BitMatrix arrow;
    private final BitMatrix circle;

    /** Bit j of row i stands for the mark at j's end of the edge between i and j. */
    private Pag(Variables variables, BitMatrix adjacent, BitMatrix arrow, BitMatrix circle) {
        this.variables = variables;
        this.adjacent = adjacent;
        this.arrow = arrow;
        this.circle = circle;
    }

    /**
     * The graph with these edges, and these lone variables, in the order in which they are named.
     *
     * @param statements chains such as {@code "X o-> Y <-> Z"}, or lone names such as {@code "W"}; a circle is
     *     written {@code o} or {@code @}
     * @throws CausalException if a statement cannot be read, or two variables have more than one edge
     */
    public static Pag of(String... statements) {
        return of(GraphParser.parse(statements));
    }

    /** Reads dagitty's syntax, {@code "pag { X @-> Y; Y @-@ Z }"}, or the short form. */
    public static Pag parse(String dagitty) {
        return of(dagitty);
    }

    static Pag of(ParsedGraph parsed) {
        return of(parsed.names(), parsed.edges());
    }

    /**
     * The graph with these edges.
     *
     * @param names the variables in their order
     * @param edges edges between them
     * @throws CausalException if a name is given twice, an edge names another variable, or two variables have more
     *     than one edge
     */
    public static Pag of(List<String> names, List<Edge> edges) {
        Variables variables = new Variables(names);
        BitMatrix adjacent = new BitMatrix(names.size());
        BitMatrix arrow = new BitMatrix(names.size());
        BitMatrix circle = new BitMatrix(names.size());
        for (Edge edge : edges) {
            int from = variables.index(edge.from());
            int to = variables.index(edge.to());
            if (from == to) throw Variables.selfEdge(edge.from());
            if (adjacent.get(from, to)) throw Variables.duplicate(edge);
            adjacent.set(from, to);
            adjacent.set(to, from);
            if (edge.atTo() == Mark.ARROW) arrow.set(from, to);
            if (edge.atTo() == Mark.CIRCLE) circle.set(from, to);
            if (edge.atFrom() == Mark.ARROW) arrow.set(to, from);
            if (edge.atFrom() == Mark.CIRCLE) circle.set(to, from);
        }
        return new Pag(variables, adjacent, arrow, circle);
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
        if (!adjacent.get(i, j)) return Mark.NONE;
        if (arrow.get(i, j)) return Mark.ARROW;
        return circle.get(i, j) ? Mark.CIRCLE : Mark.TAIL;
    }

    @Override
    public int edgeCount() {
        return adjacent.count() / 2;
    }

    /** Whether {@code from -> to} is an edge. */
    public boolean directed(int from, int to) {
        return arrow.get(from, to) && mark(to, from) == Mark.TAIL;
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

    /** The variables with an edge {@code -> v}. */
    public Set<String> parents(String v) {
        int to = index(v);
        return names(adjacent.row(to), from -> directed(from, to));
    }

    /** The variables with an edge {@code v ->}. */
    public Set<String> children(String v) {
        int from = index(v);
        return names(adjacent.row(from), to -> directed(from, to));
    }

    /** The variables with an edge {@code <-> v}. */
    public Set<String> spouses(String v) {
        int to = index(v);
        return names(adjacent.row(to), from -> arrow.get(from, to) && arrow.get(to, from));
    }

    private Set<String> names(BitSet candidates, IntPredicate kept) {
        BitSet chosen = new BitSet();
        candidates.stream().filter(kept).forEach(chosen::set);
        return variables.names(chosen);
    }

    /** Whether any end of an edge is a circle. */
    public boolean hasCircles() {
        return circle.count() > 0;
    }

    /**
     * The set and whatever is a descendant of it in some member: reached on paths where no edge has an arrowhead at
     * its near or a tail at its far end, and no vertex is adjacent to the next but one. O(n d²) with at most d
     * edges at a variable.
     */
    public BitSet possibleDescendants(BitSet set) {
        BitMatrix onwards = new BitMatrix(size());
        for (int i = 0; i < size(); i++)
            for (int j : adjacent.list(i)) if (mark(j, i) != Mark.ARROW && mark(i, j) != Mark.TAIL) onwards.set(i, j);
        return Reach.unshielded(onwards, adjacent, set);
    }

    /** What may be a descendant of {@code v}, without {@code v}. */
    public Set<String> possibleDescendants(String v) {
        BitSet set = possibleDescendants(variables.bits(v));
        set.clear(index(v));
        return variables.names(set);
    }

    /**
     * One member, the same for the same graph. Every {@code o->} becomes {@code ->}, every {@code --o} becomes
     * {@code ->}, and the edges {@code o-o} are directed without a new v-structure (Zhang 2008, theorem 2).
     *
     * @throws CausalException if the edges {@code o-o} cannot be directed so, or the result is not maximal or not
     *     ancestral: then the graph is not that of a class
     */
    public Mag toMag() {
        BitMatrix open = new BitMatrix(size());
        for (int i = 0; i < size(); i++) for (int j : circle.list(i)) if (circle.get(j, i)) open.set(i, j);
        Pdag component = new Pdag(new BitMatrix(size()), open);
        if (!component.extend())
            throw new CausalException(
                    "The edges o-o cannot be directed without a new v-structure or a cycle: this is not"
                            + " the graph of a class of maximal ancestral graphs; there is no member to choose");
        List<Edge> edges = new ArrayList<>();
        for (Edge edge : edges()) {
            boolean decided = edge.atFrom() != Mark.CIRCLE && edge.atTo() != Mark.CIRCLE;
            boolean backwards = component.children().get(index(edge.to()), index(edge.from()));
            if (decided) edges.add(edge);
            else edges.add(backwards ? Edge.directed(edge.to(), edge.from()) : Edge.directed(edge.from(), edge.to()));
        }
        return Mag.of(names(), edges);
    }

    /**
     * Whether this is the graph of a Markov equivalence class of maximal ancestral graphs, with all the marks that
     * its members share: what a discovery returns from finite data need not be.
     */
    public boolean isPag() {
        try {
            return toMag().toPag().equals(this);
        } catch (CausalException e) {
            return false;
        }
    }

    private static CausalException selection(Edge edge) {
        return new CausalException("The graph is not an Admg: the edge " + edge
                + " stands for selection, which an Admg has no edge for; toMag() keeps it");
    }

    /**
     * The same graph as one of directed and bidirected edges, where no end is a circle.
     *
     * @throws CausalException if an end is a circle, an edge has tails at both ends, or there is a directed cycle
     */
    public Admg toAdmg() {
        for (Edge edge : edges()) {
            if (edge.atFrom() == Mark.CIRCLE || edge.atTo() == Mark.CIRCLE)
                throw new CausalException(
                        "The graph is not an Admg: the edge " + edge + " has a circle; toMag() gives one member");
            if (edge.atTo() == Mark.TAIL) throw selection(edge);
        }
        return Admg.of(new ParsedGraph("", names(), edges(), Map.of()));
    }

    /**
     * Whether {@code given} m-separates {@code x} from {@code y} in the members, which all have the same
     * separations; asked of {@link #toMag()}. O(n² + m) and the time of {@link #toMag()}; for many questions, ask
     * {@code toMag()}.
     *
     * @throws CausalException if the three sets are not disjoint, or the graph has no member
     */
    public boolean separated(BitSet x, BitSet y, BitSet given) {
        return toMag().separated(x, y, given);
    }

    /** Whether {@code given} m-separates {@code x} from {@code y} in the members. */
    public boolean separated(String x, String y, Collection<String> given) {
        return separated(variables.bits(x), variables.bits(y), variables.bits(given));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pag that
                && variables.equals(that.variables)
                && adjacent.equals(that.adjacent)
                && arrow.equals(that.arrow)
                && circle.equals(that.circle);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * variables.hashCode() + adjacent.hashCode()) + arrow.hashCode()) + circle.hashCode();
    }

    /** The short form. */
    @Override
    public String toString() {
        return text();
    }
}
