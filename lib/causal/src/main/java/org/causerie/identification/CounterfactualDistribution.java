// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The probability that events hold together, given others, each in a world of its own:
 * \(P(y_{x}, y'_{x'} \mid z)\); also of events of one world, where they are certain levels:
 * \(P(Y = 1 \mid do(X = 1))\).
 *
 * @param probability the question as a probability
 */
public record CounterfactualDistribution(Probability probability) implements Query {

    /** The probability that all these events hold. */
    public static CounterfactualDistribution of(Term... events) {
        return new CounterfactualDistribution(
                new Probability(Domain.target(), new TreeSet<>(List.of(events)), new TreeSet<>()));
    }

    /** The same among the cases where these events hold. */
    public CounterfactualDistribution given(Collection<Term> known) {
        return new CounterfactualDistribution(
                new Probability(probability.domain(), probability.events(), new TreeSet<>(known)));
    }

    /** The events asked about. */
    public SortedSet<Term> events() {
        return probability.events();
    }

    /** The events known to hold. */
    public SortedSet<Term> given() {
        return probability.given();
    }

    @Override
    public Probability asExpression() {
        return probability;
    }

    @Override
    public CounterfactualDistribution renamed(UnaryOperator<String> names) {
        return new CounterfactualDistribution(probability.renamed(names));
    }

    @Override
    public String text() {
        return probability.text();
    }

    @Override
    public Optional<String> latex() {
        return probability.latex();
    }

    @Override
    public String toString() {
        return text();
    }
}
