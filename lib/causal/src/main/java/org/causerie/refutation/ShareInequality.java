// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * An inequality \(\sum_{z,c} e_{zc} p_{zc} \le b\) of the probabilities of cells c in separate samples z.
 *
 * @param effects e, a row for each sample
 * @param bound b
 */
@SuppressWarnings("ArrayRecordComponent")
record ShareInequality(double[][] effects, double bound) {
    private static final double ENOUGH = 5;

    /** The left side at the shares of cases, and the variance of it. */
    private record Moments(double mean, double variance) {}

    /**
     * How often the shares would exceed the bound by so much, at the most, if the inequality holds for the probabilities.
     *
     * <p>Where the standard error is that of several cases of the scarcest sample, the normal tail, less half a case of
     * that sample, with the larger of two variances: that of the shares, and that of the shares tilted towards the bound
     * until the excess is gone to first order, p ∝ share · exp(-λ e / n) with λ = excess / variance. Else Hoeffding's
     * exp(-2 excess² / Σ range² / n), which needs no approximation.
     *
     * @param cases how many of each sample are in each cell
     * @return empty if a sample that the inequality is about has no case
     */
    OptionalDouble pValue(double[][] cases) {
        double step = 0;
        double hoeffding = 0;
        for (int z = 0; z < effects.length; z++) {
            double range = Arrays.stream(effects[z]).max().orElseThrow()
                    - Arrays.stream(effects[z]).min().orElseThrow();
            if (range == 0) continue;
            double n = Arrays.stream(cases[z]).sum();
            if (n == 0) return OptionalDouble.empty();
            step = Math.max(step, range / n);
            hoeffding += range * range / n;
        }
        Moments seen = moments(cases, 0);
        double excess = seen.mean - bound;
        if (excess <= 0) return OptionalDouble.of(1);
        if (seen.variance < ENOUGH * ENOUGH * step * step)
            return OptionalDouble.of(Math.exp(-2 * excess * excess / hoeffding));
        double variance = Math.max(seen.variance, moments(cases, excess / seen.variance).variance);
        return OptionalDouble.of(
                NormalDistribution.of(0, 1).survivalProbability((excess - step / 2) / Math.sqrt(variance)));
    }

    private Moments moments(double[][] cases, double tilt) {
        double mean = 0;
        double variance = 0;
        for (int z = 0; z < effects.length; z++) {
            double n = Arrays.stream(cases[z]).sum();
            double least = Arrays.stream(effects[z]).min().orElseThrow();
            double total = 0;
            double sum = 0;
            double squares = 0;
            for (int c = 0; c < effects[z].length; c++) {
                if (cases[z][c] == 0) continue;
                double above = effects[z][c] - least;
                double weight = cases[z][c] * Math.exp(-tilt * above / n);
                total += weight;
                sum += weight * above;
                squares += weight * above * above;
            }
            mean += least;
            if (total == 0) continue;
            mean += sum / total;
            variance += Math.max(0, squares / total - Math.pow(sum / total, 2)) / n;
        }
        return new Moments(mean, variance);
    }
}
