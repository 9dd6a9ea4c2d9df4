// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.causerie.Displayable;
import org.causerie.Provenance;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.identification.AverageTreatmentEffect;
import org.causerie.identification.Estimand;

/**
 * An effect with its uncertainty and all that later steps need: intervals, sums and contrasts, refuters
 * and sensitivity analyses take nothing but this.
 *
 * @param value the estimated effect, in units of the outcome; a risk difference if the outcome has two levels
 * @param standardError its standard error; cluster-robust if the data has groups
 * @param influence the influence function at each row of the data: the estimate differs from the truth by
 *     about the (weighted) mean of these
 * @param estimand what was estimated
 * @param estimator how, with all settings
 * @param data from what
 * @param diagnostics the means under both treatments, overlap, notes
 * @param provenance what is needed to make it again
 */
@SuppressWarnings("ArrayRecordComponent")
public record Estimate(
        double value,
        double standardError,
        double[] influence,
        Estimand estimand,
        Estimator estimator,
        Dataset data,
        Diagnostics diagnostics,
        Provenance provenance)
        implements Uncertain {

    public Estimate {
        influence = influence.clone();
    }

    @Override
    public double[] influence() {
        return influence.clone();
    }

    /** "risk difference" for an outcome with two levels, else "mean difference", with the unit where one is known. */
    public String scale() {
        if (data.kind(outcome()).categorical()) return "risk difference";
        return "mean difference"
                + data.unit(outcome()).map(unit -> " in " + unit).orElse("");
    }

    /** Whether the outcome has two levels, so that means are risks. */
    public boolean risk() {
        return data.kind(outcome()).categorical();
    }

    /** Whether the outcome is a count. */
    public boolean count() {
        return data.kind(outcome()) == Kind.COUNT;
    }

    public String treatment() {
        return query().treatment();
    }

    public String outcome() {
        return query().outcome();
    }

    private AverageTreatmentEffect query() {
        return (AverageTreatmentEffect) estimand.query();
    }

    /** One line: the estimator, the value and its 95 % interval. */
    String headline() {
        Interval interval = interval();
        return estimator.name() + ": " + Numbers.shown(value) + " (" + Numbers.shown(interval.lower()) + " to "
                + Numbers.shown(interval.upper()) + ")";
    }

    private String event() {
        return risk() ? outcome() + " = " + data.levels(outcome()).get(1) : outcome();
    }

    private String question() {
        String effect = query().population().effect() + " of " + treatment() + " ("
                + diagnostics.treated().level() + " instead of "
                + diagnostics.control().level() + ") on " + event();
        return effect;
    }

    private String adjusted() {
        if (estimator instanceof NaiveDifference || !(estimand instanceof AdjustmentEstimand adjustment)) return "";
        return adjustment.adjustmentSet().isEmpty()
                ? ", nothing to adjust for"
                : ", adjusted for " + String.join(", ", adjustment.adjustmentSet());
    }

    private List<String[]> facts() {
        List<String[]> facts = new ArrayList<>();
        facts.add(new String[] {"estimator", estimator.name() + adjusted()});
        facts.add(new String[] {
            "standard error",
            Numbers.shown(standardError) + (data.groups().isPresent() ? ", robust to dependence within groups" : "")
        });
        for (Arm arm : List.of(diagnostics.treated(), diagnostics.control())) {
            facts.add(new String[] {
                (risk() ? "P(" + event() + ") if " : "mean if ") + treatment() + " = " + arm.level(),
                Numbers.shown(arm.mean()) + "; observed in its " + Numbers.shown(arm.cases()) + " cases "
                        + Numbers.shown(arm.observed())
            });
        }
        diagnostics.notes().forEach(note -> facts.add(new String[] {"note", note}));
        return facts;
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder(question())
                .append(": ")
                .append(Numbers.shown(value))
                .append(", ")
                .append(interval())
                .append(" (")
                .append(scale())
                .append(")");
        for (String[] fact : facts())
            out.append("\n  ").append(fact[0]).append(": ").append(fact[1]);
        return out.toString();
    }

    @Override
    public Optional<String> html() {
        StringBuilder out = new StringBuilder("<div><p>")
                .append(Displayable.escape(question()))
                .append(": <b>")
                .append(Numbers.shown(value))
                .append("</b>, ")
                .append(Displayable.escape(interval().toString()))
                .append(" (")
                .append(Displayable.escape(scale()))
                .append(")</p><table><tbody>");
        for (String[] fact : facts()) {
            out.append("<tr><th>")
                    .append(Displayable.escape(fact[0]))
                    .append("</th><td>")
                    .append(Displayable.escape(fact[1]))
                    .append("</td></tr>");
        }
        return Optional.of(out.append("</tbody></table></div>").toString());
    }

    @Override
    public Optional<String> latex() {
        Interval interval = interval();
        return Optional.of("\\widehat{\\mathrm{" + query().population().effect() + "}} = " + Numbers.shown(value)
                + "\\quad (95\\,\\%\\ \\mathrm{CI}:\\ " + Numbers.shown(interval.lower()) + "\\ \\text{to}\\ "
                + Numbers.shown(interval.upper()) + ")");
    }

    @Override
    public String toString() {
        return text();
    }
}
