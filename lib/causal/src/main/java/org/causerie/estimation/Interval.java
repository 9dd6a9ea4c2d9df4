// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

/**
 * A confidence interval: under repetition of the study, intervals made this way hold the truth in about
 * {@code level} of the cases.
 *
 * @param lower the lower limit
 * @param upper the upper limit
 * @param level the confidence, between 0 and 1
 */
public record Interval(double lower, double upper, double level) {

    /** Whether the value lies in the interval, limits included. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    public double width() {
        return upper - lower;
    }

    @Override
    public String toString() {
        return Numbers.percent(level) + " interval " + Numbers.shown(lower) + " to " + Numbers.shown(upper);
    }
}
