// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.causerie.Progress;

/**
 * The linear model of a causal order: each variable is regressed on those before it, and causes are taken
 * out, the weakest first, while that improves the Bayesian information criterion.
 *
 * <p>Forbidden causes never take part and required ones stay. Takes <i>O(p⁴)</i> for <i>p</i> variables.
 */
final class OrderedRegression {
    /** The regressions of so many variables on those before them take a tenth of a second together. */
    private static final int QUICK = 120;

    private final Sample sample;
    private final double[] correlations;
    private final Bounds bounds;
    private final double threshold;
    private final List<WeightedEdge> edges = new ArrayList<>();
    private int done = 1;

    /** @param penalty what a coefficient costs, in log(n)/2 */
    OrderedRegression(Sample sample, Bounds bounds, double penalty) {
        this.sample = sample;
        this.bounds = bounds;
        correlations = sample.correlations();
        threshold = penalty * Math.log(sample.rows()) / sample.rows();
    }

    /** The edges of all variables in the order. */
    List<WeightedEdge> edges(int[] order) {
        for (; done < order.length; done++) {
            Progress.checkpoint();
            edges.addAll(into(order, done));
        }
        return edges;
    }

    /** After an interrupt, the edges of the first variables in the order: all that were done, and as many as take no time. */
    List<WeightedEdge> soFar(int[] order) {
        for (; done < Math.min(order.length, QUICK); done++) edges.addAll(into(order, done));
        return edges;
    }

    private List<WeightedEdge> into(int[] order, int i) {
        int target = order[i];
        int[] causes = IntStream.of(order)
                .limit(i)
                .filter(cause -> !bounds.forbidden(cause, target))
                .sorted()
                .toArray();
        return edges(target, causes);
    }

    private List<WeightedEdge> edges(int target, int[] causes) {
        int k = causes.length;
        int p = sample.size();
        double[] block = new double[k * k];
        double[] with = new double[k];
        for (int a = 0; a < k; a++) {
            with[a] = correlations[causes[a] * p + target];
            for (int b = 0; b < k; b++) block[a * k + b] = correlations[causes[a] * p + causes[b]];
        }
        Dense.invert(block, k);
        double[] slopes = Dense.times(block, with);
        double left = 1;
        for (int a = 0; a < k; a++) left -= slopes[a] * with[a];
        left = Math.max(left, 1e-300);
        boolean[] out = new boolean[k];
        for (int weakest = weakest(target, causes, out, block, slopes);
                weakest >= 0;
                weakest = weakest(target, causes, out, block, slopes)) {
            double loss = slopes[weakest] * slopes[weakest] / block[weakest * k + weakest];
            if (Math.log1p(loss / left) >= threshold) break;
            left += loss;
            remove(weakest, out, block, slopes);
        }
        return edges(target, causes, out, block, slopes, left);
    }

    /** The cause whose removal costs least; -1 where none may go. */
    private int weakest(int target, int[] causes, boolean[] out, double[] inverse, double[] slopes) {
        int k = causes.length;
        int weakest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int a = 0; a < k; a++) {
            if (out[a] || bounds.required(causes[a]).get(target)) continue;
            double loss = slopes[a] * slopes[a] / inverse[a * k + a];
            if (loss < least) {
                least = loss;
                weakest = a;
            }
        }
        return weakest;
    }

    private static void remove(int gone, boolean[] out, double[] inverse, double[] slopes) {
        int k = slopes.length;
        out[gone] = true;
        double pivot = inverse[gone * k + gone];
        double[] row = Arrays.copyOfRange(inverse, gone * k, (gone + 1) * k);
        double slope = slopes[gone];
        for (int a = 0; a < k; a++) {
            if (out[a]) continue;
            double factor = row[a] / pivot;
            slopes[a] -= factor * slope;
            for (int b = 0; b < k; b++) inverse[a * k + b] -= factor * row[b];
        }
    }

    private List<WeightedEdge> edges(
            int target, int[] causes, boolean[] out, double[] inverse, double[] slopes, double left) {
        int k = causes.length;
        int used = 0;
        for (boolean gone : out) if (!gone) used++;
        double freedom = sample.rows() - used - 1.0;
        List<WeightedEdge> edges = new ArrayList<>();
        for (int a = 0; a < k; a++) {
            if (out[a]) continue;
            double unit = sample.deviation(target) / sample.deviation(causes[a]);
            double error = Math.sqrt(left * inverse[a * k + a] / freedom);
            edges.add(new WeightedEdge(
                    sample.variables().name(causes[a]),
                    sample.variables().name(target),
                    slopes[a] * unit,
                    error * unit,
                    freedom));
        }
        return edges;
    }
}
