// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.causerie.Progress;
import org.causerie.model.Scm;

/**
 * A population of a model, and how its variables respond to changes that differ from case to case and from edge to edge.
 *
 * @param model the model
 * @param families its mechanisms, in the order of the variables
 * @param population the noises
 */
record Responses(Scm model, List<Family> families, NoisePopulation population) {

    static Responses of(Scm model, NoisePopulation population) {
        return new Responses(
                model,
                model.variables().stream().map(name -> Family.of(model, name)).toList(),
                population);
    }

    /** The values of all variables as they are: {@code [variable][case]}. */
    double[][] actual() {
        return model.solve(population.noise());
    }

    /** The same value for every case. */
    double[] constant(double value) {
        double[] column = new double[population.weights().length];
        Arrays.fill(column, value);
        return column;
    }

    /** The values of all variables with some held, each case at its own value. */
    double[][] hold(Map<Integer, double[]> held) {
        return mixed(new double[model.variables().size()][], held, (from, to) -> true);
    }

    /**
     * The values of all variables where a change passes along some edges only: over these a variable reads the changed
     * values, over the others the reference.
     *
     * @param reference {@code [variable][case]}
     * @param held the changed variables
     * @param active whether the change passes from one variable to another
     */
    double[][] mixed(double[][] reference, Map<Integer, double[]> held, BiPredicate<Integer, Integer> active) {
        double[][] values = new double[model.variables().size()][];
        Map<Integer, double[]> fixed = new TreeMap<>(held);
        for (int v : model.graph().order()) {
            Progress.checkpoint();
            if (fixed.containsKey(v)) {
                values[v] = fixed.get(v);
                continue;
            }
            int child = v;
            double[][] read = families.get(v).parents().stream()
                    .map(parent -> model.graph().index(parent.name()))
                    .map(parent -> active.test(parent, child) ? values[parent] : reference[parent])
                    .toArray(double[][]::new);
            values[v] = families.get(v).values(read, population.noise()[v]);
        }
        return values;
    }
}
