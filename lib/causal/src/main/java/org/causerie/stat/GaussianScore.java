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
    /** Below this, what is left of a variance of 1 is rounding error. */
    private static final double TINY = 1e-12;

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

    /** Row k: what the k-th parent adds to the factor, and what is then left of variances and of the node's covariances. */
    private final class Rows implements Growth {
        /** A candidate raises the score if its squared partial correlation with the node is above this. */
        private final double threshold = -Math.expm1(-2 * perParent / cases);

        private double[][] rows = new double[8][];
        private double[][] variances = new double[9][];
        private double[][] covariances = new double[9][];
        private double[] shares = new double[9];
        private int size;
        private int node;

        @Override
        public void start(int started) {
            node = started;
            size = 0;
            if (variances[0] == null) {
                variances[0] = new double[p];
                Arrays.fill(variances[0], 1);
            }
            covariances[0] = correlation[started];
            shares[0] = 1;
        }

        @Override
        public void add(int parent) {
            if (size == rows.length) reserve(2 * size);
            if (rows[size] == null) {
                rows[size] = new double[p];
                variances[size + 1] = new double[p];
                covariances[size + 1] = new double[p];
            }
            double variance = variances[size][parent];
            double[] row = rows[size];
            if (variance < TINY) {
                Arrays.fill(row, 0);
            } else {
                System.arraycopy(correlation[parent], 0, row, 0, p);
                for (int m = 0; m < size; m++) subtract(row, rows[m], rows[m][parent]);
                scale(row, 1 / Math.sqrt(variance));
            }
            sweep(row, row[node], variances[size], covariances[size], variances[size + 1], covariances[size + 1]);
            shares[size + 1] = Math.max(TINY, shares[size] - row[node] * row[node]);
            size++;
        }

        private void reserve(int length) {
            rows = Arrays.copyOf(rows, length);
            variances = Arrays.copyOf(variances, length + 1);
            covariances = Arrays.copyOf(covariances, length + 1);
            shares = Arrays.copyOf(shares, length + 1);
        }

        @Override
        public void drop() {
            size--;
        }

        @Override
        public double with(int parent) {
            double variance = variances[size][parent];
            double covariance = covariances[size][parent];
            double explained = variance < TINY ? 0 : covariance * covariance / variance;
            return score(node, Math.max(TINY, shares[size] - explained), size + 1);
        }

        @Override
        public int raising(int[] candidates, int count, double[] gains) {
            double[] variance = variances[size];
            double[] covariance = covariances[size];
            double left = shares[size];
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

    private static void subtract(double[] row, double[] other, double factor) {
        for (int i = 0; i < row.length; i++) row[i] -= factor * other[i];
    }

    private static void scale(double[] row, double factor) {
        for (int i = 0; i < row.length; i++) row[i] *= factor;
    }

    private static void sweep(
            double[] row,
            double ofNode,
            double[] variance,
            double[] covariance,
            double[] variance2,
            double[] covariance2) {
        for (int i = 0; i < row.length; i++) {
            variance2[i] = variance[i] - row[i] * row[i];
            covariance2[i] = covariance[i] - ofNode * row[i];
        }
    }
}
