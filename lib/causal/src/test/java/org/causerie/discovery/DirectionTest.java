// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.discovery.Direction.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectionTest {
    private static final AdditiveNoise ADDITIVE = AdditiveNoise.withDefaults();
    private static final int SEEDS = 100;

    /** Two columns: the second is a function of the first plus noise of this share, both before it is distorted. */
    private static Dataset pair(DoubleUnaryOperator f, double noise, int cases, Seed seed) {
        RandomGenerator random = seed.random();
        double[] x = new double[cases];
        double[] y = new double[cases];
        for (int row = 0; row < cases; row++) {
            x[row] = random.nextDouble() * 4 - 2;
            y[row] = f.applyAsDouble(x[row]) + noise * (random.nextDouble() - 0.5);
        }
        return Dataset.of(List.of("cause", "effect"), new double[][] {x, y});
    }

    private static Dataset gaussian(double common, double direct, int cases, Seed seed) {
        RandomGenerator random = seed.random();
        double[] x = new double[cases];
        double[] y = new double[cases];
        for (int row = 0; row < cases; row++) {
            double hidden = random.nextGaussian();
            x[row] = common * hidden + random.nextGaussian();
            y[row] = common * hidden + direct * x[row] + random.nextGaussian();
        }
        return Dataset.of(List.of("x", "y"), new double[][] {x, y});
    }

    private static long told(Function<Seed, Direction> test) {
        return IntStream.range(0, SEEDS)
                .filter(i -> test.apply(Seed.of(i)).told())
                .count();
    }

    private static long right(Function<Seed, Direction> test) {
        return IntStream.range(0, SEEDS)
                .mapToObj(i -> test.apply(Seed.of(i)))
                .filter(direction -> direction.told() && direction.cause().equals("cause"))
                .count();
    }

    private static long wrong(Function<Seed, Direction> test) {
        return IntStream.range(0, SEEDS)
                .mapToObj(i -> test.apply(Seed.of(i)))
                .filter(direction -> direction.told() && direction.cause().equals("effect"))
                .count();
    }

    @Test
    void additiveNoiseTellsNonlinearFunctions() {
        assertThat(right(seed -> ADDITIVE.test(pair(x -> x + 0.5 * x * x * x, 2, 300, seed), "effect", "cause")))
                .isGreaterThanOrEqualTo(90);
        assertThat(wrong(seed -> ADDITIVE.test(pair(x -> Math.sin(2 * x), 1, 300, seed), "cause", "effect")))
                .isLessThanOrEqualTo(2);
    }

    /** At level 0.05 more than 11 of 100 have a probability below 0.005. */
    @Test
    void additiveNoiseDoesNotTellWhatCannotBeTold() {
        assertThat(told(seed -> ADDITIVE.test(gaussian(0, 1, 250, seed), "x", "y")))
                .isLessThanOrEqualTo(11);
        assertThat(told(seed -> ADDITIVE.test(gaussian(0, 0, 250, seed), "x", "y")))
                .isLessThanOrEqualTo(11);
        assertThat(told(seed -> ADDITIVE.test(gaussian(1.5, 0, 250, seed), "x", "y")))
                .isLessThanOrEqualTo(11);
    }

    /** Residuals of the right model are as independent as the p-value says. */
    @Test
    void theRightModelIsRejectedAtItsLevel() {
        double[] pValues = IntStream.range(0, SEEDS)
                .mapToDouble(i -> ADDITIVE.test(pair(x -> x * x * x, 3, 250, Seed.of(i)), "cause", "effect")
                        .forward())
                .toArray();
        assertThat(Arrays.stream(pValues).filter(p -> p <= 0.05).count()).isLessThanOrEqualTo(12);
        assertThat(Arrays.stream(pValues).filter(p -> p <= 0.5).count()).isBetween(20L, 70L);
    }

    @Test
    void aCommonCauseFitsNeitherDirection() {
        long neither = IntStream.range(0, 40)
                .filter(i -> {
                    RandomGenerator random = Seed.of(i).random();
                    double[] x = new double[500];
                    double[] y = new double[500];
                    for (int row = 0; row < 500; row++) {
                        double angle = 2 * Math.PI * random.nextDouble();
                        x[row] = Math.cos(angle) + 0.1 * random.nextGaussian();
                        y[row] = Math.sin(angle) + 0.1 * random.nextGaussian();
                    }
                    Dataset data = Dataset.of(List.of("x", "y"), new double[][] {x, y});
                    return ADDITIVE.test(data, "x", "y").verdict() == Verdict.NEITHER_FITS;
                })
                .count();
        assertThat(neither).isGreaterThanOrEqualTo(38);
    }

    @ParameterizedTest
    @EnumSource(Igci.Estimator.class)
    void igciTellsInvertibleFunctions(Igci.Estimator estimator) {
        Igci igci = Igci.withDefaults().estimator(estimator);
        assertThat(right(seed -> igci.test(pair(x -> Math.exp(2 * x), 0, 300, seed), "effect", "cause")))
                .isGreaterThanOrEqualTo(90);
        assertThat(right(seed -> igci.test(pair(x -> Math.cbrt(x - 0.5), 0, 300, seed), "effect", "cause")))
                .isGreaterThanOrEqualTo(90);
    }

    @ParameterizedTest
    @EnumSource(Igci.Reference.class)
    void igciDoesNotTellWhatCannotBeTold(Igci.Reference reference) {
        for (Igci.Estimator estimator : Igci.Estimator.values()) {
            Igci igci = Igci.withDefaults().estimator(estimator).reference(reference);
            assertThat(told(seed -> igci.test(gaussian(0, 1, 300, seed), "x", "y")))
                    .isLessThanOrEqualTo(11);
            assertThat(told(seed -> igci.test(gaussian(0, 0, 300, seed), "x", "y")))
                    .isLessThanOrEqualTo(11);
            assertThat(told(seed -> igci.test(gaussian(1.5, 0, 300, seed), "x", "y")))
                    .isLessThanOrEqualTo(11);
        }
    }

    @Test
    void theOrderOfTheNamesDoesNotMatter() {
        Dataset data = pair(x -> x * x * x, 2, 200, Seed.of(1));
        assertThat(ADDITIVE.test(data, "effect", "cause")).isEqualTo(ADDITIVE.test(data, "cause", "effect"));
        assertThat(Igci.withDefaults().test(data, "effect", "cause"))
                .isEqualTo(Igci.withDefaults().test(data, "cause", "effect"));
    }

    @Test
    void badInputIsRefused() {
        Dataset data = pair(x -> x, 1, 10, Seed.of(1));
        refused(() -> ADDITIVE.test(data, "cause", "effect"), "10 cases", "at least 20");
        refused(() -> ADDITIVE.test(data, "cause", "cause"), "two variables");
        refused(() -> ADDITIVE.test(data, "cause", "efect"), "efect", "effect");
        refused(() -> ADDITIVE.level(0), "between 0 and 1");
        refused(() -> ADDITIVE.cases(3), "at least 20");
        Dataset flat = pair(x -> 7, 0, 100, Seed.of(1));
        refused(() -> Igci.withDefaults().test(flat, "cause", "effect"), "same value");
        Direction untold = ADDITIVE.test(gaussian(0, 0, 100, Seed.of(2)), "x", "y");
        assertThat(untold.told()).isFalse();
        refused(untold::cause, "cannot tell");
    }

    private static void refused(ThrowingCallable call, String... said) {
        assertThatThrownBy(call).isInstanceOf(CausalException.class).hasMessageContainingAll(said);
    }
}
