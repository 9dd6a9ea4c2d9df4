// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.causerie.model.Cpt;
import org.causerie.model.Noise;
import org.causerie.model.Scm;
import org.causerie.model.ScmBuilder;
import org.causerie.model.Variable;

/**
 * One mechanism of a model by itself: what it makes of any values of its parents and any noise.
 *
 * @param parents the parents, in the order in which the mechanism reads them
 * @param alone the mechanism with its parents as roots
 */
record Family(List<Variable> parents, Scm alone) {

    static Family of(Scm model, String name) {
        List<Variable> parents =
                model.mechanism(name).parents().stream().map(model::variable).toList();
        ScmBuilder builder = Scm.builder();
        for (Variable parent : parents) {
            if (!parent.categorical()) {
                builder.root(parent.name(), Noise.none());
                continue;
            }
            int levels = parent.levels().size();
            builder.add(
                    parent.name(),
                    new Cpt(
                            parent.levels(),
                            parent.kind(),
                            List.of(),
                            Map.of(List.of(), Collections.nCopies(levels, 1.0 / levels))));
        }
        return new Family(parents, builder.add(name, model.mechanism(name)).build());
    }

    /**
     * The values, one per row.
     *
     * @param columns {@code columns[parent][row]}
     * @param noise one per row
     */
    double[] values(double[][] columns, double[] noise) {
        double[][] drawn = new double[columns.length + 1][];
        for (int p = 0; p < columns.length; p++) drawn[p] = noiseFor(parents.get(p), columns[p]);
        drawn[columns.length] = noise;
        return alone.solve(drawn)[columns.length];
    }

    /** The noise at which a root with equal chances, or a number that is nothing but noise, has these values. */
    private static double[] noiseFor(Variable root, double[] values) {
        if (!root.categorical()) return values;
        double levels = root.levels().size();
        return Arrays.stream(values).map(code -> (code + 0.5) / levels).toArray();
    }
}
