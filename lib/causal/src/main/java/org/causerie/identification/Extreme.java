// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;

/**
 * The largest or the smallest of several formulas, as the ends of bounds are.
 *
 * @param end which
 * @param candidates the formulas; not empty
 */
public record Extreme(End end, List<Expression> candidates) implements Expression {

    /** Which of the formulas counts. */
    public enum End {
        LARGEST,
        SMALLEST
    }

    public Extreme {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) throw new CausalException("An extreme needs at least one formula");
    }

    @Override
    public SortedSet<Symbol> free() {
        SortedSet<Symbol> free = new TreeSet<>();
        for (Expression candidate : candidates) free.addAll(candidate.free());
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
