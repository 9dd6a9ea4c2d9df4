// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import org.causerie.Progress;

/**
 * Sums over all directed acyclic graphs, or over all orders of the variables with the graphs that fit them, and how the
 * sum depends on the parent sets that come within each set.
 */
final class GraphSums {
    private final ParentSums parents;
    private final int size;
    private final int all;

    /** Terms smaller than this against the sum they belong to, as a logarithm, are left out: a sum has 2^size at most. */
    private final double negligible;

    /** {@code weight[v]} by the set of what comes before v: the derivative of the logarithm of the sum by that of v's sum there. */
    private final double[][] weight;

    private final double[] best;
    private double total;

    /** For each set the sum over the graphs on it, as a multiple of the best of them. */
    private double[] multiples = {};

    /** For each set the derivative of the logarithm of the total by its multiple. */
    private double[] derivatives = {};

    /** The sinks that may be added to the present rest, their sums, and by how much these and later ones can raise a term. */
    private final int[] sinks;

    private final double[] logs;
    private final double[] slack;

    /** What the terms with each sink give to the derivative of the rest. */
    private final double[] parts;

    private int count;

    private GraphSums(ParentSums parents, double[] best) {
        this.parents = parents;
        this.best = best;
        size = parents.size();
        all = (1 << size) - 1;
        weight = new double[size][1 << size];
        negligible = -32 - size * Math.log(2);
        sinks = new int[size];
        logs = new double[size];
        parts = new double[size];
        slack = new double[size + 1];
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
        for (int before = 0; before <= all; before++) {
            double part = weight[v][before];
            if ((before & 1 << u) == 0 || Math.abs(part) < 1e-16) continue;
            share -= part * Math.expm1(parents.sum(v, before ^ 1 << u) - parents.sum(v, before));
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
                    weight[v][set] = Math.exp(before[set] + parents.sum(v, set) + after[set | 1 << v] - total);
    }

    private void sumGraphs() {
        multiples = new double[all + 1];
        derivatives = new double[all + 1];
        multiples[0] = 1;
        for (int rest = 0; rest < all; rest++) {
            if ((rest & 255) == 0) Progress.checkpoint();
            if (rest > 0) multiples[rest] = Math.max(1, multiples[rest]);
            if (best[rest] == Double.NEGATIVE_INFINITY) continue;
            prepare(rest);
            forward(rest, 0, best[rest], Math.log(multiples[rest]), -1);
        }
        multiples[all] = Math.max(1, multiples[all]);
        total = best[all] + Math.log(multiples[all]);
        derivatives[all] = 1 / multiples[all];
        for (int rest = all - 1; rest >= 0; rest--) {
            if ((rest & 255) == 0) Progress.checkpoint();
            if (best[rest] == Double.NEGATIVE_INFINITY) continue;
            prepare(rest);
            Arrays.fill(parts, 0, count, 0);
            derivatives[rest] = backward(rest, 0, best[rest], Math.log(multiples[rest]), -1);
            for (int k = 0; k < count; k++) weight[sinks[k]][rest] = multiples[rest] * parts[k];
        }
    }

    private void prepare(int rest) {
        count = 0;
        for (int v = 0; v < size; v++) {
            double sum = (rest & 1 << v) != 0 ? Double.NEGATIVE_INFINITY : parents.sum(v, rest);
            if (sum == Double.NEGATIVE_INFINITY) continue;
            sinks[count] = v;
            logs[count] = sum;
            slack[count++] = sum - parents.best(v, rest);
        }
        slack[count] = 0;
        for (int k = count - 1; k >= 0; k--) slack[k] += slack[k + 1];
    }

    /** Adds to each set the graphs on the rest with the other variables of the set as sinks, by inclusion and exclusion. */
    private void forward(int set, int from, double log, double multiple, int sign) {
        for (int k = from; k < count; k++) {
            int wider = set | 1 << sinks[k];
            double term = log + logs[k];
            double relative = multiple + term - best[wider];
            if (relative + slack[k + 1] < negligible) continue;
            if (relative >= negligible) multiples[wider] -= sign * Math.exp(relative);
            forward(wider, k + 1, term, multiple, -sign);
        }
    }

    /** The same terms from their other end; returns what they give to the derivative of the rest. */
    private double backward(int set, int from, double log, double multiple, int sign) {
        double sum = 0;
        for (int k = from; k < count; k++) {
            int wider = set | 1 << sinks[k];
            double term = log + logs[k];
            double relative = multiple + term - best[wider];
            if (relative + slack[k + 1] < negligible) continue;
            double part = backward(wider, k + 1, term, multiple, -sign);
            if (relative >= negligible) part -= sign * Math.exp(term - best[wider]) * derivatives[wider];
            parts[k] += part;
            sum += part;
        }
        return sum;
    }
}
