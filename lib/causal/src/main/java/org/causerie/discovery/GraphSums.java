// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import org.causerie.Progress;

/**
 * Sums over all directed acyclic graphs, or over all orders of the variables with the graphs that fit them, and how the
 * sum depends on the parent sets that come within each set.
 */
final class GraphSums {
    private static final double LOG_TWO = Math.log(2);
    private static final double PER_LOG = 1 / LOG_TWO;

    private final ParentSums parents;
    private final int size;
    private final int all;

    /** Terms below this power of 2 against the sum they belong to are left out: a sum has 2^size at most. */
    private final int negligible;

    /**
     * {@code weight[v]} by the set of what comes before v, without the bit of v: the derivative of the logarithm of the sum by that of v's
     * sum there.
     */
    private final double[][] weight;

    private final double[] best;
    private double total;

    /**
     * For each set two numbers side by side: the power of 2 just below the best graph on it, and the sum over the graphs on it as a
     * multiple of that power; on the way back, instead of the sum, the derivative of the logarithm of the total by it.
     */
    private double[] sums = {};

    /** The sinks that may be added to the present rest, and their sums: powers of 2 times factors near 1. */
    private final int[] sinks;

    private final int[] exponents;
    private final double[] factors;

    /** By how much each sink can raise a term, as a logarithm. */
    private final double[] raised;

    /** By how many powers of 2 these and later sinks can raise a term. */
    private final int[] slack;

    /** What the terms with each sink give to the derivative of the rest, times the multiple of the rest. */
    private final double[] parts;

    private int count;

    private GraphSums(ParentSums parents, double[] best) {
        this.parents = parents;
        this.best = best;
        size = parents.size();
        all = (1 << size) - 1;
        weight = new double[size][1 << (size - 1)];
        negligible = -46 - size;
        sinks = new int[size];
        exponents = new int[size];
        factors = new double[size];
        parts = new double[size];
        raised = new double[size];
        slack = new int[size + 1];
    }

    /** Every graph counts once: sinks are taken off with inclusion and exclusion. */
    static GraphSums overGraphs(ParentSums parents, double[] bestGraphs) {
        GraphSums sums = new GraphSums(parents, bestGraphs);
        sums.sumGraphs();
        return sums;
    }

    /** Every graph counts once for each order of the variables that fits it. */
    static GraphSums overOrders(ParentSums parents, double[] bestGraphs) {
        GraphSums sums = new GraphSums(parents, bestGraphs);
        sums.sumOrders();
        return sums;
    }

    /** The logarithm of the sum. */
    double total() {
        return total;
    }

    /** The share of the sum that is due to graphs with u → v. */
    double edge(int u, int v) {
        double share = 0;
        int bit = ParentSums.compress(1 << u, v);
        for (int before = bit; before < weight[v].length; before = (before + 1) | bit) {
            double part = weight[v][before];
            if (Math.abs(part) < 1e-16) continue;
            share += part * (1 - Math.exp(parents.sumAt(v, before ^ bit) - parents.sumAt(v, before)));
        }
        return Math.min(1, Math.max(0, share));
    }

    private void sumOrders() {
        double[] before = parents.overOrders();
        double[] after = new double[all + 1];
        Arrays.fill(after, Double.NEGATIVE_INFINITY);
        after[all] = 0;
        for (int set = all - 1; set >= 0; set--) {
            if ((set & 4095) == 0) Progress.checkpoint();
            for (int v : ParentSums.members(all ^ set))
                after[set] = ParentSums.add(after[set], after[set | 1 << v] + parents.sum(v, set));
        }
        total = before[all];
        for (int v = 0; v < size; v++)
            for (int set = 0; set <= all; set++)
                if ((set & 1 << v) == 0)
                    weight[v][ParentSums.compress(set, v)] =
                            Math.exp(before[set] + parents.sum(v, set) + after[set | 1 << v] - total);
    }

    private void sumGraphs() {
        sums = new double[2 * (all + 1)];
        for (int set = 0; set <= all; set++) sums[2 * set] = Math.floor(best[set] / LOG_TWO);
        for (int rest = 0; rest < all; rest++) {
            if ((rest & 255) == 0) Progress.checkpoint();
            if (best[rest] == Double.NEGATIVE_INFINITY) continue;
            double multiple = Math.max(1, sums[2 * rest + 1]);
            sums[2 * rest + 1] = multiple;
            prepare(rest);
            int exponent = Math.getExponent(multiple);
            forward(rest, 0, (int) sums[2 * rest] + exponent, Math.scalb(multiple, -exponent));
        }
        double last = Math.max(1, sums[2 * all + 1]);
        total = sums[2 * all] * LOG_TWO + Math.log(last);
        sums[2 * all + 1] = 1 / last;
        for (int rest = all - 1; rest >= 0; rest--) {
            if ((rest & 255) == 0) Progress.checkpoint();
            if (best[rest] == Double.NEGATIVE_INFINITY) continue;
            prepare(rest);
            Arrays.fill(parts, 0, count, 0);
            double multiple = sums[2 * rest + 1];
            int exponent = Math.getExponent(multiple);
            double sum = backward(rest, 0, (int) sums[2 * rest] + exponent, Math.scalb(multiple, -exponent));
            sums[2 * rest + 1] = sum / multiple;
            for (int k = 0; k < count; k++) weight[sinks[k]][ParentSums.compress(rest, sinks[k])] = parts[k];
        }
        sums = new double[0];
    }

    /** Finds the sinks that the rest may have, from the last to the first, so that most steps lead to places nearby. */
    private void prepare(int rest) {
        count = 0;
        for (int v = size - 1; v >= 0; v--) {
            double sum = (rest & 1 << v) != 0 ? Double.NEGATIVE_INFINITY : parents.sum(v, rest);
            if (sum == Double.NEGATIVE_INFINITY) continue;
            sinks[count] = v;
            exponents[count] = (int) Math.rint(sum * PER_LOG);
            factors[count] = Math.exp(sum - exponents[count] * LOG_TWO);
            raised[count++] = sum - parents.best(v, rest);
        }
        slack[count] = 0;
        double later = 0;
        for (int k = count - 1; k >= 0; k--) {
            later += raised[k];
            slack[k] = (int) Math.ceil(later * PER_LOG);
        }
    }

    /**
     * Adds to each set the graphs on the rest with the other variables of the set as sinks, by inclusion and exclusion.
     *
     * @param exponent the power of 2 of the present term
     * @param factor what it is multiplied with, with the sign of the terms with one sink more
     */
    private void forward(int set, int from, int exponent, double factor) {
        for (int k = from; k < count; k++) {
            int wider = set | 1 << sinks[k];
            int relative = exponent + exponents[k] - (int) sums[2 * wider];
            if (relative + slack[k + 1] < negligible) continue;
            double term = factor * factors[k];
            if (relative >= negligible) sums[2 * wider + 1] += term * power(relative);
            if (k + 1 < count) forward(wider, k + 1, exponent + exponents[k], -term);
        }
    }

    /** The same terms from their other end; returns what they give to the derivative of the rest, times its multiple. */
    private double backward(int set, int from, int exponent, double factor) {
        double sum = 0;
        for (int k = from; k < count; k++) {
            int wider = set | 1 << sinks[k];
            int relative = exponent + exponents[k] - (int) sums[2 * wider];
            if (relative + slack[k + 1] < negligible) continue;
            double term = factor * factors[k];
            double part = k + 1 < count ? backward(wider, k + 1, exponent + exponents[k], -term) : 0;
            if (relative >= negligible) part += term * power(relative) * sums[2 * wider + 1];
            parts[k] += part;
            sum += part;
        }
        return sum;
    }

    /** 2 to a power between -1022 and 1023. */
    private static double power(int exponent) {
        return Double.longBitsToDouble((long) (exponent + Double.MAX_EXPONENT) << 52);
    }
}
