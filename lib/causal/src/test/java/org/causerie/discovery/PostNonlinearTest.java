// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.junit.jupiter.api.Test;

class PostNonlinearTest {
    private static final PostNonlinear SEARCH = PostNonlinear.withDefaults();

    private static Dataset distorted(int cases, Seed seed) {
        RandomGenerator random = seed.random();
        double[] x = new double[cases];
        double[] y = new double[cases];
        for (int row = 0; row < cases; row++) {
            x[row] = 4 * random.nextDouble() - 2;
            y[row] = Math.exp(0.7 * x[row] * x[row] + 0.5 * x[row] + 0.8 * (random.nextDouble() - 0.5));
        }
        return Dataset.of(List.of("cause", "effect"), new double[][] {x, y});
    }

    private static Dataset gaussian(double slope, int cases, Seed seed) {
        RandomGenerator random = seed.random();
        double[] x = new double[cases];
        double[] y = new double[cases];
        for (int row = 0; row < cases; row++) {
            x[row] = random.nextGaussian();
            y[row] = slope * x[row] + random.nextGaussian();
        }
        return Dataset.of(List.of("x", "y"), new double[][] {x, y});
    }

    @Test
    void distortedSumsAreTold() {
        List<Direction> found = IntStream.range(0, 8)
                .mapToObj(i -> SEARCH.test(distorted(300, Seed.of(i)), "effect", "cause"))
                .toList();
        long right = found.stream()
                .filter(direction -> direction.told() && direction.cause().equals("cause"))
                .count();
        long wrong = found.stream()
                .filter(direction -> direction.told() && direction.cause().equals("effect"))
                .count();
        assertThat(right).as("%s", found).isGreaterThanOrEqualTo(6);
        assertThat(wrong).isZero();
    }

    @Test
    void whatCannotBeToldIsNot() {
        long told = IntStream.range(0, 30)
                .filter(i -> SEARCH.test(gaussian(i % 3 * 0.8, 150, Seed.of(i)), "x", "y")
                        .told())
                .count();
        assertThat(told).isLessThanOrEqualTo(5);
    }

    @Test
    void increasingTransformationsDoNotMatter() {
        Dataset data = distorted(100, Seed.of(1));
        double[] stretched = data.values("effect");
        for (int row = 0; row < stretched.length; row++) stretched[row] = Math.pow(stretched[row], 3);
        Direction there = SEARCH.test(data, "cause", "effect");
        Direction again = SEARCH.test(data.with("effect", stretched), "effect", "cause");
        assertThat(again.forward()).isEqualTo(there.forward());
        assertThat(again.backward()).isEqualTo(there.backward());
    }

    @Test
    void theGradientIsThatOfFiniteDifferences() {
        RandomGenerator random = Seed.of(3).random();
        double[] x = random.doubles(60, -1.7, 1.7).toArray();
        double[] y = random.doubles(60, -1.7, 1.7).toArray();
        PostNonlinearFit fit = new PostNonlinearFit(x, y);
        int size = fit.size();
        double[] at = random.doubles(size, -1, 0.5).toArray();
        double[] gradient = new double[size];
        fit.information(at, gradient);
        for (int k = 0; k < size; k++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[k] += 1e-5;
            down[k] -= 1e-5;
            double slope = (fit.information(up, new double[size]) - fit.information(down, new double[size])) / 2e-5;
            assertThat(gradient[k]).isCloseTo(slope, within(1e-5));
        }
    }
}
