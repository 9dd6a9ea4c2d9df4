// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.identification.Estimand;
import org.causerie.stat.Design;
import org.causerie.stat.LinearRegression;
import org.causerie.stat.LogisticRegression;
import org.causerie.stat.RegressionFit;

/**
 * The g-formula with an outcome regression: predict everyone's outcome under both treatments from
 * regressions fitted in each arm, and average the difference over the population.
 *
 * <p>The estimate is \(\frac{1}{n}\sum_i m_1(z_i) - m_0(z_i)\), where \(m_a\) is fitted among those with
 * treatment \(a\) only, so every interaction of treatment and covariate is in it.
 *
 * <p>Assumes that the adjustment set closes every back-door path, that both arms occur wherever the
 * population does, and that the outcome model is right ({@link OutcomeModel#SATURATED} always is). The
 * standard error is that of the whole M-estimator: it accounts for the estimated coefficients and does not
 * assume equal variances. Time <i>O(n p²)</i> for <i>n</i> rows and <i>p</i> columns of dummies and numbers.
 *
 * <p>Robins (1986), A new approach to causal inference in mortality studies,
 * <a href="https://doi.org/10.1016/0270-0255(86)90088-6">doi:10.1016/0270-0255(86)90088-6</a>; Snowden,
 * Rose and Mortimer (2011), <a href="https://doi.org/10.1093/aje/kwq472">doi:10.1093/aje/kwq472</a>.
 *
 * @param model the outcome model; by default logistic for two levels, else linear
 */
public record RegressionAdjustment(OutcomeModel model) implements Estimator {

    public static RegressionAdjustment withDefaults() {
        return new RegressionAdjustment(OutcomeModel.BY_KIND);
    }

    public RegressionAdjustment model(OutcomeModel model) {
        return new RegressionAdjustment(model);
    }

    /** Standardisation over the cells of the adjustment set: no model, exact in every cell. */
    public RegressionAdjustment saturated() {
        return model(OutcomeModel.SATURATED);
    }

    /**
     * The estimate; nothing in it is random.
     *
     * @throws CausalException if an arm lacks a part of the population (no overlap), columns are collinear, or
     *     the outcome model does not suit the outcome
     */
    public Estimate estimate(Estimand estimand, Dataset data) {
        Study study = Study.of(estimand, data);
        if (model == OutcomeModel.LOGISTIC && !study.binary())
            throw new CausalException(
                    "A logistic outcome model needs an outcome with two levels; \"" + study.outcomeName() + "\" is "
                            + data.kind(study.outcomeName()) + ": use OutcomeModel.LINEAR or BY_KIND");
        Study.Mean control;
        Study.Mean treated;
        if (model == OutcomeModel.SATURATED) {
            Cells cells = Cells.of(study);
            control = cells.mean(0);
            treated = cells.mean(1);
        } else {
            control = predicted(study, 0);
            treated = predicted(study, 1);
        }
        return study.conclude(this, control, treated, Optional.empty(), List.of(), Provenance.of(data.hash()));
    }

    @Override
    public Estimate estimate(Estimand estimand, Dataset data, Seed seed) {
        return estimate(estimand, data);
    }

    @Override
    public String name() {
        return switch (model) {
            case BY_KIND -> "regression adjustment";
            case LINEAR -> "regression adjustment (linear)";
            case LOGISTIC -> "regression adjustment (logistic)";
            case SATURATED -> "standardisation";
        };
    }

    /** The mean of the predictions under an arm over the population, with its influence function. */
    private Study.Mean predicted(Study study, int arm) {
        int n = study.size();
        int[] rows = IntStream.range(0, n).filter(i -> study.arm(i) == arm).toArray();
        double[] y = Design.rows(study.outcome(), rows);
        double[] influence = new double[n];
        if (Arrays.stream(y).allMatch(value -> value == y[0])) return new Study.Mean(y[0], influence);
        boolean logistic = model == OutcomeModel.LOGISTIC || (model == OutcomeModel.BY_KIND && study.binary());
        RegressionFit fit = fit(study, arm, rows, y, logistic);
        double[] m = study.design().length == 0 ? constant(fit, logistic, n) : fit.predict(study.design());

        double share = study.share();
        double mean = 0;
        for (int i = 0; i < n; i++) mean += study.weights()[i] * study.member(i) * m[i];
        mean /= study.total() * share;
        double[] slope = new double[n];
        double armTotal = 0;
        for (int i = 0; i < n; i++) {
            influence[i] = study.member(i) / share * (m[i] - mean);
            slope[i] = study.member(i) / share * (logistic ? m[i] * (1 - m[i]) : 1);
            if (study.arm(i) == arm) armTotal += study.weights()[i];
        }
        double[] moved = Nuisance.moved(study, slope, fit);
        for (int k = 0; k < rows.length; k++) influence[rows[k]] += moved[k] * study.total() / armTotal;
        return new Study.Mean(mean, influence);
    }

    private static double[] constant(RegressionFit fit, boolean logistic, int n) {
        double intercept = fit.coefficients()[0];
        double[] out = new double[n];
        Arrays.fill(out, logistic ? 1 / (1 + Math.exp(-intercept)) : intercept);
        return out;
    }

    /** Refuses columns that vary in the population but cannot be told apart in the arm. */
    private static RegressionFit fit(Study study, int arm, int[] rows, double[] y, boolean logistic) {
        String what = "the outcome model of the arm " + study.treatment() + " = " + study.level(arm);
        double[][] x = Design.rows(study.design(), rows);
        double[] w = Design.rows(study.weights(), rows);
        LinearRegression linear = LinearRegression.withDefaults();
        List<Integer> anywhere =
                linear.fit(study.design(), study.outcome(), study.weights()).aliased();
        RegressionFit least = linear.fit(x, y, w);
        for (int column : least.aliased()) {
            if (anywhere.contains(column)) continue;
            throw new CausalException("No overlap: among the cases with " + study.treatment() + " = "
                    + study.level(arm) + ", \"" + study.designNames().get(column)
                    + "\" is constant or follows from the other columns, so nothing says what the outcome would be where"
                    + " it differs; merge levels, leave the column out if it is no common cause, or keep to the cases"
                    + " where both arms occur");
        }
        try {
            return logistic ? LogisticRegression.withDefaults().fit(x, y, w) : least;
        } catch (CausalException e) {
            throw new CausalException(what + " could not be fitted: " + e.getMessage(), e);
        }
    }
}
