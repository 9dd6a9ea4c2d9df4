// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

/** Weighted moments. */
final class Weighted {
    private Weighted() {}

    static double mean(double[] values, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
            total += weights[i];
        }
        return sum / total;
    }

    /** The standard deviation, with the total weight as divisor. */
    static double deviation(double[] values, double[] weights) {
        double mean = mean(values, weights);
        double sum = 0;
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * (values[i] - mean) * (values[i] - mean);
            total += weights[i];
        }
        return Math.sqrt(sum / total);
    }
}
