// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The product of formulas; of none, 1.
 *
 * @param factors what is multiplied
 */
public record Product(List<Expression> factors) implements Expression {

    public Product {
        factors = List.copyOf(factors);
    }

    /** The product; of one factor, the factor itself. */
    public static Expression of(List<? extends Expression> factors) {
        return factors.size() == 1 ? factors.get(0) : new Product(List.copyOf(factors));
    }

    @Override
    public SortedSet<Symbol> free() {
        SortedSet<Symbol> free = new TreeSet<>();
        for (Expression factor : factors) free.addAll(factor.free());
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
