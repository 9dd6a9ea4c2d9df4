// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

class KernelRidgeTest {
    private static final Seed SEED = Seed.of(1);

    @Test
    void findsASmoothFunction() {
        RandomGenerator random = SEED.random();
        double[][] features = {
            random.doubles(300, -2, 2).toArray(), random.doubles(300, 5, 9).toArray()
        };
        double[] y = new double[300];
        Arrays.setAll(y, row -> truth(features[0][row], features[1][row]) + 0.1 * random.nextGaussian());
        Fitted fitted = KernelRidge.withDefaults().fit(Target.REGRESSION, features, y, Draws.ones(300), SEED);
        double[][] at = {
            random.doubles(200, -1.8, 1.8).toArray(),
            random.doubles(200, 5.2, 8.8).toArray()
        };
        double[] predicted = fitted.predict(at);
        double squares = 0;
        for (int row = 0; row < 200; row++)
            squares += Math.pow(predicted[row] - truth(at[0][row], at[1][row]), 2) / 200;
        assertThat(Math.sqrt(squares)).isLessThan(0.06);
    }

    private static double truth(double a, double b) {
        return 4 + Math.sin(2 * a) + a * (b - 7);
    }

    @Test
    void aWeightIsARepetition() {
        RandomGenerator random = SEED.split("weights").random();
        double[] x = random.doubles(30, -2, 2).toArray();
        double[] y = new double[30];
        Arrays.setAll(y, row -> x[row] * x[row] + 0.3 * random.nextGaussian());
        double[] weights = Draws.ones(30);
        weights[4] = 0;
        double[] without = KernelRidge.withDefaults()
                .fit(Target.REGRESSION, new double[][] {x}, y, weights, SEED)
                .predict(new double[][] {x});
        y[4] = 1e3;
        double[] changed = KernelRidge.withDefaults()
                .fit(Target.REGRESSION, new double[][] {x}, y, weights, SEED)
                .predict(new double[][] {x});
        for (int row = 0; row < 30; row++) assertThat(changed[row]).isCloseTo(without[row], within(1e-9));
    }

    @Test
    void pureNoiseIsNotFollowed() {
        RandomGenerator random = SEED.split("noise").random();
        double[][] columns = Draws.normal(2, 200, random);
        double[] predicted = KernelRidge.withDefaults()
                .fit(Target.REGRESSION, new double[][] {columns[0]}, columns[1], Draws.ones(200), SEED)
                .predict(new double[][] {columns[0]});
        assertThat(Arrays.stream(predicted).map(v -> v * v).average().orElseThrow())
                .isLessThan(0.1);
    }

    @Test
    void refusesProbabilitiesAndOtherFeatures() {
        double[][] x = {{1, 2, 3}};
        double[] y = {0, 1, 0};
        assertThatThrownBy(() -> KernelRidge.withDefaults().fit(Target.PROBABILITY, x, y, Draws.ones(3), SEED))
                .isInstanceOf(CausalException.class);
        Fitted fitted = KernelRidge.withDefaults().fit(Target.REGRESSION, x, y, Draws.ones(3), SEED);
        assertThatThrownBy(() -> fitted.predict(new double[][] {{1}, {2}})).isInstanceOf(CausalException.class);
    }
}
