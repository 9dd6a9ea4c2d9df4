// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import java.util.Optional;

/**
 * Any structural equation: a function of the parents and the noise, written for one row.
 *
 * @param parents the parents
 * @param function takes the parents and the noise
 * @param noise the noise
 * @param inverse takes the parents and the value and returns the noise, where there is exactly one; needed for
 *     counterfactuals that depend on this variable's noise
 * @param formula the function as it prints
 */
public record Equation(List<String> parents, Rule function, Noise noise, Optional<Rule> inverse, String formula)
        implements Mechanism {

    public Equation {
        parents = List.copyOf(parents);
    }

    /** An equation without a known inverse. */
    public static Equation of(List<String> parents, Rule function, Noise noise) {
        String inputs = parents.isEmpty() ? "" : String.join(", ", parents) + ", ";
        return new Equation(parents, function, noise, Optional.empty(), "f(" + inputs + noise.text() + ")");
    }

    /** The same equation with its inverse in the noise. */
    public Equation invertedBy(Rule newInverse) {
        return new Equation(parents, function, noise, Optional.of(newInverse), formula);
    }

    /** The same equation, printed as this formula. */
    public Equation formula(String newFormula) {
        return new Equation(parents, function, noise, inverse, newFormula);
    }

    Equation plus(double amount) {
        return new Equation(
                parents,
                (row, noiseValue) -> function.apply(row, noiseValue) + amount,
                noise,
                inverse.map(old -> (row, value) -> old.apply(row, value - amount)),
                formula + " + " + Numbers.text(amount));
    }

    @Override
    public Variable variable(String name) {
        return Variable.continuous(name);
    }

    @Override
    public String text() {
        return formula;
    }

    /** A function of a row and one number: the noise, or for an inverse the value. */
    @FunctionalInterface
    public interface Rule {
        double apply(Row row, double number);
    }
}
