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
import org.causerie.graph.Dag;
import org.causerie.graph.Mark;

/** Finds and writes the paths that keep two variables dependent. */
final class OpenPath {
    private OpenPath() {}

    /** A shortest path of the DAG that is open given the set, written out; empty when they are separated. O(n + m). */
    static Optional<String> find(Dag dag, int from, int to, BitSet given) {
        int n = dag.size();
        BitSet opened = dag.ancestors(given);
        // A state is a vertex and whether the last edge points into it.
        int[] before = new int[2 * n];
        BitSet visited = new BitSet(2 * n);
        Deque<Integer> queue = new ArrayDeque<>();
        enter(dag, from, -2, visited, before, queue, n);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int v = state % n;
            boolean into = state >= n;
            if (v == to) return Optional.of(text(dag, trace(before, state, from, n)));
            if (!given.get(v)) step(dag.children(v), n, state, visited, before, queue);
            if (into ? opened.get(v) : !given.get(v)) step(dag.parents(v), 0, state, visited, before, queue);
        }
        return Optional.empty();
    }

    private static void enter(Dag dag, int from, int mark, BitSet visited, int[] before, Deque<Integer> queue, int n) {
        visited.set(from);
        visited.set(from + n);
        step(dag.children(from), n, mark, visited, before, queue);
        step(dag.parents(from), 0, mark, visited, before, queue);
    }

    private static void step(BitSet next, int side, int state, BitSet visited, int[] before, Deque<Integer> queue) {
        for (int w = next.nextSetBit(0); w >= 0; w = next.nextSetBit(w + 1)) {
            if (visited.get(w + side)) continue;
            visited.set(w + side);
            before[w + side] = state;
            queue.add(w + side);
        }
    }

    private static List<Integer> trace(int[] before, int last, int from, int n) {
        List<Integer> path = new ArrayList<>();
        for (int state = last; state >= 0; state = before[state]) path.add(state % n);
        path.add(from);
        Collections.reverse(path);
        return path;
    }

    /** The path with the graph's own marks between its vertices. */
    static String text(CausalGraph graph, List<Integer> path) {
        StringBuilder out = new StringBuilder(graph.names().get(path.get(0)));
        for (int i = 1; i < path.size(); i++) {
            int a = path.get(i - 1);
            int b = path.get(i);
            out.append(' ')
                    .append(graph.mark(b, a) == Mark.ARROW ? '<' : '-')
                    .append(graph.mark(a, b) == Mark.ARROW ? '>' : '-')
                    .append(' ')
                    .append(graph.names().get(b));
        }
        return out.toString();
    }
}
