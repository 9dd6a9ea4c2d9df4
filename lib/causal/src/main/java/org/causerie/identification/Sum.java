// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;

/**
 * The sum of a formula over every level of some symbols.
 *
 * @param over the symbols bound; not empty
 * @param body what is summed
 */
public record Sum(SortedSet<Symbol> over, Expression body) implements Expression {

    public Sum {
        over = Collections.unmodifiableSortedSet(new TreeSet<>(over));
        if (over.isEmpty()) throw new CausalException("A sum needs at least one symbol to run over");
    }

    /** The sum over the own symbols of these variables; the body itself where there are none. */
    public static Expression over(Collection<String> variables, Expression body) {
        SortedSet<Symbol> symbols = new TreeSet<>();
        for (String variable : variables) symbols.add(Symbol.of(variable));
        return symbols.isEmpty() ? body : new Sum(symbols, body);
    }

    @Override
    public SortedSet<Symbol> free() {
        SortedSet<Symbol> free = new TreeSet<>(body.free());
        free.removeAll(over);
        return free;
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
