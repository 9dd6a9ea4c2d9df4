// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.stat.IncompleteBic;
import org.causerie.stat.LocalScore;
import org.causerie.stat.Score;

/**
 * Finds the graph of processes recorded in order, as machines on a production line, where experts know some edges and up to nine
 * cells in ten are missing.
 *
 * <p>The chronological order is given as tiers of the knowledge and the expert's edges as its required and forbidden arrows;
 * both bind. No cell is imputed: {@link IncompleteBic} uses every cell that is there, and counts how often sensors were seen
 * together.
 * Among the orders of the sensors that the knowledge leaves open it looks for the one with the best score: in an order each
 * variable has the parents among those before it that growing and shrinking find; one variable after the other moves to its best
 * place until no move raises the score; of several starts the best is kept. What neither the score nor the knowledge can direct
 * stays without direction.
 *
 * <p>Assumes linear relations, no common causes outside the data, no cycles, and cells missing for reasons that have nothing
 * to do with their values. Sensors never seen together are not joined unless an expert does.
 *
 * <p>Departs from the paper in the way of searching: the paper trains an attention network that proposes orders as actor and critic, and
 * prunes the best with an additive model. Here the search over orders is greedy, with restarts, and its score itself is sparse:
 * no training, the same result every time.
 *
 * <p>The order of the columns and the number of threads do not matter. A sweep over <i>p</i> variables takes <i>O(p²)</i> times
 * growing parents, <i>O(pk)</i> scores each for <i>k</i> parents; tiers cut this to their own sizes.
 *
 * <p>Ou, Chang and Peng (2024), COKE: causal discovery with chronological order and expert knowledge in high proportion of
 * missing manufacturing data, CIKM, doi:10.1145/3627673.3680083.
 *
 * <p>{@snippet :
 * var line = Knowledge.tiers(Set.of("etch_1", "etch_2"), Set.of("clean_1"), Set.of("yield")).require("etch_1", "yield");
 * Coke.withDefaults().knowledge(line).discover(data).cpdag();
 * }
 *
 * @param score the score of a graph; {@link IncompleteBic} by default, which allows for missing cells
 * @param knowledge the chronological order as tiers, and the expert's edges
 * @param starts how many orders to start from, 4 by default
 * @param seed of the orders after the first
 */
public record Coke(Score score, Knowledge knowledge, int starts, Seed seed) implements Search {

    public Coke {
        if (starts < 1) throw new CausalException("COKE needs at least 1 start; " + starts + " was given");
    }

    /** COKE with a score that allows for missing cells. */
    public static Coke withDefaults() {
        return with(IncompleteBic.withDefaults());
    }

    /** COKE with this score. */
    public static Coke with(Score score) {
        return new Coke(score, Knowledge.none(), 4, Seed.of(1));
    }

    public Coke score(Score value) {
        return new Coke(value, knowledge, starts, seed);
    }

    public Coke knowledge(Knowledge value) {
        return new Coke(score, value, starts, seed);
    }

    public Coke starts(int value) {
        return new Coke(score, knowledge, value, seed);
    }

    public Coke seed(Seed value) {
        return new Coke(score, knowledge, starts, value);
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    @Override
    public Result discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        return search(score.on(data), variables, bounds, execution, Provenance.of(data.hash(), seed));
    }

    /** Searches with a score that is bound already, for example to the covariance of a population. */
    public Result discover(LocalScore local, Execution execution) {
        Variables variables = Variables.of(local.names());
        return search(local, variables, Bounds.of(knowledge, variables), execution, Provenance.here());
    }

    private Result search(
            LocalScore local, Variables variables, Bounds bounds, Execution execution, Provenance provenance) {
        List<TierOrders> searches = new ArrayList<>();
        for (int i = 0; i < starts; i++) searches.add(new TierOrders(local, variables, bounds, knowledge));
        try {
            execution.map("orders", starts, i -> {
                searches.get(i).search(i, seed.split(i));
                return i;
            });
            return result(searches, variables, bounds, provenance);
        } catch (CancellationException e) {
            throw Rlcd.stopped(result(searches, variables, bounds, provenance), e);
        }
    }

    private Result result(List<TierOrders> searches, Variables variables, Bounds bounds, Provenance provenance) {
        TierOrders best = searches.get(0);
        for (TierOrders search : searches) if (search.bestScore() > best.bestScore()) best = search;
        Dag dag = best.dag();
        List<int[]> known = new ArrayList<>();
        int[] columns = variables.columns();
        for (int i = 0; i < columns.length; i++)
            for (int j = 0; j < columns.length; j++)
                if (i != j && dag.hasEdge(columns[i], columns[j]) && bounds.forbidden(j, i))
                    known.add(new int[] {columns[i], columns[j]});
        return new Result(dag.toCpdag().oriented(known), dag, best.bestScore(), this, provenance);
    }

    /**
     * What COKE found.
     *
     * @param cpdag the class of the best graph, narrowed by the knowledge
     * @param dag the best graph
     * @param score its score; higher is better
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(Cpdag cpdag, Dag dag, double score, Coke settings, Provenance provenance) implements Found {

        @Override
        public Cpdag graph() {
            return cpdag;
        }

        @Override
        public String text() {
            return String.format(
                    Locale.ROOT, "%s\nCOKE, score %.6g, %d starts", cpdag.text(), score, settings.starts());
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
