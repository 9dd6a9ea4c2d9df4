// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Mark;

/**
 * Tells how sure each edge of a search is: repeats the search on resampled data and counts.
 *
 * <p>Each replicate draws as many cases as there are, with replacement; counted data gets multinomial counts. Replicate
 * <i>i</i> uses the seed's stream <i>i</i>, and the threads share the replicates, so that their number does not
 * change the result. The frequencies measure how stable the search is, which is less than how right: what a
 * search gets wrong in every sample is stable too.
 *
 * <p>Friedman, Goldszmidt and Wyner (1999), Data analysis with Bayesian networks: a bootstrap approach, UAI, 196–205.
 *
 * <p>{@snippet :
 * var sure = Bootstrap.of(Ges.withDefaults()).replicates(200).discover(data, Seed.of(1));
 * sure.between("ses", "plans").forward();
 * sure.majority();
 * }
 *
 * @param search the search to repeat, with its settings
 * @param replicates how often, 200 by default; the standard error of a frequency is at most 0.5 / √replicates
 */
public record Bootstrap(Search search, int replicates) {

    public Bootstrap {
        if (replicates < 1) throw new CausalException("A bootstrap needs at least 1 replicate; given: " + replicates);
    }

    /** A bootstrap of 200 replicates of this search. */
    public static Bootstrap of(Search search) {
        return new Bootstrap(search, 200);
    }

    public Bootstrap search(Search value) {
        return new Bootstrap(value, replicates);
    }

    public Bootstrap replicates(int value) {
        return new Bootstrap(search, value);
    }

    /** Repeats the search with as many threads as the machine has processors. */
    public Result discover(Dataset data, Seed seed) {
        return discover(data, seed, Execution.withDefaults());
    }

    /**
     * Repeats the search with the threads given.
     *
     * @throws CausalException if the data, or a sample from it, does not suit the search
     */
    public Result discover(Dataset data, Seed seed, Execution execution) {
        List<CausalGraph> graphs = execution.map("bootstrap", replicates, i -> replicate(data, seed.split(i)));
        return new Result(data.names(), frequencies(graphs), this, Provenance.of(data.hash(), seed));
    }

    private CausalGraph replicate(Dataset data, Seed seed) {
        try {
            return search.discover(data.resampled(seed), Execution.sequential()).graph();
        } catch (CausalException e) {
            throw new CausalException("A sample drawn from the data does not suit the search. " + e.getMessage(), e);
        }
    }

    private static List<EdgeFrequency> frequencies(List<CausalGraph> graphs) {
        List<EdgeFrequency> all = new ArrayList<>();
        List<String> names = graphs.get(0).names();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                int forward = 0;
                int backward = 0;
                int adjacent = 0;
                for (CausalGraph graph : graphs) {
                    if (!graph.adjacent(i, j)) continue;
                    adjacent++;
                    if (graph.mark(i, j) == Mark.ARROW) forward++;
                    else if (graph.mark(j, i) == Mark.ARROW) backward++;
                }
                double of = graphs.size();
                if (adjacent > 0)
                    all.add(new EdgeFrequency(
                            names.get(i),
                            names.get(j),
                            forward / of,
                            backward / of,
                            (adjacent - forward - backward) / of,
                            (of - adjacent) / of));
            }
        }
        all.sort(Comparator.comparingDouble(EdgeFrequency::adjacent)
                .reversed()
                .thenComparing(EdgeFrequency::a)
                .thenComparing(EdgeFrequency::b));
        return all;
    }

    /**
     * How often each edge was found.
     *
     * @param names the variables in the order of the data's columns
     * @param edges the pairs that were adjacent at least once, the most frequent first
     * @param settings the search and the number of replicates
     * @param provenance where the result comes from
     */
    public record Result(List<String> names, List<EdgeFrequency> edges, Bootstrap settings, Provenance provenance)
            implements Displayable {
        private static final int SHOWN = 40;

        public Result {
            names = List.copyOf(names);
            edges = List.copyOf(edges);
        }

        /**
         * How often what was found between two variables, seen from the first.
         *
         * @throws CausalException if there is no such variable
         */
        public EdgeFrequency between(String a, String b) {
            for (String name : List.of(a, b))
                if (!names.contains(name)) throw CausalException.unknown("variable", name, names);
            return find(a, b)
                    .or(() -> find(b, a).map(EdgeFrequency::reversed))
                    .orElseGet(() -> new EdgeFrequency(a, b, 0, 0, 0, 1));
        }

        private Optional<EdgeFrequency> find(String a, String b) {
            return edges.stream()
                    .filter(edge -> edge.a().equals(a) && edge.b().equals(b))
                    .findFirst();
        }

        /**
         * The graph of the edges found in more than half of the replicates, with a direction where more than half of these
         * agree on it. Where such directions form a cycle its edges are left without.
         */
        public Cpdag majority() {
            Variables variables = Variables.of(names);
            Pattern graph = Pattern.empty(names.size());
            List<int[]> arrows = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                for (int j = 0; j < names.size(); j++) {
                    if (i == j) continue;
                    EdgeFrequency edge = between(variables.name(i), variables.name(j));
                    if (edge.adjacent() <= 0.5) continue;
                    if (!graph.adjacent(i, j)) graph.connect(i, j);
                    if (edge.forward() > edge.adjacent() / 2) arrows.add(new int[] {i, j});
                }
            }
            for (int[] arrow : arrows) graph.direct(arrow[0], arrow[1]);
            List<int[]> cyclic = arrows.stream()
                    .filter(arrow -> graph.reaches(arrow[1], arrow[0]))
                    .toList();
            for (int[] arrow : cyclic) graph.connect(arrow[0], arrow[1]);
            return graph.toCpdag(variables);
        }

        @Override
        public String text() {
            int width = edges.stream()
                    .limit(SHOWN)
                    .mapToInt(edge -> edge.a().length() + edge.b().length())
                    .max()
                    .orElse(0);
            StringBuilder out = new StringBuilder(title());
            String row = "\n%-" + (width + 3) + "s %6s %6s %6s %6s";
            out.append(String.format(Locale.ROOT, row, "a, b", "a → b", "a ← b", "a — b", "none"));
            for (EdgeFrequency edge : edges.subList(0, Math.min(SHOWN, edges.size())))
                out.append(String.format(
                        Locale.ROOT,
                        row,
                        edge.a() + ", " + edge.b(),
                        percent(edge.forward()),
                        percent(edge.backward()),
                        percent(edge.undirected()),
                        percent(edge.absent())));
            return out.append(rest()).toString();
        }

        @Override
        public Optional<String> html() {
            StringBuilder out = new StringBuilder("<p>").append(title()).append("</p>\n<table>\n<tr>");
            for (String head : List.of("a", "b", "a → b", "a ← b", "a — b", "none"))
                out.append("<th>").append(head).append("</th>");
            out.append("</tr>\n");
            for (EdgeFrequency edge : edges.subList(0, Math.min(SHOWN, edges.size()))) {
                out.append("<tr><td>").append(Displayable.escape(edge.a()));
                out.append("</td><td>").append(Displayable.escape(edge.b())).append("</td>");
                for (double part : List.of(edge.forward(), edge.backward(), edge.undirected(), edge.absent()))
                    out.append("<td style=\"text-align:right\">")
                            .append(percent(part))
                            .append("</td>");
                out.append("</tr>\n");
            }
            return Optional.of(out.append("</table>").append(rest()).toString());
        }

        private String title() {
            return "Edges found in " + settings.replicates() + " bootstrap replicates";
        }

        private String rest() {
            return edges.size() <= SHOWN ? "" : "\n… and " + (edges.size() - SHOWN) + " rarer ones";
        }

        private static String percent(double part) {
            return String.format(Locale.ROOT, "%.0f %%", 100 * part);
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
