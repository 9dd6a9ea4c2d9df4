// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * The Bayesian Gaussian equivalent score: the log marginal likelihood of a linear-Gaussian network; higher is better.
 *
 * <p>Variables are taken in standard deviations from their means, so that their units do not matter. A priori their precision
 * matrix has a Wishart distribution with \(a_w = p + a_\mu + 1\) degrees of freedom and parametric matrix \(t I\), \(t =
 * a_\mu (a_w - p - 1)/(a_\mu + 1)\), and their mean, given it, a normal one around the sample mean that weighs as much as
 * \(a_\mu\) cases. The local score is \(\log p(d^{Q \cup v}) - \log p(d^Q)\) for the parents <i>Q</i>. Markov-equivalent graphs
 * score the same. Time <i>O(k³)</i> for <i>k</i> parents; searches that add parents one by one take <i>O(p k)</i> for one more among
 * <i>p</i> variables and no more for each candidate of the next than two logarithms.
 *
 * <p>Geiger, D. &amp; Heckerman, D. (2002). Parameter priors for directed acyclic graphical models. Annals of Statistics 30,
 * 1412-1440. doi:10.1214/aos/1035844981. Kuipers, J., Moffa, G. &amp; Heckerman, D. (2014). Addendum on the scoring of
 * Gaussian directed acyclic graphical models. Annals of Statistics 42, 1689-1691. doi:10.1214/14-AOS1217
 *
 * @param meanWeight the weight \(a_\mu\) of the prior in cases, above 0; 1 by default
 */
public record Bge(double meanWeight) implements Score {

    public Bge {
        if (!(meanWeight > 0) || Double.isInfinite(meanWeight)) {
            throw new CausalException("The weight of the prior of BGe must be a positive number of cases; " + meanWeight
                    + " was given (1 is usual)");
        }
    }

    public static Bge withDefaults() {
        return new Bge(1);
    }

    /** With another weight of the prior, in cases. */
    public Bge meanWeight(double changed) {
        return new Bge(changed);
    }

    /**
     * Binds the score to data.
     *
     * @throws CausalException if a column is nominal, constant, determined by others or has missing values, or there are
     *     fewer than 10 cases
     */
    @Override
    public LocalScore on(Dataset data) {
        return on(Requirements.undetermined(Covariance.of(data)));
    }

    /** Binds the score to a covariance, of a sample or of a population. */
    public LocalScore on(Covariance covariance) {
        return new Bound(covariance, meanWeight);
    }

    private static final class Bound implements LocalScore {
        private final List<String> names;
        private final double cases;

        /** Of the prior and the data together, whose diagonal is the same everywhere. */
        private final double[][] correlation;

        /** By the number of parents: what the score does not owe to the correlations. */
        private final double[] constants;

        /** The posterior degrees of freedom of a block of one variable, and one more for each parent. */
        private final double freedom;

        Bound(Covariance covariance, double weight) {
            names = covariance.names();
            cases = covariance.cases();
            int p = names.size();
            double prior = p + weight + 1;
            double scale = weight * (prior - p - 1) / (weight + 1);
            double diagonal = cases - 1 + scale;
            correlation = new double[p][p];
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    double product =
                            covariance.matrix().get(i, i) * covariance.matrix().get(j, j);
                    double scatter = (cases - 1) * covariance.matrix().get(i, j) / Math.sqrt(product);
                    correlation[i][j] = i == j ? 1 : scatter / diagonal;
                }
            }
            freedom = cases + prior - p + 1;
            constants = new double[p];
            for (int l = 0; l < p; l++) {
                double own = prior - p + l;
                constants[l] = 0.5 * Math.log(weight / (cases + weight))
                        + LogGamma.value((cases + own + 1) / 2)
                        - LogGamma.value((own + 1) / 2)
                        - cases / 2 * Math.log(Math.PI)
                        + (own + l + 1) / 2 * Math.log(scale)
                        - (cases + own + l + 1) / 2 * Math.log(diagonal);
            }
        }

        @Override
        public List<String> names() {
            return names;
        }

        /**
         * Kuipers et al. (2014), equation 4, for one more than the parents less that for the parents.
         *
         * @param block the logarithm of the determinant of the parents' correlations
         * @param last by how much the node's row raises it
         */
        private double score(int parents, double block, double last) {
            return constants[parents] - (freedom + parents) / 2 * last - block / 2;
        }

        @Override
        public double score(int node, int... parents) {
            int k = parents.length;
            double[] factor = new double[(k + 1) * (k + 1)];
            double block = 0;
            double last = 0;
            for (int i = 0; i <= k; i++) {
                double[] row = correlation[i < k ? parents[i] : node];
                double diagonal = 1;
                for (int j = 0; j < i; j++) {
                    double sum = row[parents[j]];
                    for (int m = 0; m < j; m++) sum -= factor[i * (k + 1) + m] * factor[j * (k + 1) + m];
                    double value = sum / factor[j * (k + 1) + j];
                    factor[i * (k + 1) + j] = value;
                    diagonal -= value * value;
                }
                factor[i * (k + 1) + i] = Math.sqrt(diagonal);
                if (i < k) block += Math.log(diagonal);
                else last = Math.log(diagonal);
            }
            return score(k, block, last);
        }

        @Override
        public Growth growth() {
            return new Blocks();
        }

        /** Scores by the determinants of nested blocks: one more parent costs two logarithms for each candidate of the next. */
        private final class Blocks implements Growth {
            private final RegressedOut parents = new RegressedOut(correlation);
            private final double[] blocks = new double[correlation.length];

            @Override
            public void start(int started) {
                parents.start(started);
            }

            @Override
            public void add(int parent) {
                int k = parents.size();
                blocks[k + 1] = blocks[k] + log(parents.variances()[parent]);
                parents.add(parent);
            }

            @Override
            public void drop() {
                parents.drop();
            }

            @Override
            public double with(int parent) {
                int k = parents.size();
                double block = blocks[k] + log(parents.variances()[parent]);
                return score(k + 1, block, Math.log(parents.leftWith(parent)));
            }

            private static double log(double variance) {
                return Math.log(Math.max(RegressedOut.TINY, variance));
            }

            @Override
            public int raising(int[] candidates, int count, double[] gains) {
                int k = parents.size();
                double before = score(k, blocks[k], Math.log(parents.left()));
                int kept = 0;
                for (int i = 0; i < count; i++) {
                    double gain = with(candidates[i]) - before;
                    if (!(gain > 0)) continue;
                    candidates[kept] = candidates[i];
                    gains[kept++] = gain;
                }
                return kept;
            }
        }
    }
}
