// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.causerie.CausalException;

/** Collects the mechanisms of an {@link Scm}; parents may be named before they are added. Not safe for use by several threads. */
public final class ScmBuilder {
    private final List<Variable> variables = new ArrayList<>();
    private final List<Mechanism> mechanisms = new ArrayList<>();

    ScmBuilder() {}

    /** Adds a variable made by any mechanism. */
    public ScmBuilder add(String name, Mechanism mechanism) {
        variables.add(mechanism.variable(name));
        mechanisms.add(mechanism);
        return this;
    }

    ScmBuilder add(Variable variable, Mechanism mechanism) {
        variables.add(variable);
        mechanisms.add(mechanism);
        return this;
    }

    /** Adds a number without parents: nothing but noise. */
    public ScmBuilder root(String name, Noise noise) {
        return add(name, Linear.root(noise));
    }

    /** Adds a linear function of numeric parents, without intercept, plus noise. */
    public ScmBuilder linear(String name, Map<String, Double> slopes, Noise noise) {
        return add(name, Linear.of(slopes, noise));
    }

    /** Adds any function of the parents, plus noise. */
    public ScmBuilder additive(String name, List<String> parents, ToDoubleFunction<Row> mean, Noise noise) {
        return add(name, Additive.of(parents, mean, noise));
    }

    /** Adds any function of the parents and the noise. */
    public ScmBuilder equation(String name, List<String> parents, Equation.Rule function, Noise noise) {
        return add(name, Equation.of(parents, function, noise));
    }

    /** Adds a variable with levels 0 and 1 and without parents. */
    public ScmBuilder binary(String name, double probabilityOfOne) {
        return add(name, Cpt.bernoulli(probabilityOfOne));
    }

    /** Adds a variable with levels 0 and 1, whose probability of 1 is any function of the parents. */
    public ScmBuilder binary(String name, List<String> parents, ToDoubleFunction<Row> probabilityOfOne) {
        return add(name, Choice.binary(parents, probabilityOfOne));
    }

    /**
     * The model.
     *
     * @throws CausalException if a parent has no mechanism, a variable has two, a table lacks a row, or there is a
     *     cycle
     */
    public Scm build() {
        if (variables.isEmpty())
            throw new CausalException("A model needs at least one variable; add a mechanism first");
        return new Scm(variables, mechanisms, new BitSet());
    }
}
