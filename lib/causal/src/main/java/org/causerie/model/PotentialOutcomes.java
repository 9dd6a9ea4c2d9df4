// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Displayable;

/**
 * Outcomes in several worlds at once, for a case of which something is known or, without evidence, for any case.
 *
 * @param evidence what is known of the case, as internal values by variable
 * @param distributions the distribution of each outcome, its variable named as the outcome prints
 * @param joint the exact joint distribution of the outcomes, where the model is one of levels
 * @param method how the answer was found
 * @param coupling how the noise of probability tables was taken to tie levels together; empty where none matters
 */
public record PotentialOutcomes(
        Map<Variable, Double> evidence,
        Map<PotentialOutcome, Distribution> distributions,
        Optional<ProbabilityTable> joint,
        Counterfactual.Method method,
        Optional<Coupling> coupling)
        implements Displayable {

    public PotentialOutcomes {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
        distributions = Collections.unmodifiableMap(new LinkedHashMap<>(distributions));
    }

    /** The distribution of one of the outcomes. */
    public Distribution distribution(PotentialOutcome outcome) {
        Distribution found = distributions.get(outcome);
        if (found == null)
            throw CausalException.unknown(
                    "outcome",
                    outcome.text(),
                    distributions.keySet().stream().map(PotentialOutcome::text).toList());
        return found;
    }

    /** The mean of one of the outcomes; levels count as their position. */
    public double mean(PotentialOutcome outcome) {
        return distribution(outcome).mean();
    }

    /** The probability that one of the outcomes has this level. */
    public double probability(PotentialOutcome outcome, Object level) {
        return distribution(outcome).probability(level);
    }

    /**
     * The mean of one outcome less that of another. Where noises were drawn, both have the same, so that the error of the
     * draws is that of the difference between the worlds alone.
     */
    public double difference(PotentialOutcome first, PotentialOutcome second) {
        return mean(first) - mean(second);
    }

    @Override
    public String text() {
        List<String> lines = new ArrayList<>();
        List<String> known = new ArrayList<>();
        evidence.forEach((variable, code) -> known.add(variable.name() + " = " + variable.show(code)));
        lines.add("Given " + (known.isEmpty() ? "nothing" : String.join(", ", known)));
        distributions.values().forEach(distribution -> lines.add("  " + distribution.text()));
        lines.add(method.text()
                + coupling.map(assumed -> "; assumes " + assumed.text()).orElse(""));
        return String.join("\n", lines);
    }

    @Override
    public Optional<String> html() {
        String shown = Displayable.escape(text()).replace("\n", "<br>");
        return Optional.of(
                "<p>" + shown + "</p>" + joint.map(ProbabilityTable::markup).orElse(""));
    }

    @Override
    public String toString() {
        return text();
    }
}
