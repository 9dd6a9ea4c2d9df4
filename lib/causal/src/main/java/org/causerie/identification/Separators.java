// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.causerie.Progress;
import org.causerie.graph.Admg;

/**
 * Sets of allowed vertices that m-separate two sets in a mixed graph: all minimal ones, the nearest, the cheapest.
 *
 * <p>Every minimal separator lies among the ancestors of the two sets, and separates them in the undirected graph that
 * joins what collider paths among these join: the vertices of a district and their parents. B. van der Zander and
 * M. Liśkiewicz, Finding minimal d-separators in linear time and applications, UAI 2019.
 */
final class Separators {
    private final Admg graph;
    private final BitSet from;
    private final BitSet to;
    private final BitSet ancestors;
    private final BitSet allowed;

    Separators(Admg graph, BitSet from, BitSet to, BitSet allowed) {
        this.graph = graph;
        this.from = from;
        this.to = to;
        BitSet both = (BitSet) from.clone();
        both.or(to);
        ancestors = graph.ancestors(both);
        this.allowed = (BitSet) allowed.clone();
        this.allowed.and(ancestors);
        this.allowed.andNot(both);
    }

    /** The separator of all allowed ancestors: it separates if any allowed set does. */
    BitSet largest() {
        return (BitSet) allowed.clone();
    }

    /** A minimal separator, the one nearest to the first set; empty where there is none. O(n + m). */
    Optional<BitSet> nearest() {
        BitSet near = (BitSet) allowed.clone();
        BitSet reached = reach(from, near);
        if (reached.intersects(to)) return Optional.empty();
        near.and(reached);
        near.and(reach(to, near));
        return Optional.of(near);
    }

    /** What is reached in the undirected graph of the ancestors, the walls last on their walks. */
    private BitSet reach(BitSet start, BitSet walls) {
        int n = graph.size();
        BitSet seen = new BitSet(2 * n);
        int[] stack = new int[2 * n];
        int top = 0;
        for (int v = start.nextSetBit(0); v >= 0; v = start.nextSetBit(v + 1)) {
            seen.set(v);
            stack[top++] = v;
        }
        BitSet reached = new BitSet(n);
        while (top > 0) {
            int state = stack[--top];
            int v = state % n;
            boolean head = state >= n;
            reached.set(v);
            boolean wall = walls.get(v);
            if (!wall) top = push(graph.children(v), n, seen, stack, top);
            if (head || !wall) {
                top = push(graph.parents(v), 0, seen, stack, top);
                top = push(graph.spouses(v), n, seen, stack, top);
            }
        }
        return reached;
    }

    private int push(BitSet next, int side, BitSet seen, int[] stack, int top) {
        for (int w = next.nextSetBit(0); w >= 0; w = next.nextSetBit(w + 1)) {
            if (!ancestors.get(w) || seen.get(w + side)) continue;
            seen.set(w + side);
            stack[top++] = w + side;
        }
        return top;
    }

    /** At most so many of the minimal separators, in time polynomial for each. */
    List<BitSet> minimal(int limit) {
        int n = graph.size();
        BitSet[] joined = joined();
        BitSet[] bridged = new BitSet[n + 2];
        System.arraycopy(joined, 0, bridged, 0, n);
        bridged[n] = (BitSet) from.clone();
        bridged[n + 1] = (BitSet) to.clone();
        from.stream().forEach(v -> bridged[v].set(n));
        to.stream().forEach(v -> bridged[v].set(n + 1));
        BitSet leaving = (BitSet) ancestors.clone();
        leaving.andNot(allowed);
        for (int v = leaving.nextSetBit(0); v >= 0; v = leaving.nextSetBit(v + 1)) {
            Progress.checkpoint();
            BitSet around = bridged[v];
            bridged[v] = new BitSet();
            for (int w = around.nextSetBit(0); w >= 0; w = around.nextSetBit(w + 1)) bridged[w].clear(v);
            connect(bridged, around);
        }
        return MinimalSeparators.list(bridged, n, n + 1, limit);
    }

    /** A separator of least cost; empty where there is none. */
    Optional<BitSet> cheapest(IntToDoubleFunction cost) {
        BitSet[] joined = joined();
        return new VertexCut(ancestors, v -> joined[v], allowed, cost).between(from, to);
    }

    /** By vertex, what collider paths among the ancestors join it to. */
    private BitSet[] joined() {
        int n = graph.size();
        BitSet[] joined = new BitSet[n];
        for (int v = 0; v < n; v++) joined[v] = new BitSet();
        BitSet left = (BitSet) ancestors.clone();
        while (!left.isEmpty()) {
            Progress.checkpoint();
            BitSet clique = district(left.nextSetBit(0));
            left.andNot(clique);
            for (int v : clique.stream().toArray()) clique.or(graph.parents(v));
            connect(joined, clique);
        }
        return joined;
    }

    private BitSet district(int start) {
        BitSet district = new BitSet();
        BitSet fresh = new BitSet();
        fresh.set(start);
        while (!fresh.isEmpty()) {
            int v = fresh.nextSetBit(0);
            fresh.clear(v);
            district.set(v);
            BitSet next = graph.spouses(v);
            next.and(ancestors);
            next.andNot(district);
            fresh.or(next);
        }
        return district;
    }

    private static void connect(BitSet[] neighbours, BitSet clique) {
        for (int v = clique.nextSetBit(0); v >= 0; v = clique.nextSetBit(v + 1)) {
            neighbours[v].or(clique);
            neighbours[v].clear(v);
        }
    }
}
