// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import org.causerie.CausalException;
import org.causerie.data.Kind;

/**
 * A variable of a model: its name, its kind and, where it is categorical, its levels in order.
 *
 * <p>Inside a model every value is a {@code double}: the number itself, or the position of the level, counted from 0.
 *
 * @param name the name
 * @param kind the kind
 * @param levels the levels in order; empty unless the kind is categorical
 */
public record Variable(String name, Kind kind, List<String> levels) {

    public Variable {
        levels = List.copyOf(levels);
        if (name.isBlank()) throw new CausalException("A variable needs a name that is not blank");
        if (kind.categorical() == levels.isEmpty())
            throw new CausalException("Variable " + name + " of kind " + kind + " cannot have the levels " + levels);
        if (levels.stream().distinct().count() < levels.size())
            throw new CausalException("Variable " + name + " names a level twice: " + levels);
    }

    /** A variable with real values. */
    public static Variable continuous(String name) {
        return new Variable(name, Kind.CONTINUOUS, List.of());
    }

    /** A variable with these levels: binary where there are two, nominal otherwise. */
    public static Variable categorical(String name, List<String> levels) {
        return new Variable(name, levels.size() == 2 ? Kind.BINARY : Kind.NOMINAL, levels);
    }

    /** The same variable under another name. */
    Variable named(String newName) {
        return new Variable(newName, kind, levels);
    }

    /** Whether the values are levels. */
    public boolean categorical() {
        return kind.categorical();
    }

    /**
     * The internal value of what a person gave: a number, or the name of a level.
     *
     * <p>For a categorical variable a number stands for the level of that name; for a binary one 0 and 1 (or
     * {@code false} and {@code true}) also stand for the first and the second level.
     *
     * @throws CausalException if the variable cannot take this value
     */
    public double code(Object value) {
        if (!categorical()) {
            if (value instanceof Number number && Double.isFinite(number.doubleValue())) return number.doubleValue();
            throw new CausalException(name + " is a number; it cannot be \"" + value + "\"");
        }
        String given = value instanceof Number number ? Numbers.exact(number.doubleValue()) : "" + value;
        int named = levels.indexOf(given);
        if (named >= 0) return named;
        if (levels.size() == 2) {
            if (value instanceof Boolean flag) return flag ? 1 : 0;
            if (value instanceof Number number && (number.doubleValue() == 0 || number.doubleValue() == 1))
                return number.doubleValue();
        }
        throw CausalException.unknown("level of " + name, given, levels);
    }

    /** The internal value as a person would write it: the number, or the name of the level. */
    public String show(double code) {
        return categorical() ? levels.get((int) code) : Numbers.text(code);
    }

    /** The internal value as an object: a {@code Double}, or the name of the level. */
    Object value(double code) {
        return categorical() ? (Object) levels.get((int) code) : (Object) code;
    }

    /**
     * Checks that the codes of this variable can be averaged.
     *
     * @throws CausalException if the variable is nominal with more than two levels
     */
    public void requireNumeric() {
        if (kind == Kind.NOMINAL && levels.size() > 2)
            throw new CausalException(name + " is nominal with the levels " + levels
                    + ", which have no mean; ask for the probability of one level");
    }
}
