// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Mark;

/** Finds and writes the paths that keep two variables dependent. */
final class OpenPath {
    private final Admg graph;
    private final BitSet given;
    private final int n;
    /** By state, a vertex and whether the last edge points into it: the state before, or -1 - the start. */
    private final int[] before;

    private final BitSet visited;
    private final Deque<Integer> queue = new ArrayDeque<>();

    private OpenPath(Admg graph, BitSet given) {
        this.graph = graph;
        this.given = given;
        n = graph.size();
        before = new int[2 * n];
        visited = new BitSet(2 * n);
    }

    /** The vertices of a shortest walk from one set to the other that is open given the third. O(n + m). */
    static Optional<List<Integer>> find(Admg graph, BitSet from, BitSet to, BitSet given) {
        return new OpenPath(graph, given).states(from, to).map(states -> {
            List<Integer> path = new ArrayList<>();
            for (int state : states) path.add(state % graph.size());
            return path;
        });
    }

    /** The same written out, with the marks of this graph. */
    static Optional<String> text(Admg graph, BitSet from, BitSet to, BitSet given) {
        OpenPath search = new OpenPath(graph, given);
        return search.states(from, to).map(search::written);
    }

    private Optional<List<Integer>> states(BitSet from, BitSet to) {
        BitSet opened = graph.ancestors(given);
        from.stream().forEach(v -> {
            visited.set(v);
            visited.set(v + n);
        });
        from.stream().forEach(v -> {
            step(graph.children(v), n, -1 - v);
            step(graph.parents(v), 0, -1 - v);
            step(graph.spouses(v), n, -1 - v);
        });
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int v = state % n;
            if (to.get(v)) return Optional.of(trace(state));
            if (!given.get(v)) step(graph.children(v), n, state);
            if (state >= n ? opened.get(v) : !given.get(v)) {
                step(graph.parents(v), 0, state);
                step(graph.spouses(v), n, state);
            }
        }
        return Optional.empty();
    }

    private void step(BitSet next, int side, int state) {
        for (int w = next.nextSetBit(0); w >= 0; w = next.nextSetBit(w + 1)) {
            if (visited.get(w + side)) continue;
            visited.set(w + side);
            before[w + side] = state;
            queue.add(w + side);
        }
    }

    private List<Integer> trace(int last) {
        List<Integer> path = new ArrayList<>();
        int state = last;
        for (; state >= 0; state = before[state]) path.add(state);
        path.add(-1 - state);
        Collections.reverse(path);
        return path;
    }

    private String written(List<Integer> states) {
        StringBuilder out = new StringBuilder(graph.names().get(states.get(0)));
        for (int i = 1; i < states.size(); i++) {
            int a = states.get(i - 1) % n;
            int b = states.get(i) % n;
            boolean along = graph.hasEdge(a, b) && !given.get(a);
            out.append(states.get(i) < n ? " <- " : along ? " -> " : " <-> ")
                    .append(graph.names().get(b));
        }
        return out.toString();
    }

    /** The path with the graph's own marks between its vertices. */
    static String text(CausalGraph graph, List<Integer> path) {
        StringBuilder out = new StringBuilder(graph.names().get(path.get(0)));
        for (int i = 1; i < path.size(); i++) {
            int a = path.get(i - 1);
            int b = path.get(i);
            String between = mark(graph.mark(b, a), "<") + "-" + mark(graph.mark(a, b), ">");
            out.append(' ')
                    .append(between.equals("-") ? "--" : between)
                    .append(' ')
                    .append(graph.names().get(b));
        }
        return out.toString();
    }

    private static String mark(Mark mark, String head) {
        if (mark == Mark.CIRCLE) return "o";
        return mark == Mark.ARROW ? head : "";
    }
}
