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
 * score the same. Time <i>O(k³)</i> for <i>k</i> parents.
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
        private final double weight;
        private final double freedom;
        private final double scale;
        private final double[][] scatter;

        Bound(Covariance covariance, double weight) {
            this.weight = weight;
            names = covariance.names();
            cases = covariance.cases();
            int p = names.size();
            freedom = p + weight + 1;
            scale = weight * (freedom - p - 1) / (weight + 1);
            scatter = new double[p][p];
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    double product =
                            covariance.matrix().get(i, i) * covariance.matrix().get(j, j);
                    scatter[i][j] = (cases - 1) * covariance.matrix().get(i, j) / Math.sqrt(product);
                }
                scatter[i][i] += scale;
            }
        }

        @Override
        public List<String> names() {
            return names;
        }

        /** Kuipers et al. (2014), equation 4, for one more than the parents less that for the parents. */
        @Override
        public double score(int node, int... parents) {
            int l = parents.length;
            double own = freedom - names.size() + l;
            double[] logs = logDeterminants(node, parents);
            return 0.5 * Math.log(weight / (cases + weight))
                    + LogGamma.value((cases + own + 1) / 2)
                    - LogGamma.value((own + 1) / 2)
                    - cases / 2 * Math.log(Math.PI)
                    + (own + l + 1) / 2 * Math.log(scale)
                    - (cases + own + 1) / 2 * (logs[0] + logs[1])
                    + (cases + own) / 2 * logs[0];
        }

        /** The logarithm of the determinant of the parents' block, and by how much the node's row raises it. */
        private double[] logDeterminants(int node, int[] parents) {
            int k = parents.length;
            double[] factor = new double[(k + 1) * (k + 1)];
            double log = 0;
            double last = 0;
            for (int i = 0; i <= k; i++) {
                double[] row = scatter[i < k ? parents[i] : node];
                double diagonal = row[i < k ? parents[i] : node];
                for (int j = 0; j < i; j++) {
                    double sum = row[parents[j]];
                    for (int m = 0; m < j; m++) sum -= factor[i * (k + 1) + m] * factor[j * (k + 1) + m];
                    double value = sum / factor[j * (k + 1) + j];
                    factor[i * (k + 1) + j] = value;
                    diagonal -= value * value;
                }
                factor[i * (k + 1) + i] = Math.sqrt(diagonal);
                if (i < k) log += Math.log(diagonal);
                else last = Math.log(diagonal);
            }
            return new double[] {log, last};
        }
    }
}
