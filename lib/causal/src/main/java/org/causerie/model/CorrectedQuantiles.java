// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;

/**
 * Conditional quantiles whose ranks are corrected for a noise that depends on the first parent.
 *
 * @param ranks the conditional distribution functions of the values as they are
 * @param correction the family of corrections
 * @param parameters of the correction
 */
record CorrectedQuantiles(Monotone.Transform ranks, NoiseCorrection correction, double[] parameters)
        implements Monotone.Transform {

    @Override
    public double[] values(List<Variable> parents, double[][] columns, double[] noise) {
        NoiseCorrection.Place[] places = places(correction, parents, columns, noise.length);
        double[] scores = new double[noise.length];
        for (int row = 0; row < scores.length; row++)
            scores[row] = correction.inverse(parameters, places[row], noise[row]);
        return ranks.values(parents, columns, scores);
    }

    @Override
    public double[] noise(List<Variable> parents, double[][] columns, double[] values) {
        double[] scores = ranks.noise(parents, columns, values);
        NoiseCorrection.Place[] places = places(correction, parents, columns, values.length);
        double[] noise = new double[scores.length];
        for (int row = 0; row < noise.length; row++)
            noise[row] = correction.value(parameters, places[row], correction.areas(scores[row]));
        return noise;
    }

    /** The density of the value had the parents been set to theirs: the noise as it is in the population. */
    @Override
    public double[] logDensity(List<Variable> parents, double[][] columns, double[] values) {
        double[] densities = ranks.logDensity(parents, columns, values).clone();
        double[] scores = ranks.noise(parents, columns, values);
        NoiseCorrection.Place[] places = places(correction, parents, columns, values.length);
        for (int row = 0; row < densities.length; row++) {
            double noise = correction.value(parameters, places[row], correction.areas(scores[row]));
            densities[row] += (scores[row] * scores[row] - noise * noise) / 2
                    + Math.log(correction.slope(parameters, places[row], scores[row]));
        }
        return densities;
    }

    /** Where rows lie whose first parent is the treatment. */
    static NoiseCorrection.Place[] places(
            NoiseCorrection correction, List<Variable> parents, double[][] columns, int rows) {
        double[][] others = new double[columns.length - 1][];
        System.arraycopy(columns, 1, others, 0, others.length);
        double[][] features = Columns.features(parents.subList(1, parents.size()), others);
        NoiseCorrection.Place[] places = new NoiseCorrection.Place[rows];
        double[] at = new double[features.length];
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < at.length; j++) at[j] = features[j][row];
            places[row] = correction.place(columns[0][row], at);
        }
        return places;
    }
}
