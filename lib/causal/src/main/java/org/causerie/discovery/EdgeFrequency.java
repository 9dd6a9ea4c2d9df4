// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Mark;

/**
 * How often a search found what between two variables; the parts from {@code forward} to {@code absent} add up to 1.
 *
 * @param a the one variable
 * @param b the other
 * @param forward the part of the graphs with a → b
 * @param backward the part of the graphs with b → a
 * @param undirected the part of the graphs with a — b
 * @param bidirected the part of the graphs with a ↔ b
 * @param openForward the part of the graphs with an arrowhead at b and a circle at a
 * @param openBackward the part of the graphs with an arrowhead at a and a circle at b
 * @param open the part of the graphs with circles and no arrowhead
 * @param absent the part of the graphs in which the two are not adjacent
 */
public record EdgeFrequency(
        String a,
        String b,
        double forward,
        double backward,
        double undirected,
        double bidirected,
        double openForward,
        double openBackward,
        double open,
        double absent) {

    /** For graphs in which an edge has a direction or none. */
    public EdgeFrequency(String a, String b, double forward, double backward, double undirected, double absent) {
        this(a, b, forward, backward, undirected, 0, 0, 0, 0, absent);
    }

    /** The part of the graphs in which the two are adjacent. */
    public double adjacent() {
        return forward + backward + other();
    }

    /** The part of the graphs with an edge that is neither → nor ←. */
    public double other() {
        return undirected + bidirected + openForward + openBackward + open;
    }

    /** The part of the graphs with an arrowhead at b, whatever is at a. */
    public double arrowAtB() {
        return forward + bidirected + openForward;
    }

    /** The part of the graphs with an arrowhead at a, whatever is at b. */
    public double arrowAtA() {
        return backward + bidirected + openBackward;
    }

    /** Whether some graph had an edge that only graphs of hidden causes have. */
    boolean hiddenCauses() {
        return bidirected + openForward + openBackward + open > 0;
    }

    /** The same, seen from the other variable. */
    public EdgeFrequency reversed() {
        return new EdgeFrequency(
                b, a, backward, forward, undirected, bidirected, openBackward, openForward, open, absent);
    }

    /**
     * Counts edges between the variables named, in graphs over these and maybe others: pairs adjacent at least once, the
     * most frequent first.
     */
    static List<EdgeFrequency> of(List<CausalGraph> graphs, List<String> names) {
        List<int[]> places = new ArrayList<>();
        for (CausalGraph graph : graphs)
            places.add(names.stream().mapToInt(graph::index).toArray());
        List<EdgeFrequency> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                int[] counts = new int[7];
                int absent = 0;
                for (int g = 0; g < graphs.size(); g++) {
                    int from = places.get(g)[i];
                    int to = places.get(g)[j];
                    if (graphs.get(g).adjacent(from, to)) counts[kind(graphs.get(g), from, to)]++;
                    else absent++;
                }
                double of = graphs.size();
                if (absent < graphs.size())
                    all.add(new EdgeFrequency(
                            names.get(i),
                            names.get(j),
                            counts[0] / of,
                            counts[1] / of,
                            counts[2] / of,
                            counts[3] / of,
                            counts[4] / of,
                            counts[5] / of,
                            counts[6] / of,
                            absent / of));
            }
        }
        all.sort(Comparator.comparingDouble(EdgeFrequency::adjacent)
                .reversed()
                .thenComparing(EdgeFrequency::a)
                .thenComparing(EdgeFrequency::b));
        return all;
    }

    private static int kind(CausalGraph graph, int a, int b) {
        Mark atA = graph.mark(b, a);
        Mark atB = graph.mark(a, b);
        if (atA == Mark.ARROW && atB == Mark.ARROW) return 3;
        if (atB == Mark.ARROW) return atA == Mark.CIRCLE ? 4 : 0;
        if (atA == Mark.ARROW) return atB == Mark.CIRCLE ? 5 : 1;
        return atA == Mark.CIRCLE || atB == Mark.CIRCLE ? 6 : 2;
    }

    /** What a list of pairs says about two variables, seen from the first. */
    static EdgeFrequency between(List<EdgeFrequency> edges, List<String> names, String a, String b) {
        for (String name : List.of(a, b))
            if (!names.contains(name)) throw CausalException.unknown("variable", name, names);
        return find(edges, a, b)
                .or(() -> find(edges, b, a).map(EdgeFrequency::reversed))
                .orElseGet(() -> new EdgeFrequency(a, b, 0, 0, 0, 1));
    }

    private static Optional<EdgeFrequency> find(List<EdgeFrequency> edges, String a, String b) {
        return edges.stream()
                .filter(edge -> edge.a().equals(a) && edge.b().equals(b))
                .findFirst();
    }
}
