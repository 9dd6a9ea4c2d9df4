// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;
import org.causerie.stat.Bge;
import org.causerie.stat.LocalScore;
import org.causerie.stat.Score;

/**
 * Computes how probable each edge, each path and each graph is, over all directed acyclic graphs at once: the exact posterior.
 *
 * <p>The score is taken as the logarithm of a marginal likelihood: exactly so for BDeu and BGe, to first order for BIC with penalty 1.
 * The best graph comes with the probabilities.
 *
 * <p>Assumes no common causes outside the data and no cycles. Beyond {@value #MOST} variables, or where memory does not suffice, it
 * refuses; up to {@value DagPosterior#ENUMERATED} variables paths and classes are exact too, beyond that path probabilities come from
 * draws, with their standard errors, made when a path is first asked for.
 *
 * <p>For <i>p</i> variables takes <i>p 2^(p-1)</i> scores, fewer with a largest number of parents, and <i>O(p² 2^p)</i> time over orders; over graphs
 * <i>O(3^p)</i> in the worst case, much less where the data speak clearly, because terms that cannot matter are cut off. Memory is
 * <i>16 p 2^p</i> bytes and a few times <i>8 · 2^p</i>: 10 megabytes for 15 variables, 400 for 20, 3.5 gigabytes for 23 and 7 for 24. The order of the columns and the number of threads do not matter.
 *
 * <p>Koivisto and Sood (2004), Exact Bayesian structure discovery in Bayesian networks, JMLR 5, 549–573. Tian and He (2009), Computing
 * posterior probabilities of structural features in Bayesian networks, UAI, 538–547. Silander and Myllymäki (2006), A simple approach
 * for finding the globally optimal Bayesian network structure, UAI, 445–452. Ellis and Wong (2008), Learning causal Bayesian network
 * structures from experimental data, doi:10.1198/016214508000000193 (draws).
 *
 * <p>{@snippet :
 * var posterior = ExactPosterior.with(Bdeu.withDefaults()).discover(data);
 * posterior.edge("encouragement", "plans");
 * posterior.path("sex", "plans");
 * posterior.dag();
 * }
 *
 * @param score the score of a graph, a logarithm of a marginal likelihood; {@link Bge} by default
 * @param prior what is equally probable beforehand; {@link Prior#GRAPHS} by default
 * @param knowledge what is known beforehand: graphs against it have probability 0; nothing by default
 * @param largestParents how many parents a variable has at most; by default any number up to {@value #ANY_PARENTS_UP_TO} variables and 5 beyond
 * @param draws how many graphs are drawn for path probabilities where they are not exact; 1000 by default
 * @param seed where the draws start
 */
public record ExactPosterior(
        Score score, Prior prior, Knowledge knowledge, OptionalInt largestParents, int draws, Seed seed)
        implements Search {
    /** The most variables that are searched. */
    static final int MOST = 24;

    private static final int ANY_PARENTS_UP_TO = 20;

    /** What is equally probable before the data are seen. */
    public enum Prior {
        /** Every directed acyclic graph. */
        GRAPHS,
        /** Every pair of an order and a graph that fits it: graphs that fit many orders count more. Faster from 16 variables on. */
        ORDERS
    }

    public ExactPosterior {
        if (largestParents.isPresent() && largestParents.getAsInt() < 0)
            throw new CausalException(
                    "A variable has 0 parents or more; at most " + largestParents.getAsInt() + " were allowed");
        if (draws < 2) throw new CausalException("At least 2 draws are needed, better 1000; " + draws + " were given");
    }

    /** The posterior by BGe, all graphs equally probable beforehand. */
    public static ExactPosterior withDefaults() {
        return with(Bge.withDefaults());
    }

    /** The posterior by this score, all graphs equally probable beforehand. */
    public static ExactPosterior with(Score score) {
        return new ExactPosterior(score, Prior.GRAPHS, Knowledge.none(), OptionalInt.empty(), 1_000, Seed.of(0));
    }

    public ExactPosterior score(Score value) {
        return new ExactPosterior(value, prior, knowledge, largestParents, draws, seed);
    }

    public ExactPosterior prior(Prior value) {
        return new ExactPosterior(score, value, knowledge, largestParents, draws, seed);
    }

    public ExactPosterior knowledge(Knowledge value) {
        return new ExactPosterior(score, prior, value, largestParents, draws, seed);
    }

    public ExactPosterior largestParents(int value) {
        return new ExactPosterior(score, prior, knowledge, OptionalInt.of(value), draws, seed);
    }

    public ExactPosterior draws(int value) {
        return new ExactPosterior(score, prior, knowledge, largestParents, value, seed);
    }

    public ExactPosterior seed(Seed value) {
        return new ExactPosterior(score, prior, knowledge, largestParents, draws, value);
    }

    @Override
    public DagPosterior discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    @Override
    public DagPosterior discover(Dataset data, Execution execution) {
        requireSize(data.names());
        return search(score.on(data), execution, Provenance.of(data.hash()));
    }

    /** The posterior under a score that is bound already. */
    public DagPosterior discover(LocalScore local) {
        requireSize(local.names());
        return search(local, Execution.withDefaults(), Provenance.here());
    }

    private static void requireSize(List<String> names) {
        int size = names.size();
        if (size > MOST)
            throw new CausalException("An exact posterior over " + size + " variables would not end: at most " + MOST
                    + " are allowed. Choose columns with select(…), or use Bootstrap.of(Boss.withDefaults()), which says how sure"
                    + " edges are for any number");
        long bytes = ((2L * size + 4) << size) * Double.BYTES;
        if (bytes > Runtime.getRuntime().maxMemory() * 0.8)
            throw new CausalException(
                    "An exact posterior over " + size + " variables needs " + (bytes >> 20)
                            + " MB of memory, more than Java may use; give it more with -Xmx, or choose columns with select(…)");
    }

    private DagPosterior search(LocalScore local, Execution execution, Provenance provenance) {
        try {
            return posterior(local, execution, provenance);
        } catch (CancellationException e) {
            throw new StoppedSearch("no graph has its probability before all are summed");
        }
    }

    private DagPosterior posterior(LocalScore local, Execution execution, Provenance provenance) {
        Variables variables = Variables.of(local.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        int largest = largestParents.orElse(variables.size() <= ANY_PARENTS_UP_TO ? variables.size() : 5);
        ParentSums sums = ParentSums.of(local, variables, bounds, largest, execution);
        double[] best = sums.bestGraphs();
        if (best[best.length - 1] == Double.NEGATIVE_INFINITY)
            throw new CausalException("No graph fits the knowledge with at most " + largest + " parents a variable;"
                    + " allow more with largestParents(…), or require fewer edges");
        GraphSums total = prior == Prior.GRAPHS ? GraphSums.overGraphs(sums, best) : GraphSums.overOrders(sums, best);
        Dag dag = Dag.of(local.names(), ParentSums.edges(sums.bestGraph(best), variables));
        return new DagPosterior(sums, total, dag, variables, largest, this, execution, provenance);
    }
}
