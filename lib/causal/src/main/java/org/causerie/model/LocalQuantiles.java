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
            found[row] =
                    same && numbers[row] == numbers[row - 1] ? found[row - 1] : function.apply(local, numbers[row]);
        }
        return found;
    }

    /** The distribution of the values at scaled features. */
    private LocalDistribution at(double[] at) {
        int n = own.length;
        double[] squares = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < at.length; j++) {
                double off = rows[i][j] - at[j];
                sum += off * off;
            }
            squares[i] = sum;
        }
        double edge = edge(squares);
        int[] near = new int[n];
        double[] kernel = new double[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (squares[i] > edge) continue;
            double weight = weights[i] * tricube(squares[i], edge);
            if (weight <= 0) continue;
            near[count] = i;
            kernel[count++] = weight;
        }
        return LocalDistribution.of(rows, own, at, Arrays.copyOf(near, count), Arrays.copyOf(kernel, count), smoothing);
    }

    /**
     * The squared distance at which weights have fallen to 0: that of the first case outside; 0 where all near are at 0.
     */
    private double edge(double[] squares) {
        if (neighbours >= squares.length)
            return 2 * Arrays.stream(squares).max().orElseThrow();
        return smallest(squares.clone(), neighbours);
    }

    private static double tricube(double square, double edge) {
        if (square <= 0) return 1;
        double ratio = square / edge;
        double rest = 1 - ratio * Math.sqrt(ratio);
        return rest * rest * rest;
    }

    /** The value at a place of the sorted array, by Hoare's selection; the array is left in another order. */
    private static double smallest(double[] values, int place) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            double pivot = values[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i <= j) {
                    double kept = values[i];
                    values[i++] = values[j];
                    values[j--] = kept;
                }
            }
            if (place <= j) high = j;
            else if (place >= i) low = i;
            else return values[place];
        }
        return values[place];
    }

    private interface Function {
        double apply(LocalDistribution local, double number);
    }
}
