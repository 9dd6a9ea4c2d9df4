// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.causerie.Progress;
import org.causerie.graph.Admg;

/** Takes edges out of a graph for as long as it keeps a property; every model of what is left is one of the graph. */
final class FewestEdges {
    private FewestEdges() {}

    /** A graph with the property from which no edge can be taken; one look at the property for each edge. */
    static Admg of(Admg graph, Predicate<Admg> property) {
        List<int[]> arrows = new ArrayList<>();
        List<int[]> arcs = new ArrayList<>();
        for (int a = 0; a < graph.size(); a++)
            for (int b = 0; b < graph.size(); b++) {
                if (graph.hasEdge(a, b)) arrows.add(new int[] {a, b});
                if (a < b && graph.bidirected(a, b)) arcs.add(new int[] {a, b});
            }
        Admg fewest = graph;
        for (List<int[]> edges : List.of(arcs, arrows))
            for (int[] edge : List.copyOf(edges)) {
                Progress.checkpoint();
                edges.remove(edge);
                Admg fewer = Admg.of(graph.names(), arrows, arcs);
                if (property.test(fewer)) fewest = fewer;
                else edges.add(edge);
            }
        return fewest;
    }
}
