// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.causerie.CausalException;
import org.causerie.Progress;

/**
 * How many of the n(n-1) effects of one variable on another come out wrong when a graph that was found takes the
 * place of the true one: when the parents of X in the found graph are adjusted for, to tell the effect of X on Y.
 *
 * <p>Not symmetric: an edge too many costs little, as its adjustment may still be valid, an edge the wrong way
 * much. With Z the parents of X in the found graph, the pair is wrong if Y is in Z and X does cause Y, or Y is not
 * in Z and Z is no valid adjustment set in the true graph.
 *
 * <p>Peters and Bühlmann (2015), Structural intervention distance for evaluating causal graphs, Neural Computation,
 * doi:10.1162/NECO_a_00708.
 */
public final class StructuralInterventionDistance {
    private final Dag truth;

    StructuralInterventionDistance(Dag truth) {
        this.truth = truth;
    }

    /**
     * The least and the greatest distance to a member of a class.
     *
     * @param lower the distance to the nearest member
     * @param upper the distance to the furthest member
     */
    public record Bounds(int lower, int upper) {}

    /**
     * The number of ordered pairs, 0 to n(n-1), whose effect is told wrongly. O(n²(n + m)).
     *
     * @throws CausalException if the graphs are not over the same variables
     */
    public static int of(Dag truth, Dag found) {
        GraphComparison.matched(truth, found);
        Dag same = found.reordered(truth.names());
        StructuralInterventionDistance distance = new StructuralInterventionDistance(truth);
        int wrong = 0;
        for (int x = 0; x < truth.size(); x++) wrong += distance.wrong(x, same.parents(x));
        return wrong;
    }

    /**
     * The distances to the nearest and to the furthest member of a class: the undirected pieces of the graph are
     * gone through one by one, so that the time grows with the number of ways to direct each, not with their
     * product.
     *
     * @throws CausalException if the graphs are not over the same variables, or {@code found} has no member
     */
    public static Bounds bounds(Dag truth, Cpdag found) {
        GraphComparison.matched(truth, found);
        Cpdag closed = found.oriented(List.of());
        StructuralInterventionDistance distance = new StructuralInterventionDistance(truth);
        int lower = 0;
        int upper = 0;
        for (List<String> piece : pieces(closed)) {
            List<Integer> sums = closed.subgraph(piece)
                    .members()
                    .map(part -> distance.wrong(closed, part))
                    .toList();
            lower += sums.stream().mapToInt(i -> i).min().orElseThrow();
            upper += sums.stream().mapToInt(i -> i).max().orElseThrow();
        }
        return new Bounds(lower, upper);
    }

    private static List<List<String>> pieces(Cpdag closed) {
        List<List<String>> pieces = new ArrayList<>();
        for (BitSet piece : closed.undirectedPieces())
            pieces.add(piece.stream().mapToObj(closed.names()::get).toList());
        return pieces;
    }

    /** The wrong pairs that start in a piece of the class, when the piece is directed as in {@code part}. */
    private int wrong(Cpdag closed, Dag part) {
        int wrong = 0;
        for (String name : part.names()) {
            BitSet parents = new BitSet();
            IntUnaryOperator here = i -> truth.index(closed.names().get(i));
            closed.parents(closed.index(name)).stream().map(here).forEach(parents::set);
            part.parents(name).forEach(p -> parents.set(truth.index(p)));
            wrong += wrong(truth.index(name), parents);
        }
        return wrong;
    }

    /** The number of y for which adjusting for z tells the effect of x wrongly. */
    private int wrong(int x, BitSet z) {
        Progress.checkpoint();
        BitSet start = new BitSet();
        start.set(x);
        BitSet effects = truth.descendants(start);
        effects.clear(x);
        // Where x does not cause y every path is a non-causal one: one search serves all such y.
        BitSet open = truth.connected(start, z);
        int wrong = 0;
        for (int y = 0; y < truth.size(); y++) {
            if (y == x) continue;
            if (z.get(y)) wrong += effects.get(y) ? 1 : 0;
            else if (effects.get(y)) wrong += adjusts(start, y, effects, z) ? 0 : 1;
            else wrong += open.get(y) ? 1 : 0;
        }
        return wrong;
    }

    /** Whether adjusting for z tells the effect of x on y rightly, for y not in z. */
    boolean right(int x, int y, BitSet z) {
        BitSet start = new BitSet();
        start.set(x);
        BitSet effects = truth.descendants(start);
        effects.clear(x);
        return effects.get(y)
                ? adjusts(start, y, effects, z)
                : !truth.connected(start, z).get(y);
    }

    /**
     * Whether z is valid for x and its effect y: nothing in z descends from a variable on a causal path, and z
     * blocks the paths that are left when the first edges of the causal ones are gone.
     */
    private boolean adjusts(BitSet x, int y, BitSet effects, BitSet z) {
        BitSet target = new BitSet();
        target.set(y);
        BitSet causal = truth.ancestors(target);
        causal.and(effects);
        if (truth.descendants(causal).intersects(z)) return false;
        Dag cut = truth;
        int start = x.nextSetBit(0);
        BitSet first = truth.children(start);
        first.and(causal);
        for (int c : first.stream().toArray()) cut = cut.withoutEdge(start, c);
        return !cut.connected(x, z).get(y);
    }
}
