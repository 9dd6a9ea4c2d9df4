// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import org.jgrapht.Graph;
import org.jgrapht.graph.AsUnmodifiableGraph;
import org.jgrapht.graph.DirectedMultigraph;
import org.jgrapht.graph.SimpleGraph;

/** Graphs as JGraphT sees them. */
final class GraphViews {
    private GraphViews() {}

    /** Every edge from its left to its right end; vertices and edges in the graph's order. */
    static Graph<String, Edge> directed(CausalGraph graph) {
        Graph<String, Edge> view = new DirectedMultigraph<>(Edge.class);
        graph.names().forEach(view::addVertex);
        graph.edges().forEach(edge -> view.addEdge(edge.from(), edge.to(), edge));
        return new AsUnmodifiableGraph<>(view);
    }

    /** The undirected graph with these adjacencies. */
    static Graph<String, Edge> undirected(Variables variables, BitMatrix adjacent) {
        Graph<String, Edge> view = new SimpleGraph<>(Edge.class);
        variables.names().forEach(view::addVertex);
        for (int i = 0; i < variables.size(); i++) {
            for (int j : adjacent.list(i)) {
                if (i < j) {
                    Edge edge = Edge.undirected(variables.name(i), variables.name(j));
                    view.addEdge(edge.from(), edge.to(), edge);
                }
            }
        }
        return new AsUnmodifiableGraph<>(view);
    }
}
