// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.Arrays;
import org.causerie.Progress;
import org.causerie.model.Scm;

/** The outcome of a model of levels for every combination of its noises' atoms. */
final class NoiseGrid {
    private final int[] sizes;
    private final double[] probabilities;
    private final int[] outcomes;
    private final int levels;

    private NoiseGrid(int[] sizes, double[] probabilities, int[] outcomes, int levels) {
        this.sizes = sizes;
        this.probabilities = probabilities;
        this.outcomes = outcomes;
        this.levels = levels;
    }

    static NoiseGrid of(Scm model, String outcome) {
        NoisePopulation all = NoisePopulation.grid(model);
        double[] solved = model.solve(all.noise())[model.graph().index(outcome)];
        return new NoiseGrid(
                model.variables().stream()
                        .mapToInt(name -> model.noiseAtoms(name).size())
                        .toArray(),
                all.weights(),
                Arrays.stream(solved).mapToInt(value -> (int) value).toArray(),
                model.variable(outcome).levels().size());
    }

    /** H(Y) - H(Y | N_S) in bits, for the set S given by its bits. */
    double information(int set) {
        Progress.checkpoint();
        return conditionalEntropy(0) - conditionalEntropy(set);
    }

    /**
     * The mean logarithm of the probability of an event given the noises in a set, over what those noises can have been.
     *
     * @param set the noises, by their bits
     * @param event for each level of the outcome, whether it is in the event
     * @param posterior for each variable, the probability of each of its atoms; at least one combination of atoms that
     *     has a chance must lead to the event, whatever the set
     */
    double logProbability(int set, boolean[] event, double[][] posterior) {
        Progress.checkpoint();
        int[] stratum = strata(set);
        double[] whole = new double[Arrays.stream(stratum).max().orElse(0) + 1];
        double[] part = new double[whole.length];
        double[] chance = new double[whole.length];
        for (int cell = 0; cell < outcomes.length; cell++) {
            whole[stratum[cell]] += probabilities[cell];
            if (event[outcomes[cell]]) part[stratum[cell]] += probabilities[cell];
            double seen = 1;
            int rest = cell;
            for (int v = sizes.length - 1; v >= 0; v--) {
                seen *= posterior[v][rest % sizes[v]];
                rest /= sizes[v];
            }
            chance[stratum[cell]] += seen;
        }
        double sum = 0;
        for (int s = 0; s < whole.length; s++) if (chance[s] > 0) sum += chance[s] * Math.log(part[s] / whole[s]);
        return sum;
    }

    /** The number of the stratum of each cell, by the atoms of the noises in a set. */
    private int[] strata(int set) {
        int[] strata = new int[outcomes.length];
        for (int cell = 0; cell < outcomes.length; cell++) {
            int rest = cell;
            int stride = 1;
            for (int v = sizes.length - 1; v >= 0; v--) {
                if ((set & 1 << v) != 0) {
                    strata[cell] += stride * (rest % sizes[v]);
                    stride *= sizes[v];
                }
                rest /= sizes[v];
            }
        }
        return strata;
    }

    private double conditionalEntropy(int set) {
        int[] stratum = strata(set);
        int strata = Arrays.stream(stratum).max().orElse(0) + 1;
        double[] joint = new double[strata * levels];
        for (int cell = 0; cell < outcomes.length; cell++)
            joint[stratum[cell] * levels + outcomes[cell]] += probabilities[cell];
        double entropy = 0;
        for (int s = 0; s < strata; s++) {
            double sum = 0;
            for (int level = 0; level < levels; level++) sum += joint[s * levels + level];
            for (int level = 0; level < levels; level++) {
                double part = joint[s * levels + level];
                if (part > 0) entropy -= part * Math.log(part / sum);
            }
        }
        return entropy / Math.log(2);
    }
}
