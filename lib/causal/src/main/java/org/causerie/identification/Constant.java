// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A number.
 *
 * @param value the number
 */
public record Constant(double value) implements Expression {

    /** The factor that changes nothing. */
    public static Constant one() {
        return new Constant(1);
    }

    @Override
    public SortedSet<Symbol> free() {
        return Collections.emptySortedSet();
    }

    @Override
    public String text() {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    @Override
    public Optional<String> latex() {
        return Optional.of(text());
    }

    @Override
    public String toString() {
        return text();
    }
}
