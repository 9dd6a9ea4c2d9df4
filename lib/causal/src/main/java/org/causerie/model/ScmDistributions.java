// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.causerie.CausalException;
import org.causerie.identification.CounterfactualVariable;
import org.causerie.identification.Distributions;
import org.causerie.identification.Domain;

/**
 * The exact probabilities of a model of levels, as it is and after interventions, for a formula.
 *
 * <p>{@snippet :
 * Query.parse("P(Y = 1 | do(X = 1))").asExpression().evaluate(ScmDistributions.of(scm), Map.of());
 * }
 *
 * <p>Time and memory are those of variable elimination over the ancestors of what is asked, for each intervention.
 *
 * @param scm the model; every variable asked about and every one of its ancestors has levels
 */
public record ScmDistributions(Scm scm) implements Distributions {

    public static ScmDistributions of(Scm scm) {
        return new ScmDistributions(scm);
    }

    @Override
    public List<String> levels(String variable) {
        Variable found = scm.variable(variable);
        if (!found.categorical())
            throw new CausalException(variable + " is a number without levels; exact probabilities need a model of"
                    + " levels. Draw a sample from this one instead, with sample(rows, seed)");
        return found.levels();
    }

    /**
     * The joint distribution of variables in one world.
     *
     * @throws CausalException if they are of several worlds or of a named population, or the model has numbers in it
     */
    @Override
    public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
        if (!domain.equals(Domain.target()))
            throw new CausalException(
                    "The model is of the population asked about, not of " + domain + "; give a source that has both");
        SortedMap<String, String> world = variables.get(0).world();
        for (CounterfactualVariable variable : variables)
            if (!variable.world().equals(world))
                throw new CausalException("The joint distribution of "
                        + variables.get(0).variable() + " with " + world
                        + " set and " + variable.variable() + " with " + variable.world() + " set is of several worlds;"
                        + " this source has one world at a time");
        Intervention[] held = world.entrySet().stream()
                .map(set -> Intervention.set(set.getKey(), set.getValue()))
                .toArray(Intervention[]::new);
        int[] asked = variables.stream()
                .mapToInt(variable -> scm.graph().index(variable.variable()))
                .toArray();
        return DiscreteModel.of(scm.intervene(held)).joint(asked, Map.of());
    }
}
