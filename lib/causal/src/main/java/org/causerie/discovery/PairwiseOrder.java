// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.BitSet;
import org.causerie.Execution;
import org.causerie.Progress;

/**
 * The causal order of DirectLiNGAM: again and again the variable that causes the others best comes next, and the
 * others are replaced by their residuals on it.
 *
 * <p>Each comparison of two variables counts against one of them. The variable with the least against it is
 * compared next, first with those that spoke most against it in the round before, until one that has been compared with
 * all has the least: the same variable as after all comparisons, for none that is left out could change that.
 */
final class PairwiseOrder {
    private static final int CHUNK = 2;

    /** Below this many values to look at, threads cost more than they bring. */
    private static final int WORTH_SHARING = 1_000_000;

    private final double[][] columns;
    private final Precedence precedence;
    private final Execution execution;
    private final MaximumEntropy entropy = new MaximumEntropy();
    private final BitSet remaining = new BitSet();
    private final double[] correlations;
    private final double[] entropies;
    private final double[] against;
    private final double[] before;
    private final boolean[] compared;
    private final double[] remembered;
    private final double[] residualEntropies;
    private final int[] open;
    private final int[] order;
    private int placed;
    private long comparisons;

    PairwiseOrder(Sample sample, Precedence precedence, Execution execution) {
        int p = sample.size();
        this.precedence = precedence;
        this.execution = execution;
        columns = new double[p][];
        for (int i = 0; i < p; i++) columns[i] = sample.columns()[i].clone();
        remaining.set(0, p);
        correlations = sample.correlations();
        entropies = new double[p];
        against = new double[p];
        before = new double[p];
        compared = new boolean[p * p];
        remembered = new double[p * p];
        residualEntropies = new double[p * p];
        open = new int[p];
        order = new int[p];
        for (int i = 0; i < p; i++) entropies[i] = entropy.of(columns[i]);
    }

    /** Orders all variables; {@link #order()} has what was done where this ends early. */
    void search() {
        while (placed < order.length) {
            Arrays.fill(compared, false);
            int next = remaining.cardinality() == 1 ? remaining.nextSetBit(0) : next(precedence.next(remaining));
            order[placed++] = next;
            remaining.clear(next);
            regress(next);
        }
    }

    /** The variables placed until now, causes first. */
    int[] order() {
        return Arrays.copyOf(order, placed);
    }

    /** How many pairs of variables were compared. */
    long comparisons() {
        return comparisons;
    }

    private int next(BitSet candidates) {
        if (candidates.cardinality() == 1) return candidates.nextSetBit(0);
        for (int i = 0; i < before.length; i++) if (against[i] > 0) before[i] = against[i];
        Arrays.fill(against, 0);
        int others = remaining.cardinality() - 1;
        for (int i = remaining.nextSetBit(0); i >= 0; i = remaining.nextSetBit(i + 1)) open[i] = others;
        int best = least(candidates);
        while (open[best] > 0) {
            Progress.checkpoint();
            compare(best);
            best = least(candidates);
        }
        return best;
    }

    /** The candidate with the least against it; of several the one that had the least in an earlier round. */
    private int least(BitSet candidates) {
        int least = candidates.nextSetBit(0);
        for (int i = candidates.nextSetBit(least + 1); i >= 0; i = candidates.nextSetBit(i + 1)) {
            boolean equal = against[i] == against[least];
            if (against[i] < against[least] || (equal && before[i] < before[least])) least = i;
        }
        return least;
    }

    /** Compares a variable with some of those that it was not compared with. */
    private void compare(int i) {
        int[] others = worst(i);
        double[] gains = gains(i, others);
        for (int k = 0; k < others.length; k++) {
            int j = others[k];
            compared[i * order.length + j] = true;
            compared[j * order.length + i] = true;
            open[i]--;
            open[j]--;
            remembered[i * order.length + j] = gains[k];
            remembered[j * order.length + i] = -gains[k];
            against[gains[k] < 0 ? i : j] += gains[k] * gains[k];
        }
        comparisons += others.length;
    }

    /** A few of those that a variable was not compared with, which spoke most against it before. */
    private int[] worst(int i) {
        int[] worst = new int[Math.min(CHUNK, open[i])];
        int found = 0;
        for (int j = remaining.nextSetBit(0); j >= 0; j = remaining.nextSetBit(j + 1)) {
            int at = i * order.length;
            if (j == i || compared[at + j]) continue;
            if (found == worst.length && remembered[at + j] >= remembered[at + worst[found - 1]]) continue;
            int k = found < worst.length ? found++ : found - 1;
            while (k > 0 && remembered[at + j] < remembered[at + worst[k - 1]]) {
                worst[k] = worst[k - 1];
                k--;
            }
            worst[k] = j;
        }
        return worst;
    }

    private double[] gains(int i, int[] others) {
        double[] gains = new double[others.length];
        if (execution.threads() == 1 || (long) others.length * columns[i].length < WORTH_SHARING) {
            for (int k = 0; k < gains.length; k++) gains[k] = gain(i, others[k], entropy);
        } else {
            execution.map(
                    "comparing variables", gains.length, k -> gains[k] = gain(i, others[k], new MaximumEntropy()));
        }
        return gains;
    }

    /** By how much i → j is likelier than j → i: the ratio of their log likelihoods per case. */
    private double gain(int i, int j, MaximumEntropy entropy) {
        double[] x = columns[i];
        double[] y = columns[j];
        double r = correlations[i * order.length + j];
        double scale = 1 / Math.sqrt(Math.max(1 - r * r, 1e-12));
        double left = entropy.ofResidual(x, y, r, scale);
        double right = entropy.ofResidual(y, x, r, scale);
        residualEntropies[i * order.length + j] = left;
        residualEntropies[j * order.length + i] = right;
        return entropies[j] + left - entropies[i] - right;
    }

    /** Replaces what remains by its residuals on a variable, with variance 1. */
    private void regress(int cause) {
        int p = order.length;
        double[] x = columns[cause];
        double[] slopes = new double[p];
        double[] scales = new double[p];
        for (int i = remaining.nextSetBit(0); i >= 0; i = remaining.nextSetBit(i + 1)) {
            double[] y = columns[i];
            double r = Dense.dot(x, y) / x.length;
            for (int row = 0; row < y.length; row++) y[row] -= r * x[row];
            double scale = 1 / Math.sqrt(Math.max(Dense.dot(y, y) / y.length, 1e-300));
            for (int row = 0; row < y.length; row++) y[row] *= scale;
            slopes[i] = r;
            scales[i] = scale;
            boolean known = compared[cause * p + i];
            entropies[i] = known ? residualEntropies[i * p + cause] : entropy.of(y);
        }
        for (int i = remaining.nextSetBit(0); i >= 0; i = remaining.nextSetBit(i + 1))
            for (int j = 0; j < p; j++)
                correlations[i * p + j] = (correlations[i * p + j] - slopes[i] * slopes[j]) * scales[i] * scales[j];
    }
}
