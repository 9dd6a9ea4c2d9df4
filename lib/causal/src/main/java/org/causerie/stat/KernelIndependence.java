// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.Progress;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** The kernel test bound to data; see {@link Kci}. What tests on the same variables share is kept. */
final class KernelIndependence implements Independence {
    /** Numbers kept between tests, 128 megabytes of them. */
    private static final long KEPT = 1L << 24;

    /** What is left of the trace of a kernel of conditioning variables, and of one that is tested. */
    private static final double EXACT = 1e-9;

    private static final double CLOSE = 1e-7;

    /** For the choice of width and ridge. */
    private static final double FAIR = 1e-5;

    /** Enough for the variance of the statistic, which is a sum of squares. */
    private static final double ROUGH = 1e-4;

    /** Eigenvalues of a product of kernels, for the weighted sum. */
    private static final double SPECTRUM = 1e-3;

    /** Settings of the regression are chosen on at most this many cases. */
    private static final int LIKELIHOOD_CASES = 200;

    private static final double[] WIDTHS = {0.25, 0.5, 1, 2};
    private static final double[] RIDGES =
            IntStream.rangeClosed(-6, 6).mapToDouble(i -> Math.pow(10, i / 2.0)).toArray();

    /** A kernel of some columns; the width is in units of their standardised values. */
    interface Kernel {
        LowRank.Source of(double[][] columns, double width);
    }

    private record Residual(LowRank kernel, KernelRegression by) {}

    private final KernelColumns data;
    private final Kernel kernel;
    private final Kci settings;
    private final BoundedCache<List<Integer>, LowRank> factors = new BoundedCache<>(KEPT, LowRank::weight);
    private final BoundedCache<List<Integer>, Residual> residuals =
            new BoundedCache<>(KEPT, residual -> residual.kernel().weight());
    private final BoundedCache<List<Integer>, KernelRegression> regressions =
            new BoundedCache<>(KEPT, KernelRegression::weight);
    private final BoundedCache<List<Integer>, KernelRegression.Likelihood> likelihoods =
            new BoundedCache<>(KEPT, KernelRegression.Likelihood::weight);

    KernelIndependence(KernelColumns data, Kernel kernel, Kci settings) {
        this.data = data;
        this.kernel = kernel;
        this.settings = settings;
    }

    @Override
    public List<String> names() {
        return data.names();
    }

    @Override
    public TestResult test(int x, int y, int... given) {
        Question asked = Question.of(names(), x, y, given);
        int first = asked.x();
        int second = asked.y();
        int[] sorted = asked.given();
        if (given.length > 0) {
            Residual a = residuals.get(key(2, first, sorted), () -> residual(first, sorted, true));
            Residual b = residuals.get(key(1, second, sorted), () -> residual(second, sorted, false));
            return judge(a.kernel(), b.kernel(), true, KernelRegression.inflation(a.by(), b.by()));
        }
        return judge(alone(first), alone(second), false, 1);
    }

    private LowRank alone(int variable) {
        return factors.get(key(0, variable), () -> factor(data.of(variable), settings.width(), CLOSE));
    }

    private static List<Integer> key(int role, int variable, int... given) {
        List<Integer> key = new ArrayList<>(given.length + 2);
        key.add(role);
        key.add(variable);
        for (int z : given) key.add(z);
        return key;
    }

    private LowRank factor(double[][] columns, double width, double tolerance) {
        double distance = KernelColumns.medianDistance(columns);
        return LowRank.of(columns[0].length, kernel.of(columns, width * distance), tolerance)
                .centred();
    }

    /** What the conditioning set leaves of a variable's kernel, that of the variable with the set or alone. */
    private Residual residual(int variable, int[] given, boolean joint) {
        double[][] columns = joint ? data.joint(new int[] {variable}, given, 0.5) : data.of(variable);
        LowRank target = factor(columns, settings.width(), CLOSE);
        KernelRegression regression = regression(columns, given);
        return new Residual(regression.residual(target), regression);
    }

    private KernelRegression regression(double[][] columns, int[] given) {
        double[][] conditions = data.of(given);
        if (settings.regression() == Kci.Regression.FIXED) {
            return regressions.get(
                    key(0, 0, given),
                    () -> new KernelRegression(factor(conditions, settings.width(), EXACT), settings.ridge()));
        }
        double[][] fewer = KernelColumns.thinned(columns, LIKELIHOOD_CASES);
        LowRank target = factor(fewer, settings.width(), ROUGH);
        double total = target.trace();
        double best = Double.NEGATIVE_INFINITY;
        int width = 0;
        int ridge = 0;
        for (int w = 0; w < WIDTHS.length; w++) {
            double factor = WIDTHS[w] * settings.width();
            KernelRegression.Likelihood likelihood = likelihoods.get(
                    key(w, 0, given),
                    () -> KernelRegression.Likelihood.of(
                            factor(KernelColumns.thinned(conditions, LIKELIHOOD_CASES), factor, FAIR)));
            double[] along = likelihood.along(target);
            for (int r = 0; r < RIDGES.length; r++) {
                double value = likelihood.log(along, total, target.rows(), RIDGES[r]);
                if (value > best) {
                    best = value;
                    width = w;
                    ridge = r;
                }
            }
        }
        int chosenWidth = width;
        int chosenRidge = ridge;
        return regressions.get(
                key(width, ridge, given),
                () -> new KernelRegression(
                        factor(conditions, WIDTHS[chosenWidth] * settings.width(), EXACT), RIDGES[chosenRidge]));
    }

    private TestResult judge(LowRank a, LowRank b, boolean conditional, double inflation) {
        double sum = Products.sumOfSquares(Products.inner(a.columns(), b.columns()));
        double statistic = sum / inflation;
        double p = switch (settings.nullDistribution()) {
            case GAMMA -> conditional ? conditionalGamma(statistic, a, b) : gamma(statistic, a, b);
            case WEIGHTED_CHI_SQUARE ->
                WeightedChiSquare.tail(statistic, conditional ? conditionalWeights(a, b) : weights(a, b));
            case PERMUTATION -> permutation(a, b);
        };
        return new TestResult(sum / data.rows(), 1, p);
    }

    private double gamma(double statistic, LowRank a, LowRank b) {
        double cases = data.rows() - 1.0;
        double mean = a.trace() * b.trace() / cases;
        double squares =
                Products.sumOfSquares(Products.gram(a.columns())) * Products.sumOfSquares(Products.gram(b.columns()));
        return WeightedChiSquare.gamma(statistic, mean, 2 * squares / (cases * cases));
    }

    private double conditionalGamma(double statistic, LowRank a, LowRank b) {
        double mean = Products.dot(a.diagonal(), b.diagonal());
        LowRank roughA = a.compressed(ROUGH);
        LowRank roughB = b.compressed(ROUGH);
        double[] rowA = new double[data.rows()];
        double[] rowB = new double[data.rows()];
        double squares = 0;
        for (int i = 0; i < rowA.length; i++) {
            Progress.checkpoint();
            roughA.upperRow(i, rowA);
            roughB.upperRow(i, rowB);
            double own = rowA[i] * rowB[i];
            for (int j = i; j < rowA.length; j++) rowA[j] *= rowB[j];
            double sum = 0;
            for (int j = i + 1; j < rowA.length; j++) sum += rowA[j] * rowA[j];
            squares += own * own + 2 * sum;
        }
        return WeightedChiSquare.gamma(statistic, mean, 2 * squares);
    }

    private double[] weights(LowRank a, LowRank b) {
        double[] ofA = eigenvalues(a);
        double[] ofB = eigenvalues(b);
        double[] weights = new double[ofA.length * ofB.length];
        for (int i = 0; i < ofA.length; i++)
            for (int j = 0; j < ofB.length; j++) weights[i * ofB.length + j] = ofA[i] * ofB[j] / (data.rows() - 1);
        return weights;
    }

    private double[] conditionalWeights(LowRank a, LowRank b) {
        double[] ofA = a.diagonal();
        double[] ofB = b.diagonal();
        LowRank roughA = a.compressed(ROUGH);
        LowRank roughB = b.compressed(ROUGH);
        double[] other = new double[data.rows()];
        LowRank.Source product = new LowRank.Source() {
            @Override
            public double diagonal(int i) {
                return ofA[i] * ofB[i];
            }

            @Override
            public void column(int i, double[] into) {
                write(roughA, i, into);
                write(roughB, i, other);
                for (int row = 0; row < into.length; row++) into[row] *= other[row];
            }
        };
        return eigenvalues(LowRank.of(data.rows(), product, SPECTRUM));
    }

    private static void write(LowRank matrix, int i, double[] into) {
        double[] factors = new double[matrix.rank()];
        for (int k = 0; k < factors.length; k++) factors[k] = matrix.columns()[k][i];
        Arrays.fill(into, 0);
        Products.add(matrix.columns(), factors, factors.length, into);
    }

    private static double[] eigenvalues(LowRank matrix) {
        int r = matrix.rank();
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(r, false, true);
        eigen.decompose(new DMatrixRMaj(Products.gram(matrix.columns())));
        return IntStream.range(0, r)
                .mapToDouble(k -> Math.max(0, eigen.getEigenvalue(k).getReal()))
                .toArray();
    }

    private double permutation(LowRank a, LowRank b) {
        LowRank roughA = a.compressed(ROUGH);
        LowRank roughB = b.compressed(ROUGH);
        double own = Products.sumOfSquares(Products.inner(roughA.columns(), roughB.columns()));
        RandomGenerator random = settings.seed().random();
        int[] order = IntStream.range(0, data.rows()).toArray();
        int larger = 1;
        for (int draw = 0; draw < settings.permutations(); draw++) {
            Progress.checkpoint();
            Permutations.shuffle(order, random);
            double[][] products =
                    Products.inner(roughA.columns(), roughB.permuted(order).columns());
            if (Products.sumOfSquares(products) >= own) larger++;
        }
        return (double) larger / (settings.permutations() + 1);
    }
}
