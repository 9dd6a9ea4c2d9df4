// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Optional;
import org.causerie.CausalException;

/**
 * The average over a population of the outcome with the treatment at its second level less the outcome
 * with it at its first: E[Y(1) − Y(0)].
 *
 * @param treatment the variable intervened on
 * @param outcome the variable the effect is on
 * @param population over whom the average goes
 */
public record AverageTreatmentEffect(String treatment, String outcome, Population population) implements Query {

    public AverageTreatmentEffect {
        if (treatment.isBlank() || outcome.isBlank())
            throw new CausalException("An effect needs the name of a treatment and of an outcome");
        if (treatment.equals(outcome))
            throw new CausalException("\"" + treatment + "\" cannot be both the treatment and the outcome");
    }

    @Override
    public String text() {
        String difference = "E[" + outcome + " | do(" + treatment + " = 1)";
        return switch (population) {
            case ALL -> difference + "] - E[" + outcome + " | do(" + treatment + " = 0)]";
            case TREATED -> among(1);
            case CONTROL -> among(0);
        };
    }

    private String among(int level) {
        return "E[" + outcome + "(" + treatment + " = 1) - " + outcome + "(" + treatment + " = 0) | " + treatment
                + " = " + level + "]";
    }

    @Override
    public Optional<String> latex() {
        String y = Latex.name(outcome);
        String x = Latex.name(treatment);
        return Optional.of(
                switch (population) {
                    case ALL ->
                        "\\mathbb{E}[" + y + " \\mid \\mathrm{do}(" + x + "{=}1)] - \\mathbb{E}[" + y
                                + " \\mid \\mathrm{do}(" + x + "{=}0)]";
                    case TREATED -> "\\mathbb{E}[" + y + "_{1} - " + y + "_{0} \\mid " + x + "{=}1]";
                    case CONTROL -> "\\mathbb{E}[" + y + "_{1} - " + y + "_{0} \\mid " + x + "{=}0]";
                });
    }

    @Override
    public String toString() {
        return text();
    }
}
