// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.stat.AdaptiveBic;
import org.causerie.stat.Bic;
import org.causerie.stat.LocalScore;
import org.causerie.stat.Score;

/**
 * Finds the equivalence class of graphs with the best score by greedy steps: greedy equivalence search.
 *
 * <p>Each step inserts, deletes or turns an edge. It goes from one equivalence class to another, considers every member of the class,
 * and raises the score as much as any step of its kind can. {@link Strategy} says which kind comes first.
 *
 * <p>Assumes no common causes outside the data, no cycles, a distribution that the graph describes perfectly, and a score
 * that is decomposable, consistent and the same for equivalent graphs ({@link Bic} and BDeu are). In the limit of many
 * cases the result is then the completed graph of the true graph's class; with fewer it is a local optimum.
 *
 * <p>Knowledge binds throughout: no step goes to a class without a member that respects it, required edges are there from the
 * start, and the result is the class narrowed by the knowledge. Bound steps can end early, so the search runs without knowledge
 * as well, and where that ends in a better class that respects the knowledge, this class is narrowed.
 *
 * <p>The order of the columns and the number of threads do not matter. Takes <i>O(p²)</i> scores at the start and about
 * <i>O(p)</i> a step for <i>p</i> variables, more where cliques without direction are large: a step looks at each of their subsets.
 *
 * <p>Chickering (2002), Optimal structure identification with greedy search, JMLR 3, 507–554. Hauser and Bühlmann (2012),
 * Characterization and greedy learning of interventional Markov equivalence classes, JMLR 13, 2409–2464 (turning). Nazaret and Blei
 * (2024), Extremely greedy equivalence search, UAI, PMLR 244, doi:10.48550/arXiv.2502.19551 (the other strategies). Ramsey, Glymour, Sanchez-Romero
 * and Glymour (2017), A million variables and more, Int. J. Data Sci. Anal. 3, 121–129, doi:10.1007/s41060-016-0032-z (faithful).
 *
 * <p>{@snippet :
 * var found = Ges.with(Bdeu.withDefaults()).discover(data);
 * found.cpdag();
 * found.score();
 * }
 *
 * @param score the score of a graph; {@link AdaptiveBic} by default, which adds few false edges among many variables:
 *     {@link Bic} with penalty 2 up to 50 of them, and the extended criterion beyond
 * @param knowledge what is known beforehand, nothing by default
 * @param strategy which steps come first; {@link Strategy#DELETIONS_FIRST} by default. {@link Strategy#PERTURBED} is more accurate
 *     where the graph is dense for its size, and takes several times as long
 * @param faithful whether a first pass joins only variables that raise each other's score by themselves; a second pass goes on
 *     from there with all. Not by default: the result may differ with few cases, not in the limit of many
 */
public record Ges(Score score, Knowledge knowledge, Strategy strategy, boolean faithful) implements Search {

    /** GES with the Bayesian information criterion, its penalty by the number of variables. */
    public static Ges withDefaults() {
        return with(AdaptiveBic.withDefaults());
    }

    /** GES with this score. */
    public static Ges with(Score score) {
        return new Ges(score, Knowledge.none(), Strategy.DELETIONS_FIRST, false);
    }

    public Ges score(Score value) {
        return new Ges(value, knowledge, strategy, faithful);
    }

    public Ges knowledge(Knowledge value) {
        return new Ges(score, value, strategy, faithful);
    }

    public Ges strategy(Strategy value) {
        return new Ges(score, knowledge, value, faithful);
    }

    public Ges faithful(boolean value) {
        return new Ges(score, knowledge, strategy, value);
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    @Override
    public Result discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        LocalScore local = NamedScore.of(score, data, variables, execution);
        return search(local, variables, bounds, execution, Provenance.of(data.hash()));
    }

    /** Searches with a score that is bound already, for example to the covariance of a population. */
    public Result discover(LocalScore local) {
        return discover(local, Execution.withDefaults());
    }

    /** Searches with a score that is bound already, with the threads given. */
    public Result discover(LocalScore local, Execution execution) {
        Variables variables = Variables.of(local.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        return search(NamedScore.of(local, variables), variables, bounds, execution, Provenance.here());
    }

    private Result search(
            LocalScore local, Variables variables, Bounds bounds, Execution execution, Provenance provenance) {
        LocalScore scores = local.remembered();
        GreedySearch search = GreedySearch.fromRequired(variables, bounds, Targets.none(), scores, execution);
        try {
            search.search(strategy, faithful);
            return result(search.orUnbound(strategy, faithful), variables, provenance);
        } catch (CancellationException e) {
            throw new StoppedSearch(result(search, variables, provenance));
        }
    }

    private Result result(GreedySearch search, Variables variables, Provenance provenance) {
        Cpdag cpdag = search.graph().toCpdag(variables);
        return new Result(cpdag, search.score(), search.steps(), this, provenance);
    }

    /** Which steps come first. All strategies end in the true class in the limit of many cases. */
    public enum Strategy {
        /** Insertions until none raises the score, then deletions until none does: GES as Chickering has it, and FGES. */
        FORWARD_BACKWARD,
        /** As before, then turns until none raises the score, and all again until no step is left. */
        TURNING,
        /**
         * A deletion where one raises the score, else a turn, else an insertion: XGES-0. What was joined before its causes were is
         * taken apart at once, and does not make more insertions look good.
         */
        DELETIONS_FIRST,
        /**
         * As before; then each edge is taken out and kept out while the search goes on, and where this ends in a better class, it
         * goes on from there: XGES. It tries each edge of the graph once at least.
         */
        PERTURBED
    }

    /** What a step does to an edge. */
    public enum Change {
        /** x → y is added. */
        INSERT,
        /** The edge between x and y is removed. */
        DELETE,
        /** y → x becomes x → y. */
        TURN
    }

    /**
     * A step of the search.
     *
     * @param kind what was done to the edge
     * @param from its one end, from which it pointed or points
     * @param to its other end
     * @param gain by how much the score grew; below 0 where {@link Strategy#PERTURBED} took an edge out
     */
    public record Step(Change kind, String from, String to, double gain) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%s %s → %s (%+.4g)", kind.name().toLowerCase(Locale.ROOT), from, to, gain);
        }
    }

    /**
     * What GES found.
     *
     * @param cpdag the graph; edges without direction may point either way
     * @param score the score of each member of the class; higher is better
     * @param steps how the search got there
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(Cpdag cpdag, double score, List<Step> steps, Ges settings, Provenance provenance)
            implements Found {

        @Override
        public Cpdag graph() {
            return cpdag;
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "%s\nGES, score %.6g after %d steps", cpdag.text(), score, steps.size());
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
