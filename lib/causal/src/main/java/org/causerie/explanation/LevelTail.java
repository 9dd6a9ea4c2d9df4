// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.explanation.OutlierAttribution.Tail;
import org.causerie.model.NoiseAtom;
import org.causerie.model.Scm;

/**
 * The tail of a variable in a model of levels, with some noises as they can have been in a row.
 *
 * @param grid the target for every combination of noises
 * @param event for each level of the target, whether it is at least as extreme
 * @param posterior for each variable, the probability of each atom of its noise given the row
 */
@SuppressWarnings("ArrayRecordComponent")
record LevelTail(NoiseGrid grid, boolean[] event, double[][] posterior) {

    static LevelTail of(Scm model, Map<String, ?> row, String target, Tail tail) {
        List<Double> values = RowNoise.codes(model, row);
        double[][] posterior = model.variables().stream()
                .map(name -> posterior(model, name, values))
                .toArray(double[][]::new);
        double value = values.get(model.graph().index(target));
        double mean = model.expectation(target);
        boolean[] event = new boolean[model.variable(target).levels().size()];
        for (int level = 0; level < event.length; level++)
            event[level] = switch (tail) {
                case UPPER -> level >= value;
                case LOWER -> level <= value;
                case BOTH -> Math.abs(level - mean) >= Math.abs(value - mean) - 1e-9;
            };
        return new LevelTail(NoiseGrid.of(model, target), event, posterior);
    }

    /** The atoms that give the variable its level in the row, in proportion to their probability. */
    private static double[] posterior(Scm model, String name, List<Double> values) {
        List<NoiseAtom> atoms = model.noiseAtoms(name);
        double[][] columns = model.mechanism(name).parents().stream()
                .map(parent -> {
                    double[] column = new double[atoms.size()];
                    Arrays.fill(column, values.get(model.graph().index(parent)));
                    return column;
                })
                .toArray(double[][]::new);
        double[] noise = atoms.stream().mapToDouble(NoiseAtom::noise).toArray();
        double[] levels = Family.of(model, name).values(columns, noise);
        double[] chances = new double[noise.length];
        for (int atom = 0; atom < noise.length; atom++)
            if (levels[atom] == values.get(model.graph().index(name)))
                chances[atom] = atoms.get(atom).probability();
        double total = Arrays.stream(chances).sum();
        if (!(total > 0))
            throw new CausalException("The row is impossible under the model: " + name + " cannot be "
                    + model.variable(name).show(values.get(model.graph().index(name))) + " given its causes");
        return Arrays.stream(chances).map(chance -> chance / total).toArray();
    }

    double logProbability(long set) {
        return Math.min(0, grid.logProbability((int) set, event, posterior));
    }
}
