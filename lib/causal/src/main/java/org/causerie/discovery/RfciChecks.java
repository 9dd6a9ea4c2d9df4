// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What RFCI asks before it reads colliders off separating sets: that no edge of the triple or path is itself separated
 * by what separates the ends. (Colombo et al. 2012, algorithms 4.4 and 4.5.)
 */
final class RfciChecks {
    private final Skeleton skeleton;
    private final Bounds bounds;
    private final Pattern graph;
    private final Set<List<Integer>> marked = new HashSet<>();

    RfciChecks(Skeleton skeleton, Bounds bounds) {
        this.skeleton = skeleton;
        this.bounds = bounds;
        this.graph = skeleton.graph();
    }

    /** Goes through the unshielded triples, also those that come up when an edge is taken out, until all are sound. */
    void triples() {
        PagOrientation all = new PagOrientation(skeleton, bounds);
        all.start();
        Deque<int[]> open = new ArrayDeque<>(all.unshielded());
        while (!open.isEmpty()) {
            int[] triple = open.poll();
            int x = triple[0];
            int z = triple[1];
            int y = triple[2];
            if (!graph.adjacent(x, z) || !graph.adjacent(z, y) || graph.adjacent(x, y)) continue;
            int[] set = without(skeleton.separator(x, y), z);
            for (int end : new int[] {x, y}) {
                if (bounds.joined(end, z) || !independent(end, z, set)) continue;
                smallest(end, z, set);
                graph.disconnect(end, z);
                for (int w = 0; w < graph.size(); w++)
                    if (graph.adjacent(w, end) && graph.adjacent(w, z))
                        open.add(new int[] {Math.min(end, z), w, Math.max(end, z)});
            }
        }
        skeleton.prune();
    }

    private boolean independent(int x, int y, int[] set) {
        return skeleton.ask(x, y, set) < 1;
    }

    /** Keeps the first of the smallest subsets that separate; returns whether there is one. */
    private boolean smallest(int x, int y, int[] set) {
        for (int k = 0; k <= set.length; k++) if (skeleton.separateBy(x, y, new Subsets(set, set, k))) return true;
        return false;
    }

    /**
     * Whether an edge of a discriminating path is separated by a subset of what separates its ends; such an edge is
     * marked to be taken out.
     */
    boolean separated(int[] path) {
        int[] set = skeleton.separator(path[0], path[path.length - 1]);
        boolean found = false;
        for (int i = 0; i + 1 < path.length; i++) {
            int x = Math.min(path[i], path[i + 1]);
            int y = Math.max(path[i], path[i + 1]);
            if (marked.contains(List.of(x, y))) {
                found = true;
            } else if (!bounds.joined(x, y) && smallest(x, y, without(without(set, x), y))) {
                marked.add(List.of(x, y));
                found = true;
            }
        }
        return found;
    }

    /** Takes out the edges marked; returns whether there was one. */
    boolean takeOut() {
        for (List<Integer> edge : marked) graph.disconnect(edge.get(0), edge.get(1));
        skeleton.prune();
        return !marked.isEmpty();
    }

    private static int[] without(int[] set, int element) {
        return IntStream.of(set).filter(i -> i != element).toArray();
    }
}
