// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Separation by its definition: goes through every path, vertex by vertex and edge by edge. */
final class Paths {
    private final int n;
    private final boolean[][] directed;
    private final boolean[][] bidirected;

    Paths(Admg graph) {
        n = graph.size();
        directed = new boolean[n][n];
        bidirected = new boolean[n][n];
        for (Edge edge : graph.edges()) {
            int from = graph.index(edge.from());
            int to = graph.index(edge.to());
            if (edge.atFrom() == Mark.TAIL) directed[from][to] = true;
            else bidirected[from][to] = bidirected[to][from] = true;
        }
    }

    /** A random graph along the order of the variables, each edge with this probability. */
    static Admg random(int n, double directed, double bidirected, RandomGenerator random) {
        List<int[]> arrows = new ArrayList<>();
        List<int[]> arcs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                if (random.nextDouble() < directed) arrows.add(new int[] {i, j});
                if (random.nextDouble() < bidirected) arcs.add(new int[] {i, j});
            }
        }
        return Admg.of(AllDags.names(n), arrows, arcs);
    }

    boolean separated(int x, int y, Set<Integer> given) {
        return !open(x, false, y, given, new TreeSet<>(Set.of(x)), true);
    }

    /** Whether an open path leads on to y from v, which was entered through an arrowhead or not. */
    private boolean open(int v, boolean enteredByHead, int y, Set<Integer> given, Set<Integer> path, boolean start) {
        if (v == y) return true;
        for (int w = 0; w < n; w++) {
            if (path.contains(w)) continue;
            // The edges between v and w, each with whether it has a head at v and at w.
            boolean[][] edges = {
                {directed[v][w], false, true}, {directed[w][v], true, false}, {bidirected[v][w], true, true}
            };
            for (boolean[] edge : edges) {
                if (!edge[0]) continue;
                boolean collider = enteredByHead && edge[1];
                boolean passes = start || (collider ? hasDescendantIn(v, given) : !given.contains(v));
                if (!passes) continue;
                path.add(w);
                boolean found = open(w, edge[2], y, given, path, false);
                path.remove(w);
                if (found) return true;
            }
        }
        return false;
    }

    private boolean hasDescendantIn(int v, Set<Integer> given) {
        if (given.contains(v)) return true;
        for (int w = 0; w < n; w++) if (directed[v][w] && hasDescendantIn(w, given)) return true;
        return false;
    }
}
