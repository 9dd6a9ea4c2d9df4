// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.Progress;

/**
 * A centred Gaussian kernel matrix of some columns, and the Hilbert-Schmidt independence criterion of two of them.
 *
 * <p>The width is the median distance. The null distribution is the gamma distribution with the right mean and
 * variance. Takes <i>O(n²)</i> time and memory for <i>n</i> cases.
 *
 * <p>Gretton et al. (2007), A kernel statistical test of independence, NIPS 20, 585–592.
 */
final class Hsic {
    /** The fewest cases for which the approximation of the null distribution is defined. */
    static final int FEWEST = 6;

    private static final int FOR_MEDIAN = 150;

    private final int n;
    private final double[] centred;
    private final double offDiagonal;

    private Hsic(int n, double[] centred, double offDiagonal) {
        this.n = n;
        this.centred = centred;
        this.offDiagonal = offDiagonal;
    }

    /** The kernel of cases that are described by these columns together. */
    static Hsic of(double[]... columns) {
        int n = columns[0].length;
        double width = medianSquaredDistance(columns);
        double[] kernel = new double[n * n];
        double[] means = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            Progress.checkpoint();
            kernel[i * n + i] = 1;
            for (int j = 0; j < i; j++) {
                double value = Math.exp(-squaredDistance(columns, i, j) / width);
                kernel[i * n + j] = value;
                kernel[j * n + i] = value;
                means[i] += value;
                means[j] += value;
                sum += 2 * value;
            }
        }
        double offDiagonal = sum / n / (n - 1.0);
        double grand = (sum + n) / n / n;
        for (int i = 0; i < n; i++) means[i] = (means[i] + 1) / n;
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) kernel[i * n + j] += grand - means[i] - means[j];
        return new Hsic(n, kernel, offDiagonal);
    }

    /** The median over some of the pairs of different cases, evenly taken from all. */
    private static double medianSquaredDistance(double[][] columns) {
        int n = columns[0].length;
        int used = Math.min(n, FOR_MEDIAN);
        double[] distances = new double[used * (used - 1) / 2];
        int count = 0;
        for (int a = 0; a < used; a++) {
            for (int b = 0; b < a; b++) {
                double distance = squaredDistance(columns, (int) ((long) a * n / used), (int) ((long) b * n / used));
                if (distance > 0) distances[count++] = distance;
            }
        }
        if (count == 0) return 1;
        Arrays.sort(distances, 0, count);
        return distances[count / 2];
    }

    private static double squaredDistance(double[][] columns, int i, int j) {
        double sum = 0;
        for (double[] column : columns) sum += (column[i] - column[j]) * (column[i] - column[j]);
        return sum;
    }

    /**
     * How far the two are from independent.
     *
     * @param statistic n times the criterion
     * @param standardised the statistic in standard deviations from its mean under independence
     * @param pValue the probability of a statistic this large or larger under independence
     */
    record Dependence(double statistic, double standardised, double pValue) {}

    /** Compares the kernels of two descriptions of the same cases. */
    Dependence with(Hsic other) {
        double statistic = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double product = centred[i * n + j] * other.centred[i * n + j];
                statistic += product;
                if (i != j) squares += product * product;
            }
        }
        statistic /= n;
        double m = n;
        double variance = squares / 36 / m / (m - 1) * 72 * (m - 4) * (m - 5) / m / (m - 1) / (m - 2) / (m - 3);
        double mean = (1 + offDiagonal * other.offDiagonal - offDiagonal - other.offDiagonal) / m;
        double shape = mean * mean / variance;
        double scale = variance * m / mean;
        double deviation = scale * Math.sqrt(shape);
        double standardised = (statistic - shape * scale) / deviation;
        double pValue = shape > 1e-3 && Double.isFinite(shape * scale)
                ? GammaDistribution.of(shape, scale).survivalProbability(statistic)
                : NormalDistribution.of(0, 1).survivalProbability(standardised);
        return new Dependence(statistic, standardised, pValue);
    }
}
