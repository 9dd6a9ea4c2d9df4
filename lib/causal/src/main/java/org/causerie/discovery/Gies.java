// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.stat.Bic;
import org.causerie.stat.InterventionalScore;
import org.causerie.stat.LocalScore;
import org.causerie.stat.Score;

/**
 * Finds the interventional equivalence class with the best score by greedy steps, from experiments with known targets and
 * observations together: greedy interventional equivalence search.
 *
 * <p>As {@link Ges} with turning, but between classes of graphs that are the same for all of the interventions
 * ({@link Dag#toCpdag(List)}), and with cases left out of the score of the variables that were set in them
 * ({@link InterventionalScore}). Each intervention directs the edges between its targets and the other variables, and what follows
 * from that.
 *
 * <p>Assumes no common causes outside the data, no cycles, interventions that cut their targets off from their causes and leave all other
 * mechanisms as they are, and a score that is decomposable, consistent and the same for equivalent graphs ({@link Bic} and BDeu
 * are). Unlike GES, these steps may end in a local optimum even in the limit of many cases (Wang et al. 2017), as they do in one
 * of twenty random graphs. So the search starts a second time, from the graph of the order in which {@link Boss} would end, and keeps
 * the better class: that leaves one of several hundred. Where the targets are not known, {@link UtIgsp} finds them.
 *
 * <p>Knowledge binds throughout, as in GES. The order of the columns and the number of threads do not matter. The score is bound
 * once for each different set of groups that leave a variable alone; the steps cost what those of GES and BOSS do.
 *
 * <p>Hauser and Bühlmann (2012), Characterization and greedy learning of interventional Markov equivalence classes of directed
 * acyclic graphs, JMLR 13, 2409–2464. Wang, Solus, Yang and Uhler (2017), Permutation-based causal inference algorithms with
 * interventions, NeurIPS 30, doi:10.48550/arXiv.1705.10220.
 *
 * <p>{@snippet :
 * var found = Gies.withDefaults()
 *         .targets(List.of(Set.of(), Set.of("fertiliser"), Set.of("water")))
 *         .discover(data.withGroups("experiment"));
 * found.cpdag();
 * found.score();
 * }
 *
 * @param score the score of a graph; {@link Bic} with penalty 2 by default, which adds few false edges among many
 *     variables
 * @param targets for each group of rows the variables that were set from outside there, none for a group without intervention: groups
 *     count from 0 in the order of their values. Without any, as by default, all rows are observations
 * @param knowledge what is known beforehand, nothing by default
 * @param order whether to start from the graph of an order too; yes by default, no is the algorithm of the paper
 */
public record Gies(Score score, List<Set<String>> targets, Knowledge knowledge, boolean order) implements Search {

    public Gies {
        targets = targets.stream().map(Set::copyOf).toList();
    }

    /** GIES with the Bayesian information criterion, penalty 2, and observations only. */
    public static Gies withDefaults() {
        return with(Bic.withDefaults().penalty(2));
    }

    /** GIES with this score of the cases that are not left out, and observations only. */
    public static Gies with(Score score) {
        return new Gies(score, List.of(), Knowledge.none(), true);
    }

    public Gies score(Score value) {
        return new Gies(value, targets, knowledge, order);
    }

    /** With the targets in each group of rows, such as {@link UtIgsp.Result#targets()}. */
    public Gies targets(List<Set<String>> value) {
        return new Gies(score, value, knowledge, order);
    }

    public Gies knowledge(Knowledge value) {
        return new Gies(score, targets, value, order);
    }

    public Gies order(boolean value) {
        return new Gies(score, targets, knowledge, value);
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Searches with the threads given.
     *
     * @throws org.causerie.CausalException if a target is no column, a variable is one in every group, there are not as many groups as
     *     targets, or the data without some groups does not suit the score
     * @throws StoppedSearch if the thread was interrupted, with the class it had come to
     */
    @Override
    public Result discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        Targets known = Targets.of(targets, variables);
        LocalScore local = NamedScore.of(new InterventionalScore(score, targets), data, variables, execution);
        return search(local, variables, bounds, known, execution, Provenance.of(data.hash()));
    }

    /** Searches with a score that is bound already and leaves cases out itself, for example one of populations. */
    public Result discover(LocalScore local) {
        return discover(local, Execution.withDefaults());
    }

    /** Searches with a score that is bound already, with the threads given. */
    public Result discover(LocalScore local, Execution execution) {
        Variables variables = Variables.of(local.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        Targets known = Targets.of(targets, variables);
        return search(NamedScore.of(local, variables), variables, bounds, known, execution, Provenance.here());
    }

    private Result search(
            LocalScore local,
            Variables variables,
            Bounds bounds,
            Targets known,
            Execution execution,
            Provenance provenance) {
        LocalScore scores = local.remembered();
        GreedySearch best = GreedySearch.fromRequired(variables, bounds, known, scores, execution);
        try {
            best.search(Ges.Strategy.TURNING, false);
            best = best.orUnbound(Ges.Strategy.TURNING, false);
            if (order) best = orFromOrder(best, local, variables, bounds, known, scores, execution);
            return result(best, variables, provenance);
        } catch (CancellationException e) {
            throw new StoppedSearch(result(best, variables, provenance));
        }
    }

    private static GreedySearch orFromOrder(
            GreedySearch best,
            LocalScore local,
            Variables variables,
            Bounds bounds,
            Targets known,
            LocalScore scores,
            Execution execution) {
        Ordering ordering = new Ordering(local, bounds, execution);
        ordering.start();
        Climbs.run(1, execution, (i, climbs) -> new BestMoves(ordering).climb(climbs));
        Ordering.Saved end = ordering.save();
        GreedySearch second = GreedySearch.from(end.dag(), end.score(), variables, bounds, known, scores, execution);
        second.search(Ges.Strategy.TURNING, false);
        return second.score() > best.score() + ordering.tolerance() ? second : best;
    }

    private Result result(GreedySearch search, Variables variables, Provenance provenance) {
        Cpdag cpdag = search.graph().toCpdag(variables);
        return new Result(cpdag, search.score(), search.steps(), this, provenance);
    }

    /**
     * What GIES found.
     *
     * @param cpdag the interventional essential graph; edges without direction may point either way
     * @param score the score of each member of the class; higher is better
     * @param steps how the search got there, from the graph without edges or from that of an order
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(Cpdag cpdag, double score, List<Ges.Step> steps, Gies settings, Provenance provenance)
            implements Found {

        @Override
        public Cpdag graph() {
            return cpdag;
        }

        @Override
        public String text() {
            String acted = IntStream.range(0, settings.targets().size())
                    .filter(g -> !settings.targets().get(g).isEmpty())
                    .mapToObj(g -> "group " + g + " "
                            + settings.targets().get(g).stream().sorted().toList())
                    .collect(Collectors.joining(", "));
            return String.format(
                    Locale.ROOT,
                    "%s\nGIES, score %.6g after %d steps; %s",
                    cpdag.text(),
                    score,
                    steps.size(),
                    acted.isEmpty() ? "observations only" : "targets: " + acted);
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
