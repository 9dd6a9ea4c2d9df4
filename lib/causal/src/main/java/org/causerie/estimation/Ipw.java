// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.ArrayList;
import java.util.Arrays;
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
import org.causerie.stat.RegressionFit;
import org.causerie.stat.Target;

/**
 * Inverse probability weighting: weight each case by how unlikely its treatment was, so that both arms
 * look like the population, and compare their weighted means (Hájek's stabilised form).
 *
 * <p>The mean under treatment \(a\) is \(\sum_i w_i y_i / \sum_i w_i\) over the arm, with
 * \(w = 1/P(a \mid z)\) for the effect on all, the odds of being treated for the controls' part in
 * the effect on the treated, and the reverse for the effect on the controls.
 *
 * <p>Assumes that the adjustment set closes every back-door path, overlap, and the right propensity model.
 * With {@link LogisticRegression} (the default) the standard error accounts for the estimated propensity.
 * With any other learner the propensity comes from five-fold cross-fitting and counts as known, which
 * for the effect on all is as a rule too cautious; prefer {@link Aipw} there. Time <i>O(n p²)</i> for
 * <i>n</i> rows and <i>p</i> columns.
 *
 * <p>Hirano, Imbens and Ridder (2003), <a
 * href="https://doi.org/10.1111/1468-0262.00442">doi:10.1111/1468-0262.00442</a>; Lunceford and Davidian (2004),
 * <a href="https://doi.org/10.1002/sim.1903">doi:10.1002/sim.1903</a>; trimming: Crump, Hotz, Imbens and Mitnik
 * (2009), <a href="https://doi.org/10.1093/biomet/asn055">doi:10.1093/biomet/asn055</a>.
 *
 * @param propensity the learner of the propensity score
 * @param trimming cases with a propensity below this or above 1 less this are left out, from 0 (none, the
 *     default) to below 0.5; 0.1 is Crump's rule of thumb. The effect is then that on the cases kept
 */
public record Ipw(Learner propensity, double trimming) implements Estimator {
    private static final int FOLDS = 5;

    public Ipw {
        if (!(trimming >= 0 && trimming < 0.5))
            throw new CausalException("Trimming is a propensity from 0 (keep all) to below 0.5, for example 0.1; "
                    + trimming + " was given");
    }

    public static Ipw withDefaults() {
        return new Ipw(LogisticRegression.withDefaults(), 0);
    }

    public Ipw propensity(Learner propensity) {
        return new Ipw(propensity, trimming);
    }

    public Ipw trimming(double trimming) {
        return new Ipw(propensity, trimming);
    }

    @Override
    public Estimate estimate(Estimand estimand, Dataset data, Seed seed) {
        Study study = Study.of(estimand, data);
        Optional<RegressionFit> fit = propensity instanceof LogisticRegression logistic
                ? Optional.of(fitted(logistic, study))
                : Optional.empty();
        double[] e = fit.isPresent() ? probabilities(study, fit.get()) : crossFitted(study, seed);
        BalancingWeights.requireMixed(study, e);
        if (trimming == 0) BalancingWeights.requireOverlap(study, e);
        double[] balancing = new double[e.length];
        for (int i = 0; i < e.length; i++) {
            if (e[i] >= trimming && e[i] <= 1 - trimming)
                balancing[i] = BalancingWeights.weight(study.population(), study.arm(i), e[i]);
        }
        requireBothArms(study, balancing);
        List<String> notes = new ArrayList<>();
        double trimmed = share(study, balancing);
        if (trimmed > 0)
            notes.add(Numbers.percent(trimmed) + " of the cases were trimmed: the effect is that on those with a"
                    + " propensity between " + Numbers.shown(trimming) + " and " + Numbers.shown(1 - trimming));
        if (fit.isEmpty()) notes.add("the standard error takes the propensity scores as known");
        Overlap overlap = Overlap.of(study, e, balancing);
        return study.conclude(
                this,
                mean(study, 0, e, balancing, fit),
                mean(study, 1, e, balancing, fit),
                Optional.of(overlap),
                notes,
                Provenance.of(data.hash(), seed));
    }

    @Override
    public String name() {
        String learner = propensity instanceof LogisticRegression ? "" : " (" + Nuisance.name(propensity) + ")";
        return "inverse probability weighting" + learner;
    }

    private static double[] treated(Study study) {
        return IntStream.range(0, study.size()).mapToDouble(study::arm).toArray();
    }

    private static RegressionFit fitted(LogisticRegression logistic, Study study) {
        try {
            return logistic.fit(study.design(), treated(study), study.weights());
        } catch (CausalException e) {
            throw new CausalException(
                    "The propensity model of \"" + study.treatment() + "\" on " + String.join(", ", study.covariates())
                            + " could not be fitted: " + e.getMessage(),
                    e);
        }
    }

    /** The treated less what is left of them. */
    private static double[] probabilities(Study study, RegressionFit fit) {
        double[] residuals = fit.residuals();
        return IntStream.range(0, study.size())
                .mapToDouble(i -> study.arm(i) - residuals[i])
                .toArray();
    }

    private double[] crossFitted(Study study, Seed seed) {
        CrossFit cross = CrossFit.of(study, FOLDS, Nuisance.exactWithCounts(propensity), seed.split("folds"));
        return cross.perRow(cross.predict(
                propensity,
                Target.PROBABILITY,
                treated(study),
                row -> true,
                "the propensity model",
                seed.split("propensity")));
    }

    private static void requireBothArms(Study study, double[] balancing) {
        for (int arm = 0; arm < 2; arm++) {
            int which = arm;
            if (IntStream.range(0, balancing.length).noneMatch(i -> study.arm(i) == which && balancing[i] > 0))
                throw new CausalException("Trimming leaves no case with " + study.treatment() + " = " + study.level(arm)
                        + "; trim less, or report that the arms do not overlap");
        }
    }

    private static double share(Study study, double[] balancing) {
        double out = 0;
        for (int i = 0; i < balancing.length; i++) if (balancing[i] == 0) out += study.weights()[i];
        return out / Arrays.stream(study.weights()).sum();
    }

    private static Study.Mean mean(Study study, int arm, double[] e, double[] balancing, Optional<RegressionFit> fit) {
        int n = study.size();
        double[] w = study.weights();
        double sum = 0;
        double total = 0;
        for (int i = 0; i < n; i++) {
            if (study.arm(i) != arm) continue;
            sum += w[i] * balancing[i] * study.outcome()[i];
            total += w[i] * balancing[i];
        }
        double mean = sum / total;
        double size = total / study.total();
        double[] influence = new double[n];
        double[] slope = new double[n];
        for (int i = 0; i < n; i++) {
            if (study.arm(i) != arm || balancing[i] == 0) continue;
            double off = (study.outcome()[i] - mean) / size;
            influence[i] = balancing[i] * off;
            slope[i] = BalancingWeights.slope(study.population(), arm, e[i]) * off;
        }
        if (fit.isPresent()) {
            double[] moved = Nuisance.moved(study, slope, fit.get());
            for (int i = 0; i < n; i++) influence[i] += moved[i];
        }
        return new Study.Mean(mean, influence);
    }
}
