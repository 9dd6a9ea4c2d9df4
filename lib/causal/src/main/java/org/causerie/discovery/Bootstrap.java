// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Edge;
import org.causerie.graph.Mark;
import org.causerie.graph.Pag;

/**
 * Tells how sure each edge of a search is: repeats the search on resampled data and counts.
 *
 * <p>Each replicate draws as many cases as there are, with replacement; counted data gets multinomial counts. Replicate
 * <i>i</i> uses the seed's stream <i>i</i>, and the threads share the replicates, so that their number does not
 * change the result. The frequencies measure how stable the search is, which is less than how right: what a
 * search gets wrong in every sample is stable too. Of graphs over hidden variables too, edges between those of the data are
 * counted. {@link StabilitySelection} bounds the number of false edges.
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
     * @throws StoppedSearch if the thread was interrupted, with the frequencies in the replicates that had ended
     */
    public Result discover(Dataset data, Seed seed, Execution execution) {
        Replicates runs = Replicates.of("bootstrap", replicates, execution, i -> replicate(data, seed.split(i)));
        Result result = new Result(
                data.names(),
                EdgeFrequency.of(runs.graphs(), data.names()),
                replicates(runs.graphs().size()),
                Provenance.of(data.hash(), seed));
        if (runs.stopped()) throw new StoppedSearch(result);
        return result;
    }

    private CausalGraph replicate(Dataset data, Seed seed) {
        try {
            return search.discover(data.resampled(seed), Execution.sequential()).graph();
        } catch (CausalException e) {
            throw new CausalException("A sample drawn from the data does not suit the search. " + e.getMessage(), e);
        }
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
            return EdgeFrequency.between(edges, names, a, b);
        }

        /**
         * The graph of the edges found in more than half of the replicates, with a direction where more than half of these
         * agree on it. Where such directions form a cycle its edges are left without.
         *
         * @throws CausalException if the search allows for hidden causes: then see {@link #majorityPag()}
         */
        public Cpdag majority() {
            if (edges.stream().anyMatch(EdgeFrequency::hiddenCauses))
                throw new CausalException(
                        "The graphs found have edges for hidden causes, which a Cpdag has not;" + " use majorityPag()");
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

        /**
         * The graph of the edges found in more than half of the replicates, with an arrowhead or a tail at an end where more than
         * half of these agree on it, and a circle where not. Its marks need not be those of a class.
         */
        public Pag majorityPag() {
            List<Edge> found = new ArrayList<>();
            for (EdgeFrequency edge : edges) {
                if (edge.adjacent() <= 0.5) continue;
                Mark atA = mark(edge.arrowAtA(), edge.forward() + edge.undirected(), edge.adjacent());
                Mark atB = mark(edge.arrowAtB(), edge.backward() + edge.undirected(), edge.adjacent());
                found.add(new Edge(edge.a(), edge.b(), atA, atB));
            }
            return Pag.of(names, found);
        }

        private static Mark mark(double arrow, double tail, double all) {
            if (arrow > all / 2) return Mark.ARROW;
            return tail > all / 2 ? Mark.TAIL : Mark.CIRCLE;
        }

        @Override
        public String text() {
            return new FrequencyTable(title(), edges).text();
        }

        @Override
        public Optional<String> html() {
            return Optional.of(new FrequencyTable(title(), edges).html());
        }

        private String title() {
            return "Edges found in " + settings.replicates() + " bootstrap replicates";
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
