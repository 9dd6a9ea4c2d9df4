// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/** What is reached along rows of neighbours. */
final class Reach {
    private Reach() {}

    /** The set and everything reached from it along the rows: O(n + m). */
    static BitSet along(int[][] rows, BitSet from) {
        BitSet seen = (BitSet) from.clone();
        int[] stack = new int[rows.length];
        int top = 0;
        for (int v = from.nextSetBit(0); v >= 0; v = from.nextSetBit(v + 1)) stack[top++] = v;
        while (top > 0) {
            for (int next : rows[stack[--top]]) {
                if (!seen.get(next)) {
                    seen.set(next);
                    stack[top++] = next;
                }
            }
        }
        return seen;
    }

    /**
     * The set and everything reached from it on paths along {@code onwards} where no vertex is adjacent to the next
     * but one: each edge is taken once, O(m d) with at most d edges at a vertex.
     */
    static BitSet unshielded(BitMatrix onwards, BitMatrix adjacent, BitSet from) {
        int[][] next = onwards.lists();
        BitMatrix taken = new BitMatrix(next.length);
        BitSet reached = (BitSet) from.clone();
        Deque<int[]> open = new ArrayDeque<>();
        for (int v = from.nextSetBit(0); v >= 0; v = from.nextSetBit(v + 1)) {
            for (int w : next[v]) {
                taken.set(v, w);
                open.push(new int[] {v, w});
            }
        }
        while (!open.isEmpty()) {
            int[] step = open.pop();
            int v = step[1];
            reached.set(v);
            for (int w : next[v]) {
                if (w == step[0] || adjacent.get(step[0], w) || taken.get(v, w)) continue;
                taken.set(v, w);
                open.push(new int[] {v, w});
            }
        }
        return reached;
    }
}
