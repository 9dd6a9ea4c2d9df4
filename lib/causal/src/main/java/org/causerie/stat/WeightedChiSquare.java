// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Tails of a sum of independent χ² variables with one degree of freedom each, times weights. */
final class WeightedChiSquare {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private WeightedChiSquare() {}

    /**
     * The tail of the gamma distribution with this mean and variance (Satterthwaite and Welch); 1 where there
     * is nothing to exceed.
     */
    static double gamma(double statistic, double mean, double variance) {
        if (!(mean > 0) || !(variance > 0)) return 1;
        double scale = variance / mean;
        return GammaDistribution.of(mean / scale, scale).survivalProbability(statistic);
    }

    /**
     * The tail of the weighted sum, by the saddle point of its cumulant generating function; the error is
     * at most about 0.01, and less in the tail.
     *
     * <p>Kuonen, D. (1999). Saddlepoint approximations for distributions of quadratic forms in normal variables.
     * Biometrika 86, 929-935. doi:10.1093/biomet/86.4.929
     *
     * @param weights 0 or more; tiny ones are left out
     */
    static double tail(double statistic, double[] weights) {
        double largest = Arrays.stream(weights).max().orElse(0);
        double[] kept = Arrays.stream(weights).filter(w -> w > 1e-10 * largest).toArray();
        if (kept.length == 0) return 1;
        double mean = Arrays.stream(kept).sum();
        double squares = 0;
        for (double w : kept) squares += w * w;
        double least = Arrays.stream(kept).min().orElseThrow();
        if (least > largest * (1 - 1e-12)) return gamma(statistic, mean, 2 * squares);
        if (!(statistic > 0)) return 1;
        if (Math.abs(statistic - mean) < 1e-3 * Math.sqrt(2 * squares)) {
            double step = 2e-3 * Math.sqrt(2 * squares);
            return (saddle(mean - step, kept) + saddle(mean + step, kept)) / 2;
        }
        return saddle(statistic, kept);
    }

    private static double saddle(double statistic, double[] weights) {
        double point = root(statistic, weights);
        double generating = 0;
        double curvature = 0;
        for (double w : weights) {
            double left = 1 - 2 * point * w;
            generating -= 0.5 * Math.log(left);
            curvature += 2 * w * w / (left * left);
        }
        double r = Math.signum(point) * Math.sqrt(Math.max(0, 2 * (point * statistic - generating)));
        double v = point * Math.sqrt(curvature);
        double p = STANDARD.survivalProbability(r + Math.log(v / r) / r);
        return Math.min(1, Math.max(0, p));
    }

    /** Where the derivative of the cumulant generating function is the statistic: it grows, so halving finds it. */
    private static double root(double statistic, double[] weights) {
        double largest = Arrays.stream(weights).max().orElseThrow();
        double high = 0.5 / largest;
        double low = -0.5 * weights.length / statistic;
        for (int step = 0; step < 200; step++) {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high) break;
            double slope = 0;
            for (double w : weights) slope += w / (1 - 2 * middle * w);
            if (slope > statistic) high = middle;
            else low = middle;
        }
        return (low + high) / 2;
    }
}
