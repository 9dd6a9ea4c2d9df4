// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The mean of a variable under a distribution, \(\sum_y y \, p(y)\), its levels read as numbers.
 *
 * @param over the variable's symbol, which this binds
 * @param density the distribution, a formula in which the symbol is free
 */
public record Expectation(Symbol over, Expression density) implements Expression {

    @Override
    public SortedSet<Symbol> free() {
        SortedSet<Symbol> free = new TreeSet<>(density.free());
        free.remove(over);
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
