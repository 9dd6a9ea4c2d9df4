// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.causerie.graph.Admg;
import org.jgrapht.alg.flow.EdmondsKarpMFImpl;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;

/**
 * The treks from auxiliary variables to the vertices of a graph, and to what is left of one vertex when the edges that are
 * solved, and those that are asked for, are taken away, as a network whose flows share no vertex on the same side.
 */
final class TrekNetwork {
    private final int n;
    private final SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge> flow =
            new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
    private final int source;
    private final int sink;
    private final int rest;

    /**
     * @param solved the parents of each vertex whose edges are solved
     * @param child the vertex of which something is left
     * @param asked its parents that are asked for
     */
    TrekNetwork(Admg graph, BitSet[] solved, int child, BitSet asked) {
        n = graph.size();
        // In and out of each vertex on the left side, on the right side, and of its auxiliary form on the left; then
        // in and out of what is left of the child, on the right.
        source = 6 * n;
        sink = 6 * n + 1;
        rest = 6 * n + 2;
        for (int v = 0; v < 6 * n + 4; v++) flow.addVertex(v);
        flow.addEdge(rest, rest + 1);
        flow.addEdge(rest + 1, child + 2 * n);
        for (int v = 0; v < n; v++) {
            flow.addEdge(v, v + n);
            flow.addEdge(v + 2 * n, v + 3 * n);
            flow.addEdge(v + 4 * n, v + 5 * n);
            flow.addEdge(v + n, v + 4 * n);
            for (int p : graph.parents(v).stream().toArray()) flow.addEdge(solved[v].get(p) ? v + n : v + 5 * n, p);
            flow.addEdge(v + 5 * n, v == child ? rest : v + 2 * n);
            for (int s : graph.spouses(v).stream().toArray()) flow.addEdge(v + 5 * n, s == child ? rest : s + 2 * n);
            for (int c : graph.children(v).stream().toArray())
                flow.addEdge(v + 3 * n, c == child && !asked.get(v) && !solved[child].get(v) ? rest : c + 2 * n);
        }
    }

    /** Of the variables, those at whose auxiliary forms a largest system of treks to the targets starts. */
    int[] system(BitSet variables, BitSet targets) {
        return system(variables, targets, List.of());
    }

    /** Whether a system of treks from the variables' auxiliary forms leads to all the targets and the rest of the child. */
    boolean reachesRest(BitSet variables, BitSet targets) {
        return system(variables, targets, List.of(rest + 1)).length > targets.cardinality();
    }

    private int[] system(BitSet variables, BitSet targets, List<Integer> more) {
        List<DefaultWeightedEdge> ends = new ArrayList<>();
        for (int z : variables.stream().toArray()) ends.add(flow.addEdge(source, z + 4 * n));
        for (int p : targets.stream().toArray()) ends.add(flow.addEdge(p + 3 * n, sink));
        for (int end : more) ends.add(flow.addEdge(end, sink));
        var used = new EdmondsKarpMFImpl<>(flow).getMaximumFlow(source, sink).getFlowMap();
        int[] starts = variables.stream()
                .filter(z -> used.get(flow.getEdge(source, z + 4 * n)) > 0.5)
                .toArray();
        flow.removeAllEdges(ends);
        return starts;
    }
}
