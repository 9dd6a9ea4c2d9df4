// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.jgrapht.alg.flow.PushRelabelMFImpl;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;

/**
 * A cheapest set of vertices that all walks from one side to the other meet, their ends included: a minimum cut with
 * vertices split in two.
 *
 * @param within the vertices that walks go through
 * @param before the vertices from which a walk may step to this one
 * @param allowed the vertices that may be in the cut
 * @param cost of each allowed vertex, at least 0
 */
record VertexCut(BitSet within, IntFunction<BitSet> before, BitSet allowed, IntToDoubleFunction cost) {

    VertexCut {
        allowed = and(allowed, within);
    }

    /** The cut nearest to where the walks start; empty where one of them meets no allowed vertex. O(n³) for n vertices. */
    Optional<BitSet> between(BitSet starts, BitSet ends) {
        double total = allowed.stream().mapToDouble(cost).sum();
        double never = 2 * total + 1;
        SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge> flow =
                new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
        int n = within.length();
        int source = 2 * n;
        int sink = 2 * n + 1;
        flow.addVertex(source);
        flow.addVertex(sink);
        within.stream().forEach(v -> {
            flow.addVertex(v);
            flow.addVertex(v + n);
            flow.setEdgeWeight(flow.addEdge(v, v + n), allowed.get(v) ? cost.applyAsDouble(v) : never);
        });
        within.stream()
                .forEach(to -> and(before.apply(to), within).stream()
                        .forEach(from -> flow.setEdgeWeight(flow.addEdge(from + n, to), never)));
        and(starts, within).stream().forEach(v -> flow.setEdgeWeight(flow.addEdge(source, v), never));
        and(ends, within).stream().forEach(v -> flow.setEdgeWeight(flow.addEdge(v + n, sink), never));
        PushRelabelMFImpl<Integer, DefaultWeightedEdge> cut = new PushRelabelMFImpl<>(flow);
        if (cut.calculateMinCut(source, sink) > total + 0.5) return Optional.empty();
        BitSet set = new BitSet();
        allowed.stream()
                .filter(v -> cut.getSourcePartition().contains(v)
                        && !cut.getSourcePartition().contains(v + n))
                .forEach(set::set);
        return Optional.of(set);
    }
}
