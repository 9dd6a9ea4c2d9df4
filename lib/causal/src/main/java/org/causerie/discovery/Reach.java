// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.BitSet;

/** The variables to which paths lead from one of them on which no edge points backwards, and one such path to each. */
final class Reach {
    private final int from;
    private final BitSet reached = new BitSet();
    private final int[] previous;

    private Reach(int from, int size) {
        this.from = from;
        previous = new int[size];
    }

    /** Along paths around the blocked. */
    static Reach of(Pattern graph, int from, BitSet blocked) {
        return search(graph, from, blocked, new BitSet());
    }

    /** Along paths around the blocked of which none is the edge from the one variable to the other. */
    static Reach besides(Pattern graph, int from, int to, BitSet blocked) {
        BitSet notAtOnce = new BitSet();
        notAtOnce.set(to);
        return search(graph, from, blocked, notAtOnce);
    }

    private static Reach search(Pattern graph, int from, BitSet blocked, BitSet notAtOnce) {
        Reach reach = new Reach(from, graph.size());
        BitSet seen = (BitSet) blocked.clone();
        seen.set(from);
        seen.or(notAtOnce);
        int[] open = new int[graph.size()];
        int count = reach.step(graph, from, seen, open, 0);
        seen.andNot(notAtOnce);
        for (int next = 0; next < count; next++) count = reach.step(graph, open[next], seen, open, count);
        for (int i = 0; i < count; i++) reach.reached.set(open[i]);
        return reach;
    }

    private int step(Pattern graph, int node, BitSet seen, int[] open, int count) {
        int more = step(graph.children[node], node, seen, open, count);
        return step(graph.neighbours[node], node, seen, open, more);
    }

    private int step(BitSet nodes, int node, BitSet seen, int[] open, int count) {
        int more = count;
        for (int i = nodes.nextSetBit(0); i >= 0; i = nodes.nextSetBit(i + 1)) {
            if (seen.get(i)) continue;
            seen.set(i);
            previous[i] = node;
            open[more++] = i;
        }
        return more;
    }

    boolean contains(int node) {
        return reached.get(node);
    }

    /** The edges of the paths to these variables, both ends of one after the other. */
    int[] edges(BitSet ends) {
        BitSet on = new BitSet();
        for (int end = ends.nextSetBit(0); end >= 0; end = ends.nextSetBit(end + 1))
            for (int node = end; node != from && !on.get(node); node = previous[node]) on.set(node);
        int[] edges = new int[2 * on.cardinality()];
        int count = 0;
        for (int node = on.nextSetBit(0); node >= 0; node = on.nextSetBit(node + 1)) {
            edges[count++] = previous[node];
            edges[count++] = node;
        }
        return edges;
    }
}
