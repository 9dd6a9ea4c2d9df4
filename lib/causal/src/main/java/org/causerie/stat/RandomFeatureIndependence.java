// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.Seed;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** The kernel tests with random Fourier features, bound to data; see {@link Rcit} and {@link Rcot}. */
final class RandomFeatureIndependence implements Independence {
    /** Numbers kept between tests, 128 megabytes of them. */
    private static final long KEPT = 1L << 24;

    private static final double RIDGE = 1e-8;

    /**
     * What the two tests have in common.
     *
     * @param features of each of the two variables, at least 1
     * @param conditioning features of the conditioning set, at least 1
     * @param nullDistribution how the p-value is found
     * @param permutations how many, at least 20
     * @param seed of features and permutations
     */
    record Settings(int features, int conditioning, NullDistribution nullDistribution, int permutations, Seed seed) {
        Settings {
            if (features < 1 || conditioning < 1) {
                throw new CausalException("At least 1 random feature is needed for the variables and for the"
                        + " conditioning set; " + features + " and " + conditioning
                        + " were given (5 and 100 are usual)");
            }
            if (permutations < 20) {
                throw new CausalException("A p-value needs at least 20 permutations; " + permutations
                        + " were given (500 is the default)");
            }
        }
    }

    private final KernelColumns data;
    private final Settings settings;
    private final boolean joint;
    private final BoundedCache<List<Integer>, double[][]> features =
            new BoundedCache<>(KEPT, columns -> (long) columns.length * columns[0].length);
    private final BoundedCache<List<Integer>, KernelRegression> regressions =
            new BoundedCache<>(KEPT, KernelRegression::weight);

    /**
     * Binds the test.
     *
     * @param joint whether the second variable is tested together with the conditioning set
     */
    RandomFeatureIndependence(KernelColumns data, Settings settings, boolean joint) {
        this.data = data;
        this.settings = settings;
        this.joint = joint;
    }

    @Override
    public List<String> names() {
        return data.names();
    }

    @Override
    public TestResult test(int x, int y, int... given) {
        Progress.checkpoint();
        Question asked = Question.of(names(), x, y, given);
        int first = asked.x();
        int second = asked.y();
        int[] sorted = asked.given();
        if (given.length == 0) return judge(alone(first), alone(second), data.rows() / (data.rows() - 1.0));
        KernelRegression regression = regressions.get(key(sorted), () -> regression(sorted));
        return judge(
                residual(first, sorted, false, regression),
                residual(second, sorted, joint, regression),
                KernelRegression.inflation(regression, regression));
    }

    private double[][] alone(int variable) {
        int[] set = {variable};
        return features.get(key(set), () -> features(set, settings.features()));
    }

    private double[][] residual(int variable, int[] given, boolean together, KernelRegression regression) {
        int[] set = together
                ? IntStream.concat(IntStream.of(variable), Arrays.stream(given)).toArray()
                : given;
        List<Integer> key = key(set);
        key.add(0, together ? -1 : -2 - variable);
        return features.get(key, () -> {
            double[][] own = together ? features(set, settings.features()) : alone(variable);
            return regression.residual(new LowRank(data.rows(), own)).columns();
        });
    }

    private KernelRegression regression(int[] given) {
        int count = Math.max(1, Math.min(settings.conditioning(), data.rows() / 3));
        // the features of one or two variables are nearly linear functions of a few: what is left out is small against
        // the ridge
        LowRank all = new LowRank(data.rows(), features(given, count));
        return new KernelRegression(all.compressed(0.01 * RIDGE / count), RIDGE * data.rows());
    }

    private static List<Integer> key(int[] set) {
        List<Integer> key = new ArrayList<>(set.length + 1);
        for (int variable : set) key.add(variable);
        return key;
    }

    /** Random Fourier features of a set of variables, which depend on the seed and the variables' names. */
    private double[][] features(int[] set, int count) {
        Seed seed = settings.seed().split(count);
        for (int variable : set) seed = seed.split(names().get(variable));
        double[][] columns = data.of(set);
        return standardised(fourier(columns, KernelColumns.medianDistance(columns), count, seed.random()));
    }

    /** Features whose inner products are, on average, a Gaussian kernel of this width. */
    static double[][] fourier(double[][] columns, double width, int count, RandomGenerator random) {
        double[][] made = new double[count][columns[0].length];
        double[] frequencies = new double[columns.length];
        for (double[] feature : made) {
            for (int k = 0; k < frequencies.length; k++) frequencies[k] = random.nextGaussian() / width;
            Arrays.fill(feature, 2 * Math.PI * random.nextDouble());
            Products.add(columns, frequencies, frequencies.length, feature);
            for (int row = 0; row < feature.length; row++) feature[row] = Math.sqrt(2) * Math.cos(feature[row]);
        }
        return made;
    }

    private static double[][] standardised(double[][] columns) {
        for (double[] column : columns) {
            double mean = Arrays.stream(column).sum() / column.length;
            for (int row = 0; row < column.length; row++) column[row] -= mean;
            double deviation = Math.sqrt(Products.dot(column, column) / column.length);
            double scale = deviation > 1e-9 ? 1 / deviation : 0;
            for (int row = 0; row < column.length; row++) column[row] *= scale;
        }
        return columns;
    }

    private TestResult judge(double[][] a, double[][] b, double inflation) {
        int rows = data.rows();
        double statistic = Products.sumOfSquares(Products.inner(a, b)) / rows;
        double p = switch (settings.nullDistribution()) {
            case GAMMA -> {
                double[][] covariance = covariance(a, b);
                double mean = 0;
                for (int i = 0; i < covariance.length; i++) mean += covariance[i][i];
                yield WeightedChiSquare.gamma(statistic / inflation, mean, 2 * Products.sumOfSquares(covariance));
            }
            case WEIGHTED_CHI_SQUARE -> WeightedChiSquare.tail(statistic / inflation, eigenvalues(covariance(a, b)));
            case PERMUTATION -> permutation(statistic * rows, a, b);
        };
        return new TestResult(statistic, 1, p);
    }

    /** The second moments of all products of a feature of the one and a feature of the other. */
    private static double[][] covariance(double[][] a, double[][] b) {
        int rows = a[0].length;
        double[][] products = new double[a.length * b.length][rows];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                double[] product = products[i * b.length + j];
                for (int row = 0; row < rows; row++) product[row] = a[i][row] * b[j][row];
            }
        }
        double[][] moments = Products.gram(products);
        for (double[] line : moments) for (int j = 0; j < line.length; j++) line[j] /= rows;
        return moments;
    }

    private static double[] eigenvalues(double[][] matrix) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(matrix.length, false, true);
        eigen.decompose(new DMatrixRMaj(matrix));
        return IntStream.range(0, matrix.length)
                .mapToDouble(k -> Math.max(0, eigen.getEigenvalue(k).getReal()))
                .toArray();
    }

    private double permutation(double statistic, double[][] a, double[][] b) {
        RandomGenerator random = settings.seed().split("permutations").random();
        LowRank second = new LowRank(data.rows(), b);
        int[] order = IntStream.range(0, data.rows()).toArray();
        int larger = 1;
        for (int draw = 0; draw < settings.permutations(); draw++) {
            Progress.checkpoint();
            Permutations.shuffle(order, random);
            if (Products.sumOfSquares(Products.inner(a, second.permuted(order).columns())) >= statistic) larger++;
        }
        return (double) larger / (settings.permutations() + 1);
    }
}
