// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * Edges {@code A -> B} of ancestral graphs that no hidden common cause of A and B can stand beside.
 *
 * <p>Some C without an edge to B has an edge into A, or a path into A whose inner vertices are all colliders on it and
 * parents of B. Zhang (2008), Causal reasoning with ancestral graphs, JMLR 9, definition 8.
 */
final class VisibleEdges {
    private VisibleEdges() {}

    /** Whether the edge is visible, O(n m); false where it is not {@code from -> to}. */
    static boolean visible(CausalGraph graph, int from, int to) {
        if (!directed(graph, from, to)) return false;
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        seen.set(from);
        open.add(from);
        while (!open.isEmpty()) {
            int collider = open.remove();
            for (int c = 0; c < graph.size(); c++) {
                if (c == to || seen.get(c) || graph.mark(c, collider) != Mark.ARROW) continue;
                if (!graph.adjacent(c, to)) return true;
                if (graph.mark(collider, c) != Mark.ARROW || !directed(graph, c, to)) continue;
                seen.set(c);
                open.add(c);
            }
        }
        return false;
    }

    private static boolean directed(CausalGraph graph, int from, int to) {
        return graph.mark(from, to) == Mark.ARROW && graph.mark(to, from) == Mark.TAIL;
    }
}
