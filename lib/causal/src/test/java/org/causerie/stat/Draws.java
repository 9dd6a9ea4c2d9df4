// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.data.Dataset;

/** What several tests of statistics draw and compare. */
public final class Draws {
    private Draws() {}

    /** Independent standard normal columns. */
    static double[][] normal(int columns, int rows, RandomGenerator random) {
        double[][] drawn = new double[columns][rows];
        for (double[] column : drawn) Arrays.setAll(column, row -> random.nextGaussian());
        return drawn;
    }

    /** Columns X1, X2, … each a random mixture of those before and noise. */
    static Dataset mixed(int columns, int rows, RandomGenerator random) {
        double[][] drawn = normal(columns, rows, random);
        for (int j = 1; j < columns; j++) {
            for (int k = 0; k < j; k++) {
                double weight = random.nextDouble() - 0.5;
                for (int row = 0; row < rows; row++) drawn[j][row] += weight * drawn[k][row];
            }
        }
        return Dataset.of(names(columns), drawn);
    }

    static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "X" + i).toList();
    }

    static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    /**
     * Kolmogorov's statistic √n·sup|F_n(p) - p|; above 1.95 with probability 0.001 if the values are uniform.
     */
    public static double departureFromUniform(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double most = 0;
        for (int i = 0; i < n; i++) {
            most = Math.max(most, Math.max((i + 1.0) / n - sorted[i], sorted[i] - (double) i / n));
        }
        return Math.sqrt(n) * most;
    }
}
