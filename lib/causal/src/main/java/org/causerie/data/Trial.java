// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.identification.CounterfactualVariable;
import org.causerie.identification.Distributions;
import org.causerie.identification.Domain;

/**
 * The frequencies in a randomised experiment, as the probabilities of a formula: each arm shows the world in which the
 * randomised variables are set to its levels.
 *
 * <p>{@snippet :
 * Query.parse("P(Y = 1 | do(X = 1))").asExpression().evaluate(Trial.of(data, "X"), Map.of());
 * }
 *
 * <p>Assumes that the levels were drawn by lot, and that everyone took what they drew.
 *
 * @param data the cases of all arms
 * @param randomised the variables that were set, at least one
 */
public record Trial(Dataset data, SortedSet<String> randomised) implements Distributions {

    public Trial {
        if (randomised.isEmpty())
            throw new CausalException("A trial sets at least one variable; name it, or use Frequencies.of(data) for"
                    + " what was observed");
        randomised.forEach(data::levels);
        randomised = Collections.unmodifiableSortedSet(new TreeSet<>(randomised));
    }

    /** A trial that set these variables. */
    public static Trial of(Dataset data, String... randomised) {
        return new Trial(data, new TreeSet<>(List.of(randomised)));
    }

    @Override
    public List<String> levels(String variable) {
        return data.levels(variable);
    }

    /**
     * The share of each combination of levels in one arm.
     *
     * @throws CausalException if a variable is not of the world in which exactly the randomised ones are set, or the
     *     population is a named one
     */
    @Override
    public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
        SortedMap<String, String> world = variables.get(0).world();
        for (CounterfactualVariable each : variables)
            if (!each.world().equals(world) || !each.world().keySet().equals(randomised))
                throw new CausalException("This trial sets " + String.join(", ", randomised) + " and shows no other"
                        + " world; asked was " + each.variable() + " with " + each.world()
                        + " set. Identify the query with"
                        + " Regime.experiment(...) first");
        Dataset arm = data;
        for (Map.Entry<String, String> set : world.entrySet()) arm = arm.where(set.getKey(), set.getValue());
        return Frequencies.of(arm)
                .joint(
                        domain,
                        variables.stream()
                                .map(each -> CounterfactualVariable.observed(each.variable()))
                                .toList());
    }
}
