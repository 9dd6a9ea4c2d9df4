// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.causerie.CausalException;
import org.causerie.Seed;

/**
 * A partially directed graph, {@code X -> Y} and {@code X -- Y}, that stands for a set of directed acyclic graphs:
 * its <em>members</em> have the same adjacencies, the directed edges as they are, and no v-structure more.
 *
 * <p>The completed graph of a Markov equivalence class is one ({@link Dag#toCpdag()}); so is a class narrowed by
 * background knowledge ({@link #oriented}), and what a discovery returns from finite data, which need not be the
 * graph of any class: {@link #isCpdag()} tells, and {@link #consistentExtension()} is empty where there is no
 * member.
 */
public final class Cpdag implements CausalGraph {
    private final Variables variables;
    private final BitMatrix children;
    private final BitMatrix parents;
    private final BitMatrix neighbours;

    Cpdag(Variables variables, BitMatrix children, BitMatrix neighbours) {
        this.variables = variables;
        this.children = children;
        this.parents = children.transposed();
        this.neighbours = neighbours;
    }

    /**
     * The graph with these edges, and these lone variables, in the order in which they are named.
     *
     * @param statements chains such as {@code "X -- Y"}, {@code "X -> Y -- Z"}, or lone names such as {@code "W"}
     * @throws CausalException if a statement cannot be read, or an edge has other marks
     */
    public static Cpdag of(String... statements) {
        return of(GraphParser.parse(statements));
    }

    /** Reads dagitty's syntax, {@code "pdag { X -- Y; Y -> Z }"}, or the short form. */
    public static Cpdag parse(String dagitty) {
        return of(dagitty);
    }

    static Cpdag of(ParsedGraph parsed) {
        Variables variables = new Variables(parsed.names());
        List<int[]> directed = new ArrayList<>();
        List<int[]> undirected = new ArrayList<>();
        for (Edge given : parsed.edges()) {
            Edge edge = given.atFrom() == Mark.ARROW ? given.reversed() : given;
            if (edge.atFrom() != Mark.TAIL || edge.atTo() == Mark.CIRCLE)
                throw new CausalException("A Cpdag has only edges X -> Y and X -- Y; \"" + given
                        + "\" is neither: use Admg for <->, Pag for circles");
            int[] ends = {variables.index(edge.from()), variables.index(edge.to())};
            (edge.atTo() == Mark.ARROW ? directed : undirected).add(ends);
        }
        return of(variables, directed, undirected);
    }

    /**
     * The graph with these edges.
     *
     * @param names the variables in their order
     * @param directed pairs of indices, from and to
     * @param undirected pairs of indices
     * @throws CausalException if a name is given twice, a pair of variables has two edges, or an index does not exist
     */
    public static Cpdag of(List<String> names, List<int[]> directed, List<int[]> undirected) {
        return of(new Variables(names), directed, undirected);
    }

    private static Cpdag of(Variables variables, List<int[]> directed, List<int[]> undirected) {
        BitMatrix children = new BitMatrix(variables.size());
        BitMatrix neighbours = new BitMatrix(variables.size());
        for (int[] edge : directed) {
            int from = variables.ends(edge)[0];
            int to = edge[1];
            if (children.get(from, to) || children.get(to, from))
                throw Variables.duplicate(Edge.directed(variables.name(from), variables.name(to)));
            children.set(from, to);
        }
        for (int[] edge : undirected) {
            int a = variables.ends(edge)[0];
            int b = edge[1];
            if (children.get(a, b) || children.get(b, a) || neighbours.get(a, b))
                throw Variables.duplicate(Edge.undirected(variables.name(a), variables.name(b)));
            neighbours.set(a, b);
            neighbours.set(b, a);
        }
        return new Cpdag(variables, children, neighbours);
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
        return children.get(j, i) || neighbours.get(i, j) ? Mark.TAIL : Mark.NONE;
    }

    /** Whether {@code from -> to} is an edge. */
    public boolean directed(int from, int to) {
        return children.get(from, to);
    }

    /** Whether {@code from -> to} is an edge. */
    public boolean directed(String from, String to) {
        return directed(index(from), index(to));
    }

    /** Whether {@code i -- j} is an edge. */
    public boolean undirected(int i, int j) {
        return neighbours.get(i, j);
    }

    /** Whether {@code a -- b} is an edge. */
    public boolean undirected(String a, String b) {
        return undirected(index(a), index(b));
    }

    public BitSet parents(int v) {
        return parents.row(v);
    }

    public BitSet children(int v) {
        return children.row(v);
    }

    /** The variables with an undirected edge to {@code v}. */
    public BitSet neighbours(int v) {
        return neighbours.row(v);
    }

    public Set<String> parents(String v) {
        return variables.names(parents(index(v)));
    }

    public Set<String> children(String v) {
        return variables.names(children(index(v)));
    }

    /** The variables with an undirected edge to {@code v}. */
    public Set<String> neighbours(String v) {
        return variables.names(neighbours(index(v)));
    }

    /**
     * The set and whatever is a descendant of it in some member, for a graph closed under Meek's rules: reached
     * along directed and undirected edges on paths where no vertex is adjacent to the next but one. O(n d²) with at
     * most d edges at a variable.
     *
     * <p>Perković, Kalisch and Maathuis (2017), Interpreting and using CPDAGs with background knowledge, UAI, lemma
     * 3.6.
     */
    public BitSet possibleDescendants(BitSet set) {
        BitMatrix onwards = children.or(neighbours);
        return Reach.unshielded(onwards, onwards.or(parents), set);
    }

    /** What may be a descendant of {@code v}, without {@code v}. */
    public Set<String> possibleDescendants(String v) {
        BitSet set = possibleDescendants(variables.bits(v));
        set.clear(index(v));
        return variables.names(set);
    }

    /** The graph on these variables alone, in the order given, with the edges between them. */
    public Cpdag subgraph(Collection<String> some) {
        int[] kept = variables.indices(some);
        return new Cpdag(new Variables(some), children.induced(kept), neighbours.induced(kept));
    }

    /**
     * The sets of variables that the undirected edges connect, lone variables too: in the graph of a class, its
     * chain components.
     */
    public List<BitSet> undirectedPieces() {
        return EquivalenceClass.pieces(neighbours);
    }

    /**
     * The graph as a directed one, where every edge has a direction.
     *
     * @throws CausalException if an edge is undirected or there is a cycle
     */
    public Dag toDag() {
        List<String> open = edges().stream()
                .filter(edge -> edge.atTo() == Mark.TAIL)
                .map(Edge::toString)
                .toList();
        if (open.isEmpty()) return new Dag(variables, children);
        String shown = String.join(", ", open.subList(0, Math.min(8, open.size()))) + (open.size() > 8 ? ", …" : "");
        throw new CausalException("The graph is not a Dag: it leaves " + open.size()
                + (open.size() == 1 ? " edge" : " edges") + " without direction: " + shown
                + "; direct them by knowledge with oriented(\"X -> Y\"), go through all members() or take one with"
                + " consistentExtension()");
    }

    /** One member, the same for the same graph; empty where the graph has none. */
    public Optional<Dag> consistentExtension() {
        Pdag work = new Pdag(children, neighbours);
        return work.extend() ? Optional.of(new Dag(variables, work.children())) : Optional.empty();
    }

    /**
     * The graph with the directions that follow by Meek's four rules: those all members share, where there is a
     * member.
     */
    public Cpdag meek() {
        Pdag work = new Pdag(children, neighbours);
        work.close();
        return new Cpdag(variables, work.children(), work.neighbours());
    }

    /**
     * The members, each once, in an order that depends on the graph alone; made one at a time, as the stream is
     * read. A class may have as many as n! members for n variables: ask {@link #memberCount()} first, or
     * {@code limit} the stream.
     */
    public Stream<Dag> members() {
        return EquivalenceClass.members(variables, children, neighbours);
    }

    /**
     * A member, each with the same probability; empty where the graph is not that of a class. Takes the time of
     * {@link #memberCount()}.
     *
     * <p>Wienöbst, Bannach and Liśkiewicz (2021), Polynomial-time algorithms for counting and sampling Markov
     * equivalent DAGs, AAAI, doi:10.1609/aaai.v35i13.17448.
     */
    public Optional<Dag> sample(Seed seed) {
        return EquivalenceClass.sample(variables, children, neighbours, seed.random());
    }

    /**
     * How many members there are, 0 where the graph is not that of a class. Polynomial for the graph of a Markov
     * equivalence class; with background knowledge the time may grow exponentially with the number of directed
     * edges inside undirected pieces.
     */
    public BigInteger memberCount() {
        return EquivalenceClass.count(children, neighbours);
    }

    /**
     * The graph narrowed by background knowledge: with these directions, and those that follow from them and
     * from the graph by Meek's rules.
     *
     * @param statements edges known to be there, such as {@code "X -> Y"}
     * @throws CausalException if two variables are not adjacent, or no member has such an edge
     */
    public Cpdag oriented(String... statements) {
        ParsedGraph parsed = GraphParser.parse(statements);
        return oriented(parsed.edges().stream()
                .map(edge -> edge.atFrom() == Mark.ARROW ? edge.reversed() : edge)
                .map(this::directedEnds)
                .toList());
    }

    private int[] directedEnds(Edge edge) {
        if (edge.atFrom() == Mark.TAIL && edge.atTo() == Mark.ARROW)
            return new int[] {index(edge.from()), index(edge.to())};
        throw new CausalException("Knowledge is a directed edge X -> Y; \"" + edge + "\" is not one");
    }

    /**
     * The graph narrowed by background knowledge, as {@link #oriented(String...)}.
     *
     * @param directed pairs of indices, from and to
     */
    public Cpdag oriented(List<int[]> directed) {
        Pdag work = new Pdag(children, neighbours);
        work.close();
        for (int[] edge : directed) {
            int from = variables.ends(edge)[0];
            int to = edge[1];
            Edge known = Edge.directed(variables.name(from), variables.name(to));
            if (!adjacent(from, to))
                throw new CausalException("The graph has no edge between " + known.from() + " and " + known.to()
                        + ", so that " + known + " cannot be required; add the edge first or leave it out");
            if (work.children().get(to, from))
                throw new CausalException("No member of the class has " + known + ": the graph and what is required"
                        + " before imply " + Edge.directed(known.to(), known.from()));
            if (work.neighbours().get(from, to)) {
                work.orient(from, to);
                work.close();
            }
        }
        if (!work.copy().extend())
            throw new CausalException("No directed acyclic graph has these adjacencies, directions and v-structures:"
                    + " the graph is not that of a class, see isCpdag()");
        return new Cpdag(variables, work.children(), work.neighbours());
    }

    /** Whether this is the completed graph of a Markov equivalence class. */
    public boolean isCpdag() {
        return consistentExtension().map(dag -> dag.toCpdag().equals(this)).orElse(false);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cpdag that
                && variables.equals(that.variables)
                && children.equals(that.children)
                && neighbours.equals(that.neighbours);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * variables.hashCode() + children.hashCode()) + neighbours.hashCode();
    }

    /** The short form. */
    @Override
    public String toString() {
        return text();
    }
}
