// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;

/**
 * The difference between treated and untreated within each stratum of the adjustment set, averaged over
 * the strata as the population has them (the back-door formula).
 *
 * @param query the effect asked for
 * @param adjustmentSet the covariates, in alphabetical order; may be empty
 */
public record AdjustmentEstimand(AverageTreatmentEffect query, SortedSet<String> adjustmentSet) implements Estimand {

    public AdjustmentEstimand {
        adjustmentSet = Collections.unmodifiableSortedSet(new TreeSet<>(adjustmentSet));
        if (adjustmentSet.contains(query.treatment()) || adjustmentSet.contains(query.outcome()))
            throw new CausalException("An adjustment set holds neither the treatment nor the outcome; given "
                    + String.join(", ", adjustmentSet) + " for " + query.text());
    }

    /** The same for a set in any order. */
    public static AdjustmentEstimand of(AverageTreatmentEffect query, Set<String> adjustmentSet) {
        return new AdjustmentEstimand(query, new TreeSet<>(adjustmentSet));
    }

    @Override
    public Expression expression() {
        return WeightedSum.difference(mean("1"), mean("0"));
    }

    /** The mean outcome under one level of the treatment. */
    private Expression mean(String level) {
        TreeSet<Term> strata = new TreeSet<>();
        for (String name : adjustmentSet) strata.add(Term.of(name));
        TreeSet<Term> given = new TreeSet<>(strata);
        given.add(Term.of(query.treatment(), new Level(level)));
        TreeSet<Term> outcome = new TreeSet<>(Set.of(Term.of(query.outcome())));
        Expression mean = new Expectation(Symbol.of(query.outcome()), new Probability(Domain.target(), outcome, given));
        if (strata.isEmpty()) return mean;
        TreeSet<Term> among = new TreeSet<>();
        if (query.population() != Population.ALL)
            among.add(Term.of(query.treatment(), new Level(query.population() == Population.TREATED ? "1" : "0")));
        return Sum.over(adjustmentSet, Product.of(List.of(new Probability(Domain.target(), strata, among), mean)));
    }

    @Override
    public String text() {
        String x = query.treatment();
        String y = query.outcome();
        if (adjustmentSet.isEmpty()) return "E[" + y + " | " + x + " = 1] - E[" + y + " | " + x + " = 0]";
        String z = String.join(", ", adjustmentSet);
        String weight = switch (query.population()) {
            case ALL -> "P(" + z + ")";
            case TREATED -> "P(" + z + " | " + x + " = 1)";
            case CONTROL -> "P(" + z + " | " + x + " = 0)";
        };
        return "Σ_{" + z + "} (E[" + y + " | " + x + " = 1, " + z + "] - E[" + y + " | " + x + " = 0, " + z + "]) "
                + weight;
    }

    @Override
    public Optional<String> latex() {
        String x = Latex.name(query.treatment());
        String y = Latex.name(query.outcome());
        if (adjustmentSet.isEmpty())
            return Optional.of(
                    "\\mathbb{E}[" + y + " \\mid " + x + "{=}1] - \\mathbb{E}[" + y + " \\mid " + x + "{=}0]");
        String z = Latex.names(adjustmentSet);
        String given = switch (query.population()) {
            case ALL -> "";
            case TREATED -> " \\mid " + x + "{=}1";
            case CONTROL -> " \\mid " + x + "{=}0";
        };
        return Optional.of("\\sum_{" + z + "} P(" + z + given + ")\\, \\big(\\mathbb{E}[" + y + " \\mid " + x + "{=}1, "
                + z + "] - \\mathbb{E}[" + y + " \\mid " + x + "{=}0, " + z + "]\\big)");
    }

    @Override
    public String toString() {
        return text();
    }
}
