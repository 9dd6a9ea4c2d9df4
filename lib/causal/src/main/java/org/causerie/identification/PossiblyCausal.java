// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Mark;

/**
 * Paths that are directed in some member of the class of a partially directed graph closed under Meek's
 * rules.
 *
 * <p>It is enough to follow unshielded paths none of whose edges points back: E. Perković, M. Kalisch and
 * M. H. Maathuis, Interpreting and using CPDAGs with background knowledge, UAI 2017, lemma 3.6. O(n m).
 */
final class PossiblyCausal {
    private final CausalGraph graph;
    private final int n;

    PossiblyCausal(CausalGraph graph) {
        this.graph = graph;
        n = graph.size();
    }

    boolean directed(int from, int to) {
        return graph.mark(from, to) == Mark.ARROW && graph.mark(to, from) == Mark.TAIL;
    }

    boolean undirected(int i, int j) {
        return graph.mark(i, j) == Mark.TAIL && graph.mark(j, i) == Mark.TAIL;
    }

    /** Every vertex that is a descendant of {@code start} in some member, {@code start} included. */
    BitSet descendants(int start, int avoided) {
        BitSet seen = new BitSet();
        seen.set(start);
        search(start, avoided, -1, seen);
        return seen;
    }

    /** A path from {@code start} to {@code end} that is directed in some member. */
    Optional<List<Integer>> path(int start, int end, int avoided) {
        return search(start, avoided, end, new BitSet());
    }

    /** Breadth first over ordered pairs of neighbours, the last two vertices of the path so far. */
    private Optional<List<Integer>> search(int start, int avoided, int end, BitSet seen) {
        int[] before = new int[n * n];
        BitSet visited = new BitSet(n * n);
        Deque<Integer> queue = new ArrayDeque<>();
        for (int v = 0; v < n; v++) {
            if (v == avoided || !forward(start, v)) continue;
            visited.set(start * n + v);
            before[start * n + v] = -1;
            queue.add(start * n + v);
        }
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int previous = state / n;
            int current = state % n;
            seen.set(current);
            if (current == end) return Optional.of(trace(before, state));
            for (int v = 0; v < n; v++) {
                if (v == avoided || v == previous || v == start || visited.get(current * n + v)) continue;
                if (!forward(current, v) || graph.adjacent(previous, v)) continue;
                visited.set(current * n + v);
                before[current * n + v] = state;
                queue.add(current * n + v);
            }
        }
        return Optional.empty();
    }

    private boolean forward(int from, int to) {
        return directed(from, to) || undirected(from, to);
    }

    private List<Integer> trace(int[] before, int last) {
        List<Integer> path = new ArrayList<>();
        int state = last;
        while (true) {
            path.add(state % n);
            if (before[state] < 0) break;
            state = before[state];
        }
        path.add(state / n);
        Collections.reverse(path);
        return path;
    }
}
