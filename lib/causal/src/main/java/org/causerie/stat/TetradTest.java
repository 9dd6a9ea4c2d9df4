// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.data.Dataset;

/**
 * Tests of vanishing tetrads.
 *
 * <p>A tetrad is a difference of products of covariances, \(\sigma_{ac}\sigma_{bd} - \sigma_{ad}\sigma_{bc}\). It is zero
 * where one variable, observed or hidden, lies between {a, b} and {c, d} in a linear model.
 *
 * <p>Assumes independent cases; of the kinds, see there. Time <i>O(np²)</i> once, and <i>O(1)</i> a test, but for
 * {@link #DISTRIBUTION_FREE} <i>O(n)</i>.
 */
public enum TetradTest {
    /**
     * One tetrad by its exact variance under normality; four variables by the worst of their three tetrads with a Bonferroni
     * correction. Wishart, J. (1928). Sampling errors in the theory of two factors. British Journal of Psychology 19, 180-187.
     * doi:10.1111/j.2044-8295.1928.tb00505.x
     */
    WISHART,

    /**
     * One or two tetrads by the delta method, with the covariances' covariances that follow from normality. Bollen, K. A.
     * and Ting, K.-F. (1993). Confirmatory tetrad analysis. Sociological Methodology 23, 147-175. doi:10.2307/271009
     */
    DELTA,

    /** The delta method with fourth moments of the data in place of normality; needs some hundred cases. */
    DISTRIBUTION_FREE;

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    /**
     * Binds the test to data.
     *
     * @throws org.causerie.CausalException if a column is nominal, constant or has missing values, or there are fewer than 4
     *     cases
     */
    public Tetrads on(Dataset data) {
        Covariance covariance = Requirements.undetermined(Covariance.of(data));
        Moments moments =
                this == DISTRIBUTION_FREE ? new FourthMoments(data, covariance) : new NormalMoments(covariance);
        return new Bound(this, covariance, moments);
    }

    /** Reads tetrads off the covariance of a population: p-value 1 where they vanish exactly, 0 where not. */
    public static Tetrads exact(Covariance population) {
        return new Exact(population);
    }

    private record Bound(TetradTest kind, Covariance covariance, Moments moments) implements Tetrads {

        @Override
        public List<String> names() {
            return covariance.names();
        }

        @Override
        public TestResult test(int a, int b, int c, int d) {
            double tetrad = s(a, c) * s(b, d) - s(a, d) * s(b, c);
            double variance = kind == WISHART ? wishart(a, b, c, d) : delta(a, b, c, d, a, b, c, d);
            double z = Math.abs(tetrad) / Math.sqrt(variance);
            return new TestResult(z, 1, 2 * STANDARD.survivalProbability(z));
        }

        @Override
        public TestResult quartet(int a, int b, int c, int d) {
            if (kind == WISHART) {
                TestResult worst = test(a, b, c, d);
                for (TestResult other : List.of(test(a, c, b, d), test(a, d, b, c)))
                    if (other.pValue() < worst.pValue()) worst = other;
                return new TestResult(worst.statistic(), 1, Math.min(1, 3 * worst.pValue()));
            }
            double first = s(a, c) * s(b, d) - s(a, d) * s(b, c);
            double second = s(a, b) * s(c, d) - s(a, d) * s(b, c);
            double xx = delta(a, b, c, d, a, b, c, d);
            double yy = delta(a, c, b, d, a, c, b, d);
            double xy = delta(a, b, c, d, a, c, b, d);
            double determinant = Math.max(Double.MIN_NORMAL, xx * yy - xy * xy);
            double statistic = (yy * first * first - 2 * xy * first * second + xx * second * second) / determinant;
            return new TestResult(statistic, 2, ChiSquaredDistribution.of(2).survivalProbability(statistic));
        }

        @Override
        public TestResult uncorrelated(int a, int b) {
            double r = Math.max(-1, Math.min(1, s(a, b) / Math.sqrt(s(a, a) * s(b, b))));
            double z = Math.sqrt(Math.max(0, covariance.cases() - 3)) * 0.5 * Math.abs(Math.log1p(r) - Math.log1p(-r));
            return new TestResult(z, 1, 2 * STANDARD.survivalProbability(z));
        }

        private double s(int i, int j) {
            return covariance.matrix().get(i, j);
        }

        private double wishart(int a, int b, int c, int d) {
            double n = covariance.cases();
            double first = s(a, a) * s(b, b) - s(a, b) * s(a, b);
            double second = s(c, c) * s(d, d) - s(c, d) * s(c, d);
            return Math.max(
                    Double.MIN_NORMAL, ((n + 1) / (n - 1) * first * second - determinant(a, b, c, d)) / (n - 2));
        }

        private double determinant(int... v) {
            double[][] m = new double[4][4];
            for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) m[i][j] = s(v[i], v[j]);
            double product = 1;
            for (int k = 0; k < 4; k++) {
                if (m[k][k] <= 0) return 0;
                product *= m[k][k];
                for (int i = k + 1; i < 4; i++) {
                    double factor = m[i][k] / m[k][k];
                    for (int j = k; j < 4; j++) m[i][j] -= factor * m[k][j];
                }
            }
            return product;
        }

        /** The covariance of the sample tetrads (a, b; c, d) and (e, f; g, h), to first order. */
        private double delta(int a, int b, int c, int d, int e, int f, int g, int h) {
            int[][] left = {{a, c}, {b, d}, {a, d}, {b, c}};
            int[][] right = {{e, g}, {f, h}, {e, h}, {f, g}};
            double[] leftSlope = {s(b, d), s(a, c), -s(b, c), -s(a, d)};
            double[] rightSlope = {s(f, h), s(e, g), -s(f, g), -s(e, h)};
            double sum = 0;
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    sum += leftSlope[i]
                            * rightSlope[j]
                            * moments.covariance(left[i][0], left[i][1], right[j][0], right[j][1]);
            return Math.max(Double.MIN_NORMAL, sum);
        }
    }

    /** The covariance of two sample covariances. */
    private interface Moments {
        double covariance(int i, int j, int k, int l);
    }

    private record NormalMoments(Covariance sample) implements Moments {
        @Override
        public double covariance(int i, int j, int k, int l) {
            return (sample.matrix().get(i, k) * sample.matrix().get(j, l)
                            + sample.matrix().get(i, l) * sample.matrix().get(j, k))
                    / (sample.cases() - 1);
        }
    }

    private static final class FourthMoments implements Moments {
        private final double[][] centred;
        private final double[] weights;
        private final double total;
        private final Covariance sample;

        FourthMoments(Dataset data, Covariance sample) {
            this.sample = sample;
            weights = data.weights();
            double sum = 0;
            for (double weight : weights) sum += weight;
            total = sum;
            centred = new double[data.size()][];
            for (int j = 0; j < centred.length; j++) {
                centred[j] = data.values(j);
                for (int row = 0; row < weights.length; row++) centred[j][row] -= sample.mean()[j];
            }
        }

        @Override
        public double covariance(int i, int j, int k, int l) {
            double sum = 0;
            for (int row = 0; row < weights.length; row++)
                sum += weights[row] * centred[i][row] * centred[j][row] * centred[k][row] * centred[l][row];
            return (sum / total - sample.matrix().get(i, j) * sample.matrix().get(k, l)) / (sample.cases() - 1);
        }
    }

    private record Exact(Covariance population) implements Tetrads {
        private static final double ZERO = 1e-7;

        @Override
        public List<String> names() {
            return population.names();
        }

        @Override
        public TestResult test(int a, int b, int c, int d) {
            return verdict(Math.abs(r(a, c) * r(b, d) - r(a, d) * r(b, c)), 1);
        }

        @Override
        public TestResult quartet(int a, int b, int c, int d) {
            double first = Math.abs(r(a, c) * r(b, d) - r(a, d) * r(b, c));
            double second = Math.abs(r(a, b) * r(c, d) - r(a, d) * r(b, c));
            return verdict(Math.max(first, second), 2);
        }

        @Override
        public TestResult uncorrelated(int a, int b) {
            return verdict(Math.abs(r(a, b)), 1);
        }

        private static TestResult verdict(double value, int freedom) {
            return new TestResult(value, freedom, value < ZERO ? 1 : 0);
        }

        private double r(int i, int j) {
            return population.matrix().get(i, j)
                    / Math.sqrt(
                            population.matrix().get(i, i) * population.matrix().get(j, j));
        }
    }
}
