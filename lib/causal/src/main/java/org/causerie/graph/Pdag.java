// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.BitSet;

/**
 * A partially directed graph that is being oriented: where Meek's rules and Dor and Tarsi's extension work.
 *
 * <p>Meek (1995), Causal inference and causal explanation with background knowledge, UAI; Dor and Tarsi (1992), A
 * simple algorithm to construct a consistent extension of a partially oriented graph, UCLA R-185.
 */
final class Pdag {
    private final int n;
    private final BitMatrix adjacent;
    private final BitMatrix parents;
    private final BitMatrix children;
    private final BitMatrix neighbours;

    Pdag(BitMatrix children, BitMatrix neighbours) {
        this.n = children.size();
        this.children = children.copy();
        this.parents = children.transposed();
        this.neighbours = neighbours.copy();
        this.adjacent = this.children.or(this.parents).or(this.neighbours);
    }

    private Pdag(Pdag other) {
        n = other.n;
        adjacent = other.adjacent;
        parents = other.parents.copy();
        children = other.children.copy();
        neighbours = other.neighbours.copy();
    }

    Pdag copy() {
        return new Pdag(this);
    }

    BitMatrix children() {
        return children;
    }

    BitMatrix neighbours() {
        return neighbours;
    }

    /** The graph on these vertices alone, numbered anew in their order. */
    Pdag induced(BitSet vertices) {
        int[] kept = vertices.stream().toArray();
        return new Pdag(children.induced(kept), neighbours.induced(kept));
    }

    /** Turns a -- b into a -> b. */
    void orient(int a, int b) {
        neighbours.clear(a, b);
        neighbours.clear(b, a);
        children.set(a, b);
        parents.set(b, a);
    }

    /** Applies Meek's four rules until none applies. */
    void close() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int a = 0; a < n; a++) {
                for (int b : neighbours.list(a)) {
                    if (!neighbours.get(a, b) || !compelled(a, b)) continue;
                    orient(a, b);
                    changed = true;
                }
            }
        }
    }

    private boolean compelled(int a, int b) {
        return rule1(a, b) || rule2(a, b) || rule3(a, b) || rule4(a, b);
    }

    /** c -> a -- b with c and b not adjacent: else a new v-structure. */
    private boolean rule1(int a, int b) {
        for (int w = 0; w < parents.stride(); w++) if ((parents.word(a, w) & ~adjacent.word(b, w)) != 0) return true;
        return false;
    }

    /** a -> c -> b: else a cycle. */
    private boolean rule2(int a, int b) {
        return children.intersects(a, parents, b);
    }

    /** a -- c -> b and a -- d -> b with c and d not adjacent: else one of them is in a cycle or collides at a. */
    private boolean rule3(int a, int b) {
        for (int w = 0; w < n; w += 64) {
            for (long rest = neighbours.word(a, w >> 6) & parents.word(b, w >> 6); rest != 0; rest &= rest - 1) {
                int c = w + Long.numberOfTrailingZeros(rest);
                if (stranger(a, b, c)) return true;
            }
        }
        return false;
    }

    private boolean stranger(int a, int b, int c) {
        for (int w = 0; w < adjacent.stride(); w++) {
            long others = neighbours.word(a, w) & parents.word(b, w) & ~adjacent.word(c, w);
            if (c >> 6 == w) others &= ~(1L << c);
            if (others != 0) return true;
        }
        return false;
    }

    /** a -- d -> c -> b with a and c adjacent, d and b not. */
    private boolean rule4(int a, int b) {
        for (int w = 0; w < n; w += 64) {
            for (long rest = adjacent.word(a, w >> 6) & parents.word(b, w >> 6); rest != 0; rest &= rest - 1) {
                int c = w + Long.numberOfTrailingZeros(rest);
                for (int k = 0; k < parents.stride(); k++)
                    if ((parents.word(c, k) & neighbours.word(a, k) & ~adjacent.word(b, k)) != 0) return true;
            }
        }
        return false;
    }

    /**
     * Orients every edge so that there is no cycle and no v-structure that was not there; false, with the graph in
     * pieces, where that is not possible. O(n³ d / 64) for n variables with at most d edges each: n times a sink is
     * taken off.
     */
    boolean extend() {
        BitMatrix alive = new BitMatrix(n);
        for (int v = 0; v < n; v++) alive.set(0, v);
        BitMatrix undirected = neighbours.copy();
        for (int left = n; left > 0; left--) {
            int sink = sink(alive, undirected);
            if (sink < 0) return false;
            for (int y : undirected.list(sink)) {
                orient(y, sink);
                undirected.clear(y, sink);
            }
            alive.clear(0, sink);
        }
        return true;
    }

    private int sink(BitMatrix alive, BitMatrix undirected) {
        for (int x : alive.list(0)) if (!children.intersects(x, alive, 0) && simplicial(x, alive, undirected)) return x;
        return -1;
    }

    /** Whether each neighbour of x is adjacent to all others that x is adjacent to, among those alive. */
    private boolean simplicial(int x, BitMatrix alive, BitMatrix undirected) {
        for (int y : undirected.list(x)) {
            if (!alive.get(0, y)) continue;
            for (int w = 0; w < adjacent.stride(); w++) {
                long strangers = adjacent.word(x, w) & alive.word(0, w) & ~adjacent.word(y, w);
                if (y >> 6 == w) strangers &= ~(1L << y);
                if (strangers != 0) return false;
            }
        }
        return true;
    }
}
