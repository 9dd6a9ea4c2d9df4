// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.model.NoiseAtom;
import org.causerie.model.Scm;

/**
 * The noises of a population: every combination of atoms in a model of levels, draws otherwise.
 *
 * @param noise {@code [variable][case]}
 * @param weights the probability of each case; they sum to 1
 * @param exact whether these are all cases
 */
@SuppressWarnings("ArrayRecordComponent")
record NoisePopulation(double[][] noise, double[] weights, boolean exact) {
    static final int LARGEST = 1 << 20;

    static NoisePopulation of(Scm model, int draws, Seed seed) {
        if (model.isDiscrete() && cells(model) <= LARGEST) return grid(model);
        double[] weights = new double[draws];
        Arrays.fill(weights, 1.0 / draws);
        return new NoisePopulation(model.noise(draws, seed), weights, false);
    }

    /** The number of combinations of atoms, or one more than the largest allowed. */
    private static long cells(Scm model) {
        long cells = 1;
        for (String name : model.variables())
            cells = Math.min(LARGEST + 1L, cells * model.noiseAtoms(name).size());
        return cells;
    }

    /** Every combination of the atoms, those of the last variable fastest. */
    static NoisePopulation grid(Scm model) {
        long cells = cells(model);
        if (cells > LARGEST)
            throw new CausalException("An exact answer needs every combination of noises, and there are more than "
                    + LARGEST + "; merge levels, or leave out variables");
        List<List<NoiseAtom>> atoms = new ArrayList<>();
        for (String name : model.variables()) atoms.add(model.noiseAtoms(name));
        double[][] noise = new double[atoms.size()][(int) cells];
        double[] weights = new double[(int) cells];
        Arrays.fill(weights, 1);
        int repeat = 1;
        for (int v = noise.length - 1; v >= 0; v--) {
            int size = atoms.get(v).size();
            for (int cell = 0; cell < cells; cell++) {
                NoiseAtom atom = atoms.get(v).get(cell / repeat % size);
                noise[v][cell] = atom.noise();
                weights[cell] *= atom.probability();
            }
            repeat *= size;
        }
        return new NoisePopulation(noise, weights, true);
    }
}
