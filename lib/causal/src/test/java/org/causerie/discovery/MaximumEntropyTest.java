// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

class MaximumEntropyTest {

    @Test
    void theTableGivesTheFormula() {
        RandomGenerator random = Seed.of(1).random();
        for (double spread : new double[] {0.1, 1, 3, 12}) {
            double[] a = random.doubles(2000, -spread, spread).toArray();
            double[] b = random.doubles(2000, -spread, spread).toArray();
            double[] u = new double[a.length];
            Arrays.setAll(u, row -> (a[row] - 0.3 * b[row]) * 1.1);
            assertThat(new MaximumEntropy().ofResidual(a, b, 0.3, 1.1))
                    .isCloseTo(formula(u), within(1e-6 * (1 + Math.abs(formula(u)))));
            assertThat(new MaximumEntropy().of(u)).isCloseTo(formula(u), within(1e-6 * (1 + Math.abs(formula(u)))));
        }
    }

    @Test
    void aGaussianHasTheMost() {
        RandomGenerator random = Seed.of(2).random();
        double[] gaussian =
                random.doubles(100_000).map(u -> random.nextGaussian()).toArray();
        double[] uniform = random.doubles(100_000, -Math.sqrt(3), Math.sqrt(3)).toArray();
        double most = 0.5 * (1 + Math.log(2 * Math.PI));
        assertThat(new MaximumEntropy().of(gaussian)).isCloseTo(most, within(0.01));
        assertThat(new MaximumEntropy().of(uniform)).isBetween(0.5 * Math.log(12), most - 0.03);
    }

    private static double formula(double[] u) {
        double logCosh = Arrays.stream(u)
                .map(v -> Math.abs(v) + Math.log1p(Math.exp(-2 * Math.abs(v))) - Math.log(2))
                .average()
                .orElseThrow();
        double odd =
                Arrays.stream(u).map(v -> v * Math.exp(-v * v / 2)).average().orElseThrow();
        return 0.5 * (1 + Math.log(2 * Math.PI))
                - 79.047 * (logCosh - 0.37457) * (logCosh - 0.37457)
                - 7.4129 * odd * odd;
    }
}
