// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Progress;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Fold;

/**
 * Tests conditional independence by the covariance of what regressions leave of x and of y: the generalised covariance
 * measure.
 *
 * <p>With residuals \(r_x\) and \(r_y\) of regressions on z by any learner, the statistic is
 * \(\sqrt n\,\overline{r_x r_y}/\operatorname{sd}(r_x r_y)\), standard normal under independence. Variables of several levels
 * enter by their indicators: the statistic is then the largest of all pairs', and its distribution is that of the largest
 * of normal variables with the products' correlations, drawn by a multiplier bootstrap.
 *
 * <p>Assumes independent cases and regressions whose errors, multiplied, shrink faster than 1/√n: a guarantee of the level that other
 * nonparametric tests lack. It sees only dependences with \(E\operatorname{cov}(x, y\mid z)\neq0\). Time is that of the
 * regressions; each residual is computed once.
 *
 * <p>Shah, R. D. &amp; Peters, J. (2020). The hardness of conditional independence testing and the generalised covariance
 * measure. Annals of Statistics 48, 1514-1538. doi:10.1214/19-AOS1857
 *
 * @param learner predicts numbers and indicators from the conditioning set; {@link KernelRidge} by default
 * @param folds of cross-fitting, so that no residual is of a case the learner saw; 5 by default, and 1 for none
 * @param draws of the multiplier bootstrap, at least 100; 1000 by default
 * @param seed of folds, learner and draws
 */
public record Gcm(Learner learner, int folds, int draws, Seed seed) implements IndependenceTest {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    /** Residuals kept between tests, 128 megabytes of them. */
    private static final long KEPT = 1L << 24;

    public Gcm {
        if (folds < 1) {
            throw new CausalException("Cross-fitting needs at least 2 folds, or 1 for none; " + folds + " was given");
        }
        if (draws < 100) {
            throw new CausalException(
                    "A p-value needs at least 100 draws; " + draws + " were given (1000 is the default)");
        }
    }

    /** Kernel ridge regression with five folds. */
    public static Gcm withDefaults() {
        return with(KernelRidge.withDefaults());
    }

    /** Regressions by this learner, with five folds. */
    public static Gcm with(Learner learner) {
        return new Gcm(learner, 5, 1000, Seed.of(0));
    }

    /** With another learner. */
    public Gcm learner(Learner value) {
        return new Gcm(value, folds, draws, seed);
    }

    /** With so many folds; 1 fits and predicts on the same cases. */
    public Gcm folds(int value) {
        return new Gcm(learner, value, draws, seed);
    }

    /** With so many draws of the multiplier bootstrap. */
    public Gcm draws(int value) {
        return new Gcm(learner, folds, value, seed);
    }

    /** With other folds and draws. */
    public Gcm seed(Seed value) {
        return new Gcm(learner, folds, draws, value);
    }

    /**
     * Binds the test to data.
     *
     * @throws CausalException if a column is constant or has missing values, rows have sampling weights, or there
     *     are fewer than 10 cases, or fewer than folds
     */
    @Override
    public Independence on(Dataset data) {
        Dataset cases = KernelColumns.cases(data);
        for (String name : cases.names()) Requirements.varies(cases, name);
        List<Fold> parts = folds == 1 ? List.of() : cases.folds(folds, seed.split("folds"));
        return new Bound(cases, this, parts, new BoundedCache<>(KEPT, r -> (long) r.length * r[0].length));
    }

    private record Bound(Dataset data, Gcm settings, List<Fold> folds, BoundedCache<List<String>, double[][]> residuals)
            implements Independence {

        @Override
        public List<String> names() {
            return data.names();
        }

        @Override
        public TestResult test(int x, int y, int... given) {
            Question asked = Question.of(names(), x, y, given);
            double[][] a = residual(asked.x(), asked.given());
            double[][] b = residual(asked.y(), asked.given());
            int rows = data.rows();
            double[][] products = new double[a.length * b.length][rows];
            double statistic = 0;
            for (int i = 0; i < a.length; i++)
                for (int j = 0; j < b.length; j++)
                    statistic = Math.max(statistic, studentised(a[i], b[j], products[i * b.length + j]));
            if (products.length == 1) return new TestResult(statistic, 1, 2 * STANDARD.survivalProbability(statistic));
            return new TestResult(statistic, 1, largest(statistic, products, asked));
        }

        private double[][] residual(int variable, int[] given) {
            List<String> key = IntStream.concat(IntStream.of(variable), Arrays.stream(given))
                    .mapToObj(names()::get)
                    .toList();
            return residuals.get(key, () -> {
                Design of = Design.of(data, key.subList(0, 1));
                Design on = Design.of(data, key.subList(1, key.size()));
                double[][] targets = of.columns();
                double[][] left = new double[targets.length][];
                for (int part = 0; part < left.length; part++) left[part] = residual(targets[part], on.columns(), key);
                return left;
            });
        }

        private double[] residual(double[] y, double[][] features, List<String> key) {
            Progress.checkpoint();
            double[] left = y.clone();
            double[] fitted = new double[y.length];
            if (features.length == 0) {
                Arrays.fill(fitted, Arrays.stream(y).average().orElseThrow());
            } else {
                double[] ones = new double[y.length];
                Arrays.fill(ones, 1);
                Seed own = settings.seed();
                for (String name : key) own = own.split(name);
                fitted = folds.isEmpty()
                        ? settings.learner()
                                .fit(Target.REGRESSION, features, y, ones, own)
                                .predict(features)
                        : new CrossFitting(folds)
                                .predict(
                                        settings.learner(),
                                        Target.REGRESSION,
                                        features,
                                        y,
                                        ones,
                                        List.<double[][]>of(features),
                                        own,
                                        Execution.sequential())
                                .get(0);
            }
            for (int row = 0; row < left.length; row++) left[row] -= fitted[row];
            return left;
        }

        /** The absolute studentised mean of the products, which are left centred and scaled to sd 1. */
        private static double studentised(double[] a, double[] b, double[] product) {
            int rows = a.length;
            double mean = 0;
            for (int row = 0; row < rows; row++) {
                product[row] = a[row] * b[row];
                mean += product[row] / rows;
            }
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                product[row] -= mean;
                squares += product[row] * product[row];
            }
            double deviation = Math.sqrt(squares / rows);
            double size = Math.sqrt(Products.dot(a, a) / rows * (Products.dot(b, b) / rows));
            if (!(deviation > 1e-12 * size)) {
                Arrays.fill(product, 0);
                return Math.abs(mean) > 1e-12 * size ? Double.POSITIVE_INFINITY : 0;
            }
            for (int row = 0; row < rows; row++) product[row] /= deviation;
            return Math.sqrt(rows) * Math.abs(mean) / deviation;
        }

        private double largest(double statistic, double[][] products, Question asked) {
            RandomGenerator random = asked.seed(settings.seed(), names()).random();
            double[] normal = new double[data.rows()];
            double limit = statistic * Math.sqrt(data.rows());
            int larger = 1;
            for (int draw = 0; draw < settings.draws(); draw++) {
                Progress.checkpoint();
                for (int row = 0; row < normal.length; row++) normal[row] = random.nextGaussian();
                for (double[] product : products) {
                    if (Math.abs(Products.dot(product, normal)) >= limit) {
                        larger++;
                        break;
                    }
                }
            }
            return larger / (settings.draws() + 1.0);
        }
    }
}
