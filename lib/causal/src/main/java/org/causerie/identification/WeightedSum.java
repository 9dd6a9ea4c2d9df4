// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A weighted sum of formulas: differences, contrasts, bounds.
 *
 * @param parts what is added
 */
public record WeightedSum(List<Part> parts) implements Expression {

    /**
     * A formula and what it is multiplied by.
     *
     * @param weight the factor, of either sign
     * @param expression the formula
     */
    public record Part(double weight, Expression expression) {}

    public WeightedSum {
        parts = List.copyOf(parts);
    }

    /** The first less the second. */
    public static WeightedSum difference(Expression first, Expression second) {
        return new WeightedSum(List.of(new Part(1, first), new Part(-1, second)));
    }

    @Override
    public SortedSet<Symbol> free() {
        SortedSet<Symbol> free = new TreeSet<>();
        for (Part part : parts) free.addAll(part.expression().free());
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
