// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

/**
 * Weighted shares of values in bins of equal width.
 *
 * @param low the lower end of the first bin
 * @param width of a bin
 * @param shares of the whole weight, one a bin
 */
record Histogram(double low, double width, double[] shares) {

    /** Counts values, those beyond the ends into the outermost bins. */
    static Histogram of(double[] values, double[] weights, double low, double high, int bins) {
        double width = (high - low) / bins;
        double[] shares = new double[bins];
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            int bin = (int) Math.floor((values[i] - low) / width);
            shares[Math.max(0, Math.min(bins - 1, bin))] += weights[i];
            total += weights[i];
        }
        for (int i = 0; i < bins; i++) shares[i] = total > 0 ? shares[i] / total : 0;
        return new Histogram(low, width, shares);
    }

    double highest() {
        return Numbers.max(shares);
    }

    double start(int bin) {
        return low + bin * width;
    }
}
