// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.causerie.CausalException;

/** Orders causes before effects, or names the cycle that forbids it. */
final class TopologicalOrder {
    private TopologicalOrder() {}

    /**
     * The smallest index first among those whose parents are all placed.
     *
     * @throws CausalException if there is a cycle; the message names it
     */
    static int[] of(Variables variables, int[][] parents, int[][] children) {
        int n = parents.length;
        int[] missing = new int[n];
        BitSet ready = new BitSet(n);
        for (int v = 0; v < n; v++) {
            missing[v] = parents[v].length;
            ready.set(v, missing[v] == 0);
        }
        int[] order = new int[n];
        for (int k = 0; k < n; k++) {
            int v = ready.nextSetBit(0);
            if (v < 0) throw cyclic(variables, parents, missing);
            order[k] = v;
            ready.clear(v);
            for (int c : children[v]) if (--missing[c] == 0) ready.set(c);
        }
        return order;
    }

    private static CausalException cyclic(Variables variables, int[][] parents, int[] missing) {
        int v = 0;
        while (missing[v] == 0) v++;
        // Every vertex still missing a parent has a parent that misses one too: walking back closes a cycle.
        List<Integer> walk = new ArrayList<>();
        while (!walk.contains(v)) {
            walk.add(v);
            v = waiting(parents[v], missing);
        }
        List<Integer> cycle = new ArrayList<>(walk.subList(walk.indexOf(v), walk.size()));
        cycle.add(v);
        Collections.reverse(cycle);
        List<String> named =
                cycle.stream().map(i -> GraphText.quoted(variables.name(i))).toList();
        return new CausalException("The graph has a cycle, " + String.join(" -> ", named)
                + "; a variable cannot be its own cause: remove or reverse one of these edges");
    }

    private static int waiting(int[] parents, int[] missing) {
        for (int p : parents) if (missing[p] > 0) return p;
        throw new IllegalStateException("a vertex waits for a parent that was placed");
    }
}
