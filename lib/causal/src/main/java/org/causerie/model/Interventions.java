// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.causerie.CausalException;

/** What an intervention makes of a mechanism. */
final class Interventions {
    private Interventions() {}

    /** The mechanism under the intervention. */
    static Mechanism mechanism(Intervention intervention, Variable variable, Mechanism current) {
        if (intervention instanceof Intervention.Hold hold) {
            double code = variable.code(hold.value());
            return variable.categorical() ? Cpt.constant(variable, code) : Linear.constant(code);
        }
        if (intervention instanceof Intervention.Shift shift) return shifted(current, variable, shift.by());
        if (intervention instanceof Intervention.Draw draw) {
            requireNumber(variable, intervention);
            return Linear.root(draw.distribution());
        }
        if (intervention instanceof Intervention.DrawLevel draw) return drawn(draw, variable);
        if (intervention instanceof Intervention.Policy policy) return policy(policy, variable, current);
        return replaced((Intervention.Replace) intervention, variable);
    }

    private static Mechanism shifted(Mechanism current, Variable variable, double by) {
        if (current instanceof Linear linear) return new Linear(linear.mean().plus(by), linear.noise());
        if (current instanceof Additive additive)
            return new Additive(
                    additive.parents(),
                    additive.mean().plus(by),
                    additive.noise(),
                    additive.formula() + (by < 0 ? " - " : " + ") + Numbers.text(Math.abs(by)));
        if (current instanceof Monotone monotone) return monotone.plus(by);
        if (current instanceof Equation equation) return equation.plus(by);
        throw new CausalException(variable.name() + " has the levels " + variable.levels()
                + " and cannot be shifted by " + Numbers.text(by) + "; set a level, or use a conditional intervention");
    }

    private static Mechanism drawn(Intervention.DrawLevel draw, Variable variable) {
        if (!variable.categorical())
            throw new CausalException(draw.text() + " gives probabilities of levels, but " + variable.name()
                    + " is a number; give a Noise to draw from");
        double[] chances = new double[variable.levels().size()];
        draw.probabilities().forEach((level, chance) -> chances[(int) variable.code(level)] += chance);
        return new Cpt(variable.levels(), variable.kind(), List.of(), Map.of()).always(chances);
    }

    private static Mechanism policy(Intervention.Policy policy, Variable variable, Mechanism current) {
        List<String> inputs = policy.inputs().orElse(current.parents());
        if (variable.categorical()) return Choice.policy(variable, inputs, policy.policy());
        return Additive.of(
                inputs,
                row -> variable.code(policy.policy().apply(row)),
                Noise.none(),
                "policy(" + String.join(", ", inputs) + ")");
    }

    private static Mechanism replaced(Intervention.Replace replace, Variable variable) {
        Variable made = replace.mechanism().variable(variable.name());
        if (made.categorical() != variable.categorical() || !made.levels().equals(variable.levels()))
            throw new CausalException("The new mechanism makes " + describe(made) + ", but " + variable.name() + " is "
                    + describe(variable) + "; give one of the same kind and levels");
        return replace.mechanism();
    }

    private static String describe(Variable variable) {
        return variable.categorical() ? "one of the levels " + variable.levels() : "a number";
    }

    private static void requireNumber(Variable variable, Intervention intervention) {
        if (variable.categorical())
            throw new CausalException(
                    intervention.text() + " draws a number, but " + variable.name() + " has the levels "
                            + variable.levels() + "; give their probabilities, as in stochastic(\"" + variable.name()
                            + "\", Map.of(\""
                            + variable.levels().get(0) + "\", 1.0))");
    }

    /** The interventions as they print together, for example {@code do(X = 1), do(Z = 0)}. */
    static String text(Intervention... interventions) {
        return String.join(
                ", ", Arrays.stream(interventions).map(Intervention::text).toList());
    }
}
