// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.LaplaceDistribution;
import org.apache.commons.statistics.distribution.LogisticDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.causerie.CausalException;

/**
 * The distribution of a variable's noise: what its parents do not settle. The noises of a model are independent.
 */
public sealed interface Noise permits Noise.Gaussian, Noise.Continuous, Noise.Empirical {

    /** Independent draws; more draws begin with the same as fewer. */
    double[] draw(int count, RandomGenerator random);

    double mean();

    double variance();

    /** The logarithm of the density at a value; empty where the distribution has no density. */
    OptionalDouble logDensity(double value);

    /**
     * The probability of a value up to this one; with half of the probability of the value itself, where it has any.
     */
    double cumulative(double value);

    /** The distribution as it prints in a model. */
    String text();

    /** Gaussian noise around 0. */
    static Noise gaussian(double standardDeviation) {
        return new Gaussian(0, standardDeviation);
    }

    static Noise gaussian(double mean, double standardDeviation) {
        return new Gaussian(mean, standardDeviation);
    }

    /** No noise: always 0. */
    static Noise none() {
        return new Gaussian(0, 0);
    }

    static Noise uniform(double lower, double upper) {
        if (!(lower < upper))
            throw new CausalException(
                    "A uniform noise needs lower < upper; " + lower + " and " + upper + " were given");
        return new Continuous(UniformContinuousDistribution.of(lower, upper), "Uniform(" + numbers(lower, upper) + ")");
    }

    /** Laplace noise around 0; its variance is twice the square of the scale. */
    static Noise laplace(double scale) {
        return new Continuous(
                LaplaceDistribution.of(0, positive("scale", scale)), "Laplace(" + numbers(0, scale) + ")");
    }

    /** Exponential noise, not centred: its mean and its standard deviation are both {@code mean}. */
    static Noise exponential(double mean) {
        return new Continuous(
                ExponentialDistribution.of(positive("mean", mean)), "Exponential(" + Numbers.text(mean) + ")");
    }

    /** Logistic noise around 0; thresholding it makes a logistic regression. */
    static Noise logistic(double scale) {
        return new Continuous(
                LogisticDistribution.of(0, positive("scale", scale)), "Logistic(" + numbers(0, scale) + ")");
    }

    /** Student's t; heavy tails for few degrees of freedom, which must be more than 2 for a variance. */
    static Noise studentT(double degreesOfFreedom) {
        return new Continuous(
                TDistribution.of(positive("degreesOfFreedom", degreesOfFreedom)),
                "t(" + Numbers.text(degreesOfFreedom) + ")");
    }

    /** Any continuous distribution of Commons Statistics. */
    static Noise of(ContinuousDistribution distribution) {
        return new Continuous(distribution, distribution.getClass().getSimpleName());
    }

    /** The values themselves, each as likely as the others: residuals of a fit, for example. */
    static Noise empirical(double... values) {
        double[] equal = new double[values.length];
        Arrays.fill(equal, 1);
        return new Empirical(values, equal);
    }

    /** The values themselves, each with a probability proportional to its weight. */
    static Noise empirical(double[] values, double[] weights) {
        return new Empirical(values, weights);
    }

    private static double positive(String what, double value) {
        if (value > 0 && Double.isFinite(value)) return value;
        throw new CausalException("The " + what + " of a noise must be positive and finite; " + value + " was given");
    }

    private static String numbers(double first, double second) {
        return Numbers.text(first) + ", " + Numbers.text(second);
    }

    /**
     * A Gaussian; constant where the standard deviation is 0.
     *
     * @param mean the mean
     * @param standardDeviation the standard deviation, at least 0
     */
    record Gaussian(double mean, double standardDeviation) implements Noise {
        public Gaussian {
            if (!(standardDeviation >= 0) || Double.isInfinite(standardDeviation) || !Double.isFinite(mean))
                throw new CausalException("A Gaussian needs a finite mean and a standard deviation of at least 0; "
                        + mean + " and " + standardDeviation + " were given");
        }

        @Override
        public double[] draw(int count, RandomGenerator random) {
            double[] draws = new double[count];
            for (int i = 0; i < count; i++) draws[i] = mean + standardDeviation * random.nextGaussian();
            return draws;
        }

        @Override
        public double variance() {
            return standardDeviation * standardDeviation;
        }

        @Override
        public OptionalDouble logDensity(double value) {
            if (standardDeviation == 0) return OptionalDouble.empty();
            double z = (value - mean) / standardDeviation;
            return OptionalDouble.of(-0.5 * z * z - Math.log(standardDeviation) - 0.5 * Math.log(2 * Math.PI));
        }

        @Override
        public double cumulative(double value) {
            if (standardDeviation == 0) return value == mean ? 0.5 : value < mean ? 0 : 1;
            return NormalDistribution.of(mean, standardDeviation).cumulativeProbability(value);
        }

        @Override
        public String text() {
            return standardDeviation == 0 ? Numbers.text(mean) : "Normal(" + numbers(mean, standardDeviation) + ")";
        }
    }

    /**
     * A distribution with a density.
     *
     * @param distribution the distribution
     * @param text how it prints
     */
    record Continuous(ContinuousDistribution distribution, String text) implements Noise {
        @Override
        public double[] draw(int count, RandomGenerator random) {
            UniformRandomProvider bits = random::nextLong;
            return distribution.createSampler(bits).samples(count).toArray();
        }

        @Override
        public double mean() {
            return distribution.getMean();
        }

        @Override
        public double variance() {
            return distribution.getVariance();
        }

        @Override
        public OptionalDouble logDensity(double value) {
            return OptionalDouble.of(distribution.logDensity(value));
        }

        @Override
        public double cumulative(double value) {
            return distribution.cumulativeProbability(value);
        }
    }

    /** A weighted list of values. */
    final class Empirical implements Noise {
        private final double[] values;
        private final double[] cumulative;

        private Empirical(double[] values, double[] weights) {
            if (values.length == 0)
                throw new CausalException("An empirical noise needs at least one value; none was given");
            if (values.length != weights.length)
                throw new CausalException("An empirical noise needs as many weights as values; " + values.length
                        + " values and " + weights.length + " weights were given");
            this.values = values.clone();
            this.cumulative = new double[values.length];
            double total = 0;
            for (int i = 0; i < values.length; i++) {
                if (!Double.isFinite(values[i]) || !(weights[i] >= 0) || Double.isInfinite(weights[i]))
                    throw new CausalException("An empirical noise needs finite values and weights of at least 0; value "
                            + values[i] + " with weight " + weights[i] + " was given");
                total += weights[i];
                cumulative[i] = total;
            }
            if (!(total > 0)) throw new CausalException("The weights of an empirical noise must not all be 0");
        }

        @Override
        public double[] draw(int count, RandomGenerator random) {
            double[] draws = new double[count];
            for (int i = 0; i < count; i++) draws[i] = at(random.nextDouble() * cumulative[cumulative.length - 1]);
            return draws;
        }

        /** The value whose share of the cumulative weight holds this point. */
        private double at(double point) {
            int found = Arrays.binarySearch(cumulative, point);
            int next = found >= 0 ? found + 1 : -found - 1;
            while (next < values.length - 1 && next > 0 && cumulative[next] == cumulative[next - 1]) next++;
            return values[Math.min(next, values.length - 1)];
        }

        @Override
        public double mean() {
            return moment(0, 1);
        }

        @Override
        public double variance() {
            return moment(mean(), 2);
        }

        private double moment(double centre, int power) {
            double sum = 0;
            double before = 0;
            for (int i = 0; i < values.length; i++) {
                sum += (cumulative[i] - before) * Math.pow(values[i] - centre, power);
                before = cumulative[i];
            }
            return sum / cumulative[cumulative.length - 1];
        }

        @Override
        public OptionalDouble logDensity(double value) {
            return OptionalDouble.empty();
        }

        @Override
        public double cumulative(double value) {
            double sum = 0;
            double before = 0;
            for (int i = 0; i < values.length; i++) {
                if (values[i] <= value) sum += (cumulative[i] - before) * (values[i] < value ? 1 : 0.5);
                before = cumulative[i];
            }
            return sum / before;
        }

        @Override
        public String text() {
            return "Residuals(n = " + values.length + ", sd = " + Numbers.text(Math.sqrt(variance())) + ")";
        }
    }
}
