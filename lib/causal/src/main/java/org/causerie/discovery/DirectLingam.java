// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;

/**
 * Finds the one graph of a linear model whose noise is not Gaussian: DirectLiNGAM.
 *
 * <p>Among the variables it looks for one that none of the others causes, by the likelihood ratio of the two directions
 * of each pair; this comes first, the others are replaced by their residuals on it, and so on. The
 * order found, each variable is regressed on those before it, and causes are taken out by the Bayesian information
 * criterion.
 *
 * <p>Assumes that effects are linear, that there are no cycles and no common causes outside the data, and that the
 * noise terms are independent and at most one of them is Gaussian. Faithfulness is not assumed. With Gaussian noise every order
 * fits equally well, and the one returned means nothing.
 *
 * <p>Knowledge binds throughout: earlier tiers, roots and causes of required arrows come first; forbidden arrows take no
 * part in the regressions and required ones stay.
 *
 * <p>The order of the columns and the number of threads do not matter. Takes <i>O(n p³)</i> at most for <i>n</i> cases and
 * <i>p</i> variables, and in practice about <i>O(n p²)</i>: comparisons that cannot change the order are left out.
 *
 * <p>Shimizu et al. (2011), DirectLiNGAM: a direct method for learning a linear non-Gaussian structural equation model,
 * JMLR 12, 1225–1248. Hyvärinen and Smith (2013), Pairwise likelihood ratios for estimation of non-Gaussian structural
 * equation models, JMLR 14, 111–152. Shahbazinia, Salehkaleybar and Hashemi (2023), ParaLiNGAM,
 * doi:10.1016/j.jpdc.2023.01.007 (leaving out comparisons).
 *
 * <p>{@snippet :
 * var found = DirectLingam.withDefaults().discover(data);
 * found.dag();
 * found.edges();
 * }
 *
 * @param penalty what a coefficient costs, in log(n)/2: 2 by default, 1 is the Bayesian information criterion; larger gives
 *     fewer edges
 * @param knowledge what is known beforehand, nothing by default
 */
public record DirectLingam(double penalty, Knowledge knowledge) implements Search {

    public DirectLingam {
        LinearModels.requirePenalty(penalty);
    }

    /** DirectLiNGAM with a penalty of 2. */
    public static DirectLingam withDefaults() {
        return new DirectLingam(2, Knowledge.none());
    }

    public DirectLingam penalty(double value) {
        return new DirectLingam(value, knowledge);
    }

    public DirectLingam knowledge(Knowledge value) {
        return new DirectLingam(penalty, value);
    }

    @Override
    public Result discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Searches with the threads given.
     *
     * @throws org.causerie.CausalException if a column is nominal, constant, a linear function of others or has missing
     *     values, there are no more cases than variables, rows have sampling weights, or the knowledge leaves no order
     * @throws StoppedSearch if the thread was interrupted, with the first part of the order and edges within it
     */
    @Override
    public Result discover(Dataset data, Execution execution) {
        Variables variables = Variables.of(data.names());
        Bounds bounds = Bounds.of(knowledge, variables);
        Precedence precedence = Precedence.of(knowledge, variables);
        Sample sample = Sample.of(data, "DirectLiNGAM").independent();
        Provenance provenance = Provenance.of(data.hash());
        PairwiseOrder search = new PairwiseOrder(sample, precedence, execution);
        OrderedRegression regression = new OrderedRegression(sample, bounds, penalty);
        try {
            search.search();
            return result(sample, search, regression.edges(search.order()), provenance);
        } catch (CancellationException e) {
            throw new StoppedSearch(result(sample, search, regression.soFar(search.order()), provenance));
        }
    }

    private Result result(Sample sample, PairwiseOrder search, List<WeightedEdge> edges, Provenance provenance) {
        List<String> names = sample.variables().names();
        return new Result(
                LinearModels.dag(names, edges),
                LinearModels.named(sample.variables(), search.order()),
                edges,
                search.comparisons(),
                this,
                provenance);
    }

    /**
     * What DirectLiNGAM found.
     *
     * @param dag the graph
     * @param order a causal order, causes first
     * @param edges the direct effects
     * @param comparisons how many pairs of variables were compared
     * @param settings the settings of the search
     * @param provenance where the result comes from
     */
    public record Result(
            Dag dag,
            List<String> order,
            List<WeightedEdge> edges,
            long comparisons,
            DirectLingam settings,
            Provenance provenance)
            implements Found {

        @Override
        public Dag graph() {
            return dag;
        }

        /** {@code [i][j]}: what a unit of variable i adds to variable j, in the order of the graph's names. */
        public double[][] adjacency() {
            return LinearModels.adjacency(dag.names(), edges);
        }

        @Override
        public String text() {
            return dag.text() + "\nDirectLiNGAM, order " + String.join(", ", order) + "\n" + LinearModels.text(edges);
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
