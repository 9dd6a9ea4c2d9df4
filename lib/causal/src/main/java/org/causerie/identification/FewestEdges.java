// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.causerie.Progress;
import org.causerie.graph.Admg;

/** Takes edges out of a graph for as long as it keeps a property; every model of what is left is one of the graph. */
final class FewestEdges {
    private final Admg graph;
    private final Predicate<Admg> property;

    private FewestEdges(Admg graph, Predicate<Admg> property) {
        this.graph = graph;
        this.property = property;
    }

    private record Pair(int first, int second, boolean hidden) {
        int[] ends() {
            return new int[] {first, second};
        }
    }

    /**
     * A graph with the property from which no edge can be taken: the smallest of those that come of four orders. Looks at
     * the property once for each edge and order.
     */
    static Admg of(Admg graph, Predicate<Admg> property) {
        FewestEdges edges = new FewestEdges(graph, property);
        Admg fewest = graph;
        for (boolean hiddenFirst : new boolean[] {true, false})
            for (boolean backwards : new boolean[] {false, true}) {
                Admg thinned = edges.thinned(hiddenFirst, backwards);
                if (thinned.edgeCount() < fewest.edgeCount()) fewest = thinned;
            }
        return fewest;
    }

    private Admg thinned(boolean hiddenFirst, boolean backwards) {
        List<Pair> all = new ArrayList<>(pairs(hiddenFirst));
        all.addAll(pairs(!hiddenFirst));
        if (backwards) Collections.reverse(all);
        Admg fewest = graph;
        for (Pair pair : List.copyOf(all)) {
            Progress.checkpoint();
            List<Pair> fewer = new ArrayList<>(all);
            fewer.remove(pair);
            Admg thinned = Admg.of(graph.names(), ends(fewer, false), ends(fewer, true));
            if (!property.test(thinned)) continue;
            all = fewer;
            fewest = thinned;
        }
        return fewest;
    }

    private List<Pair> pairs(boolean hidden) {
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < graph.size(); a++)
            for (int b = 0; b < graph.size(); b++)
                if (hidden ? a < b && graph.bidirected(a, b) : graph.hasEdge(a, b)) pairs.add(new Pair(a, b, hidden));
        return pairs;
    }

    private static List<int[]> ends(List<Pair> pairs, boolean hidden) {
        return pairs.stream()
                .filter(pair -> pair.hidden == hidden)
                .map(Pair::ends)
                .toList();
    }
}
