// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.identification.CounterfactualVariable;
import org.causerie.identification.Distributions;
import org.causerie.identification.Domain;

/**
 * The frequencies of a population as it is and of experiments in the same population, as the probabilities of a formula.
 *
 * <p>{@snippet :
 * var both = Experiments.of(survey).trial(trial, "drug");
 * CausationBounds.withDefaults().evidence(Evidence.BOTH).bound(Query.pn("drug", "death"), both);
 * }
 *
 * <p>Assumes that whoever was in a trial got its treatments by lot, and that the people of the trials are people of the
 * population.
 *
 * @param observed the population as it is
 * @param trials the data of each experiment, by the variables that it set
 */
public record Experiments(Frequencies observed, Map<Set<String>, Dataset> trials) implements Distributions {

    public Experiments {
        trials = Collections.unmodifiableMap(new LinkedHashMap<>(trials));
    }

    /** The population as it is, without an experiment yet. */
    public static Experiments of(Dataset observed) {
        return new Experiments(Frequencies.of(observed), Map.of());
    }

    /**
     * With one more experiment.
     *
     * @param data the people of the experiment, with the levels that they were given and what came of it
     * @param assigned the columns that were decided by lot
     * @throws CausalException if none is named, or one is no column
     */
    public Experiments trial(Dataset data, String... assigned) {
        if (assigned.length == 0)
            throw new CausalException("Name what the experiment decided by lot, as in trial(data, \"drug\")");
        for (String name : assigned) data.levels(name);
        Map<Set<String>, Dataset> more = new LinkedHashMap<>(trials);
        more.put(new TreeSet<>(List.of(assigned)), data);
        return new Experiments(observed, more);
    }

    @Override
    public List<String> levels(String variable) {
        return observed.levels(variable);
    }

    /**
     * The joint distribution of variables in one world: as it is, or among those of an experiment who got the levels
     * set.
     *
     * @throws CausalException if the worlds are several, or no experiment set these variables
     */
    @Override
    public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
        SortedMap<String, String> world = variables.get(0).world();
        for (CounterfactualVariable variable : variables)
            if (!variable.world().equals(world))
                throw new CausalException("Nobody is seen in several worlds at once, as " + variables
                        + " would have to be; identify the query first, or ask for bounds");
        if (world.isEmpty()) return observed.joint(domain, variables);
        Dataset data = trials.get(world.keySet());
        if (data == null)
            throw new CausalException("No experiment set " + world.keySet() + "; there are experiments on "
                    + trials.keySet() + ". Add one with trial(data, ...)");
        for (Map.Entry<String, String> set : world.entrySet()) data = data.where(set.getKey(), set.getValue());
        if (data.rows() == 0) throw new CausalException("Nobody in the experiment got " + world);
        List<CounterfactualVariable> seen = variables.stream()
                .map(variable -> CounterfactualVariable.observed(variable.variable()))
                .toList();
        return new Frequencies(data, observed.imagined()).joint(domain, seen);
    }
}
