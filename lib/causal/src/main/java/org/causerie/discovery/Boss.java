// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.stat.AdaptiveBic;
import org.causerie.stat.Bic;
import org.causerie.stat.LocalScore;
import org.causerie.stat.Score;

/**
 * Finds the equivalence class of graphs with the best score among orders of the variables: best order score search.
 *
 * <p>In an order each variable has the parents among those before it that growing and shrinking find. One variable after
 * the other moves to the place in the order where the score is highest, until no move raises it. The backward phase of
 * greedy equivalence search then deletes edges while that raises the score. Of several starts the best is kept.
 *
 * <p>Assumes no common causes outside the data, no cycles, and a score that is decomposable, consistent and the same for
 * equivalent graphs. In the limit of many cases every order gives a graph that explains all dependencies, and where
 * the distribution has no independencies but the true graph's, the backward phase then ends in the true graph's class.
 * With few cases and dense graphs it is more accurate than {@link Ges}.
 *
 * <p>Knowledge binds: a forbidden arrow is no candidate, a required one is there from the start and bounds the moves of its
 * ends, and the result is the class narrowed by the knowledge. Bound moves can end early, so the search runs without knowledge as well,
 * and where that ends in a better class that respects the knowledge, this class is narrowed.
 *
 * <p>The order of the columns and the number of threads do not matter; the first start orders the variables by how much
 * the others, each alone, say about them, later ones are drawn. A sweep over <i>p</i> variables takes <i>O(p²)</i>
 * simple steps, and a score of all <i>p</i> candidates wherever a set of parents turns up for the first time; memory
 * grows with the number of these sets.
 *
 * <p>Andrews, Ramsey, Sanchez-Romero, Camchong and Kummerfeld (2023), Fast scalable and accurate discovery of DAGs using
 * the best order score search and grow-shrink trees, NeurIPS 36, doi:10.48550/arXiv.2310.17679.
 *
 * <p>{@snippet :
 * var found = Boss.withDefaults().discover(data);
 * found.cpdag();
 * found.order();
 * }
 *
 * @param score the score of a graph; {@link AdaptiveBic} by default, which adds few false edges among many variables:
 *     {@link Bic} with penalty 2 up to 50 of them, and the extended criterion beyond
 * @param knowledge what is known beforehand, nothing by default
 * @param backward whether to end with the backward phase; yes by default
 * @param starts how many orders to start from; 3 by default, which on one thread took 2.3 times as long as one with 1,000
 *     variables, and left a distance to the true class of 0.3, 3.4 and 0.4 where one left 0.9, 4.0 and 0.8 (20 variables of
 *     degree 2 and 4, 50 of degree 4)
 * @param seed of the orders after the first
 */
public record Boss(Score score, Knowledge knowledge, boolean backward, int starts, Seed seed) implements Search {

    public Boss {
        if (starts < 1) throw new CausalException("BOSS needs at least 1 start; " + starts + " was given");
    }

    /** BOSS with the Bayesian information criterion, its penalty by the number of variables. */
    public static Boss withDefaults() {
        return with(AdaptiveBic.withDefaults());
    }

    /** BOSS with this score. */
    public static Boss with(Score score) {
        return new Boss(score, Knowledge.none(), true, 3, Seed.of(1));
    }

    public Boss score(Score value) {
        return new Boss(value, knowledge, backward, starts, seed);
    }

    public Boss knowledge(Knowledge value) {
        return new Boss(score, value, backward, starts, seed);
    }

    public Boss backward(boolean value) {
        return new Boss(score, knowledge, value, starts, seed);
    }

    public Boss starts(int value) {
        return new Boss(score, knowledge, backward, value, seed);
    }

    public Boss seed(Seed value) {
        return new Boss(score, knowledge, backward, starts, value);
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
    public FoundOrder discover(LocalScore local) {
        return discover(local, Execution.withDefaults());
    }

    /** Searches with a score that is bound already, with the threads given. */
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
                        backward,
                        (ordering, within, climbs) -> new BestMoves(ordering).climb(climbs),
                        this,
                        provenance);
    }
}
