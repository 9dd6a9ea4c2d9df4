// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
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
 * @param trials the experiments, each on other variables
 */
public record Experiments(Frequencies observed, List<Trial> trials) implements Distributions {

    public Experiments {
        trials = List.copyOf(trials);
    }

    /** The population as it is, without an experiment yet. */
    public static Experiments of(Dataset observed) {
        return new Experiments(Frequencies.of(observed), List.of());
    }

    /**
     * With one more experiment; one on the same variables as before takes the place of that.
     *
     * @param data the people of the experiment, with the levels that they were given and what came of it
     * @param assigned the columns that were decided by lot
     * @throws CausalException if none is named, or one is no column
     */
    public Experiments trial(Dataset data, String... assigned) {
        Trial trial = Trial.of(data, assigned);
        List<Trial> more = new ArrayList<>(trials);
        more.removeIf(other -> other.randomised().equals(trial.randomised()));
        more.add(trial);
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
        return trials.stream()
                .filter(trial -> trial.randomised().equals(world.keySet()))
                .findFirst()
                .orElseThrow(
                        () -> new CausalException("No experiment set " + world.keySet() + "; there are experiments on "
                                + trials.stream().map(Trial::randomised).toList() + ". Add one with trial(data, ...)"))
                .joint(domain, variables);
    }
}
