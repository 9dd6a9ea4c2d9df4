// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.causerie.CausalException;

/**
 * How some variables are distributed when others are set, among the cases that then have certain values of further
 * ones: \(P(y \mid do(x), z)\).
 *
 * @param outcomes the variables asked about; not empty
 * @param treatments the variables set; may be empty
 * @param given the variables conditioned on after the intervention; may be empty
 */
public record InterventionalDistribution(
        SortedSet<String> outcomes, SortedSet<String> treatments, SortedSet<String> given) implements Query {

    public InterventionalDistribution {
        outcomes = Collections.unmodifiableSortedSet(new TreeSet<>(outcomes));
        treatments = Collections.unmodifiableSortedSet(new TreeSet<>(treatments));
        given = Collections.unmodifiableSortedSet(new TreeSet<>(given));
        if (outcomes.isEmpty()) throw new CausalException("A distribution needs at least one outcome; none was given");
        Set<String> seen = new TreeSet<>();
        for (SortedSet<String> role : List.of(outcomes, treatments, given))
            for (String name : role)
                if (!seen.add(name))
                    throw new CausalException("\"" + name
                            + "\" has two roles in the question; a variable is either asked about, set, or given");
    }

    /** The distribution of the outcomes when these variables are set. */
    public static InterventionalDistribution of(Set<String> outcomes, Set<String> treatments) {
        return new InterventionalDistribution(new TreeSet<>(outcomes), new TreeSet<>(treatments), new TreeSet<>());
    }

    /** The same among the cases with certain values of these variables. */
    public InterventionalDistribution given(String... names) {
        return new InterventionalDistribution(outcomes, treatments, new TreeSet<>(Set.of(names)));
    }

    /** The question as a probability. */
    public Probability probability() {
        TreeMap<String, Value> world = new TreeMap<>();
        for (String name : treatments) world.put(name, Symbol.of(name));
        TreeSet<Term> events = new TreeSet<>();
        for (String name : outcomes) events.add(Term.of(name).in(world));
        TreeSet<Term> known = new TreeSet<>();
        for (String name : given) known.add(Term.of(name).in(world));
        return new Probability(Domain.target(), events, known);
    }

    @Override
    public Probability asExpression() {
        return probability();
    }

    @Override
    public InterventionalDistribution renamed(UnaryOperator<String> names) {
        return new InterventionalDistribution(
                Names.renamed(outcomes, names), Names.renamed(treatments, names), Names.renamed(given, names));
    }

    @Override
    public String text() {
        return probability().text();
    }

    @Override
    public Optional<String> latex() {
        return probability().latex();
    }

    @Override
    public String toString() {
        return text();
    }
}
