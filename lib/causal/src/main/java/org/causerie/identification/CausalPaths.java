// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.Mark;

/**
 * Paths that are directed in some member of what the graph stands for: none of their edges points back.
 *
 * <p>On a partially directed graph closed under Meek's rules only unshielded ones are followed, which is enough: E. Perković, M. Kalisch
 * and M. H. Maathuis, Interpreting and using CPDAGs with background knowledge, UAI 2017, lemma 3.6. O(n + m), there O(n m).
 */
final class CausalPaths {
    private final CausalGraph graph;
    private final int[][] onwards;
    private final boolean unshielded;
    /** The number of the first edge onwards of each vertex. */
    private final int[] first;

    CausalPaths(CausalGraph graph) {
        this.graph = graph;
        unshielded = graph instanceof Cpdag;
        int n = graph.size();
        onwards = new int[n][];
        first = new int[n + 1];
        for (int v = 0; v < n; v++) {
            onwards[v] = onwards(graph, v);
            first[v + 1] = first[v] + onwards[v].length;
        }
    }

    private static int[] onwards(CausalGraph graph, int v) {
        if (graph instanceof Dag dag) return dag.children(v).stream().toArray();
        if (graph instanceof Admg admg) return admg.children(v).stream().toArray();
        return IntStream.range(0, graph.size())
                .filter(w -> graph.adjacent(v, w) && graph.mark(w, v) != Mark.ARROW)
                .toArray();
    }

    /** The vertices to which an edge that does not point back leads. */
    int[] onwards(int v) {
        return onwards[v];
    }

    /** Every vertex that is a descendant of {@code start} in some member without meeting the avoided, and itself. */
    BitSet descendants(int start, BitSet avoided) {
        BitSet seen = new BitSet();
        seen.set(start);
        search(start, -1, new BitSet(), avoided, seen);
        return seen;
    }

    /** A path from {@code start} to one of the ends, without the avoided, that may be directed. */
    Optional<List<Integer>> path(int start, BitSet ends, BitSet avoided) {
        return search(start, -1, ends, avoided, new BitSet());
    }

    /** Such a path whose second vertex is {@code next}. */
    Optional<List<Integer>> path(int start, int next, BitSet ends, BitSet avoided) {
        return search(start, next, ends, avoided, new BitSet());
    }

    /** Breadth first over edges, the last of the path so far. */
    private Optional<List<Integer>> search(int start, int only, BitSet ends, BitSet avoided, BitSet seen) {
        int edges = first[graph.size()];
        int[] before = new int[edges];
        int[] from = new int[edges];
        BitSet visited = new BitSet(unshielded ? edges : graph.size());
        visited.set(start, !unshielded);
        Deque<Integer> queue = new ArrayDeque<>();
        for (int k = 0; k < onwards[start].length; k++) {
            if (only < 0 || onwards[start][k] == only) enter(start, k, -1, avoided, visited, before, from, queue);
        }
        while (!queue.isEmpty()) {
            int edge = queue.remove();
            int previous = from[edge];
            int current = onwards[previous][edge - first[previous]];
            seen.set(current);
            if (ends.get(current)) return Optional.of(trace(before, from, edge, current));
            for (int k = 0; k < onwards[current].length; k++) {
                int v = onwards[current][k];
                if (v == previous || v == start || (unshielded && graph.adjacent(previous, v))) continue;
                enter(current, k, edge, avoided, visited, before, from, queue);
            }
        }
        return Optional.empty();
    }

    private void enter(
            int v, int k, int last, BitSet avoided, BitSet visited, int[] before, int[] from, Deque<Integer> queue) {
        int edge = first[v] + k;
        int mark = unshielded ? edge : onwards[v][k];
        if (avoided.get(onwards[v][k]) || visited.get(mark)) return;
        visited.set(mark);
        before[edge] = last;
        from[edge] = v;
        queue.add(edge);
    }

    private static List<Integer> trace(int[] before, int[] from, int last, int end) {
        List<Integer> path = new ArrayList<>(List.of(end));
        for (int edge = last; edge >= 0; edge = before[edge]) path.add(from[edge]);
        Collections.reverse(path);
        return path;
    }

    /**
     * The vertices outside {@code causes} on paths from there to {@code effects} that may be directed and meet the
     * causes only at their start.
     */
    BitSet between(BitSet causes, BitSet effects) {
        BitSet reached = new BitSet();
        for (int x = causes.nextSetBit(0); x >= 0; x = causes.nextSetBit(x + 1)) reached.or(descendants(x, causes));
        reached.andNot(causes);
        BitSet between = new BitSet();
        if (unshielded) {
            reached.stream()
                    .filter(v -> effects.get(v) || descendants(v, causes).intersects(effects))
                    .forEach(between::set);
            return between;
        }
        List<List<Integer>> back = new ArrayList<>();
        for (int v = 0; v < onwards.length; v++) back.add(new ArrayList<>());
        for (int v = 0; v < onwards.length; v++)
            for (int w : onwards[v]) back.get(w).add(v);
        BitSet fresh = (BitSet) effects.clone();
        fresh.and(reached);
        while (!fresh.isEmpty()) {
            int v = fresh.nextSetBit(0);
            fresh.clear(v);
            between.set(v);
            for (int w : back.get(v)) if (reached.get(w) && !between.get(w)) fresh.set(w);
        }
        return between;
    }
}
