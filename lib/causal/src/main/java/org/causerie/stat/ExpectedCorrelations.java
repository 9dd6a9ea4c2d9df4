// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.causerie.Progress;

/**
 * The correlations under which jointly normal columns with missing cells are most likely, by expectation and maximisation: every
 * cell that is there counts, and where none is missing it is the sample correlation.
 *
 * <p>Little and Rubin (2019), Statistical analysis with missing data, section 11.2, doi:10.1002/9781119482260. A round is
 * <i>O(n(p² + p³))</i> at most, the cubic part once for rows with the same cells missing.
 */
final class ExpectedCorrelations {
    private static final int MOST_ROUNDS = 60;
    private static final double SETTLED = 2e-5;

    /** As many cases without correlation are added as keep the matrix away from singular. */
    private static final double PRIOR = 1;

    private final double[][] columns;
    private final double[] weights;
    private final int p;
    private final Map<BitSet, List<Integer>> patterns = new HashMap<>();
    private final double[] mean;
    private double[] covariance;

    private ExpectedCorrelations(double[][] columns, double[] weights, double[] start) {
        this.columns = columns;
        this.weights = weights;
        p = columns.length;
        covariance = start.clone();
        mean = new double[p];
        for (int row = 0; row < weights.length; row++) {
            BitSet seen = new BitSet(p);
            for (int j = 0; j < p; j++) if (!Double.isNaN(columns[j][row])) seen.set(j);
            if (!seen.isEmpty())
                patterns.computeIfAbsent(seen, key -> new ArrayList<>()).add(row);
        }
    }

    /**
     * The correlations, row by row.
     *
     * @param columns with mean 0 and variance 1 of the cells that are there; NaN where missing
     * @param start positive definite correlations to start from
     */
    static double[] of(double[][] columns, double[] weights, double[] start) {
        ExpectedCorrelations search = new ExpectedCorrelations(columns, weights, start);
        List<Map.Entry<BitSet, List<Integer>>> groups = new ArrayList<>(search.patterns.entrySet());
        groups.sort((a, b) -> Integer.compare(a.getValue().get(0), b.getValue().get(0)));
        for (int round = 0; round < MOST_ROUNDS; round++) if (search.round(groups) < SETTLED) break;
        return search.correlations();
    }

    /** The largest change of a covariance. */
    private double round(List<Map.Entry<BitSet, List<Integer>>> groups) {
        double[] sums = new double[p];
        double[] products = new double[p * p];
        double total = 0;
        for (Map.Entry<BitSet, List<Integer>> group : groups) {
            Progress.checkpoint();
            total += expect(group.getKey(), group.getValue(), sums, products);
        }
        double[] next = new double[p * p];
        double most = 0;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                double value = products[i * p + j] - sums[i] * sums[j] / total;
                value = (value + (i == j ? PRIOR : 0)) / (total + PRIOR);
                most = Math.max(most, Math.abs(value - covariance[i * p + j]));
                next[i * p + j] = value;
                next[j * p + i] = value;
            }
        }
        for (int j = 0; j < p; j++) mean[j] = sums[j] / total;
        covariance = next;
        return most;
    }

    /** Adds what rows with these cells lead to expect, and returns their weight. */
    private double expect(BitSet present, List<Integer> rows, double[] sums, double[] products) {
        int[] seen = present.stream().toArray();
        int[] gone = IntStream.range(0, p).filter(j -> !present.get(j)).toArray();
        double[][] slopes = new double[gone.length][];
        Cholesky factor = gone.length == 0 ? null : new Cholesky(block(seen), seen.length);
        for (int g = 0; g < gone.length; g++) {
            double[] right = new double[seen.length];
            for (int s = 0; s < seen.length; s++) right[s] = covariance[gone[g] * p + seen[s]];
            slopes[g] = factor.solve(right);
        }
        double weight = 0;
        double[] filled = new double[p];
        for (int row : rows) {
            double w = weights[row];
            weight += w;
            for (int j : seen) filled[j] = columns[j][row];
            for (int g = 0; g < gone.length; g++) {
                double value = mean[gone[g]];
                for (int s = 0; s < seen.length; s++) value += slopes[g][s] * (filled[seen[s]] - mean[seen[s]]);
                filled[gone[g]] = value;
            }
            for (int i = 0; i < p; i++) {
                double scaled = w * filled[i];
                sums[i] += scaled;
                for (int j = 0; j <= i; j++) products[i * p + j] += scaled * filled[j];
            }
        }
        for (int a = 0; a < gone.length; a++) {
            for (int b = 0; b <= a; b++) {
                double left = covariance[gone[a] * p + gone[b]];
                for (int s = 0; s < seen.length; s++) left -= slopes[a][s] * covariance[seen[s] * p + gone[b]];
                products[gone[a] * p + gone[b]] += weight * left;
            }
        }
        return weight;
    }

    private double[] block(int[] chosen) {
        double[] block = new double[chosen.length * chosen.length];
        for (int i = 0; i < chosen.length; i++)
            for (int j = 0; j < chosen.length; j++)
                block[i * chosen.length + j] = covariance[chosen[i] * p + chosen[j]];
        return block;
    }

    private double[] correlations() {
        double[] result = covariance.clone();
        double[] deviation = new double[p];
        Arrays.setAll(deviation, j -> Math.sqrt(covariance[j * p + j]));
        for (int i = 0; i < p; i++) for (int j = 0; j < p; j++) result[i * p + j] /= deviation[i] * deviation[j];
        return result;
    }
}
