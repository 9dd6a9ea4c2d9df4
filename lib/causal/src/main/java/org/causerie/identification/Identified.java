// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.causerie.Displayable;

/**
 * A query the graph answers.
 *
 * @param estimand the quantity to estimate
 * @param alternatives the minimal adjustment sets, each of which gives the same answer; empty where no
 *     adjustment is involved
 * @param derivations how the formula follows, step by step, for each probability that had to be replaced; empty where
 *     the estimand speaks for itself
 */
public record Identified(Estimand estimand, List<Set<String>> alternatives, List<Displayable> derivations)
        implements Identification {

    public Identified {
        alternatives = List.copyOf(alternatives);
        derivations = List.copyOf(derivations);
    }

    public Identified(Estimand estimand, List<Set<String>> alternatives) {
        this(estimand, alternatives, List.of());
    }

    @Override
    public boolean identified() {
        return true;
    }

    @Override
    public String text() {
        String sets = alternatives.isEmpty()
                ? ""
                : "\nMinimal adjustment sets: "
                        + alternatives.stream()
                                .map(set -> "{" + String.join(", ", set) + "}")
                                .collect(Collectors.joining(", "));
        return estimand.query().text() + "\n  = " + estimand.text() + sets;
    }

    @Override
    public Optional<String> latex() {
        if (estimand instanceof ZeroEffect) return estimand.latex();
        return estimand.query()
                .latex()
                .flatMap(query -> estimand.latex()
                        .map(formula ->
                                "\\begin{aligned} &" + query + " \\\\ &\\quad = " + formula + "\\end{aligned}"));
    }

    @Override
    public String toString() {
        return text();
    }
}
