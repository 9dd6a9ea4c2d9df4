// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
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
 * Among the orders of the sensors it looks for the one with the best score as {@link Boss} does, from several starts. What neither
 * the score nor the knowledge can direct stays without direction.
 *
 * <p>Assumes linear relations, no common causes outside the data, no cycles, and cells missing for reasons that have nothing
 * to do with their values. Sensors never seen together are not joined unless an expert does.
 *
 * <p>Departs from the paper in the way of searching: the paper trains an attention network that proposes orders as actor and critic, and
 * prunes the best with an additive model. Here the search over orders is greedy, with restarts, and its score itself is sparse:
 * no training, the same result every time.
 *
 * <p>The order of the columns and the number of threads do not matter. Time is that of {@link Boss} for each start.
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
    public FoundOrder discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    @Override
    public FoundOrder discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        LocalScore local = NamedScore.of(score, data, variables, execution);
        return search(local, variables, bounds, execution, Provenance.of(data.hash(), seed));
    }

    /** Searches with a score that is bound already, for example to the covariance of a population. */
    public FoundOrder discover(LocalScore local, Execution execution) {
        Variables variables = Variables.of(local.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        return search(NamedScore.of(local, variables), variables, bounds, execution, Provenance.here());
    }

    private FoundOrder search(
            LocalScore local, Variables variables, Bounds bounds, Execution execution, Provenance provenance) {
        return new OrderSearch(local, variables, bounds, execution)
                .discover(
                        starts,
                        seed,
                        true,
                        (ordering, within, climbs) -> new BestMoves(ordering).climb(climbs),
                        this,
                        provenance);
    }
}
