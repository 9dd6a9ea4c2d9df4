// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.List;
import org.causerie.Progress;

/** Conditional distribution functions by the nearest cases; see {@link QuantileTransform}. */
final class LocalQuantiles implements Monotone.Transform {
    private final double[][] rows;
    private final double[] scales;
    private final double[] own;
    private final double[] weights;
    private final int neighbours;
    private final double smoothing;

    private LocalQuantiles(
            double[][] rows, double[] scales, double[] own, double[] weights, int neighbours, double smoothing) {
        this.rows = rows;
        this.scales = scales;
        this.own = own;
        this.weights = weights;
        this.neighbours = neighbours;
        this.smoothing = smoothing;
    }

    /**
     * Keeps the cases.
     *
     * @param features {@code features[feature][row]}
     */
    static LocalQuantiles of(QuantileTransform settings, double[][] features, double[] own, double[] weights) {
        int d = features.length;
        int n = own.length;
        double[][] rows = new double[n][d];
        double[] scales = new double[d];
        for (int j = 0; j < d; j++) {
            scales[j] = Weighted.deviation(features[j], weights);
            if (!(scales[j] > 0)) scales[j] = 1;
            for (int row = 0; row < n; row++) rows[row][j] = features[j][row] / scales[j];
        }
        double wanted = settings.neighbours() * Math.pow(n, 4.0 / (4 + d));
        int neighbours = (int) Math.min(n, Math.max(wanted, 20 * (d + 1)));
        return new LocalQuantiles(rows, scales, own, weights, neighbours, settings.smoothing());
    }

    @Override
    public double[] values(List<Variable> parents, double[][] columns, double[] noise) {
        return each(parents, columns, noise, LocalDistribution::quantile);
    }

    @Override
    public double[] noise(List<Variable> parents, double[][] columns, double[] values) {
        return each(parents, columns, values, LocalDistribution::score);
    }

    @Override
    public double[] logDensity(List<Variable> parents, double[][] columns, double[] values) {
        return each(parents, columns, values, LocalDistribution::logDensity);
    }

    private double[] each(List<Variable> parents, double[][] columns, double[] numbers, Function function) {
        double[][] features = Columns.features(parents, columns);
        double[] found = new double[numbers.length];
        double[] before = new double[0];
        LocalDistribution local = null;
        for (int row = 0; row < found.length; row++) {
            if (row % 64 == 0) Progress.checkpoint();
            double[] at = new double[features.length];
            for (int j = 0; j < at.length; j++) at[j] = features[j][row] / scales[j];
            boolean same = row > 0 && Arrays.equals(at, before);
            if (!same) local = at(at);
            before = at;
            found[row] = same && numbers[row] == numbers[row - 1]
                    ? found[row - 1]
                    : function.apply(local, numbers[row]);
        }
        return found;
    }

    /** The distribution of the values at scaled features. */
    private LocalDistribution at(double[] at) {
        int n = own.length;
        double[] distance = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < at.length; j++) {
                double off = rows[i][j] - at[j];
                sum += off * off;
            }
            distance[i] = Math.sqrt(sum);
        }
        double radius = radius(distance);
        int[] near = new int[n];
        double[] kernel = new double[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            double weight = weights[i] * tricube(distance[i], radius);
            if (weight <= 0) continue;
            near[count] = i;
            kernel[count++] = weight;
        }
        return LocalDistribution.of(
                rows, own, at, Arrays.copyOf(near, count), Arrays.copyOf(kernel, count), smoothing);
    }

    /** The distance at which weights have fallen to 0: that of the first case outside; 0 where all near are at 0. */
    private double radius(double[] distance) {
        double[] sorted = distance.clone();
        Arrays.sort(sorted);
        return neighbours < sorted.length ? sorted[neighbours] : 1.5 * sorted[sorted.length - 1];
    }

    private static double tricube(double distance, double radius) {
        if (distance <= 0) return 1;
        if (distance >= radius) return 0;
        double ratio = distance / radius;
        double rest = 1 - ratio * ratio * ratio;
        return rest * rest * rest;
    }

    private interface Function {
        double apply(LocalDistribution local, double number);
    }
}
