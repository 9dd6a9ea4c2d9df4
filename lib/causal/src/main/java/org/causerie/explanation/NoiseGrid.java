// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.model.NoiseAtom;
import org.causerie.model.Scm;

/** The outcome of a model of levels for every combination of its noises' atoms. */
final class NoiseGrid {
    private static final long LARGEST = 1 << 20;
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
        List<List<NoiseAtom>> atoms = new ArrayList<>();
        long cells = 1;
        for (String name : model.variables()) {
            atoms.add(model.noiseAtoms(name));
            cells *= atoms.get(atoms.size() - 1).size();
            if (cells > LARGEST)
                throw new CausalException("The entropy needs every combination of noises, and there are more than "
                        + LARGEST + "; share out the variance instead");
        }
        int[] sizes = atoms.stream().mapToInt(List::size).toArray();
        double[][] noise = new double[sizes.length][(int) cells];
        double[] probabilities = new double[(int) cells];
        Arrays.fill(probabilities, 1);
        int repeat = 1;
        for (int v = sizes.length - 1; v >= 0; v--) {
            for (int cell = 0; cell < cells; cell++) {
                NoiseAtom atom = atoms.get(v).get(cell / repeat % sizes[v]);
                noise[v][cell] = atom.noise();
                probabilities[cell] *= atom.probability();
            }
            repeat *= sizes[v];
        }
        double[] solved = model.solve(noise)[model.graph().index(outcome)];
        int[] outcomes = Arrays.stream(solved).mapToInt(value -> (int) value).toArray();
        return new NoiseGrid(
                sizes, probabilities, outcomes, model.variable(outcome).levels().size());
    }

    /** H(Y) - H(Y | N_S) in bits, for the set S given by its bits. */
    double information(int set) {
        Progress.checkpoint();
        return conditionalEntropy(0) - conditionalEntropy(set);
    }

    private double conditionalEntropy(int set) {
        int strata = 1;
        for (int v = 0; v < sizes.length; v++) if ((set & 1 << v) != 0) strata *= sizes[v];
        double[] joint = new double[strata * levels];
        for (int cell = 0; cell < outcomes.length; cell++) {
            int rest = cell;
            int stratum = 0;
            int stride = 1;
            for (int v = sizes.length - 1; v >= 0; v--) {
                if ((set & 1 << v) != 0) {
                    stratum += stride * (rest % sizes[v]);
                    stride *= sizes[v];
                }
                rest /= sizes[v];
            }
            joint[stratum * levels + outcomes[cell]] += probabilities[cell];
        }
        double entropy = 0;
        for (int stratum = 0; stratum < strata; stratum++) {
            double sum = 0;
            for (int level = 0; level < levels; level++) sum += joint[stratum * levels + level];
            for (int level = 0; level < levels; level++) {
                double part = joint[stratum * levels + level];
                if (part > 0) entropy -= part * Math.log(part / sum);
            }
        }
        return entropy / Math.log(2);
    }
}
