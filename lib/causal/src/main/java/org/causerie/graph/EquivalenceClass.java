// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.causerie.Progress;

/**
 * The directed acyclic graphs a partially directed one stands for: one by one, and their number.
 *
 * <p>A graph closed under Meek's rules that has a member has one for either direction of any undirected edge (Meek
 * 1995, theorem 4), so that directing an edge both ways and closing again meets each member once and no dead end.
 *
 * <p>To count, the graph falls apart into the pieces its undirected edges connect, whose directions do not depend
 * on each other. A piece without a directed edge is counted by {@link ChordalCount} in polynomial time; one with
 * directed edges inside, which only background knowledge brings, by directing an edge both ways.
 */
final class EquivalenceClass {
    private EquivalenceClass() {}

    static Stream<Dag> members(Variables variables, BitMatrix children, BitMatrix neighbours) {
        Pdag start = new Pdag(children, neighbours);
        start.close();
        if (!start.copy().extend()) return Stream.empty();
        Iterator<Dag> members = new Members(variables, start);
        int traits = Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.ORDERED | Spliterator.IMMUTABLE;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(members, traits), false);
    }

    static BigInteger count(BitMatrix children, BitMatrix neighbours) {
        Pdag start = new Pdag(children, neighbours);
        start.close();
        return start.copy().extend() ? closedCount(start) : BigInteger.ZERO;
    }

    private static BigInteger closedCount(Pdag closed) {
        BigInteger product = BigInteger.ONE;
        for (BitSet piece : pieces(closed.neighbours())) {
            if (piece.cardinality() > 1) product = product.multiply(pieceCount(closed.induced(piece)));
        }
        return product;
    }

    private static BigInteger pieceCount(Pdag piece) {
        Progress.checkpoint();
        if (piece.children().count() == 0) return ChordalCount.of(piece.neighbours());
        int a = firstOpen(piece);
        int b = piece.neighbours().list(a)[0];
        return directedCount(piece.copy(), a, b).add(directedCount(piece, b, a));
    }

    private static BigInteger directedCount(Pdag piece, int from, int to) {
        piece.orient(from, to);
        piece.close();
        return closedCount(piece);
    }

    /** A member, each with the same probability; empty where there is none. */
    static Optional<Dag> sample(Variables variables, BitMatrix children, BitMatrix neighbours, RandomGenerator random) {
        Pdag graph = new Pdag(children, neighbours);
        graph.close();
        if (!graph.copy().extend()) return Optional.empty();
        for (BitSet piece : pieces(graph.neighbours())) {
            if (piece.cardinality() == 1) continue;
            int[] number = piece.stream().toArray();
            Pdag directed = sampled(graph.induced(piece), random);
            for (int i = 0; i < number.length; i++)
                for (int j : directed.children().list(i))
                    if (graph.neighbours().get(number[i], number[j])) graph.orient(number[i], number[j]);
        }
        return Optional.of(new Dag(variables, graph.children()));
    }

    private static Pdag sampled(Pdag piece, RandomGenerator random) {
        Pdag open = piece;
        while (open.neighbours().count() > 0) {
            if (open.children().count() == 0 && pieces(open.neighbours()).size() == 1) {
                List<Integer> order = ChordalCount.sample(open.neighbours(), random);
                for (int i = 0; i < order.size(); i++)
                    for (int j = i + 1; j < order.size(); j++)
                        if (open.neighbours().get(order.get(i), order.get(j))) open.orient(order.get(i), order.get(j));
                return open;
            }
            int a = firstOpen(open);
            int b = open.neighbours().list(a)[0];
            BigInteger forwards = directedCount(open.copy(), a, b);
            BigInteger all = forwards.add(directedCount(open.copy(), b, a));
            boolean forward = Draw.below(all, random).compareTo(forwards) < 0;
            open.orient(forward ? a : b, forward ? b : a);
            open.close();
        }
        return open;
    }

    /** The sets of vertices that the edges connect. */
    static List<BitSet> pieces(BitMatrix edges) {
        int[][] rows = edges.lists();
        List<BitSet> pieces = new ArrayList<>();
        BitSet seen = new BitSet();
        for (int v = 0; v < rows.length; v = seen.nextClearBit(v)) {
            BitSet start = new BitSet();
            start.set(v);
            BitSet piece = Reach.along(rows, start);
            seen.or(piece);
            pieces.add(piece);
        }
        return pieces;
    }

    /** The first vertex with an undirected edge; the number of vertices where there is none. */
    private static int firstOpen(Pdag graph) {
        int v = 0;
        while (v < graph.neighbours().size() && graph.neighbours().isEmpty(v)) v++;
        return v;
    }

    /** Directs the first open edge both ways, depth first. */
    private static final class Members implements Iterator<Dag> {
        private final Variables variables;
        private final Deque<Pdag> open = new ArrayDeque<>();

        Members(Variables variables, Pdag start) {
            this.variables = variables;
            open.push(start);
        }

        @Override
        public boolean hasNext() {
            return !open.isEmpty();
        }

        @Override
        public Dag next() {
            Progress.checkpoint();
            if (open.isEmpty()) throw new NoSuchElementException("every member was given");
            Pdag graph = open.pop();
            for (int a = firstOpen(graph); a < variables.size(); a = firstOpen(graph)) {
                int b = graph.neighbours().list(a)[0];
                Pdag other = graph.copy();
                other.orient(b, a);
                other.close();
                open.push(other);
                graph.orient(a, b);
                graph.close();
            }
            return new Dag(variables, graph.children());
        }
    }
}
