// SPDX-License-Identifier: Apache-2.0
package org.causerie.sensitivity;

import java.util.List;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.data.Dataset;
import org.causerie.estimation.Arm;
import org.causerie.estimation.Diagnostics;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.Inference;
import org.causerie.estimation.Interval;
import org.causerie.estimation.Numbers;

/**
 * The E-value: how strongly a hidden cause would have to be associated with both the treatment and the
 * outcome, as a risk ratio, beyond what was adjusted for, to explain the estimate away.
 *
 * <p>For a risk ratio of at least 1 it is \(RR + \sqrt{RR (RR - 1)}\), for a smaller one that of its
 * inverse; for the interval it is that of the limit nearer to 1, and 1 if the interval holds 1.
 *
 * <p>VanderWeele and Ding (2017), Sensitivity analysis in observational research: introducing the E-value,
 * <a href="https://doi.org/10.7326/M16-2607">doi:10.7326/M16-2607</a>.
 *
 * @param riskRatio the ratio of the outcome's risk, or mean, with the treatment to that without
 * @param interval its confidence interval
 * @param value the E-value of the estimate, at least 1
 * @param limit the E-value of the interval: what it takes to move the interval to hold no effect
 * @param scale where the ratio comes from
 */
public record EValue(double riskRatio, Interval interval, double value, double limit, Scale scale)
        implements Displayable {

    /** Where the risk ratio comes from. */
    public enum Scale {
        /** The ratio of the two risks of an outcome with two levels. */
        RISK_RATIO,
        /** The ratio of the two means of a count, which is read as a ratio of rates. */
        RATE_RATIO,
        /**
         * For a difference of means, exp(0.91 d) with d the difference in standard deviations of the outcome within
         * the arms: an approximation (Chinn 2000; VanderWeele 2017) for an outcome near to normal.
         */
        STANDARDISED_DIFFERENCE
    }

    /** The E-value of an estimate and of its 95 % interval. */
    public static EValue of(Estimate estimate) {
        return of(estimate, 0.95);
    }

    /**
     * The E-value of an estimate and its interval. An outcome with two levels gives the ratio of its estimated risks
     * (interval by the delta method on its logarithm), a count that of its means, any other the standardised
     * difference.
     *
     * @param level the confidence of the interval, between 0 and 1
     * @throws CausalException if a risk or mean is estimated as zero or less, or the outcome does not vary in an arm
     */
    public static EValue of(Estimate estimate, double level) {
        double reach = Inference.quantile(level, estimate.data());
        if (!estimate.risk() && !estimate.count()) return standardised(estimate, level, reach);
        Diagnostics diagnostics = estimate.diagnostics();
        Arm treated = diagnostics.treated();
        Arm control = diagnostics.control();
        for (Arm arm : List.of(control, treated)) {
            if (!(arm.mean() > 0))
                throw new CausalException("A ratio needs positive risks; with " + estimate.treatment() + " = "
                        + arm.level() + " the outcome \"" + estimate.outcome() + "\" has an estimated mean of "
                        + Numbers.shown(arm.mean()));
        }
        double[] with = treated.influence();
        double[] without = control.influence();
        double[] log = new double[with.length];
        for (int i = 0; i < log.length; i++) log[i] = with[i] / treated.mean() - without[i] / control.mean();
        double half = reach * Inference.standardError(log, estimate.data());
        double ratio = treated.mean() / control.mean();
        return of(
                ratio,
                new Interval(ratio * Math.exp(-half), ratio * Math.exp(half), level),
                estimate.risk() ? Scale.RISK_RATIO : Scale.RATE_RATIO);
    }

    private static EValue standardised(Estimate estimate, double level, double reach) {
        double deviation = withinArms(estimate);
        double d = estimate.value() / deviation;
        double half = reach * estimate.standardError() / deviation;
        Interval interval = new Interval(Math.exp(0.91 * (d - half)), Math.exp(0.91 * (d + half)), level);
        return of(Math.exp(0.91 * d), interval, Scale.STANDARDISED_DIFFERENCE);
    }

    /**
     * The E-value of a published risk ratio.
     *
     * @param riskRatio above 0
     * @param interval its confidence interval
     */
    public static EValue of(double riskRatio, Interval interval) {
        return of(riskRatio, interval, Scale.RISK_RATIO);
    }

    private static EValue of(double ratio, Interval interval, Scale scale) {
        if (!(interval.lower() <= ratio && ratio <= interval.upper()))
            throw new CausalException("The risk ratio " + Numbers.shown(ratio) + " lies outside its " + interval
                    + "; give the limits of its own interval");
        double nearer = interval.contains(1) ? 1 : ratio > 1 ? interval.lower() : interval.upper();
        return new EValue(ratio, interval, of(ratio), of(nearer), scale);
    }

    /**
     * The E-value of a risk ratio.
     *
     * @param riskRatio above 0
     */
    public static double of(double riskRatio) {
        if (!(riskRatio > 0) || Double.isInfinite(riskRatio))
            throw new CausalException("A risk ratio is above 0 and finite; " + riskRatio + " was given");
        double ratio = Math.max(riskRatio, 1 / riskRatio);
        return ratio + Math.sqrt(ratio * (ratio - 1));
    }

    /** The pooled standard deviation of the outcome within the arms. */
    private static double withinArms(Estimate estimate) {
        Dataset data = estimate.data();
        double[] outcome = data.values(estimate.outcome());
        double[] treatment = data.values(estimate.treatment());
        double[] weights = data.weights();
        double upper = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) if (weights[i] > 0) upper = Math.max(upper, treatment[i]);
        double squares = 0;
        double total = 0;
        for (int arm = 0; arm < 2; arm++) {
            double mean = arm == 1
                    ? estimate.diagnostics().treated().observed()
                    : estimate.diagnostics().control().observed();
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] == 0 || (treatment[i] == upper) != (arm == 1)) continue;
                squares += weights[i] * (outcome[i] - mean) * (outcome[i] - mean);
                total += weights[i];
            }
        }
        double cases = data.counted() ? total : data.rows();
        if (!(squares > 0))
            throw new CausalException("The outcome \"" + estimate.outcome()
                    + "\" does not vary within the arms, so no standardised difference can be formed");
        return Math.sqrt(squares / total * cases / (cases - 2));
    }

    private String ratio() {
        return switch (scale) {
            case RISK_RATIO -> "risk ratio ";
            case RATE_RATIO -> "ratio of means ";
            case STANDARDISED_DIFFERENCE -> "approximate risk ratio exp(0.91 d) = ";
        };
    }

    @Override
    public String text() {
        return "E-value " + Numbers.shown(value) + ", of the " + Numbers.percent(interval.level()) + " interval "
                + Numbers.shown(limit) + " (" + ratio() + Numbers.shown(riskRatio) + ", "
                + Numbers.shown(interval.lower()) + " to " + Numbers.shown(interval.upper()) + ")\n"
                + "  A hidden cause associated with treatment and outcome by a risk ratio of " + Numbers.shown(value)
                + " each, beyond what was adjusted for, could explain the estimate away; a weaker one could not.\n"
                + "  " + intervalSentence();
    }

    private String intervalSentence() {
        return limit == 1
                ? "The interval holds no effect already."
                : "To move the interval to no effect it would take " + Numbers.shown(limit) + " each.";
    }

    @Override
    public Optional<String> html() {
        StringBuilder out = new StringBuilder("<div>");
        for (String line : text().split("\n", -1))
            out.append("<p>").append(Displayable.escape(line.strip())).append("</p>");
        return Optional.of(out.append("</div>").toString());
    }

    @Override
    public Optional<String> latex() {
        return Optional.of("E = RR + \\sqrt{RR\\,(RR - 1)} = " + Numbers.shown(value) + ",\\quad RR = "
                + Numbers.shown(Math.max(riskRatio, 1 / riskRatio)));
    }

    @Override
    public String toString() {
        return text();
    }
}
