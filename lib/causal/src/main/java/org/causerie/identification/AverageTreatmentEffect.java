// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
        Names.requireDistinct(treatment, outcome);
    }

    @Override
    public WeightedSum asExpression() {
        return difference().asExpression();
    }

    /** The effect as a difference of two means, in the population it is averaged over. */
    public MeanDifference difference() {
        MeanDifference all = Query.effect(outcome, Map.of(treatment, "1"), Map.of(treatment, "0"));
        return switch (population) {
            case ALL -> all;
            case TREATED -> all.among(Map.of(treatment, "1"));
            case CONTROL -> all.among(Map.of(treatment, "0"));
        };
    }

    @Override
    public AverageTreatmentEffect renamed(UnaryOperator<String> names) {
        return new AverageTreatmentEffect(names.apply(treatment), names.apply(outcome), population);
    }

    @Override
    public String text() {
        return switch (population) {
            case ALL -> asExpression().text();
            case TREATED -> among("1");
            case CONTROL -> among("0");
        };
    }

    private String among(String level) {
        String y = Names.variable(outcome);
        return "E[" + y + "(" + held("1") + ") - " + y + "(" + held("0") + ") | " + held(level) + "]";
    }

    private String held(String level) {
        return Names.settings(Map.of(treatment, level));
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
