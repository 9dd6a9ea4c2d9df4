// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.causerie.Displayable;

/**
 * How a formula follows that holds in every graph of an equivalence class, step by step.
 *
 * @param query the question
 * @param steps from the question on; each part that a step leaves open is the left side of a later one, or observed
 * @param formula the formula they lead to
 */
public record ClassDerivation(InterventionalDistribution query, List<Step> steps, Expression formula)
        implements Displayable {

    /** What allows a step. */
    public enum Rule {
        EXCHANGE("rule 2"),
        CONDITION("conditional probability"),
        ANCESTORS("sum over the other possible causes"),
        REMOVAL("a bucket that shares no hidden cause with what may descend from it"),
        REGIONS("regions that share no hidden cause"),
        BUCKETS("each bucket given its parents");

        private final String words;

        Rule(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * One step.
     *
     * @param rule what allows it
     * @param left the quantity
     * @param right what it equals
     * @param reason what in the graph the rule rests on, in words
     */
    public record Step(Rule rule, Expression left, Expression right, String reason) {

        String because() {
            return reason.isEmpty() ? rule.words : rule.words + ": " + reason;
        }
    }

    public ClassDerivation {
        steps = List.copyOf(steps);
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder(query.text());
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            out.append("\n")
                    .append(i + 1)
                    .append(". ")
                    .append(step.left().text())
                    .append(" = ")
                    .append(step.right().text())
                    .append("   [")
                    .append(step.because())
                    .append("]");
        }
        return out.append("\n= ").append(formula.text()).toString();
    }

    @Override
    public Optional<String> html() {
        String rows = steps.stream()
                .map(step -> "<tr><td>"
                        + Displayable.escape(
                                step.left().text() + " = " + step.right().text())
                        + "</td><td>" + Displayable.escape(step.because()) + "</td></tr>")
                .collect(Collectors.joining());
        return Optional.of("<p>" + Displayable.escape(query.text()) + "</p><table>" + rows + "</table><p>= "
                + Displayable.escape(formula.text()) + "</p>");
    }

    @Override
    public String toString() {
        return text();
    }
}
