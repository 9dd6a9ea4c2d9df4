// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

class WeightedChiSquareTest {

    @Test
    void equalWeightsGiveAScaledChiSquare() {
        double[] weights = {2, 2, 2};
        for (double x : new double[] {0.5, 3, 6, 20})
            assertThat(WeightedChiSquare.tail(x, weights))
                    .isCloseTo(ChiSquaredDistribution.of(3).survivalProbability(x / 2), within(1e-12));
    }

    /** 200,000 draws: the standard error is at most 0.0011. */
    @Test
    void agreesWithDraws() {
        double[] weights = {3, 1, 1, 0.5, 0.2, 0.1, 0};
        double[] points = {1, 3, 5.7, 5.8, 9, 15, 25};
        double[] larger = new double[points.length];
        RandomGenerator random = Seed.of(4).random();
        int draws = 200_000;
        for (int draw = 0; draw < draws; draw++) {
            double sum = 0;
            for (double weight : weights) {
                double normal = random.nextGaussian();
                sum += weight * normal * normal;
            }
            for (int i = 0; i < points.length; i++) if (sum > points[i]) larger[i] += 1.0 / draws;
        }
        for (int i = 0; i < points.length; i++)
            assertThat(WeightedChiSquare.tail(points[i], weights)).isCloseTo(larger[i], within(0.015));
    }

    @Test
    void nothingToExceedIsNeverExceeded() {
        assertThat(WeightedChiSquare.tail(0, new double[] {0, 0})).isEqualTo(1);
        assertThat(WeightedChiSquare.tail(0, new double[] {1, 2})).isEqualTo(1);
        assertThat(WeightedChiSquare.gamma(1, 0, 0)).isEqualTo(1);
    }
}
