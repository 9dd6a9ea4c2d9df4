// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Random features that the clients of a federation compute alike: \(\sqrt2\cos(\omega^\top v + b)\) of some variables
 * <i>v</i>, a nominal one by an indicator of each of its levels.
 *
 * @param variables the variables by name
 * @param frequencies {@code frequencies[feature][part]} over the parts of the variables in turn; not to be written to
 * @param phases b of each feature, in radians; not to be written to
 */
public record FourierFeatures(List<String> variables, double[][] frequencies, double[] phases) {
    public FourierFeatures {
        variables = List.copyOf(variables);
    }

    /** The features of no variable: none. */
    static FourierFeatures none() {
        return new FourierFeatures(List.of(), new double[0][], new double[0]);
    }

    int count() {
        return phases.length;
    }

    /** The features of all cases, {@code columns[feature][case]}. */
    double[][] of(Map<String, double[][]> data, int cases) {
        double[][] parts =
                variables.stream().map(data::get).flatMap(Arrays::stream).toArray(double[][]::new);
        double[][] made = new double[count()][cases];
        for (int k = 0; k < made.length; k++) {
            double[] feature = made[k];
            Arrays.fill(feature, phases[k]);
            Products.add(parts, frequencies[k], parts.length, feature);
            for (int row = 0; row < cases; row++) feature[row] = Math.sqrt(2) * Math.cos(feature[row]);
        }
        return made;
    }

    /** The features after a column of ones. */
    double[][] withOnes(Map<String, double[][]> data, int cases) {
        double[][] made = of(data, cases);
        double[][] all = new double[made.length + 1][];
        all[0] = new double[cases];
        Arrays.fill(all[0], 1);
        System.arraycopy(made, 0, all, 1, made.length);
        return all;
    }
}
