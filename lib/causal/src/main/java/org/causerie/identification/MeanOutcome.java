// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.causerie.CausalException;

/**
 * The mean of a variable in the world where some variables are set, among the cases for which some events hold:
 * \(E[Y \mid do(x), z]\) where the events are of the same world, \(E[Y_{x} \mid z]\) where they are of another.
 *
 * @param outcome the variable
 * @param world the variables set, and to what; may be empty
 * @param given the events; may be empty
 */
public record MeanOutcome(String outcome, SortedMap<String, Value> world, SortedSet<Term> given) implements Query {

    public MeanOutcome {
        world = Collections.unmodifiableSortedMap(new TreeMap<>(world));
        given = Collections.unmodifiableSortedSet(new TreeSet<>(given));
        if (outcome.isBlank()) throw new CausalException("A mean needs the name of an outcome");
        if (world.containsKey(outcome))
            throw new CausalException("\"" + outcome + "\" cannot be both the treatment and the outcome");
        for (Term term : given)
            if (term.value().equals(Symbol.of(outcome)) || term.world().containsValue(Symbol.of(outcome)))
                throw new CausalException("The mean of " + outcome + " runs over its levels, so it cannot be given"
                        + " that it has one of them; name the level, or ask for a probability");
    }

    /** The mean when these variables are held at these levels. */
    public static MeanOutcome of(String outcome, Map<String, String> treatments) {
        return new MeanOutcome(outcome, Names.levels(treatments), new TreeSet<>());
    }

    /** The same in each stratum of these variables, as they are after the intervention. */
    public MeanOutcome given(String... strata) {
        SortedSet<Term> events = new TreeSet<>(given);
        for (String name : strata) events.add(Term.of(name).in(world));
        return new MeanOutcome(outcome, world, events);
    }

    /** The same among those who have these levels in the world as it is, before any intervention. */
    public MeanOutcome among(Map<String, String> levels) {
        SortedSet<Term> events = new TreeSet<>(given);
        levels.forEach((name, level) -> events.add(Term.of(name, new Level(level))));
        return new MeanOutcome(outcome, world, events);
    }

    /** The distribution that this is the mean of. */
    public Probability probability() {
        return new Probability(
                Domain.target(), new TreeSet<>(Set.of(Term.of(outcome).in(world))), given);
    }

    @Override
    public Expectation asExpression() {
        return new Expectation(Symbol.of(outcome), probability());
    }

    @Override
    public MeanOutcome renamed(UnaryOperator<String> names) {
        Probability renamed = probability().renamed(names);
        Term seen = renamed.events().first();
        return new MeanOutcome(seen.variable(), seen.world(), renamed.given());
    }

    @Override
    public String text() {
        return asExpression().text();
    }

    @Override
    public Optional<String> latex() {
        return asExpression().latex();
    }

    @Override
    public String toString() {
        return text();
    }
}
