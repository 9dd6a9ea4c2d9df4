// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

/**
 * From a directed acyclic graph to its Markov equivalence class.
 *
 * <p>Chickering (1995), A transformational characterization of equivalent Bayesian network structures, UAI:
 * the edges are labelled in an order in which each label follows from those before. O(m d) with m edges and at most d
 * parents.
 */
final class Equivalence {
    private final int[][] parents;
    private final int[] position;
    private final BitMatrix parent;
    private final BitMatrix compelled;

    private Equivalence(int[][] parents, int[] order) {
        int n = parents.length;
        this.parents = parents;
        this.position = new int[n];
        for (int k = 0; k < n; k++) position[order[k]] = k;
        this.parent = new BitMatrix(n);
        for (int v = 0; v < n; v++) for (int p : parents[v]) parent.set(v, p);
        this.compelled = new BitMatrix(n);
    }

    /** The class of the graph with these parents and this topological order. */
    static Cpdag cpdag(Variables variables, int[][] parents, int[] order) {
        Equivalence labels = new Equivalence(parents, order);
        for (int y : order) labels.label(y);
        BitMatrix directed = labels.compelled.transposed();
        BitMatrix undirected = new BitMatrix(parents.length);
        for (int y = 0; y < parents.length; y++) {
            for (int x : parents[y]) {
                if (labels.compelled.get(y, x)) continue;
                undirected.set(x, y);
                undirected.set(y, x);
            }
        }
        return new Cpdag(variables, directed, undirected);
    }

    /**
     * Labels the edges into y; row y of the matrix holds the parents whose edge is compelled, the others are
     * reversible.
     */
    private void label(int y) {
        if (parents[y].length == 0) return;
        int last = parents[y][0];
        for (int p : parents[y]) if (position[p] > position[last]) last = p;
        if (inherited(last, y) || collides(last, y)) for (int p : parents[y]) compelled.set(y, p);
    }

    /**
     * Whether a compelled edge w -> x compels every edge into y because w is no parent of y; where w is one,
     * w -> y is compelled.
     */
    private boolean inherited(int x, int y) {
        for (int w : parents[x]) {
            if (!compelled.get(x, w)) continue;
            if (!parent.get(y, w)) return true;
            compelled.set(y, w);
        }
        return false;
    }

    /** Whether some other z -> y is not adjacent to x, the last parent: then {@code x -> y <- z} is a v-structure. */
    private boolean collides(int x, int y) {
        for (int z : parents[y]) if (z != x && !parent.get(x, z)) return true;
        return false;
    }
}
