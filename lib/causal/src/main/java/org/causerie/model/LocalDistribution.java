// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.CausalException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * A smooth distribution: a weighted average of logistic steps.
 *
 * @param points where the steps are
 * @param weights how high they are; they sum to 1
 * @param width the scale of a step
 */
record LocalDistribution(double[] points, double[] weights, double width) {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);
    private static final double RIDGE = 1e-3;
    private static final int MOST_STEPS = 200;
    private static final int MOST_POINTS = 1000;

    /**
     * The distribution at a place, from the cases near it.
     *
     * @param rows scaled features of all cases
     * @param own the values of all cases
     * @param at the place
     * @param near the cases near it
     * @param kernel their weights
     */
    static LocalDistribution of(
            double[][] rows, double[] own, double[] at, int[] near, double[] kernel, double smoothing) {
        double[][] offsets = new double[near.length][];
        double[] values = new double[near.length];
        for (int i = 0; i < near.length; i++) {
            values[i] = own[near[i]];
            offsets[i] = new double[at.length];
            for (int j = 0; j < at.length; j++) offsets[i][j] = rows[near[i]][j] - at[j];
        }
        double[] level = line(offsets, values, kernel);
        double[] residuals = new double[near.length];
        double[] spreads = new double[near.length];
        for (int i = 0; i < near.length; i++) {
            residuals[i] = values[i] - read(level, offsets[i]);
            spreads[i] = Math.abs(residuals[i]);
        }
        double typical = Weighted.mean(spreads, kernel);
        double[] spread = line(offsets, spreads, kernel);
        double here = Math.min(3 * typical, Math.max(typical / 3, spread[0]));
        for (int i = 0; i < near.length && typical > 0; i++) {
            double there = Math.min(3 * typical, Math.max(typical / 3, read(spread, offsets[i])));
            residuals[i] *= here / there;
        }
        return around(level[0], residuals, kernel, smoothing);
    }

    /** Steps around the residuals, drawn in so that the smoothing does not widen the distribution. */
    private static LocalDistribution around(double level, double[] residuals, double[] kernel, double smoothing) {
        double total = 0;
        double squares = 0;
        for (double weight : kernel) {
            total += weight;
            squares += weight * weight;
        }
        double deviation = Weighted.deviation(residuals, kernel);
        double mean = Weighted.mean(residuals, kernel);
        double relative = Math.min(0.5, smoothing * Math.pow(total * total / squares, -1.0 / 3));
        double shrink = Math.sqrt(1 - relative * relative);
        double[] points = new double[residuals.length];
        double[] shares = new double[residuals.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = level + mean + shrink * (residuals[i] - mean);
            shares[i] = kernel[i] / total;
        }
        double floor = 1e-9 * (1 + Math.abs(level));
        double width = Math.max(floor, relative * deviation * Math.sqrt(3) / Math.PI);
        return points.length <= MOST_POINTS
                ? new LocalDistribution(points, shares, width)
                : thinned(points, shares, width);
    }

    /** Runs of neighbouring steps put together, none with more than its share of the weight. */
    private static LocalDistribution thinned(double[] points, double[] shares, double width) {
        int[] order = IntStream.range(0, points.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> points[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] sums = new double[MOST_POINTS];
        double[] weights = new double[MOST_POINTS];
        double before = 0;
        for (int i : order) {
            int run = (int) Math.min(MOST_POINTS - 1, MOST_POINTS * (before + shares[i] / 2));
            before += shares[i];
            weights[run] += shares[i];
            sums[run] += shares[i] * points[i];
        }
        int[] filled =
                IntStream.range(0, MOST_POINTS).filter(run -> weights[run] > 0).toArray();
        return new LocalDistribution(
                Arrays.stream(filled)
                        .mapToDouble(run -> sums[run] / weights[run])
                        .toArray(),
                Arrays.stream(filled).mapToDouble(run -> weights[run]).toArray(),
                width);
    }

    /** The normal score of a value: the standard Gaussian quantile of its rank. */
    double score(double value) {
        return score(value, sums(value));
    }

    /** The logarithm of the density at a value. */
    double logDensity(double value) {
        return Math.log(sums(value)[2]);
    }

    /** The value with this normal score, by Newton's method within a bracket. */
    double quantile(double score) {
        double mean = Weighted.mean(points, weights);
        double deviation = Math.max(width, Weighted.deviation(points, weights));
        double low = mean - deviation;
        double high = mean + deviation;
        while (score(low) > score) low -= 2 * (mean - low);
        while (score(high) < score) high += 2 * (high - mean);
        double value = Math.min(high, Math.max(low, mean + score * deviation));
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] sums = sums(value);
            double off = score(value, sums) - score;
            if (off == 0) return value;
            if (off > 0) high = value;
            else low = value;
            double next = value - off * STANDARD.density(off + score) / sums[2];
            if (!(next > low && next < high)) next = low + (high - low) / 2;
            if (next == value || Math.abs(next - value) <= 1e-15 * (Math.abs(value) + deviation)) return next;
            value = next;
        }
        return value;
    }

    /** The probabilities below and above a value, and the density there. */
    private double[] sums(double value) {
        double below = 0;
        double above = 0;
        double density = 0;
        for (int i = 0; i < points.length; i++) {
            double off = (value - points[i]) / width;
            double small = Math.exp(-Math.abs(off));
            double large = 1 / (1 + small);
            double rest = weights[i] * small * large;
            density += rest * large;
            if (off > 0) {
                below += weights[i] * large;
                above += rest;
            } else {
                above += weights[i] * large;
                below += rest;
            }
        }
        return new double[] {below, above, density / width};
    }

    private double score(double value, double[] sums) {
        if (!(sums[0] > 0 && sums[1] > 0))
            throw new CausalException("The value " + Numbers.text(value) + " lies so far from those that the mechanism"
                    + " was learned from, around " + Numbers.text(Weighted.mean(points, weights))
                    + " for these parents, that its rank cannot be told; ask about a case like those in the data");
        return sums[0] < sums[1]
                ? STANDARD.inverseCumulativeProbability(sums[0])
                : STANDARD.inverseSurvivalProbability(sums[1]);
    }

    /** Intercept and slopes of a weighted least-squares line, with a slight ridge on the slopes. */
    private static double[] line(double[][] offsets, double[] values, double[] weights) {
        int size = offsets[0].length + 1;
        if (size == 1) return new double[] {Weighted.mean(values, weights)};
        DMatrixRMaj gram = new DMatrixRMaj(size, size);
        DMatrixRMaj right = new DMatrixRMaj(size, 1);
        double[] row = new double[size];
        row[0] = 1;
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(offsets[i], 0, row, 1, size - 1);
            for (int a = 0; a < size; a++) {
                right.add(a, 0, weights[i] * row[a] * values[i]);
                for (int b = 0; b < size; b++) gram.add(a, b, weights[i] * row[a] * row[b]);
            }
        }
        for (int a = 1; a < size; a++) gram.add(a, a, RIDGE * gram.get(a, a) + 1e-12 * gram.get(0, 0));
        DMatrixRMaj solution = new DMatrixRMaj(size, 1);
        if (!CommonOps_DDRM.solve(gram, right, solution))
            throw new CausalException("The parents of a monotone mechanism determine one another; leave one out");
        return solution.getData();
    }

    private static double read(double[] line, double[] offsets) {
        double sum = line[0];
        for (int j = 0; j < offsets.length; j++) sum += line[j + 1] * offsets[j];
        return sum;
    }
}
