// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One formula divided by another; 0 where both are 0, that is, where what is conditioned on cannot be.
 *
 * @param numerator above the line
 * @param denominator below it
 */
public record Fraction(Expression numerator, Expression denominator) implements Expression {

    @Override
    public SortedSet<Symbol> free() {
        SortedSet<Symbol> free = new TreeSet<>(numerator.free());
        free.addAll(denominator.free());
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
