// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.BitSet;

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
}
