// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.causerie.CausalException;

/**
 * The probability of events given others: \(P(y, z \mid x)\); with all events in one world \(P(y \mid do(x), z)\); with
 * events in several worlds that of a counterfactual.
 *
 * @param domain the population
 * @param events what it is the probability of; not empty
 * @param given what is known to hold; may be empty
 */
public record Probability(Domain domain, SortedSet<Term> events, SortedSet<Term> given) implements Expression {

    public Probability {
        events = Collections.unmodifiableSortedSet(new TreeSet<>(events));
        given = Collections.unmodifiableSortedSet(new TreeSet<>(given));
        if (events.isEmpty()) throw new CausalException("A probability needs at least one event");
    }

    /** The probability of these variables given those, each at its own symbol, in the world as it is. */
    public static Probability of(Collection<String> variables, Collection<String> given) {
        return new Probability(Domain.target(), terms(variables), terms(given));
    }

    private static SortedSet<Term> terms(Collection<String> variables) {
        SortedSet<Term> terms = new TreeSet<>();
        for (String variable : variables) terms.add(Term.of(variable));
        return terms;
    }

    @Override
    public SortedSet<Symbol> free() {
        SortedSet<Symbol> free = new TreeSet<>();
        for (SortedSet<Term> side : List.of(events, given))
            for (Term term : side) {
                if (term.value() instanceof Symbol symbol) free.add(symbol);
                for (Value value : term.world().values()) if (value instanceof Symbol symbol) free.add(symbol);
            }
        return free;
    }

    /** The world that all the events are of; empty where they are of several. */
    public Optional<SortedMap<String, Value>> world() {
        SortedMap<String, Value> world = events.first().world();
        for (SortedSet<Term> side : List.of(events, given))
            for (Term term : side) if (!term.world().equals(world)) return Optional.empty();
        return Optional.of(world);
    }

    static SortedSet<String> variables(SortedSet<Term> terms) {
        return terms.stream().map(Term::variable).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same with each value of an event or of a world changed. */
    Probability at(UnaryOperator<Value> change) {
        return new Probability(domain, at(events, change), at(given, change));
    }

    private static SortedSet<Term> at(SortedSet<Term> terms, UnaryOperator<Value> change) {
        return terms.stream().map(term -> term.at(change)).collect(Collectors.toCollection(TreeSet::new));
    }

    Probability renamed(UnaryOperator<String> names) {
        return new Probability(domain, renamed(events, names), renamed(given, names));
    }

    private static SortedSet<Term> renamed(SortedSet<Term> terms, UnaryOperator<String> names) {
        return terms.stream().map(term -> term.renamed(names)).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String text() {
        return Notation.text(this);
    }

    @Override
    public Optional<String> latex() {
        return Optional.of(Notation.latex(this));
    }

    @Override
    public String toString() {
        return text();
    }
}
