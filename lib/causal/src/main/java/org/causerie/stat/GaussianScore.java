// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;
import org.causerie.CausalException;

/**
 * The maximal log-likelihood of a linear-Gaussian network less a penalty for each variable and for each parent.
 *
 * <p>A score takes <i>O(k³)</i> for <i>k</i> parents. {@link #growth()} keeps the rows of a partial Cholesky factor of the
 * correlations: one more parent costs <i>O(k)</i> for each candidate of the next.
 */
final class GaussianScore implements LocalScore {
    private static final double TINY = RegressedOut.TINY;

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** From here on log(1 - x) is precise enough, and much faster than log1p. */
    private static final double SMALL = 1e-4;

    private final List<String> names;
    private final int p;
    private final double cases;
    private final double perVariable;
    private final double perParent;
    private final double[] logVariance;
    private final double[][] correlation;

    /**
     * Binds the score to a covariance.
     *
     * @param perVariable what is taken off for each variable
     * @param perParent what is taken off for each of its parents
     */
    GaussianScore(Covariance covariance, double perVariable, double perParent) {
        names = covariance.names();
        p = names.size();
        cases = covariance.cases();
        this.perVariable = perVariable;
        this.perParent = perParent;
        logVariance = new double[p];
        correlation = new double[p][p];
        double[] deviation = new double[p];
        for (int i = 0; i < p; i++) {
            double variance = covariance.matrix().get(i, i);
            deviation[i] = Math.sqrt(variance);
            logVariance[i] = Math.log(variance * ((cases - 1) / cases));
        }
        for (int i = 0; i < p; i++)
            for (int j = 0; j < p; j++)
                correlation[i][j] = i == j ? 1 : covariance.matrix().get(i, j) / (deviation[i] * deviation[j]);
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public double score(int node, int... parents) {
        int[] sorted = parents.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] == node || (i > 0 && sorted[i] == sorted[i - 1])) {
                throw new CausalException("The parents of " + names.get(node)
                        + " must be different other variables; given: "
                        + Arrays.stream(parents).mapToObj(names::get).toList());
            }
        }
        return score(node, new Factor(node, sorted).left, parents.length);
    }

    private double score(int node, double left, int parents) {
        double logResidual = logVariance[node] + Math.log(left);
        return -cases / 2 * (LOG_TWO_PI + logResidual + 1) - perVariable - perParent * parents;
    }

    /** A parent with coefficient b, given the others with variance v, explains b² v that the others do not. */
    @Override
    public double[] withoutEach(int node, int... parents) {
        int k = parents.length;
        Factor factor = new Factor(node, parents);
        double[] coefficients = factor.coefficients();
        double[] scores = new double[k];
        for (int i = 0; i < k; i++) {
            double alone = factor.absent(i) ? 0 : coefficients[i] * coefficients[i] / factor.inverseDiagonal(i);
            scores[i] = score(node, Math.min(1, factor.left + alone), k - 1);
        }
        return scores;
    }

    /** The Cholesky factor of the parents' correlations, row by row; a parent that those before determine has a row of 0. */
    private final class Factor {
        private final int k;
        private final double[] factor;
        private final double[] last;
        private final double left;

        Factor(int node, int[] parents) {
            k = parents.length;
            factor = new double[k * k];
            last = new double[k];
            double rest = 1;
            for (int i = 0; i < k; i++) {
                double[] row = correlation[parents[i]];
                int start = i * k;
                double diagonal = 1;
                double sum = row[node];
                for (int j = 0; j < i; j++) {
                    double value = row[parents[j]];
                    for (int m = 0; m < j; m++) value -= factor[start + m] * factor[j * k + m];
                    value = absent(j) ? 0 : value / factor[j * k + j];
                    factor[start + j] = value;
                    diagonal -= value * value;
                    sum -= value * last[j];
                }
                if (diagonal < TINY) continue;
                double pivot = Math.sqrt(diagonal);
                factor[start + i] = pivot;
                last[i] = sum / pivot;
                rest -= last[i] * last[i];
            }
            left = Math.max(TINY, rest);
        }

        boolean absent(int i) {
            return factor[i * k + i] == 0;
        }

        /** What a unit of each parent adds to the node, in standard deviations. */
        double[] coefficients() {
            double[] solution = last.clone();
            for (int i = k - 1; i >= 0; i--) {
                if (absent(i)) continue;
                for (int m = i + 1; m < k; m++) solution[i] -= factor[m * k + i] * solution[m];
                solution[i] /= factor[i * k + i];
            }
            return solution;
        }

        /** The i-th diagonal element of the inverse of the parents' correlations. */
        double inverseDiagonal(int i) {
            double[] column = new double[k];
            column[i] = 1 / factor[i * k + i];
            double sum = column[i] * column[i];
            for (int j = i + 1; j < k; j++) {
                if (absent(j)) continue;
                double value = 0;
                for (int m = i; m < j; m++) value -= factor[j * k + m] * column[m];
                column[j] = value / factor[j * k + j];
                sum += column[j] * column[j];
            }
            return sum;
        }
    }

    @Override
    public LocalScore remembered() {
        return this;
    }

    @Override
    public Growth growth() {
        return new Rows();
    }

    private final class Rows implements Growth {
        /** A candidate raises the score if its squared partial correlation with the node is above this. */
        private final double threshold = -Math.expm1(-2 * perParent / cases);

        private final RegressedOut parents = new RegressedOut(correlation);
        private int node;

        @Override
        public void start(int started) {
            node = started;
            parents.start(started);
        }

        @Override
        public void add(int parent) {
            parents.add(parent);
        }

        @Override
        public void drop() {
            parents.drop();
        }

        @Override
        public double with(int parent) {
            return score(node, parents.leftWith(parent), parents.size() + 1);
        }

        @Override
        public int raising(int[] candidates, int count, double[] gains) {
            double[] variance = parents.variances();
            double[] covariance = parents.covariances();
            double left = parents.left();
            double bound = threshold * left;
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int candidate = candidates[i];
                double c = covariance[candidate];
                double v = variance[candidate];
                if (c * c <= bound * v || v < TINY) continue;
                candidates[kept] = candidate;
                double share = Math.min(1 - TINY, c * c / (v * left));
                double log = share < SMALL ? Math.log1p(-share) : Math.log(1 - share);
                gains[kept++] = -cases / 2 * log - perParent;
            }
            return kept;
        }
    }
}
