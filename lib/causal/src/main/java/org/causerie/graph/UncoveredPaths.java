// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Paths on which no vertex is adjacent to the next but one. Where the search comes to no end beyond an edge, and not
 * because the path itself was in the way, it never takes that edge again: the time is that of a search along edges
 * unless the graph has many chordless cycles.
 *
 * <p>One object serves many searches; the graph may change between them.
 */
final class UncoveredPaths {
    private final PartialMarks graph;
    private final Step step;
    private final boolean[] on;

    /** In which search an edge was found to lead to no end. */
    private final int[] dead;

    private final int[] path;
    private int length;
    private int searches;
    private boolean crossed;

    /** Whether a path may go along an edge. */
    interface Step {
        boolean from(int i, int j);
    }

    UncoveredPaths(PartialMarks graph, Step step) {
        this.graph = graph;
        this.step = step;
        on = new boolean[graph.size()];
        dead = new int[graph.size() * graph.size()];
        path = new int[graph.size()];
    }

    /**
     * A path that starts with these two and ends in the target, after a vertex with the property.
     *
     * @return the path, where there is one
     */
    Optional<int[]> find(int first, int second, int target, IntPredicate last) {
        while (length > 0) on[path[--length]] = false;
        crossed = false;
        searches++;
        push(first);
        push(second);
        return reach(first, second, target, last) ? Optional.of(Arrays.copyOf(path, length)) : Optional.empty();
    }

    private void push(int v) {
        path[length++] = v;
        on[v] = true;
    }

    private boolean reach(int before, int v, int target, IntPredicate last) {
        boolean outside = crossed;
        crossed = false;
        for (int w : graph.around(v)) {
            if (w == before || !step.from(v, w) || graph.adjacent(before, w)) continue;
            if (on[w]) {
                crossed = true;
                continue;
            }
            if (dead[v * on.length + w] == searches) continue;
            if (w == target && !last.test(v)) continue;
            push(w);
            if (w == target || reach(v, w, target, last)) return true;
            on[w] = false;
            length--;
        }
        // what was left only because the path was there already may be open to another path
        if (!crossed) dead[before * on.length + v] = searches;
        crossed |= outside;
        return false;
    }
}
