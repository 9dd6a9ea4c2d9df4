// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import org.causerie.CausalException;

/**
 * Checked input of a learner, and its features centred and scaled by their weighted means and standard
 * deviations, after a column of ones for the intercept. A constant feature becomes 0.
 */
final class Features {
    final double[][] standard;
    final double[] centre;
    final double[] scale;
    final double total;

    private Features(double[][] standard, double[] centre, double[] scale, double total) {
        this.standard = standard;
        this.centre = centre;
        this.scale = scale;
        this.total = total;
    }

    /**
     * Refuses what no learner can fit.
     *
     * @throws CausalException if lengths differ, a number is missing or infinite, no weight is positive, or a
     *     probability's target is not 0 or 1
     */
    static void check(Target target, double[][] columns, double[] y, double[] weights) {
        if (y.length == 0) throw new CausalException("There are no rows to fit on; at least one is needed");
        if (weights.length != y.length) {
            throw new CausalException(
                    weights.length + " weights were given for " + y.length + " rows; one each is needed");
        }
        for (int j = 0; j < columns.length; j++) {
            if (columns[j].length != y.length) {
                throw new CausalException("Feature " + j + " has " + columns[j].length + " values for " + y.length
                        + " rows; one each is needed");
            }
            requireFinite("Feature " + j, columns[j]);
        }
        requireFinite("The target", y);
        requireFinite("The weights", weights);
        double total = 0;
        for (double weight : weights) {
            if (weight < 0) throw new CausalException("A weight is " + weight + "; weights are 0 or more");
            total += weight;
        }
        if (total == 0) throw new CausalException("Every weight is 0, so there is nothing to fit on");
        if (target == Target.PROBABILITY) {
            for (double value : y) {
                if (value != 0 && value != 1) {
                    throw new CausalException(
                            "The target of a probability is " + value + " in some row; it must be 0 or 1"
                                    + " (make the column BINARY, or use Target.REGRESSION)");
                }
            }
        }
    }

    private static void requireFinite(String what, double[] values) {
        for (int row = 0; row < values.length; row++) {
            if (!Double.isFinite(values[row])) {
                throw new CausalException(what + " is " + values[row] + " in row " + row
                        + "; numbers must be finite and present (dropMissing() leaves out rows with gaps)");
            }
        }
    }

    static Features standardised(double[][] columns, double[] weights) {
        int p = columns.length;
        double total = Arrays.stream(weights).sum();
        double[][] standard = new double[p + 1][];
        double[] centre = new double[p + 1];
        double[] scale = new double[p + 1];
        standard[0] = new double[weights.length];
        Arrays.fill(standard[0], 1);
        scale[0] = 1;
        for (int j = 0; j < p; j++) {
            double[] column = columns[j];
            double mean = 0;
            for (int row = 0; row < column.length; row++) mean += weights[row] * column[row];
            mean /= total;
            double square = 0;
            for (int row = 0; row < column.length; row++) {
                square += weights[row] * (column[row] - mean) * (column[row] - mean);
            }
            double deviation = Math.sqrt(square / total);
            boolean constant = !(deviation > 1e-12 * Math.abs(mean));
            double[] scaled = new double[column.length];
            if (!constant) {
                for (int row = 0; row < column.length; row++) scaled[row] = (column[row] - mean) / deviation;
            }
            standard[j + 1] = scaled;
            centre[j + 1] = mean;
            scale[j + 1] = constant ? 0 : deviation;
        }
        return new Features(standard, centre, scale, total);
    }

    /** Coefficients of the features as given, intercept first, from those of the standardised ones. */
    double[] unscaled(double[] coefficients) {
        double[] original = coefficients.clone();
        for (int j = 1; j < original.length; j++) {
            original[j] = scale[j] == 0 ? 0 : coefficients[j] / scale[j];
            original[0] -= original[j] * centre[j];
        }
        return original;
    }

    /** Intercept plus weighted features, for new rows. */
    static double[] linear(double[] coefficients, double[][] columns) {
        if (columns.length != coefficients.length - 1) {
            throw new CausalException("The fit has " + (coefficients.length - 1) + " features, but " + columns.length
                    + " columns were given to predict from");
        }
        if (columns.length == 0) {
            throw new CausalException(
                    "Without features the number of rows is unknown; predict from at least one column");
        }
        double[] sum = new double[columns[0].length];
        Arrays.fill(sum, coefficients[0]);
        for (int j = 0; j < columns.length; j++) {
            double coefficient = coefficients[j + 1];
            for (int row = 0; row < sum.length; row++) sum[row] += coefficient * columns[j][row];
        }
        return sum;
    }

    /** Standardised features as a plain matrix: the sums of their products under weights. */
    double[] gram(double[] weights) {
        int p = standard.length;
        CrossProducts sums = CrossProducts.of(standard, new double[p], weights);
        double[] matrix = new double[p * p];
        for (int i = 0; i < p; i++) for (int j = 0; j < p; j++) matrix[i * p + j] = sums.product(i, j);
        return matrix;
    }

    /** The sums of the standardised features times values, one for each. */
    double[] times(double[] values) {
        double[] sums = new double[standard.length];
        for (int j = 0; j < sums.length; j++) {
            for (int row = 0; row < values.length; row++) sums[j] += standard[j][row] * values[row];
        }
        return sums;
    }
}
