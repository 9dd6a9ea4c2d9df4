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
 * Finds the equivalence class of graphs with the best score among orders of the variables: greedy relaxations of the sparsest
 * permutation.
 *
 * <p>In an order each variable has the parents among those before it that growing and shrinking find. A tuck of an edge
 * x → y puts y, and what lies between and leads to it, before x. Tucks that raise the score are taken; those that leave
 * it as it is, as tucks of covered edges do, are followed by others up to a depth, so that the search passes level
 * ground. The backward phase of greedy equivalence search then deletes edges while that raises the score. Of several
 * starts the best is kept.
 *
 * <p>Assumes no common causes outside the data, no cycles, and a score that is decomposable, consistent and the same for
 * equivalent graphs. In the limit of many cases every order gives a graph that explains all dependencies; where the
 * distribution has no independencies but the true graph's the backward phase then ends in the true graph's class, and
 * the tucks, to any depth, find it under weaker conditions. More accurate than {@link Boss} on dense graphs, and slower.
 *
 * <p>Knowledge binds: a forbidden arrow is no candidate, a required one is there from the start and never tucked, and the
 * result is the class narrowed by the knowledge. Bound moves can end early, so the search runs without knowledge as well,
 * and where that ends in a better class that respects the knowledge, this class is narrowed.
 *
 * <p>The order of the columns and the number of threads do not matter; the first start orders the variables by how much
 * the others, each alone, say about them, later ones are drawn. Time grows with the number of covered edges to the power
 * of the depth.
 *
 * <p>Lam, Andrews and Ramsey (2022), Greedy relaxations of the sparsest permutation algorithm, UAI, PMLR 180, 1052–1062,
 * doi:10.48550/arXiv.2206.05421. Grow-shrink trees: Andrews et al. (2023), doi:10.48550/arXiv.2310.17679.
 *
 * <p>{@snippet :
 * var found = Grasp.withDefaults().discover(data);
 * found.cpdag();
 * found.order();
 * }
 *
 * @param score the score of a graph; {@link AdaptiveBic} by default, which adds few false edges among many variables:
 *     {@link Bic} with penalty 2 up to 50 of them, and the extended criterion beyond
 * @param knowledge what is known beforehand, nothing by default
 * @param tier which edges are tucked; all by default
 * @param depth how many tucks in a row may leave the score as it is, the one included that raises it; 3 by default
 * @param uncoveredDepth how many of them, from the first on, may be of edges that are not covered; 1 by default
 * @param nonSingularDepth how many, from the first on, may be of edges beside another directed path; 1 by default
 * @param backward whether to end with the backward phase; yes by default
 * @param starts how many orders to start from, 3 by default; more take longer and end higher
 * @param seed of the orders after the first
 */
public record Grasp(
        Score score,
        Knowledge knowledge,
        Tier tier,
        int depth,
        int uncoveredDepth,
        int nonSingularDepth,
        boolean backward,
        int starts,
        Seed seed)
        implements Search {
    /** Which edges are tucked. */
    public enum Tier {
        /** Edges whose ends have the same other parents: GRaSP-0. */
        COVERED,
        /** Edges that are the only directed path between their ends too: GRaSP-1. */
        SINGULAR,
        /** All edges: GRaSP-2. */
        GENERAL
    }

    public Grasp {
        if (depth < 1 || uncoveredDepth < 1 || nonSingularDepth < 1)
            throw new CausalException("The depths of GRaSP are at least 1; given were " + depth + ", uncovered "
                    + uncoveredDepth + " and non-singular " + nonSingularDepth
                    + "; choose a tier to leave out such edges altogether");
        if (starts < 1) throw new CausalException("GRaSP needs at least 1 start; " + starts + " was given");
    }

    /** GRaSP with the Bayesian information criterion, its penalty by the number of variables. */
    public static Grasp withDefaults() {
        return with(AdaptiveBic.withDefaults());
    }

    /** GRaSP with this score. */
    public static Grasp with(Score score) {
        return new Grasp(score, Knowledge.none(), Tier.GENERAL, 3, 1, 1, true, 3, Seed.of(1));
    }

    public Grasp score(Score value) {
        return new Grasp(value, knowledge, tier, depth, uncoveredDepth, nonSingularDepth, backward, starts, seed);
    }

    public Grasp knowledge(Knowledge value) {
        return new Grasp(score, value, tier, depth, uncoveredDepth, nonSingularDepth, backward, starts, seed);
    }

    public Grasp tier(Tier value) {
        return new Grasp(score, knowledge, value, depth, uncoveredDepth, nonSingularDepth, backward, starts, seed);
    }

    public Grasp depth(int value) {
        return new Grasp(score, knowledge, tier, value, uncoveredDepth, nonSingularDepth, backward, starts, seed);
    }

    public Grasp uncoveredDepth(int value) {
        return new Grasp(score, knowledge, tier, depth, value, nonSingularDepth, backward, starts, seed);
    }

    public Grasp nonSingularDepth(int value) {
        return new Grasp(score, knowledge, tier, depth, uncoveredDepth, value, backward, starts, seed);
    }

    public Grasp backward(boolean value) {
        return new Grasp(score, knowledge, tier, depth, uncoveredDepth, nonSingularDepth, value, starts, seed);
    }

    public Grasp starts(int value) {
        return new Grasp(score, knowledge, tier, depth, uncoveredDepth, nonSingularDepth, backward, value, seed);
    }

    public Grasp seed(Seed value) {
        return new Grasp(score, knowledge, tier, depth, uncoveredDepth, nonSingularDepth, backward, starts, value);
    }

    int uncoveredDepthOfTier() {
        return tier == Tier.COVERED ? 0 : uncoveredDepth;
    }

    int nonSingularDepthOfTier() {
        return tier == Tier.GENERAL ? nonSingularDepth : 0;
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
                        (ordering, within, climbs) -> new Tucks(ordering, within, this).climb(),
                        this,
                        provenance);
    }
}
