// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A piece of a discrete mechanism's noise on which the mechanism acts the same: one response function.
 *
 * @param noise a value inside the piece, between 0 and 1
 * @param probability the length of the piece; the pieces of a mechanism sum to 1
 */
public record NoiseAtom(double noise, double probability) {

    /** The atoms of a table of cumulative probabilities, from low noise to high. */
    static List<NoiseAtom> of(double[][] cumulative) {
        TreeSet<Double> cuts = new TreeSet<>();
        for (double[] row : cumulative) for (double cut : row) if (cut > 0) cuts.add(cut);
        List<NoiseAtom> atoms = new ArrayList<>();
        double lower = 0;
        for (double cut : cuts) {
            atoms.add(new NoiseAtom((lower + cut) / 2, cut - lower));
            lower = cut;
        }
        return List.copyOf(atoms);
    }
}
