// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.BitSet;
import org.causerie.CausalException;

/**
 * d- and m-separation by reachability: which variables an open walk joins to a set.
 *
 * <p>A walk may meet a vertex more than once; it is open given Z when its colliders are in Z and no other inner
 * vertex is. (Where a path has a collider with a descendant in Z, the walk goes down to that and back.) Each vertex is
 * visited at most twice, once through an arrowhead and once through a tail: O(n + m).
 *
 * <p>Shachter (1998), Bayes-Ball, UAI; Richardson (2003), Markov properties for acyclic directed mixed
 * graphs, doi:10.1111/1467-9469.00323.
 */
final class Separation {
    private final int[][] parents;
    private final int[][] children;
    private final int[][] spouses;
    private final int[][] neighbours;

    /** Rows of parents, children and of the vertices across bidirected edges. */
    Separation(int[][] parents, int[][] children, int[][] spouses) {
        this(parents, children, spouses, new int[parents.length][0]);
    }

    /** Also of the vertices across undirected edges, which no arrowhead meets. */
    Separation(int[][] parents, int[][] children, int[][] spouses, int[][] neighbours) {
        this.parents = parents;
        this.children = children;
        this.spouses = spouses;
        this.neighbours = neighbours;
    }

    boolean separated(Variables variables, BitSet x, BitSet y, BitSet given) {
        disjoint(variables, x, y);
        disjoint(variables, x, given);
        disjoint(variables, y, given);
        return !connected(x, given).intersects(y);
    }

    private static void disjoint(Variables variables, BitSet a, BitSet b) {
        if (!a.intersects(b)) return;
        BitSet both = (BitSet) a.clone();
        both.and(b);
        throw new CausalException("Separation asks for three sets without a common variable; " + variables.names(both)
                + " is in two of them");
    }

    /** The vertices outside {@code given} that an open walk joins to {@code x}, and {@code x}. */
    BitSet connected(BitSet x, BitSet given) {
        Walk walk = new Walk(given);
        for (int v = x.nextSetBit(0); v >= 0; v = x.nextSetBit(v + 1)) walk.arrive(v, false);
        return walk.run();
    }

    /** The walks under way: a vertex, and whether they came to it through an arrowhead. */
    private final class Walk {
        private final BitSet given;
        private final int[] stack = new int[2 * parents.length];
        private final BitSet seen = new BitSet(2 * parents.length);
        private final BitSet reached = new BitSet(parents.length);
        private int top;

        Walk(BitSet given) {
            this.given = given;
        }

        void arrive(int v, boolean throughHead) {
            int state = 2 * v + (throughHead ? 1 : 0);
            if (seen.get(state)) return;
            seen.set(state);
            stack[top++] = state;
        }

        BitSet run() {
            while (top > 0) {
                int state = stack[--top];
                int v = state >> 1;
                boolean head = (state & 1) == 1;
                boolean known = given.get(v);
                if (!known) {
                    reached.set(v);
                    for (int c : children[v]) arrive(c, true);
                    for (int u : neighbours[v]) arrive(u, false);
                }
                if (head == known) {
                    for (int p : parents[v]) arrive(p, false);
                    for (int s : spouses[v]) arrive(s, true);
                }
            }
            return reached;
        }
    }
}
