// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.Arrays;
import java.util.Locale;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.stat.Design;
import org.causerie.stat.Fitted;
import org.causerie.stat.Learner;
import org.causerie.stat.LinearRegression;
import org.causerie.stat.LogisticRegression;
import org.causerie.stat.RegressionFit;
import org.causerie.stat.Target;

/** Fits of the functions an estimator needs but does not ask about: outcome regressions and propensities. */
final class Nuisance {
    private Nuisance() {}

    /** Linear regression for numbers, logistic regression for 0/1 values. */
    record Parametric() implements Learner {
        @Override
        public Fitted fit(Target target, double[][] columns, double[] y, double[] weights, Seed seed) {
            Learner learner =
                    target == Target.PROBABILITY ? LogisticRegression.withDefaults() : LinearRegression.withDefaults();
            return learner.fit(target, columns, y, weights, seed);
        }
    }

    /** A fitted function: its values at some rows of features. */
    interface Function {
        double[] at(double[][] columns, int rows);
    }

    /** Whether the learner takes a row of weight 3 exactly as three rows. */
    static boolean exactWithCounts(Learner learner) {
        return learner instanceof Parametric
                || learner instanceof LinearRegression
                || learner instanceof LogisticRegression;
    }

    /** What the learner is called in the name of an estimator. */
    static String name(Learner learner) {
        if (learner instanceof Parametric) return "linear or logistic regression";
        String simple = learner.getClass().getSimpleName();
        return simple.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /**
     * Fits to some rows; where there are no columns or the target is constant, the prediction is its mean.
     *
     * @param what the model's name for the message when it cannot be fitted
     */
    static Function fit(
            Learner learner,
            Target target,
            double[][] columns,
            double[] y,
            double[] weights,
            int[] rows,
            String what,
            Seed seed) {
        double[] chosen = Design.rows(y, rows);
        double[] counts = Design.rows(weights, rows);
        if (columns.length == 0 || Arrays.stream(chosen).allMatch(value -> value == chosen[0])) {
            double sum = 0;
            for (int i = 0; i < chosen.length; i++) sum += counts[i] * chosen[i];
            double mean = sum / Arrays.stream(counts).sum();
            return (at, count) -> {
                double[] constant = new double[count];
                Arrays.fill(constant, mean);
                return constant;
            };
        }
        try {
            Fitted fitted = learner.fit(target, Design.rows(columns, rows), chosen, counts, seed);
            return (at, count) -> fitted.predict(at);
        } catch (CausalException e) {
            throw new CausalException(what + " could not be fitted: " + e.getMessage(), e);
        }
    }

    /**
     * How far each row of a fit moves a quantity through the coefficients: its derivative by them times their
     * influence function.
     *
     * @param slope v such that the derivative by coefficient j is Σ w v x<sub>j</sub> / Σ w over all rows of the study
     * @return one value per row of the fit
     */
    static double[] moved(Study study, double[] slope, RegressionFit fit) {
        double[][] influence = fit.influence();
        double[] out = new double[influence[0].length];
        for (int j = 0; j < influence.length; j++) {
            double derivative = 0;
            for (int i = 0; i < slope.length; i++)
                derivative += study.weights()[i] * slope[i] * (j == 0 ? 1 : study.design()[j - 1][i]);
            derivative /= study.total();
            for (int k = 0; k < out.length; k++) out[k] += derivative * influence[j][k];
        }
        return out;
    }
}
