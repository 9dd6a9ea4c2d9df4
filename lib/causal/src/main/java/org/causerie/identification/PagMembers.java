// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
 * <p>For each variable set or given the ancestral graph is taken in which it comes first in its bucket, and a hidden common
 * cause put beside each of the invisible edges in turn, where the class stays the same; once more for each edge out of
 * these variables, which then comes first. O(k d m) tests of the class for k variables set or given with d edges out of them.
 */
final class PagMembers {
    private PagMembers() {}

    /** A graph of the class in which the query is not identified, if the search finds one. */
    static List<Admg> unanswering(InterventionalDistribution query, Pag graph) {
        Set<String> causes = new TreeSet<>(query.treatments());
        causes.addAll(query.given());
        for (String root : causes) {
            Mag mag = rooted(graph, root);
            List<Edge> invisible =
                    mag.edges().stream().filter(edge -> invisible(mag, edge)).toList();
            for (List<Edge> order : orders(invisible, causes)) {
                Admg member = confounded(mag, graph, order);
                if (!answers(query, member)) return List.of(member);
            }
        }
        return List.of();
    }

    /** The edges as they are, and with each of those out of the causes first. */
    private static List<List<Edge>> orders(List<Edge> edges, Set<String> causes) {
        List<List<Edge>> orders = new ArrayList<>(List.of(edges));
        for (Edge first : edges) {
            if (!causes.contains(first.from())) continue;
            List<Edge> order = new ArrayList<>(edges);
            order.remove(first);
            order.add(0, first);
            orders.add(order);
        }
        return orders;
    }

    private static boolean invisible(Mag mag, Edge edge) {
        int from = mag.index(edge.from());
        int to = mag.index(edge.to());
        return mag.directed(from, to) && !mag.visible(from, to);
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
        List<int[]> first =
                circles.neighbours(r).stream().mapToObj(v -> new int[] {r, v}).toList();
        circles.oriented(first).consistentExtension().orElseThrow().edges().forEach(edges::add);
        return Mag.of(graph.names(), edges);
    }

    private static Admg confounded(Mag mag, Pag graph, List<Edge> order) {
        Admg member = mag.toAdmg();
        for (Edge edge : order) {
            Progress.checkpoint();
            Admg more = with(member, mag.index(edge.from()), mag.index(edge.to()));
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
