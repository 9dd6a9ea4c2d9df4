// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.Seed;

/**
 * Logistic regression with a penalty on the standardised coefficients, by LIBLINEAR.
 *
 * <p>Minimises \(\|\beta\| + C\sum_i w_i \log(1 + e^{-y_i(\beta_0 + x_i\beta)})\) with the norm of the
 * penalty and \(y_i=\pm1\); the intercept is not penalised. The cost <i>C</i> is the one of 9 powers of
 * ten from \(10^{-4}\) with the best likelihood out of fold. Weights must be whole numbers: LIBLINEAR
 * knows none, so a row is repeated.
 *
 * <p>Fan, R.-E. et al. (2008). LIBLINEAR: a library for large linear classification. JMLR 9, 1871-1874.
 *
 * @param penalty which norm shrinks the coefficients
 * @param folds how many parts choose the cost, at least 2
 */
public record PenalisedLogistic(Penalty penalty, int folds) implements Learner {
    private static final int GRID = 9;

    /** What shrinks the coefficients. */
    public enum Penalty {
        /** Half the sum of squares (ridge): all coefficients are shrunk. */
        SQUARES,
        /** The sum of absolute values (lasso): small coefficients become 0. */
        ABSOLUTE
    }

    public PenalisedLogistic {
        if (folds < 2)
            throw new CausalException("At least 2 folds are needed to choose the cost; " + folds + " was given");
    }

    public static PenalisedLogistic withDefaults() {
        return new PenalisedLogistic(Penalty.SQUARES, 5);
    }

    /** With another norm. */
    public PenalisedLogistic penalty(Penalty changed) {
        return new PenalisedLogistic(changed, folds);
    }

    /** With another number of parts to choose the cost by. */
    public PenalisedLogistic folds(int changed) {
        return new PenalisedLogistic(penalty, changed);
    }

    /**
     * Fits the regression.
     *
     * @throws CausalException if the target is not a probability or is the same in all rows, or a weight is
     *     not whole
     */
    @Override
    public Fitted fit(Target target, double[][] columns, double[] y, double[] weights, Seed seed) {
        if (target == Target.REGRESSION) {
            throw new CausalException("A logistic regression predicts probabilities, not the mean of a number;"
                    + " use Ridge, LinearRegression, Boosting or Forest");
        }
        Features.check(target, columns, y, weights);
        Features features = Features.standardised(columns, weights);
        int[] cases = repeated(y, weights, seed);
        Feature[][] rows = nodes(features);
        double cost = chosen(rows, y, cases);
        double[] coefficients = features.unscaled(train(rows, y, cases, cost));
        return predicted -> {
            double[] means = Features.linear(coefficients, predicted);
            for (int row = 0; row < means.length; row++) means[row] = RegressionFit.Link.LOGISTIC.mean(means[row]);
            return means;
        };
    }

    /** Each row as often as its weight says, the 0s in random order and then the 1s, so that every fold gets both. */
    private static int[] repeated(double[] y, double[] weights, Seed seed) {
        List<Integer> zeros = new ArrayList<>();
        List<Integer> ones = new ArrayList<>();
        for (int row = 0; row < weights.length; row++) {
            if (weights[row] != Math.rint(weights[row])) {
                throw new CausalException("PenalisedLogistic takes whole-number weights only, and row " + row + " has "
                        + weights[row] + "; use LogisticRegression or Boosting for sampling weights");
            }
            for (int count = 0; count < weights[row]; count++) (y[row] == 0 ? zeros : ones).add(row);
        }
        if (zeros.size() < 2 || ones.size() < 2) {
            throw new CausalException("The target is 0 in " + zeros.size() + " cases and 1 in " + ones.size()
                    + "; at least 2 of each are needed to fit a probability and choose its penalty");
        }
        RandomGenerator random = seed.random();
        return IntStream.concat(shuffled(zeros, random), shuffled(ones, random)).toArray();
    }

    private static IntStream shuffled(List<Integer> rows, RandomGenerator random) {
        for (int i = rows.size() - 1; i > 0; i--) Collections.swap(rows, i, random.nextInt(i + 1));
        return rows.stream().mapToInt(Integer::intValue);
    }

    /** Features as LIBLINEAR wants them, numbered from 1, the intercept last. */
    private static Feature[][] nodes(Features features) {
        int p = features.standard.length - 1;
        int count = features.standard[0].length;
        Feature[][] rows = new Feature[count][p + 1];
        for (int row = 0; row < count; row++) {
            for (int j = 0; j < p; j++) rows[row][j] = new FeatureNode(j + 1, features.standard[j + 1][row]);
            rows[row][p] = new FeatureNode(p + 1, 1);
        }
        return rows;
    }

    /** The cost with the greatest likelihood of the cases left out of each fold in turn. */
    private double chosen(Feature[][] rows, double[] y, int[] cases) {
        double best = Double.NEGATIVE_INFINITY;
        double chosen = 1;
        for (int step = 0; step < GRID; step++) {
            double cost = Math.pow(10, -4 + step);
            double likelihood = 0;
            for (int fold = 0; fold < folds; fold++) {
                Progress.checkpoint();
                double[] coefficients = train(rows, y, part(cases, fold, false), cost);
                for (int row : part(cases, fold, true)) {
                    double linear = coefficients[0];
                    for (int j = 1; j < coefficients.length; j++) {
                        linear += coefficients[j] * rows[row][j - 1].getValue();
                    }
                    likelihood -= Math.log1p(Math.exp(y[row] == 1 ? -linear : linear));
                }
            }
            if (likelihood > best) {
                best = likelihood;
                chosen = cost;
            }
        }
        return chosen;
    }

    private int[] part(int[] cases, int fold, boolean held) {
        return IntStream.range(0, cases.length)
                .filter(place -> (place % folds == fold) == held)
                .map(place -> cases[place])
                .toArray();
    }

    /** Coefficients of the standardised features, intercept first. */
    private double[] train(Feature[][] rows, double[] y, int[] cases, double cost) {
        Problem problem = new Problem();
        problem.l = cases.length;
        problem.n = rows[0].length;
        problem.bias = 1;
        problem.x = new Feature[cases.length][];
        problem.y = new double[cases.length];
        for (int i = 0; i < cases.length; i++) {
            problem.x[i] = rows[cases[i]];
            problem.y[i] = y[cases[i]];
        }
        SolverType solver = penalty == Penalty.SQUARES ? SolverType.L2R_LR : SolverType.L1R_LR;
        Parameter settings = new Parameter(solver, cost, 1000, 1e-6);
        settings.setRegularizeBias(false);
        Linear.disableDebugOutput();
        Model model = Linear.train(problem, settings);
        double sign = model.getLabels()[0] == 1 ? 1 : -1;
        double[] found = model.getFeatureWeights();
        double[] coefficients = new double[problem.n];
        coefficients[0] = sign * found[problem.n - 1];
        for (int j = 1; j < problem.n; j++) coefficients[j] = sign * found[j - 1];
        return coefficients;
    }
}
