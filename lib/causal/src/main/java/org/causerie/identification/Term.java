// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.causerie.CausalException;

/**
 * The event that a variable has a value in the world where some variables are set: \(Y_{x} = y\). Without
 * interventions it is the event of the world as it is.
 *
 * @param variable the variable seen
 * @param value what it is seen to be
 * @param world the variables set, and to what
 */
public record Term(String variable, Value value, SortedMap<String, Value> world) implements Comparable<Term> {
    private static final Comparator<Term> ORDER = Comparator.comparing(Term::variable)
            .thenComparing(Term::value)
            .thenComparing(term -> term.world().entrySet().stream()
                    .map(entry -> entry.getValue().text(entry.getKey()))
                    .collect(Collectors.joining(", ")));

    public Term {
        world = Collections.unmodifiableSortedMap(new TreeMap<>(world));
        if (variable.isBlank()) throw new CausalException("A term needs the name of a variable");
    }

    /** The variable at its own symbol in the world as it is. */
    public static Term of(String variable) {
        return of(variable, Symbol.of(variable));
    }

    /** The variable at this value in the world as it is. */
    public static Term of(String variable, Value value) {
        return new Term(variable, value, new TreeMap<>());
    }

    /** The same event in the world where these variables are set. */
    public Term in(Map<String, ? extends Value> world) {
        return new Term(variable, value, new TreeMap<>(world));
    }

    Term at(UnaryOperator<Value> change) {
        SortedMap<String, Value> changed = new TreeMap<>();
        world.forEach((name, set) -> changed.put(name, change.apply(set)));
        return new Term(variable, change.apply(value), changed);
    }

    Term renamed(UnaryOperator<String> names) {
        SortedMap<String, Value> changed = new TreeMap<>();
        world.forEach((name, set) -> changed.put(names.apply(name), renamed(set, names)));
        return new Term(names.apply(variable), renamed(value, names), changed);
    }

    private static Value renamed(Value value, UnaryOperator<String> names) {
        return value instanceof Symbol symbol ? new Symbol(names.apply(symbol.variable()), symbol.primes()) : value;
    }

    @Override
    public int compareTo(Term other) {
        return ORDER.compare(this, other);
    }
}
