// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.causerie.Seed;
import org.causerie.estimation.Worlds.Calibration;
import org.causerie.estimation.Worlds.World;
import org.causerie.identification.Population;
import org.causerie.stat.Boosting;
import org.causerie.stat.Fitted;
import org.causerie.stat.Learner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Estimates centre on the truth and their intervals hold it as often as they say, over hundreds of draws. */
class CalibrationTest {

    static Stream<Arguments> calibrated() {
        List<Estimator> estimators =
                List.of(Aipw.withDefaults(), RegressionAdjustment.withDefaults(), Ipw.withDefaults());
        return estimators.stream()
                .flatMap(estimator -> Stream.of(
                        Arguments.of(estimator, Population.ALL, "linear"),
                        Arguments.of(estimator, Population.ALL, "binary"),
                        Arguments.of(estimator, Population.TREATED, "linear"),
                        Arguments.of(estimator, Population.CONTROL, "binary")));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("calibrated")
    void coversTheTruth(Estimator estimator, Population population, String name) {
        boolean linear = name.equals("linear");
        World world = linear ? Worlds::linear : Worlds::binary;
        double truth = linear ? Worlds.linearTruth(population) : Worlds.binaryTruth(population);
        Calibration calibration = Calibration.of(
                estimator,
                Worlds.effect(population),
                world,
                truth,
                400,
                500,
                Seed.of(20261122).split(name));
        assertThat(calibration.errors()).as("%s", calibration).isLessThan(3);
        assertThat(calibration.coverage()).as("%s", calibration).isBetween(0.925, 0.975);
    }

    /** A learner that looks at nothing: the wrong model. */
    private static final Learner BLIND = (target, columns, y, weights, seed) -> {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < y.length; i++) {
            sum += weights[i] * y[i];
            total += weights[i];
        }
        double mean = sum / total;
        Fitted fitted = at -> {
            double[] out = new double[at[0].length];
            Arrays.fill(out, mean);
            return out;
        };
        return fitted;
    };

    @Test
    void aipwIsRightWhenEitherModelIsAndWrongWhenNeitherIs() {
        double truth = Worlds.linearTruth(Population.ALL);
        assertThat(linear(Aipw.withDefaults().outcome(BLIND), truth).errors()).isLessThan(3);
        assertThat(linear(Aipw.withDefaults().propensity(BLIND), truth).errors())
                .isLessThan(3);
        assertThat(linear(Aipw.withDefaults().outcome(BLIND).propensity(BLIND), truth)
                        .errors())
                .isGreaterThan(10);
        assertThat(linear(NaiveDifference.withDefaults(), truth).errors()).isGreaterThan(10);
    }

    private static Calibration linear(Estimator estimator, double truth) {
        return Calibration.of(estimator, Worlds.effect(Population.ALL), Worlds::linear, truth, 2000, 100, Seed.of(7));
    }

    @Test
    void naiveIntervalIsRightUnderRandomAssignment() {
        World randomised = (rows, seed) -> {
            double[] t = new double[rows];
            double[] y = new double[rows];
            var random = seed.random();
            for (int i = 0; i < rows; i++) {
                t[i] = random.nextDouble() < 0.2 ? 1 : 0;
                y[i] = t[i] + (1 + 3 * t[i]) * random.nextGaussian();
            }
            return Worlds.linear(rows, seed).with("t", t).with("y", y);
        };
        Calibration calibration = Calibration.of(
                NaiveDifference.withDefaults(), Worlds.effect(Population.ALL), randomised, 1, 400, 1000, Seed.of(3));
        assertThat(calibration.errors()).isLessThan(3);
        assertThat(calibration.coverage()).isBetween(0.93, 0.97);
    }

    @Test
    void learnedNuisancesFindWhatStraightLinesMiss() {
        Estimator boosted = Aipw.withDefaults()
                .folds(3)
                .outcome(Boosting.withDefaults().rounds(60).learningRate(0.15))
                .propensity(Boosting.withDefaults().rounds(30).learningRate(0.15));
        double[] errors = IntStream.range(0, 3)
                .mapToDouble(i -> {
                    Estimate estimate = boosted.estimate(
                            Worlds.effect(Population.ALL), Worlds.curved(1000, Seed.of(i)), Seed.of(i));
                    return Math.abs(estimate.value() - 1) / estimate.standardError();
                })
                .toArray();
        assertThat(Arrays.stream(errors).max().orElseThrow()).isLessThan(3);
        Estimate straight = RegressionAdjustment.withDefaults()
                .estimate(Worlds.effect(Population.ALL), Worlds.curved(1000, Seed.of(0)));
        assertThat(straight.value() - 1).isGreaterThan(6 * straight.standardError());
    }

    @Test
    void clusteredErrorsCoverWhereIndependentOnesDoNot() {
        World grouped = (rows, seed) -> {
            var random = seed.random();
            double[] group = new double[rows];
            double[] t = new double[rows];
            double[] y = new double[rows];
            double shared = 0;
            double assigned = 0;
            for (int i = 0; i < rows; i++) {
                if (i % 10 == 0) {
                    shared = random.nextGaussian();
                    assigned = random.nextBoolean() ? 1 : 0;
                }
                group[i] = Math.floorDiv(i, 10);
                t[i] = assigned;
                y[i] = assigned + shared + random.nextGaussian();
            }
            return Worlds.linear(rows, seed).with("t", t).with("y", y).with("group", group);
        };
        Calibration ignored = Calibration.of(
                RegressionAdjustment.withDefaults(), Worlds.effect(Population.ALL), grouped, 1, 600, 400, Seed.of(5));
        Calibration respected = Calibration.of(
                RegressionAdjustment.withDefaults(),
                Worlds.effect(Population.ALL),
                (rows, seed) -> grouped.draw(rows, seed).withGroups("group"),
                1,
                600,
                400,
                Seed.of(5));
        assertThat(ignored.coverage()).isLessThan(0.8);
        assertThat(respected.coverage()).isBetween(0.92, 0.98);
    }
}
