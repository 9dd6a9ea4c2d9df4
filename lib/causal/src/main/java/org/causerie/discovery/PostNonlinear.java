// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.Provenance;
import org.causerie.data.Dataset;

/**
 * Tells cause from effect where the effect is a distorted sum of a function of the cause and noise: the post-nonlinear model
 * \(y = g^{-1}(f(x) + e)\) with any increasing distortion.
 *
 * <p>For each direction f and g are chosen so that the noise depends on the cause as little as possible: its entropy less the mean
 * logarithm of the slope of g is smallest, which is the mutual information up to a constant. A direction fits where the
 * Hilbert-Schmidt independence criterion does not reject that they are independent.
 *
 * <p>Assumes that there is no common cause and no cycle. The model is so general that more cases are needed than for
 * {@link AdditiveNoise}, and that both directions fit more often. Then a direction is named with a probability of at most about
 * {@code level}.
 *
 * <p>Increasing transformations of either variable do not matter. Takes <i>O(n²)</i> for each of some hundred steps for
 * <i>n</i> cases.
 *
 * <p>Zhang and Hyvärinen (2009), On the identifiability of the post-nonlinear causal model, UAI, 647–655.
 *
 * @param level how often a direction may be named where both fit, between 0 and 1; 0.05 by default
 * @param cases how many cases are used at most, evenly taken from all; 400 by default
 */
public record PostNonlinear(double level, int cases) {

    public PostNonlinear {
        Direction.requireLevel(level);
        Pair.requireCases(cases);
    }

    /** Level 0.05, with at most 400 cases. */
    public static PostNonlinear withDefaults() {
        return new PostNonlinear(0.05, 400);
    }

    public PostNonlinear level(double value) {
        return new PostNonlinear(value, cases);
    }

    public PostNonlinear cases(int value) {
        return new PostNonlinear(level, value);
    }

    /**
     * Compares the two directions between two columns.
     *
     * @throws org.causerie.CausalException if a column does not exist, is nominal, constant or has missing values, the names
     *     are equal, rows have sampling weights, or there are fewer than 20 cases
     */
    public Direction test(Dataset data, String a, String b) {
        Pair pair = Pair.of(data, a, b, cases, "A direction by the post-nonlinear model");
        double[] x = normalScores(pair.x());
        double[] y = normalScores(pair.y());
        Hsic ofX = Hsic.of(x);
        Hsic ofY = Hsic.of(y);
        double dependence = ofX.with(ofY).pValue();
        double forward = ofX.with(Hsic.of(new PostNonlinearFit(x, y).noise())).pValue();
        double backward = ofY.with(Hsic.of(new PostNonlinearFit(y, x).noise())).pValue();
        return new Direction(
                pair.first(),
                pair.second(),
                Direction.verdict(dependence, forward, backward, level),
                dependence,
                forward,
                backward,
                level,
                Provenance.of(data.hash()));
    }

    /** The normal quantiles of the ranks; equal values get that of their middle rank. */
    private static double[] normalScores(double[] column) {
        int n = column.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> column[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double[] scores = new double[n];
        for (int from = 0; from < n; ) {
            int to = from;
            while (to < n && column[order[to]] == column[order[from]]) to++;
            double score = normal.inverseCumulativeProbability((from + to) / 2.0 / n);
            for (int k = from; k < to; k++) scores[order[k]] = score;
            from = to;
        }
        double scale = Math.sqrt(n / Dense.dot(scores, scores));
        return Arrays.stream(scores).map(score -> score * scale).toArray();
    }
}
