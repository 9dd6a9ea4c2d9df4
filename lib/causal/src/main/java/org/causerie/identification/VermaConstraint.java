// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A formula of observed probabilities that does not depend on some of the variables in it, which is no conditional
 * independence: an effect of theirs is missing that only an intervention on others would show.
 *
 * @param formula the formula, with symbols of the irrelevant variables free in it
 * @param irrelevant the variables whose levels make no difference
 * @param effect what the formula is: the distribution of one variable after an intervention
 */
public record VermaConstraint(Expression formula, SortedSet<String> irrelevant, Probability effect)
        implements TestableImplication {

    public VermaConstraint {
        irrelevant = Collections.unmodifiableSortedSet(new TreeSet<>(irrelevant));
    }

    /** The same formula at other levels of the irrelevant variables, which has the same value. */
    public Expression elsewhere() {
        Map<Symbol, Symbol> primed = new HashMap<>();
        for (String name : irrelevant) primed.put(Symbol.of(name), new Symbol(name, 1));
        return formula.substitute(primed);
    }

    @Override
    public SortedSet<String> variables() {
        SortedSet<String> variables = new TreeSet<>();
        collect(formula, variables);
        return variables;
    }

    private static void collect(Expression expression, SortedSet<String> variables) {
        if (expression instanceof Probability p) {
            variables.addAll(Probability.variables(p.events()));
            variables.addAll(Probability.variables(p.given()));
        }
        Bindings.mapped(expression, part -> {
            collect(part, variables);
            return part;
        });
    }

    /**
     * The differences of {@link #formula} and {@link #elsewhere} for all levels of their variables, all 0 where the constraint
     * holds.
     */
    public double[] differences(Distributions source) {
        return Tensor.of(WeightedSum.difference(formula, elsewhere()), source).cells();
    }

    /** The largest difference that the levels of the irrelevant variables make. */
    @Override
    public double violation(Distributions source) {
        return Arrays.stream(differences(source)).map(Math::abs).max().orElseThrow();
    }

    @Override
    public String text() {
        return effect.text() + " = " + formula.text() + " does not depend on " + String.join(", ", irrelevant);
    }

    @Override
    public Optional<String> latex() {
        return Optional.of(
                formula.latex().orElseThrow() + " = " + elsewhere().latex().orElseThrow());
    }

    @Override
    public String toString() {
        return text();
    }
}
