// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * The Bayesian information criterion of a linear-Gaussian network from data with missing cells, none imputed; higher is better.
 *
 * <p>The correlations are those under which the cells that are there are most likely; they start from those of each pair in the
 * rows that have both, made positive definite. The score of a variable seen in <i>m</i> cases, with <i>k</i> parents of which the
 * <i>i</i>-th was seen with it and with each other parent in at least \(m_i\), is
 * \(-\tfrac{m}{2}\log(1-R^2) - \tfrac{c}{2}\sum_i \tfrac{m}{m_i}\log m_i\) with penalty <i>c</i>: each parent must say as much as the
 * cases that show it warrant, whatever is known of the others. One never seen with the child hardly ever can.
 *
 * <p>Assumes that cells are missing for reasons that have nothing to do with the values (as where a product does not pass a
 * machine), and linear relations. With complete data it is {@link Bic} up to a constant and to terms that vanish with more cases.
 * Time up to <i>O(np³)</i> a round of some tens once, less where rows have the same cells missing, and <i>O(k³)</i> a score; scores are cached.
 *
 * <p>After the node-average likelihood of Balov (2013), Consistent model selection of discrete Bayesian networks from incomplete
 * data, doi:10.1214/13-EJS802, and Bodewes and Scutari (2021), Learning Bayesian networks from incomplete data with the
 * node-average likelihood, doi:10.1016/j.ijar.2021.07.015, with counts of pairs in the place of families.
 *
 * @param penalty the factor <i>c</i>, above 0; 2 by default
 */
public record IncompleteBic(double penalty) implements Score {

    public IncompleteBic {
        Bic.check(penalty);
    }

    public static IncompleteBic withDefaults() {
        return new IncompleteBic(2);
    }

    /** With another factor on the penalty for parameters. */
    public IncompleteBic penalty(double changed) {
        return new IncompleteBic(changed);
    }

    /**
     * Binds the score to data, of which cells may be missing.
     *
     * @throws CausalException if a column is nominal, constant or has fewer than 3 values
     */
    @Override
    public LocalScore on(Dataset data) {
        return new CachedScore(new Bound(data.names(), IncompleteCorrelations.of(data), penalty));
    }

    private record Bound(List<String> names, IncompleteCorrelations pairs, double penalty) implements LocalScore {
        /** So many cases a parent is taken to be seen with its child where no row has both. */
        private static final double RARELY = 0.1;

        @Override
        public double score(int node, int... parents) {
            if (parents.length == 0) return 0;
            int p = names.size();
            double seen = pairs.cases()[node * p + node];
            double cost = 0;
            for (int parent : parents) {
                double together = pairs.cases()[node * p + parent];
                for (int other : parents) {
                    double both = pairs.cases()[parent * p + other];
                    if (both > 0) together = Math.min(together, both);
                }
                cost += seen / Math.max(RARELY, together) * Math.log(Math.max(3, together));
            }
            return -seen / 2 * Math.log(residual(node, parents)) - penalty / 2 * cost;
        }

        private double residual(int node, int[] parents) {
            int p = names.size();
            int k = parents.length;
            double[] block = new double[k * k];
            double[] right = new double[k];
            for (int i = 0; i < k; i++) {
                right[i] = pairs.matrix()[node * p + parents[i]];
                for (int j = 0; j < k; j++) block[i * k + j] = pairs.matrix()[parents[i] * p + parents[j]];
            }
            double[] solution = new Cholesky(block, k).solve(right);
            double explained = 0;
            for (int i = 0; i < k; i++) explained += solution[i] * right[i];
            return Math.max(1e-12, 1 - explained);
        }
    }
}
