// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.causerie.Progress;
import org.causerie.graph.Admg;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.graph.Mag;
import org.causerie.graph.Mark;
import org.causerie.graph.Pag;

/**
 * Graphs of a class with as many hidden common causes as it allows, to show that no formula answers a query.
 *
 * <p>For each variable the ancestral graph in which it comes first in its bucket is taken, and a hidden common cause put
 * beside each of its invisible edges in turn, where the class stays the same. O(n m) tests of the class.
 */
final class PagMembers {
    private PagMembers() {}

    /** A graph of the class in which the query is not identified, if the search finds one. */
    static List<Admg> unanswering(InterventionalDistribution query, Pag graph) {
        for (String root : graph.names()) {
            Admg member = confounded(rooted(graph, root), graph);
            if (!answers(query, member)) return List.of(member);
        }
        return List.of();
    }

    private static boolean answers(InterventionalDistribution query, Admg member) {
        Subgraphs graphs = new Subgraphs(member);
        BitSet y = graphs.indices(query.outcomes());
        BitSet x = graphs.indices(query.treatments());
        BitSet z = graphs.indices(query.given());
        return IdAlgorithm.run(graphs, y, x, z).answer() instanceof IdRecursion.Found;
    }

    private static Mag rooted(Pag graph, String root) {
        List<int[]> open = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (Edge edge : graph.edges()) {
            if (edge.atTo() == Mark.CIRCLE) open.add(new int[] {graph.index(edge.from()), graph.index(edge.to())});
            else edges.add(edge.atFrom() == Mark.CIRCLE ? Edge.directed(edge.from(), edge.to()) : edge);
        }
        Cpdag circles = Cpdag.of(graph.names(), List.of(), open);
        int r = graph.index(root);
        List<int[]> first = circles.neighbours(r).stream()
                .mapToObj(v -> new int[] {r, v})
                .toList();
        circles.oriented(first).consistentExtension().orElseThrow().edges().forEach(edges::add);
        return Mag.of(graph.names(), edges);
    }

    private static Admg confounded(Mag mag, Pag graph) {
        Admg member = mag.toAdmg();
        for (Edge edge : mag.edges()) {
            Progress.checkpoint();
            int from = mag.index(edge.from());
            int to = mag.index(edge.to());
            if (!mag.directed(from, to) || mag.visible(from, to)) continue;
            Admg more = with(member, from, to);
            if (inClass(more, graph)) member = more;
        }
        return member;
    }

    private static Admg with(Admg graph, int a, int b) {
        List<int[]> directed = new ArrayList<>();
        List<int[]> bidirected = new ArrayList<>(List.of(new int[] {a, b}));
        for (int i = 0; i < graph.size(); i++) {
            for (int j = 0; j < graph.size(); j++) {
                if (graph.hasEdge(i, j)) directed.add(new int[] {i, j});
                if (i < j && graph.bidirected(i, j)) bidirected.add(new int[] {i, j});
            }
        }
        return Admg.of(graph.names(), directed, bidirected);
    }

    static boolean inClass(Admg member, Pag graph) {
        Dag full = drawn(member);
        List<String> hidden = full.names().subList(member.size(), full.size());
        return Mag.projection(full, hidden, List.of()).toPag().equals(graph);
    }

    /** The graph with its hidden common causes drawn in, behind its own variables. */
    private static Dag drawn(Admg graph) {
        List<String> names = new ArrayList<>(graph.names());
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++)
            for (int j = 0; j < graph.size(); j++) {
                if (graph.hasEdge(i, j)) edges.add(new int[] {i, j});
                if (i >= j || !graph.bidirected(i, j)) continue;
                edges.add(new int[] {names.size(), i});
                edges.add(new int[] {names.size(), j});
                names.add(unused(names));
            }
        return Dag.of(names, edges);
    }

    private static String unused(List<String> names) {
        Optional<String> free = IntStream.iterate(names.size(), k -> k + 1)
                .mapToObj(k -> "U" + k)
                .filter(name -> !names.contains(name))
                .findFirst();
        return free.orElseThrow();
    }
}
