// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.causerie.CausalException;
import org.causerie.Displayable;

/**
 * A change of one variable's mechanism; every other mechanism, and every noise, stays as it was.
 *
 * <p>The same object means the same for every {@link CausalModel}.
 */
public sealed interface Intervention extends Displayable {

    /** The variable whose mechanism is changed. */
    String variable();

    /** {@code do(X = value)}: the variable is held at a number. */
    static Intervention set(String variable, double value) {
        if (!Double.isFinite(value))
            throw new CausalException("do(" + variable + " = " + value + ") is not possible: the value must be finite");
        return new Hold(variable, value);
    }

    /** {@code do(X = level)}: the variable is held at a level. */
    static Intervention set(String variable, String level) {
        return new Hold(variable, level);
    }

    /** {@code do(X = X + by)}: the variable takes the value it would have taken, plus an amount. */
    static Intervention shift(String variable, double by) {
        if (!Double.isFinite(by))
            throw new CausalException("A shift of " + variable + " must be finite; " + by + " was given");
        return new Shift(variable, by);
    }

    /** {@code do(X ~ distribution)}: the variable is drawn afresh, whatever its parents. */
    static Intervention stochastic(String variable, Noise distribution) {
        return new Draw(variable, distribution);
    }

    /** {@code do(X ~ table)}: the level is drawn afresh with these probabilities, whatever the parents. */
    static Intervention stochastic(String variable, Map<String, Double> probabilities) {
        return new DrawLevel(variable, new TreeMap<>(probabilities));
    }

    /** {@code do(X = policy)}: the variable follows a rule that reads the variable's parents. */
    static Intervention conditional(String variable, Function<Row, ?> policy) {
        return new Policy(variable, Optional.empty(), policy);
    }

    /**
     * {@code do(X = policy)}: the variable follows a rule that reads these variables, which must not come after it.
     *
     * @param policy returns a number or the name of a level
     */
    static Intervention conditional(String variable, List<String> inputs, Function<Row, ?> policy) {
        return new Policy(variable, Optional.of(inputs), policy);
    }

    /** A soft intervention: the variable gets another mechanism, with a noise of its own. */
    static Intervention replace(String variable, Mechanism mechanism) {
        return new Replace(variable, mechanism);
    }

    /**
     * Holds a variable at a value.
     *
     * @param variable the variable
     * @param value a {@code Double} or the name of a level
     */
    record Hold(String variable, Object value) implements Intervention {
        @Override
        public String text() {
            String shown = value instanceof Double number ? Numbers.exact(number) : value.toString();
            return "do(" + variable + " = " + shown + ")";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * Adds to the value a variable would have taken.
     *
     * @param variable the variable, continuous
     * @param by how much is added, in the unit of the variable
     */
    record Shift(String variable, double by) implements Intervention {
        @Override
        public String text() {
            return "do(" + variable + " = " + variable + (by < 0 ? " - " : " + ") + Numbers.exact(Math.abs(by)) + ")";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * Draws a number afresh.
     *
     * @param variable the variable, continuous
     * @param distribution what is drawn from
     */
    record Draw(String variable, Noise distribution) implements Intervention {
        @Override
        public String text() {
            return "do(" + variable + " ~ " + distribution.text() + ")";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * Draws a level afresh.
     *
     * @param variable the variable, categorical
     * @param probabilities the probability of each level; levels left out have probability 0
     */
    record DrawLevel(String variable, Map<String, Double> probabilities) implements Intervention {
        @Override
        public String text() {
            return "do(" + variable + " ~ " + probabilities + ")";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * Follows a rule.
     *
     * @param variable the variable
     * @param inputs what the rule reads; the parents of the variable where empty
     * @param policy the rule: returns a number or the name of a level
     */
    record Policy(String variable, Optional<List<String>> inputs, Function<Row, ?> policy) implements Intervention {
        public Policy {
            inputs = inputs.map(List::copyOf);
        }

        @Override
        public String text() {
            return "do(" + variable + " = policy"
                    + inputs.map(names -> "(" + String.join(", ", names) + ")").orElse("") + ")";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * Replaces the mechanism.
     *
     * @param variable the variable
     * @param mechanism the new mechanism, which makes a variable of the same kind and levels
     */
    record Replace(String variable, Mechanism mechanism) implements Intervention {
        @Override
        public String text() {
            return "do(" + variable + " := " + mechanism.text() + ")";
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
