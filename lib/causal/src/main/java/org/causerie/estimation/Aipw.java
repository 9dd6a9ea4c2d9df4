// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.identification.Estimand;
import org.causerie.stat.Learner;
import org.causerie.stat.LogisticRegression;
import org.causerie.stat.Target;

/**
 * Augmented inverse probability weighting with cross-fitting (double machine learning): an outcome model,
 * corrected by the weighted residuals of a propensity model.
 *
 * <p>The mean under treatment \(a\) is the average of
 * \(m_a(z) + \frac{1[t = a]}{P(a \mid z)} (y - m_a(z))\), with \(m\) and \(P\) predicted for every case
 * by models fitted to other folds. It is right when either the outcome model or the propensity model is, and with
 * both its interval holds even when they are learned by boosting or forests.
 *
 * <p>Assumes that the adjustment set closes every back-door path and overlap. Which case falls in which fold
 * depends on the seed and on the order of the rows; several repetitions lessen that. Cases of a counted row
 * are dealt one by one. Time: folds × repetitions fits of three models.
 *
 * <p>Robins, Rotnitzky and Zhao (1994), <a
 * href="https://doi.org/10.1080/01621459.1994.10476818">doi:10.1080/01621459.1994.10476818</a>; Chernozhukov et al.
 * (2018), <a href="https://doi.org/10.1111/ectj.12097">doi:10.1111/ectj.12097</a>.
 *
 * @param outcome the learner of the outcome in each arm; by default linear regression for numbers, logistic for
 *     two levels
 * @param propensity the learner of the propensity score; by default logistic regression
 * @param folds how many folds, at least 2; 5 by default, more for small data
 * @param clipping propensities are moved into [clipping, 1 - clipping]; 0.01 by default, from above 0 to below 0.5
 * @param repetitions how many times the folds are dealt anew, an odd number: the estimate is the median of all, its
 *     variance the median of their variances with their distance from it added; 1 by default
 */
public record Aipw(Learner outcome, Learner propensity, int folds, double clipping, int repetitions)
        implements Estimator {

    public Aipw {
        if (folds < 2) throw new CausalException("Cross-fitting needs at least 2 folds; " + folds + " was given");
        if (!(clipping > 0 && clipping < 0.5))
            throw new CausalException(
                    "Clipping is a propensity above 0 and below 0.5, for example 0.01; " + clipping + " was given");
        if (repetitions < 1 || repetitions % 2 == 0)
            throw new CausalException("The number of repetitions is odd, so that the median is one of them; "
                    + repetitions + " was given");
    }

    public static Aipw withDefaults() {
        return new Aipw(new Nuisance.Parametric(), LogisticRegression.withDefaults(), 5, 0.01, 1);
    }

    public Aipw outcome(Learner outcome) {
        return new Aipw(outcome, propensity, folds, clipping, repetitions);
    }

    public Aipw propensity(Learner propensity) {
        return new Aipw(outcome, propensity, folds, clipping, repetitions);
    }

    public Aipw folds(int folds) {
        return new Aipw(outcome, propensity, folds, clipping, repetitions);
    }

    public Aipw clipping(double clipping) {
        return new Aipw(outcome, propensity, folds, clipping, repetitions);
    }

    public Aipw repetitions(int repetitions) {
        return new Aipw(outcome, propensity, folds, clipping, repetitions);
    }

    @Override
    public Estimate estimate(Estimand estimand, Dataset data, Seed seed) {
        Study study = Study.of(estimand, data);
        List<Estimate> estimates = new ArrayList<>();
        for (int r = 0; r < repetitions; r++) {
            estimates.add(once(study, seed.split(r), Provenance.of(data.hash(), seed)));
        }
        return repetitions == 1 ? estimates.get(0) : median(estimates);
    }

    @Override
    public String name() {
        boolean usual = outcome instanceof Nuisance.Parametric && propensity instanceof LogisticRegression;
        return usual ? "AIPW" : "AIPW (" + Nuisance.name(outcome) + "; " + Nuisance.name(propensity) + ")";
    }

    private Estimate once(Study study, Seed seed, Provenance provenance) {
        boolean together = Nuisance.exactWithCounts(outcome) && Nuisance.exactWithCounts(propensity);
        CrossFit cross = CrossFit.of(study, folds, together, seed.split("folds"));
        double[] treated =
                IntStream.range(0, study.size()).mapToDouble(study::arm).toArray();
        double[] raw = cross.predict(
                propensity, Target.PROBABILITY, treated, row -> true, "the propensity model", seed.split("propensity"));
        BalancingWeights.requireMixed(study, cross.perRow(raw));
        double[] e = Arrays.stream(raw)
                .map(value -> Math.min(1 - clipping, Math.max(clipping, value)))
                .toArray();
        double[] balancing = new double[e.length];
        double clipped = 0;
        for (int u = 0; u < e.length; u++) {
            balancing[u] = BalancingWeights.weight(study.population(), study.arm(cross.row(u)), e[u]);
            if (e[u] != raw[u]) clipped += cross.weight(u) / study.total();
        }
        List<String> notes = new ArrayList<>();
        if (clipped > 0)
            notes.add(Numbers.percent(clipped) + " of the propensities were moved to " + Numbers.shown(clipping)
                    + " or " + Numbers.shown(1 - clipping));
        return study.conclude(
                this,
                mean(study, cross, balancing, 0, seed),
                mean(study, cross, balancing, 1, seed),
                Optional.of(Overlap.of(study, cross.perRow(raw), cross.perRow(balancing))),
                notes,
                provenance);
    }

    private Study.Mean mean(Study study, CrossFit cross, double[] balancing, int arm, Seed seed) {
        double[] y = study.outcome();
        double[] m = cross.predict(
                outcome,
                study.binary() ? Target.PROBABILITY : Target.REGRESSION,
                y,
                row -> study.arm(row) == arm,
                "the outcome model of the arm " + study.treatment() + " = " + study.level(arm),
                seed.split("outcome").split(arm));
        double share = study.share();
        double[] score = new double[m.length];
        double mean = 0;
        for (int u = 0; u < m.length; u++) {
            int row = cross.row(u);
            double residual = study.arm(row) == arm ? balancing[u] * (y[row] - m[u]) : 0;
            score[u] = (study.member(row) * m[u] + residual) / share;
            mean += cross.weight(u) * score[u] / study.total();
        }
        for (int u = 0; u < score.length; u++) score[u] -= study.member(cross.row(u)) / share * mean;
        return new Study.Mean(mean, cross.perRow(score));
    }

    /** The repetition with the median value, its influence function widened by how much the repetitions differ. */
    private static Estimate median(List<Estimate> estimates) {
        List<Estimate> sorted = estimates.stream()
                .sorted(Comparator.comparingDouble(Estimate::value))
                .toList();
        Estimate middle = sorted.get(sorted.size() / 2);
        double[] variances = estimates.stream()
                .mapToDouble(each -> Math.pow(each.standardError(), 2) + Math.pow(each.value() - middle.value(), 2))
                .sorted()
                .toArray();
        double standardError = Math.sqrt(variances[variances.length / 2]);
        double widening = middle.standardError() == 0 ? 1 : standardError / middle.standardError();
        double[] influence =
                Arrays.stream(middle.influence()).map(value -> value * widening).toArray();
        List<String> notes = new ArrayList<>(middle.diagnostics().notes());
        notes.add("median of " + estimates.size() + " repetitions, from "
                + Numbers.shown(sorted.get(0).value()) + " to "
                + Numbers.shown(sorted.get(sorted.size() - 1).value()));
        Diagnostics diagnostics = middle.diagnostics();
        return new Estimate(
                middle.value(),
                standardError,
                influence,
                middle.estimand(),
                middle.estimator(),
                middle.data(),
                new Diagnostics(diagnostics.control(), diagnostics.treated(), diagnostics.overlap(), notes),
                middle.provenance());
    }
}
