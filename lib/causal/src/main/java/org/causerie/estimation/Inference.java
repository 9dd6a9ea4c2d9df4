// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * Standard errors and quantiles from the influence function of an estimate.
 *
 * <p>An estimate with influence values ψ<sub>i</sub> differs from the truth by about
 * Σ w<sub>i</sub> ψ<sub>i</sub> / Σ w<sub>i</sub>, where w<sub>i</sub> are the counts or weights of the
 * rows of the data, or 1.
 */
public final class Inference {
    private Inference() {}

    /**
     * The standard error that influence values imply.
     *
     * <p>With counts every row stands for that many independent cases, and the result is that of the
     * expanded rows. With weights the rows are the cases. With groups the rows of a group may depend on
     * each other in any way (cluster-robust, at least two groups).
     *
     * @param influence one value for each row of the data
     * @throws CausalException if the lengths differ or there is only one group
     */
    public static double standardError(double[] influence, Dataset data) {
        double[] weights = data.weights();
        if (influence.length != weights.length)
            throw new CausalException("The influence function has " + influence.length + " values, the data "
                    + weights.length + " rows; they must be as many");
        double total = 0;
        for (double weight : weights) total += weight;
        Optional<int[]> groups = data.groups();
        double variance = groups.isPresent()
                ? clustered(influence, weights, groups.get())
                : independent(influence, weights, data.counted(), total);
        return Math.sqrt(variance) / total;
    }

    private static double independent(double[] influence, double[] weights, boolean counted, double total) {
        double sum = 0;
        int rows = 0;
        for (int i = 0; i < influence.length; i++) {
            double factor = counted ? weights[i] : weights[i] * weights[i];
            sum += factor * influence[i] * influence[i];
            if (weights[i] > 0) rows++;
        }
        double cases = counted ? total : rows;
        return sum * cases / (cases - 1);
    }

    private static double clustered(double[] influence, double[] weights, int[] groups) {
        int size = 0;
        for (int group : groups) size = Math.max(size, group + 1);
        double[] sums = new double[size];
        boolean[] seen = new boolean[size];
        for (int i = 0; i < influence.length; i++) {
            sums[groups[i]] += weights[i] * influence[i];
            seen[groups[i]] |= weights[i] > 0;
        }
        double sum = 0;
        for (double each : sums) sum += each * each;
        int count = count(seen);
        if (count < 2)
            throw new CausalException(
                    "All rows are in one group; standard errors by group need at least two," + " and better thirty");
        return sum * count / (count - 1);
    }

    /**
     * The quantile that an interval is so many standard errors wide on either side: of the normal
     * distribution, or with groups of Student's t with one degree of freedom less than there are groups.
     *
     * @param level the confidence, between 0 and 1, for example 0.95
     */
    public static double quantile(double level, Dataset data) {
        if (!(level > 0 && level < 1))
            throw new CausalException(
                    "The level of an interval lies between 0 and 1, for example 0.95; " + level + " was given");
        double tail = (1 - level) / 2;
        return groupCount(data) > 0
                ? TDistribution.of(groupCount(data) - 1).inverseSurvivalProbability(tail)
                : NormalDistribution.of(0, 1).inverseSurvivalProbability(tail);
    }

    /** The two-sided p-value of a statistic that is so many standard errors from the hypothesis. */
    public static double pValue(double statistic, Dataset data) {
        double size = Math.abs(statistic);
        double tail = groupCount(data) > 0
                ? TDistribution.of(groupCount(data) - 1).survivalProbability(size)
                : NormalDistribution.of(0, 1).survivalProbability(size);
        return Math.min(1, 2 * tail);
    }

    private static int groupCount(Dataset data) {
        if (data.groups().isEmpty()) return 0;
        int[] groups = data.groups().get();
        double[] weights = data.weights();
        int size = 0;
        for (int group : groups) size = Math.max(size, group + 1);
        boolean[] seen = new boolean[size];
        for (int i = 0; i < groups.length; i++) seen[groups[i]] |= weights[i] > 0;
        return count(seen);
    }

    private static int count(boolean[] seen) {
        int count = 0;
        for (boolean each : seen) if (each) count++;
        return count;
    }
}
