// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.model.Row;
import org.causerie.model.Variable;

/**
 * A statement about the levels of variables: an event, or events joined by not, and, or.
 *
 * <p>{@snippet :
 * Formula.is("bottle", "broken").and(Formula.is("window", "broken").not())
 * }
 */
public sealed interface Formula extends Displayable {

    /** The event that a variable has a level; 0 and 1, or {@code false} and {@code true}, for the two of a binary one. */
    static Formula is(String variable, Object level) {
        return new Is(variable, level);
    }

    /** The statement that at least one of the events holds: the variable has one of these levels. */
    static Formula isOneOf(String variable, Object... levels) {
        if (levels.length == 0)
            throw new CausalException("Name at least one level that " + variable + " may have; none was given");
        return new Or(Arrays.stream(levels).map(level -> is(variable, level)).toList());
    }

    /** The statement that this one does not hold. */
    default Formula not() {
        return new Not(this);
    }

    /** The statement that both hold. */
    default Formula and(Formula other) {
        return new And(List.of(this, other));
    }

    /** The statement that at least one of the two holds. */
    default Formula or(Formula other) {
        return new Or(List.of(this, other));
    }

    /** The variables it speaks of, by name. */
    Set<String> variables();

    /**
     * Whether it holds of a case.
     *
     * @throws CausalException if a variable cannot be read there or has no such level
     */
    boolean holds(Row row);

    /**
     * An event.
     *
     * @param variable the variable
     * @param level its level, as {@link Variable#code} reads it
     */
    record Is(String variable, Object level) implements Formula {
        @Override
        public Set<String> variables() {
            return Set.of(variable);
        }

        @Override
        public boolean holds(Row row) {
            double found = row.get(variable);
            for (Variable known : row.variables()) if (known.name().equals(variable)) return known.code(level) == found;
            return false;
        }

        @Override
        public String text() {
            return variable + " = " + level;
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * A statement turned round.
     *
     * @param of the statement
     */
    record Not(Formula of) implements Formula {
        @Override
        public Set<String> variables() {
            return of.variables();
        }

        @Override
        public boolean holds(Row row) {
            return !of.holds(row);
        }

        @Override
        public String text() {
            return "not (" + of.text() + ")";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * All of several statements.
     *
     * @param parts the statements
     */
    record And(List<Formula> parts) implements Formula {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public Set<String> variables() {
            return union(parts);
        }

        @Override
        public boolean holds(Row row) {
            return parts.stream().allMatch(part -> part.holds(row));
        }

        @Override
        public String text() {
            return joined(parts, " and ");
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * At least one of several statements.
     *
     * @param parts the statements
     */
    record Or(List<Formula> parts) implements Formula {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public Set<String> variables() {
            return union(parts);
        }

        @Override
        public boolean holds(Row row) {
            return parts.stream().anyMatch(part -> part.holds(row));
        }

        @Override
        public String text() {
            return joined(parts, " or ");
        }

        @Override
        public String toString() {
            return text();
        }
    }

    private static Set<String> union(List<Formula> parts) {
        return parts.stream().flatMap(part -> part.variables().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String joined(List<Formula> parts, String by) {
        return parts.stream()
                .map(part -> part instanceof And || part instanceof Or ? "(" + part.text() + ")" : part.text())
                .collect(Collectors.joining(by));
    }
}
