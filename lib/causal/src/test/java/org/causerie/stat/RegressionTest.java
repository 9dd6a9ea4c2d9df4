// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.causerie.Seed;
import org.ejml.data.DMatrixRMaj;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class RegressionTest {
    private static final LinearRegression LINEAR = LinearRegression.withDefaults();
    private static final LogisticRegression LOGISTIC = LogisticRegression.withDefaults();

    private static double[] outcome(double[][] x, RandomGenerator random) {
        double[] y = new double[x[0].length];
        for (int row = 0; row < y.length; row++) y[row] = 1 + 2 * x[0][row] - x[1][row] + random.nextGaussian();
        return y;
    }

    private static double[] binary(double[][] x, RandomGenerator random) {
        double[] y = new double[x[0].length];
        for (int row = 0; row < y.length; row++) {
            y[row] = random.nextDouble() < 1 / (1 + Math.exp(0.5 - x[0][row] + 0.5 * x[1][row])) ? 1 : 0;
        }
        return y;
    }

    private static SimpleMatrix withIntercept(double[][] x) {
        SimpleMatrix matrix = new SimpleMatrix(x[0].length, x.length + 1);
        for (int row = 0; row < x[0].length; row++) {
            matrix.set(row, 0, 1);
            for (int j = 0; j < x.length; j++) matrix.set(row, j + 1, x[j][row]);
        }
        return matrix;
    }

    /** (X'WX)⁻¹X'Wy and White's sandwich, written out with whole matrices. */
    @Property(tries = 20)
    void linearAgreesWithTheNormalEquations(@ForAll long seed) {
        RandomGenerator random = Seed.of(seed).random();
        double[][] x = Draws.normal(3, 40, random);
        double[] y = outcome(x, random);
        double[] weights = random.doubles(40, 0.5, 2).toArray();
        RegressionFit fit = LINEAR.fit(x, y, weights);
        SimpleMatrix design = withIntercept(x);
        SimpleMatrix w = SimpleMatrix.diag(weights);
        SimpleMatrix bread = design.transpose().mult(w).mult(design).invert();
        SimpleMatrix target = new SimpleMatrix(40, 1, true, y);
        SimpleMatrix expected = bread.mult(design.transpose()).mult(w).mult(target);
        for (int j = 0; j < 4; j++) assertThat(fit.coefficients()[j]).isCloseTo(expected.get(j), within(1e-10));
        SimpleMatrix residual =
                SimpleMatrix.diag(target.minus(design.mult(expected)).getDDRM().data);
        for (Weighting weighting : Weighting.values()) {
            SimpleMatrix meat = residual.mult(residual).mult(w);
            if (weighting == Weighting.SAMPLING) meat = meat.mult(w);
            SimpleMatrix sandwich =
                    bread.mult(design.transpose()).mult(meat).mult(design).mult(bread);
            same(fit.covariance(weighting), sandwich.getDDRM());
        }
        double variance = residual.mult(residual).mult(w).trace()
                / (Arrays.stream(weights).sum() - 4);
        assertThat(fit.residualVariance()).isCloseTo(variance, within(1e-10));
        same(fit.modelCovariance(), bread.scale(variance).getDDRM());
    }

    private static void same(DMatrixRMaj found, DMatrixRMaj expected) {
        for (int i = 0; i < expected.getNumElements(); i++) {
            assertThat(found.get(i)).isCloseTo(expected.get(i), within(1e-9));
        }
    }

    /** At the maximum the gradient X'W(y - p) is 0, and the curvature is the inverse of the model's covariance. */
    @Property(tries = 20)
    void logisticIsAtTheMaximum(@ForAll long seed) {
        RandomGenerator random = Seed.of(seed).random();
        double[][] x = Draws.normal(2, 150, random);
        for (int row = 0; row < 150; row++) x[1][row] = 1000 + 30 * x[1][row];
        double[][] plain = {x[0], Arrays.stream(x[1]).map(v -> (v - 1000) / 30).toArray()};
        double[] y = binary(plain, random);
        double[] weights = random.doubles(150, 0.5, 2).toArray();
        RegressionFit fit = LOGISTIC.fit(x, y, weights);
        double[] p = fit.predict(x);
        SimpleMatrix design = withIntercept(plain);
        double[] curvature = new double[150];
        double[] score = new double[3];
        for (int row = 0; row < 150; row++) {
            curvature[row] = weights[row] * p[row] * (1 - p[row]);
            for (int j = 0; j < 3; j++) score[j] += weights[row] * (y[row] - p[row]) * design.get(row, j);
        }
        for (double part : score) assertThat(part).isCloseTo(0, within(1e-7));
        SimpleMatrix covariance = design.transpose()
                .mult(SimpleMatrix.diag(curvature))
                .mult(design)
                .invert();
        RegressionFit unscaled = LOGISTIC.fit(plain, y, weights);
        same(unscaled.modelCovariance(), covariance.getDDRM());
        assertThat(fit.coefficients()[2] * 30).isCloseTo(unscaled.coefficients()[2], within(1e-8));
    }

    /** One binary feature: log-odds from the table 30:10 and 15:45, and their variances 1/a + 1/b (+ 1/c + 1/d). */
    @Test
    void logisticOfATableIsItsLogOdds() {
        double[][] x = {{0, 0, 1, 1}};
        double[] y = {0, 1, 0, 1};
        RegressionFit fit = LOGISTIC.fit(x, y, new double[] {30, 10, 15, 45});
        assertThat(fit.coefficients()[0]).isCloseTo(Math.log(1 / 3.0), within(1e-10));
        assertThat(fit.coefficients()[1]).isCloseTo(Math.log(9), within(1e-10));
        double variance = 1 / 30.0 + 1 / 10.0 + 1 / 15.0 + 1 / 45.0;
        assertThat(fit.modelCovariance().get(1, 1)).isCloseTo(variance, within(1e-8));
        // the model is saturated, so the sandwich agrees
        assertThat(fit.covariance(Weighting.COUNTS).get(1, 1)).isCloseTo(variance, within(1e-8));
        assertThat(fit.degreesOfFreedom()).isEqualTo(98);
    }

    @Test
    void countsAreRepeatedRows() {
        RandomGenerator random = Seed.of(3).random();
        double[][] x = Draws.normal(2, 60, random);
        double[] counts = random.ints(60, 0, 4).asDoubleStream().toArray();
        int[] rows = IntStream.range(0, 60)
                .flatMap(row -> IntStream.generate(() -> row).limit((long) counts[row]))
                .toArray();
        double[] y = binary(x, random);
        RegressionFit counted = LOGISTIC.fit(x, y, counts);
        RegressionFit repeated = LOGISTIC.fit(Design.rows(x, rows), Design.rows(y, rows), Draws.ones(rows.length));
        same(counted.covariance(Weighting.COUNTS), repeated.covariance(Weighting.COUNTS));
        RegressionFit line = LINEAR.fit(x, y, counts);
        RegressionFit lineRepeated = LINEAR.fit(Design.rows(x, rows), Design.rows(y, rows), Draws.ones(rows.length));
        same(line.covariance(Weighting.COUNTS), lineRepeated.covariance(Weighting.COUNTS));
        same(line.modelCovariance(), lineRepeated.modelCovariance());
        for (int j = 0; j < 3; j++) {
            assertThat(counted.coefficients()[j]).isCloseTo(repeated.coefficients()[j], within(1e-9));
            assertThat(line.coefficients()[j]).isCloseTo(lineRepeated.coefficients()[j], within(1e-12));
        }
    }

    /** A little more weight on a row moves the coefficients by its influence over the number of cases. */
    @Test
    void influenceIsWhatARowDoes() {
        RandomGenerator random = Seed.of(4).random();
        double[][] x = Draws.normal(2, 50, random);
        for (double[] y : new double[][] {outcome(x, random), binary(x, random)}) {
            boolean probability = Arrays.stream(y).allMatch(value -> value == 0 || value == 1);
            double[] weights = Draws.ones(50);
            RegressionFit fit = probability ? LOGISTIC.fit(x, y, weights) : LINEAR.fit(x, y, weights);
            double step = 1e-5;
            weights[7] += step;
            RegressionFit moved = probability ? LOGISTIC.fit(x, y, weights) : LINEAR.fit(x, y, weights);
            for (int j = 0; j < 3; j++) {
                double slope = (moved.coefficients()[j] - fit.coefficients()[j]) / step;
                assertThat(fit.influence()[j][7] / 50).isCloseTo(slope, within(1e-4 * Math.abs(slope) + 1e-6));
            }
        }
    }

    @Test
    void aFeatureThatOthersDetermineIsLeftOut() {
        RandomGenerator random = Seed.of(5).random();
        double[][] x = Draws.normal(2, 30, random);
        double[] y = outcome(x, random);
        double[] sum = new double[30];
        for (int row = 0; row < 30; row++) sum[row] = 3 * x[0][row] - x[1][row] + 5;
        double[] constant = new double[30];
        Arrays.fill(constant, 4);
        RegressionFit plain = LINEAR.fit(x, y, Draws.ones(30));
        RegressionFit more = LINEAR.fit(new double[][] {x[0], constant, x[1], sum}, y, Draws.ones(30));
        assertThat(more.aliased()).containsExactly(1, 3);
        double[] found = more.coefficients();
        assertThat(found[2]).isZero();
        assertThat(found[4]).isZero();
        assertThat(found[1]).isCloseTo(plain.coefficients()[1], within(1e-10));
        assertThat(found[3]).isCloseTo(plain.coefficients()[2], within(1e-10));
        assertThat(more.degreesOfFreedom()).isEqualTo(27);
        assertThat(more.covariance(Weighting.COUNTS).get(1, 1))
                .isCloseTo(plain.covariance(Weighting.COUNTS).get(1, 1), within(1e-12));
        assertThat(more.covariance(Weighting.COUNTS).get(4, 4)).isZero();
    }

    /** The 95 % interval of a slope covers the truth under unequal variances, where the model's own would not. */
    @Test
    void theSandwichCoversUnderUnequalVariances() {
        int covered = 0;
        int byModel = 0;
        int draws = 1000;
        for (int draw = 0; draw < draws; draw++) {
            RandomGenerator random = Seed.of(6).split(draw).random();
            double[][] x = Draws.normal(1, 300, random);
            double[] y = new double[300];
            for (int row = 0; row < 300; row++) y[row] = x[0][row] * (0.7 + 2 * random.nextGaussian());
            RegressionFit fit = LINEAR.fit(x, y, Draws.ones(300));
            double error = Math.abs(fit.coefficients()[1] - 0.7);
            if (error < 1.96 * Math.sqrt(fit.covariance(Weighting.COUNTS).get(1, 1))) covered++;
            if (error < 1.96 * Math.sqrt(fit.modelCovariance().get(1, 1))) byModel++;
        }
        assertThat(covered / (double) draws).isBetween(0.92, 0.97);
        assertThat(byModel / (double) draws).isLessThan(0.85);
    }

    /** No separation, though most fitted probabilities are extreme: a finite maximum exists and is found. */
    @Test
    void extremeProbabilitiesAreNoSeparation() {
        RandomGenerator random = Seed.of(8).random();
        double[][] x = Draws.normal(1, 400, random);
        double[] y = new double[400];
        for (int row = 0; row < 400; row++) y[row] = 10 * x[0][row] + random.nextGaussian() > 0 ? 1 : 0;
        RegressionFit fit = LOGISTIC.fit(x, y, Draws.ones(400));
        assertThat(fit.coefficients()[1]).isGreaterThan(8);
        double[] p = fit.predict(x);
        double score = 0;
        for (int row = 0; row < 400; row++) score += (y[row] - p[row]) * x[0][row];
        assertThat(score).isCloseTo(0, within(1e-8));
    }
}
