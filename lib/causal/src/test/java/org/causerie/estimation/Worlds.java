// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.identification.AverageTreatmentEffect;
import org.causerie.identification.Estimand;
import org.causerie.identification.Population;

/** Simulated worlds whose effects are known by integration, and how estimators fare in many of them. */
public final class Worlds {
    private Worlds() {}

    /** The effect of t on y, adjusted for x and z. */
    public static Estimand effect(Population population) {
        return AdjustmentEstimand.of(new AverageTreatmentEffect("t", "y", population), Set.of("x", "z"));
    }

    static double propensity(double x) {
        return sigmoid(0.7 * x - 0.2);
    }

    static double sigmoid(double v) {
        return 1 / (1 + Math.exp(-v));
    }

    /** y = 1 + x + z/2 + t (2 + x/2) + noise that is larger among the treated; z is a cause of y alone. */
    public static Dataset linear(int rows, Seed seed) {
        RandomGenerator random = seed.random();
        double[][] columns = new double[4][rows];
        for (int i = 0; i < rows; i++) {
            double x = random.nextGaussian();
            double z = random.nextGaussian();
            double t = random.nextDouble() < propensity(x) ? 1 : 0;
            double noise = (1 + t) * random.nextGaussian();
            columns[0][i] = x;
            columns[1][i] = z;
            columns[2][i] = t;
            columns[3][i] = 1 + x + z / 2 + t * (2 + x / 2) + noise;
        }
        return Dataset.of(List.of("x", "z", "t", "y"), columns);
    }

    static double linearTruth(Population population) {
        return average(population, x -> 2 + x / 2);
    }

    /** y is 1 with probability sigmoid(x - 0.5 + t). */
    public static Dataset binary(int rows, Seed seed) {
        RandomGenerator random = seed.random();
        double[][] columns = new double[4][rows];
        for (int i = 0; i < rows; i++) {
            double x = random.nextGaussian();
            columns[0][i] = x;
            columns[1][i] = random.nextGaussian();
            columns[2][i] = random.nextDouble() < propensity(x) ? 1 : 0;
            columns[3][i] = random.nextDouble() < sigmoid(x - 0.5 + columns[2][i]) ? 1 : 0;
        }
        return Dataset.of(List.of("x", "z", "t", "y"), columns);
    }

    static double binaryTruth(Population population) {
        return average(population, x -> sigmoid(x + 0.5) - sigmoid(x - 0.5));
    }

    /** Effect 1, with an outcome and a propensity that no straight line fits. */
    static Dataset curved(int rows, Seed seed) {
        RandomGenerator random = seed.random();
        double[][] columns = new double[4][rows];
        for (int i = 0; i < rows; i++) {
            double x = 4 * random.nextDouble() - 2;
            double z = random.nextGaussian();
            double t = random.nextDouble() < (Math.abs(x) < 1 ? 0.75 : 0.25) ? 1 : 0;
            columns[0][i] = x;
            columns[1][i] = z;
            columns[2][i] = t;
            columns[3][i] = t + (Math.abs(x) < 1 ? 3 : 0) + random.nextGaussian();
        }
        return Dataset.of(List.of("x", "z", "t", "y"), columns);
    }

    /** The mean of an effect over a population, x standard normal, by the midpoint rule. */
    private static double average(Population population, DoubleUnaryOperator effect) {
        double sum = 0;
        double weight = 0;
        for (double x = -9 + 0.0005; x < 9; x += 0.001) {
            double member = switch (population) {
                case ALL -> 1;
                case TREATED -> propensity(x);
                case CONTROL -> 1 - propensity(x);
            };
            double density = Math.exp(-x * x / 2) * member;
            sum += density * effect.applyAsDouble(x);
            weight += density;
        }
        return sum / weight;
    }

    /** A way to draw a data set of so many rows. */
    interface World {
        Dataset draw(int rows, Seed seed);
    }

    /** How an estimator did over many draws. */
    record Calibration(double meanError, double monteCarloError, double coverage, double meanStandardError) {

        static Calibration of(
                Estimator estimator,
                Estimand estimand,
                World world,
                double truth,
                int rows,
                int replicates,
                Seed seed) {
            List<double[]> results = new Execution(2).map("calibration", replicates, i -> {
                Seed own = seed.split(i);
                Estimate estimate =
                        estimator.estimate(estimand, world.draw(rows, own.split("data")), own.split("estimate"));
                return new double[] {
                    estimate.value() - truth, estimate.interval().contains(truth) ? 1 : 0, estimate.standardError()
                };
            });
            double mean = results.stream().mapToDouble(r -> r[0]).average().orElseThrow();
            double squares = results.stream()
                    .mapToDouble(r -> (r[0] - mean) * (r[0] - mean))
                    .sum();
            return new Calibration(
                    mean,
                    Math.sqrt(squares / (replicates - 1) / replicates),
                    results.stream().mapToDouble(r -> r[1]).average().orElseThrow(),
                    results.stream().mapToDouble(r -> r[2]).average().orElseThrow());
        }

        double errors() {
            return Math.abs(meanError) / monteCarloError;
        }
    }

    /** The data with its rows in another order. */
    static Dataset permuted(Dataset data, Seed seed) {
        RandomGenerator random = seed.random();
        double[] keys = random.doubles(data.rows()).toArray();
        int[] order = IntStream.range(0, data.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> keys[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        return data.rows(order);
    }
}
