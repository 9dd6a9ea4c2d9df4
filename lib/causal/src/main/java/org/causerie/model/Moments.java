// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The moments by which data sets are compared. */
final class Moments {
    private Moments() {}

    /**
     * Marginal moments, then correlations, by name. A correlation with a constant column is 0.
     *
     * @param values {@code [variable][row]}
     */
    static Map<String, Double> of(Scm model, double[][] values) {
        Map<String, Double> moments = new LinkedHashMap<>();
        double[][] standard = new double[values.length][];
        for (int v = 0; v < values.length; v++) {
            Variable variable = model.variable(v);
            int rows = values[v].length;
            double mean = mean(values[v], rows);
            double deviation = deviation(values[v], rows);
            standard[v] = Arrays.stream(values[v])
                    .map(value -> deviation > 0 ? (value - mean) / deviation : 0)
                    .toArray();
            if (variable.categorical()) {
                for (int level = 1; level < variable.levels().size(); level++) {
                    int asked = level;
                    double share = Arrays.stream(values[v])
                                    .filter(value -> value == asked)
                                    .count()
                            / (double) rows;
                    moments.put(
                            "share of " + variable.name() + " = "
                                    + variable.levels().get(level),
                            share);
                }
                continue;
            }
            moments.put("mean of " + variable.name(), mean);
            moments.put("standard deviation of " + variable.name(), deviation);
            moments.put(
                    "skewness of " + variable.name(),
                    Arrays.stream(standard[v]).map(z -> z * z * z).sum() / rows);
        }
        for (int a = 0; a < values.length; a++) {
            for (int b = a + 1; b < values.length; b++) {
                double sum = 0;
                for (int row = 0; row < standard[a].length; row++) sum += standard[a][row] * standard[b][row];
                moments.put(
                        "correlation of " + model.variable(a).name() + " and "
                                + model.variable(b).name(),
                        sum / standard[a].length);
            }
        }
        return moments;
    }

    /** The distance of each value from the mean of all, in their standard deviations; 0 where they are all the same. */
    static double[] standardised(double[] values) {
        double mean = mean(values, values.length);
        double deviation = deviation(values, values.length);
        return Arrays.stream(values)
                .map(value -> deviation > 0 ? Math.abs(value - mean) / deviation : 0)
                .toArray();
    }

    /** The mean of the first values. */
    static double mean(double[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) sum += values[i];
        return sum / count;
    }

    /** The standard deviation of the first values, with their number as divisor. */
    static double deviation(double[] values, int count) {
        double mean = mean(values, count);
        double sum = 0;
        for (int i = 0; i < count; i++) sum += (values[i] - mean) * (values[i] - mean);
        return Math.sqrt(sum / count);
    }
}
