// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Mark;
import org.causerie.graph.Pag;

/**
 * Separations that hold in every graph of a class after the surgery of the do-calculus: no walk connects the two sets on
 * which the vertices inside are definite non-colliders that are not given, or colliders that may cause what is given. An
 * undirected edge counts as one with circles.
 *
 * <p>That suffices in a partial ancestral graph (Jaber et al. 2022, theorem 1). In a Cpdag, which knowledge may have narrowed,
 * and in an induced subgraph, vertices that are neither count as open (Zhang 2008, section 5.2).
 *
 * <p>Edges with an arrowhead in the one set are cut, and visible edges out of the other: what is left stands for at least
 * the edges that any member keeps. An undirected edge at a vertex of either set is kept in the members that have it point
 * one way. O(n m) for a question.
 *
 * <p>J. Zhang, Causal reasoning with ancestral graphs, JMLR 9 (2008); A. Jaber, A. H. Ribeiro, J. Zhang and E.
 * Bareinboim, Causal identification under Markov equivalence: calculus, algorithm, and completeness, NeurIPS 2022.
 */
final class ClassSeparation {
    private final CausalGraph graph;
    private final BitSet within;
    private final BitSet cutInto;
    private final BitSet cutOutOf;
    private final boolean definite;

    private ClassSeparation(CausalGraph graph, BitSet within, BitSet cutInto, BitSet cutOutOf, boolean definite) {
        this.graph = graph;
        this.within = within;
        this.cutInto = cutInto;
        this.cutOutOf = cutOutOf;
        this.definite = definite;
    }

    /** The graph without the edges into a set and the visible ones out of another. */
    static ClassSeparation afterSurgery(CausalGraph graph, BitSet cutInto, BitSet cutOutOf) {
        BitSet all = new BitSet();
        all.set(0, graph.size());
        return new ClassSeparation(graph, all, cutInto, cutOutOf, graph instanceof Pag);
    }

    /** The graph on some vertices. */
    static ClassSeparation within(Pag graph, BitSet vertices) {
        boolean whole = vertices.cardinality() == graph.size();
        return new ClassSeparation(graph, vertices, new BitSet(), new BitSet(), whole);
    }

    /** The mark at j of the edge between i and j; an undirected edge points where the members that keep it have it. */
    private Mark mark(int i, int j) {
        if (!undirected(i, j)) return graph.mark(i, j);
        if (cutInto.get(i) || cutOutOf.get(j)) return Mark.ARROW;
        return cutInto.get(j) || cutOutOf.get(i) ? Mark.TAIL : Mark.CIRCLE;
    }

    private boolean undirected(int i, int j) {
        return graph instanceof Cpdag cpdag && cpdag.undirected(i, j);
    }

    private boolean edge(int i, int j) {
        if (!within.get(i) || !within.get(j) || !graph.adjacent(i, j)) return false;
        if (undirected(i, j)) return !both(cutInto, i, j) && !both(cutOutOf, i, j);
        return !cut(i, j) && !cut(j, i);
    }

    private static boolean both(BitSet set, int i, int j) {
        return set.get(i) && set.get(j);
    }

    private boolean cut(int i, int j) {
        if (graph.mark(i, j) != Mark.ARROW) return false;
        return cutInto.get(j) || (cutOutOf.get(i) && visible(i, j));
    }

    private boolean visible(int i, int j) {
        return graph instanceof Pag pag ? pag.visible(i, j) : graph.mark(j, i) == Mark.TAIL;
    }

    /** Whether {@code given} separates the two sets in all members. */
    boolean separated(BitSet x, BitSet y, BitSet given) {
        int n = graph.size();
        BitSet open = possibleAncestors(given);
        BitSet seen = new BitSet();
        Deque<int[]> queue = new ArrayDeque<>();
        for (int v = x.nextSetBit(0); v >= 0; v = x.nextSetBit(v + 1))
            for (int w = 0; w < n; w++) if (w != v && edge(v, w)) enter(v, w, seen, queue);
        while (!queue.isEmpty()) {
            int[] step = queue.remove();
            int v = step[1];
            if (y.get(v)) return false;
            for (int w = 0; w < n; w++)
                if (w != step[0] && w != v && edge(v, w) && passes(step[0], v, w, given, open))
                    enter(v, w, seen, queue);
        }
        return true;
    }

    private void enter(int v, int w, BitSet seen, Deque<int[]> queue) {
        int code = v * graph.size() + w;
        if (seen.get(code)) return;
        seen.set(code);
        queue.add(new int[] {v, w});
    }

    private boolean passes(int a, int b, int c, BitSet given, BitSet open) {
        Mark one = mark(a, b);
        Mark other = mark(c, b);
        if (one == Mark.ARROW && other == Mark.ARROW) return open.get(b);
        boolean noncollider = one == Mark.TAIL
                || other == Mark.TAIL
                || (one == Mark.CIRCLE && other == Mark.CIRCLE && !graph.adjacent(a, c));
        return noncollider ? !given.get(b) : !definite;
    }

    private BitSet possibleAncestors(BitSet set) {
        BitSet reached = (BitSet) set.clone();
        BitSet open = (BitSet) set.clone();
        for (int v = open.nextSetBit(0); v >= 0; v = open.nextSetBit(0)) {
            open.clear(v);
            for (int w = 0; w < graph.size(); w++) {
                if (w == v || reached.get(w) || !edge(w, v) || mark(v, w) == Mark.ARROW || mark(w, v) == Mark.TAIL)
                    continue;
                reached.set(w);
                open.set(w);
            }
        }
        return reached;
    }
}
