// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.causerie.graph.Admg;
import org.jgrapht.alg.flow.EdmondsKarpMFImpl;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;

/**
 * Treks between the vertices of a linear model whose edges are solved one after another.
 *
 * <p>A vertex without what its solved edges bring is an auxiliary variable: its parents are those of its unsolved edges, and its error
 * that of the vertex. A vertex is its auxiliary variable plus what the solved edges bring.
 */
final class HalfTreks {
    private final Admg graph;
    private final int n;
    private final int[][] parents;
    private final int[][] children;
    private final int[][] spouses;
    private final BitSet[] solved;

    HalfTreks(Admg graph) {
        this.graph = graph;
        n = graph.size();
        parents = new int[n][];
        children = new int[n][];
        spouses = new int[n][];
        solved = new BitSet[n];
        for (int v = 0; v < n; v++) {
            parents[v] = graph.parents(v).stream().toArray();
            children[v] = graph.children(v).stream().toArray();
            spouses[v] = graph.spouses(v).stream().toArray();
            solved[v] = new BitSet();
        }
    }

    /** The edges into a vertex that some equations determine. */
    record Solution(int[] parents, int[] instruments) {}

    boolean solved(int parent, int child) {
        return solved[child].get(parent);
    }

    /** Solves as many of the unsolved edges into a vertex as it can; they count as solved from then on. */
    Optional<Solution> solve(int v) {
        int[] unsolved = unsolved(v);
        BitSet candidates = candidates(v);
        List<Integer> masks = new ArrayList<>();
        for (int mask = (1 << unsolved.length) - 1; mask > 0; mask--) masks.add(mask);
        masks.sort((a, b) -> Integer.bitCount(b) - Integer.bitCount(a));
        for (int mask : masks) {
            BitSet asked = new BitSet();
            BitSet others = new BitSet();
            for (int k = 0; k < unsolved.length; k++) ((mask >> k & 1) == 1 ? asked : others).set(unsolved[k]);
            BitSet usable = new BitSet();
            candidates.stream().filter(z -> !treks(z).intersects(others)).forEach(usable::set);
            if (usable.cardinality() < asked.cardinality()) continue;
            int[] used = system(usable, asked);
            if (used.length < asked.cardinality()) continue;
            solved[v].or(asked);
            return Optional.of(new Solution(asked.stream().toArray(), used));
        }
        return Optional.empty();
    }

    private int[] unsolved(int v) {
        BitSet left = graph.parents(v);
        left.andNot(solved[v]);
        return left.stream().toArray();
    }

    /** The variables whose auxiliary form has no covariance with the error of v. */
    private BitSet candidates(int v) {
        BitSet error = graph.descendants(spousesAnd(v));
        BitSet candidates = new BitSet();
        for (int z = 0; z < n; z++) {
            if (z == v || graph.bidirected(z, v)) continue;
            boolean free = true;
            for (int p : unsolved(z)) free &= !error.get(p);
            if (free) candidates.set(z);
        }
        return candidates;
    }

    private BitSet spousesAnd(int v) {
        BitSet set = graph.spouses(v);
        set.set(v);
        return set;
    }

    /** The vertices that have a trek to the auxiliary form of z. */
    private BitSet treks(int z) {
        BitSet up = new BitSet();
        for (int p : unsolved(z)) up.set(p);
        BitSet tops = graph.ancestors(up);
        tops.set(z);
        BitSet down = (BitSet) tops.clone();
        tops.stream().forEach(v -> down.or(graph.spouses(v)));
        return graph.descendants(down);
    }

    /** Of the variables, those at whose auxiliary forms a largest system of treks to the targets starts. */
    private int[] system(BitSet usable, BitSet targets) {
        SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge> flow =
                new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
        // In and out of each vertex on the left side, on the right side, and of its auxiliary form on the left.
        for (int v = 0; v < 6 * n + 2; v++) flow.addVertex(v);
        int source = 6 * n;
        int sink = 6 * n + 1;
        for (int v = 0; v < n; v++) {
            flow.addEdge(v, v + n);
            flow.addEdge(v + 2 * n, v + 3 * n);
            flow.addEdge(v + 4 * n, v + 5 * n);
            flow.addEdge(v + n, v + 4 * n);
            for (int p : parents[v]) flow.addEdge(solved(p, v) ? v + n : v + 5 * n, p);
            flow.addEdge(v + 5 * n, v + 2 * n);
            for (int s : spouses[v]) flow.addEdge(v + 5 * n, s + 2 * n);
            for (int c : children[v]) flow.addEdge(v + 3 * n, c + 2 * n);
        }
        for (int z : usable.stream().toArray()) flow.addEdge(source, z + 4 * n);
        for (int p : targets.stream().toArray()) flow.addEdge(p + 3 * n, sink);
        EdmondsKarpMFImpl<Integer, DefaultWeightedEdge> maximum = new EdmondsKarpMFImpl<>(flow);
        var used = maximum.getMaximumFlow(source, sink).getFlowMap();
        return usable.stream()
                .filter(z -> used.get(flow.getEdge(source, z + 4 * n)) > 0.5)
                .toArray();
    }
}
