// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Fold;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearnersTest {
    private static final Seed SEED = Seed.of(9);
    private static final Boosting BOOSTING = Boosting.withDefaults();
    private static final Forest FOREST = Forest.withDefaults().trees(100);

    static List<Learner> regressions() {
        return List.of(LinearRegression.withDefaults(), Ridge.withDefaults(), BOOSTING, FOREST);
    }

    static List<Learner> classifiers() {
        return List.of(
                LogisticRegression.withDefaults(),
                PenalisedLogistic.withDefaults(),
                PenalisedLogistic.withDefaults().penalty(PenalisedLogistic.Penalty.ABSOLUTE),
                BOOSTING,
                FOREST);
    }

    /** Rows with a linear signal in two of three features, and what it is. */
    private record World(double[][] x, double[] signal) {
        static World of(int rows, Seed seed) {
            double[][] x = Draws.normal(3, rows, seed.random());
            double[] signal = new double[rows];
            for (int row = 0; row < rows; row++) signal[row] = 1.5 * x[0][row] - x[1][row];
            return new World(x, signal);
        }

        double[] numbers(Seed seed) {
            RandomGenerator random = seed.random();
            return Arrays.stream(signal).map(s -> s + random.nextGaussian()).toArray();
        }

        double[] probabilities() {
            return Arrays.stream(signal).map(s -> 1 / (1 + Math.exp(-s))).toArray();
        }

        double[] flags(Seed seed) {
            RandomGenerator random = seed.random();
            return Arrays.stream(probabilities())
                    .map(p -> random.nextDouble() < p ? 1 : 0)
                    .toArray();
        }
    }

    private static double meanSquare(double[] found, double[] truth) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) sum += (found[row] - truth[row]) * (found[row] - truth[row]);
        return sum / truth.length;
    }

    @ParameterizedTest
    @MethodSource("regressions")
    void numbersArePredictedOnNewRows(Learner learner) {
        World seen = World.of(1000, SEED.split("seen"));
        World unseen = World.of(1000, SEED.split("unseen"));
        double[] found = learner.fit(Target.REGRESSION, seen.x, seen.numbers(SEED), Draws.ones(1000), SEED)
                .predict(unseen.x);
        // the mean alone would leave 3.25
        assertThat(meanSquare(found, unseen.signal)).isLessThan(0.35);
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void probabilitiesArePredictedOnNewRows(Learner learner) {
        World seen = World.of(1000, SEED.split("seen"));
        World unseen = World.of(1000, SEED.split("unseen"));
        double[] found = learner.fit(Target.PROBABILITY, seen.x, seen.flags(SEED), Draws.ones(1000), SEED)
                .predict(unseen.x);
        // the mean alone would leave 0.08
        assertThat(meanSquare(found, unseen.probabilities())).isLessThan(0.02);
        assertThat(Arrays.stream(found)).allMatch(p -> p >= 0 && p <= 1);
    }

    @Test
    void theSameSeedGivesTheSameFitOnAnyNumberOfThreads() {
        World world = World.of(300, SEED);
        double[] y = world.flags(SEED);
        for (Learner learner : List.of(BOOSTING.rounds(20), FOREST.trees(20), PenalisedLogistic.withDefaults())) {
            double[] once = learner.fit(Target.PROBABILITY, world.x, y, Draws.ones(300), SEED)
                    .predict(world.x);
            List<double[]> together = new Execution(4)
                    .map(
                            "fits",
                            4,
                            i -> learner.fit(Target.PROBABILITY, world.x, y, Draws.ones(300), SEED)
                                    .predict(world.x));
            for (double[] again : together) assertThat(again).containsExactly(once);
        }
        Forest forest = FOREST.trees(20);
        assertThat(forest.fit(Target.PROBABILITY, world.x, y, Draws.ones(300), Seed.of(1))
                        .predict(world.x))
                .isNotEqualTo(forest.fit(Target.PROBABILITY, world.x, y, Draws.ones(300), SEED)
                        .predict(world.x));
    }

    /** Up to which of two splits with equal gains LightGBM's single precision takes. */
    @Test
    void boostingTakesCountsAsRepeatedRows() {
        Dataset counted = Datasets.collegePlans();
        double[] byCounts = fitPlans(counted, counted.weights());
        Dataset repeated = counted.expanded();
        double[] byRows = fitPlans(repeated, repeated.weights());
        double[] unweighted = fitPlans(counted, Draws.ones(128));
        assertThat(meanSquare(byCounts, byRows)).isLessThan(1e-5);
        assertThat(meanSquare(unweighted, byRows)).isGreaterThan(0.01);
    }

    /** Fits on some data and predicts at the 128 cells. */
    private static double[] fitPlans(Dataset data, double[] weights) {
        List<String> causes = List.of("sex", "ses", "iq", "encouragement");
        double[][] features = Design.of(data, causes).columns();
        return BOOSTING.fit(Target.PROBABILITY, features, data.values("plans"), weights, SEED)
                .predict(Design.of(Datasets.collegePlans(), causes).columns());
    }

    /** λ by brute force over the same grid with the hat matrix written out, and the closed form at that λ. */
    @Test
    void ridgeAgreesWithTheHatMatrix() {
        RandomGenerator random = SEED.split("ridge").random();
        double[][] x = Draws.normal(8, 30, random);
        for (int row = 0; row < 30; row++) x[1][row] = x[0][row] + 0.01 * x[1][row];
        double[] y = new double[30];
        for (int row = 0; row < 30; row++) y[row] = 3 + x[0][row] + 2 * random.nextGaussian();
        SimpleMatrix z = new SimpleMatrix(30, 8);
        for (int j = 0; j < 8; j++) {
            double mean = Arrays.stream(x[j]).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(x[j])
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow());
            for (int row = 0; row < 30; row++) z.set(row, j, (x[j][row] - mean) / deviation);
        }
        SimpleMatrix target = new SimpleMatrix(30, 1, true, y);
        SimpleMatrix ones = new SimpleMatrix(30, 30);
        ones.fill(1 / 30.0);
        double best = Double.POSITIVE_INFINITY;
        SimpleMatrix fitted = target;
        for (int step = 0; step <= 60; step++) {
            double lambda = 30 * Math.pow(10, -6 + 0.2 * step);
            SimpleMatrix hat = z.mult(z.transpose()
                            .mult(z)
                            .plus(SimpleMatrix.identity(8).scale(lambda))
                            .invert())
                    .mult(z.transpose())
                    .plus(ones);
            SimpleMatrix residual = target.minus(hat.mult(target));
            double criterion = 30 * residual.dot(residual) / Math.pow(30 - hat.trace(), 2);
            if (criterion < best) {
                best = criterion;
                fitted = hat.mult(target);
            }
        }
        double[] found = Ridge.withDefaults()
                .fit(Target.REGRESSION, x, y, Draws.ones(30), SEED)
                .predict(x);
        for (int row = 0; row < 30; row++) assertThat(found[row]).isCloseTo(fitted.get(row), within(1e-8));
    }

    /** With much data and a penalty that hardly binds, LIBLINEAR finds the maximum that Newton's method finds. */
    @Test
    void penalisedLogisticTendsToTheUnpenalised() {
        Dataset data = Datasets.collegePlans();
        double[][] x =
                Design.of(data, List.of("sex", "ses", "iq", "encouragement")).columns();
        double[] plain = LogisticRegression.withDefaults()
                .fit(x, data.values("plans"), data.weights())
                .predict(x);
        for (PenalisedLogistic.Penalty penalty : PenalisedLogistic.Penalty.values()) {
            double[] found = PenalisedLogistic.withDefaults()
                    .penalty(penalty)
                    .folds(2)
                    .fit(Target.PROBABILITY, x, data.values("plans"), data.weights(), SEED)
                    .predict(x);
            for (int row = 0; row < 128; row++) assertThat(found[row]).isCloseTo(plain[row], within(0.01));
        }
    }

    @Test
    void absolutePenaltyDropsNoiseFeatures() {
        RandomGenerator random = SEED.split("noise").random();
        double[][] x = Draws.normal(20, 300, random);
        double[] y = new double[300];
        for (int row = 0; row < 300; row++) y[row] = random.nextDouble() < 1 / (1 + Math.exp(-2 * x[0][row])) ? 1 : 0;
        Fitted fit = PenalisedLogistic.withDefaults()
                .penalty(PenalisedLogistic.Penalty.ABSOLUTE)
                .fit(Target.PROBABILITY, x, y, Draws.ones(300), SEED);
        double[][] basis = new double[20][20];
        for (int j = 0; j < 20; j++) basis[j][j] = 1;
        double[] at = fit.predict(basis);
        double none = fit.predict(new double[20][1])[0];
        long dropped = IntStream.range(1, 20)
                .filter(j -> Math.abs(at[j] - none) < 1e-9)
                .count();
        assertThat(dropped).isGreaterThan(5);
        assertThat(at[0] - none).isGreaterThan(0.1);
    }

    /** A fit that has seen its row predicts noise; one out of fold does not. */
    @Test
    void outOfFoldPredictionsHaveNotSeenTheirRow() {
        double[][] x = Draws.normal(2, 200, SEED.random());
        double[] noise = Draws.normal(1, 200, SEED.split("noise").random())[0];
        List<Fold> folds = Dataset.of(Draws.names(2), x).folds(5, SEED);
        Learner eager = FOREST.minCases(1);
        double[] seen =
                eager.fit(Target.REGRESSION, x, noise, Draws.ones(200), SEED).predict(x);
        double[] unseen = CrossFitting.outOfFold(eager, Target.REGRESSION, x, noise, Draws.ones(200), folds, SEED);
        assertThat(Draws.correlation(seen, noise)).isGreaterThan(0.7);
        assertThat(Draws.correlation(unseen, noise)).isLessThan(0.2);
    }

    /** By hand: the mean of the other folds, at any version of the features, whatever the number of threads. */
    @Test
    void outOfFoldPredictionsAreThoseOfTheOtherFolds() {
        Learner mean = (target, columns, y, weights, seed) -> {
            double average = Arrays.stream(y).average().orElseThrow();
            return at -> Arrays.stream(at[0]).map(value -> average + value).toArray();
        };
        double[] y = {1, 2, 3, 4, 5, 6};
        List<Fold> folds = List.of(
                new Fold(new int[] {1, 3, 5}, new int[] {0, 2, 4}), new Fold(new int[] {0, 2, 4}, new int[] {1, 3, 5}));
        double[][] zero = {new double[6]};
        double[][] ten = {{10, 10, 10, 10, 10, 10}};
        List<double[]> found = new CrossFitting(folds)
                .predict(mean, Target.REGRESSION, zero, y, Draws.ones(6), List.of(zero, ten), SEED, new Execution(2));
        assertThat(found.get(0)).containsExactly(4, 3, 4, 3, 4, 3);
        assertThat(found.get(1)).containsExactly(14, 13, 14, 13, 14, 13);
    }

    @Test
    void aDesignHasADummyForEachLevelAfterTheFirst() {
        Dataset data = Datasets.berkeleyAdmissions();
        Design design = Design.of(data, List.of("gender", "department"));
        assertThat(design.names())
                .containsExactly(
                        "gender", "department=B", "department=C", "department=D", "department=E", "department=F");
        assertThat(design.columns()[0]).containsExactly(data.values("gender"));
        for (int row = 0; row < data.rows(); row++) {
            double level = 0;
            for (int j = 1; j < 6; j++) level += j * design.columns()[j][row];
            assertThat(level).isEqualTo(data.values("department")[row]);
        }
        double[][] set = design.with("department", 2);
        assertThat(set[2]).containsOnly(1);
        assertThat(set[1]).containsOnly(0);
        assertThat(set[0]).containsExactly(data.values("gender"));
        assertThat(design.with("gender", 1)[0]).containsOnly(1);
        assertThat(Design.of(data, List.of()).columns()).isEmpty();
    }
}
