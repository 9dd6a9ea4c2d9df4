// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

/**
 * How the noise of a discrete mechanism ties together the levels that it would give for different parents.
 *
 * <p>A probability table does not settle this: mechanisms with the same table, and so with the same observational and
 * interventional distributions, can have different counterfactuals (Pearl, <i>Causality</i>, 2009, section 7.1 and
 * chapter 9). A counterfactual of a discrete model therefore always states its coupling.
 */
public enum Coupling {
    /**
     * One uniform number, read through the inverse of each row's distribution function: a case that is high on its row
     * stays as high on any other. Raising the row's probabilities of higher levels never lowers the level (monotone).
     */
    INVERSE_CDF("one uniform noise read through each row's inverse distribution function (monotone)"),

    /** A separate uniform number for each row: what a case does under other parents says nothing new. */
    INDEPENDENT_ROWS("a separate noise for each combination of the parents (independent responses)");

    private final String text;

    Coupling(String text) {
        this.text = text;
    }

    /** The assumption in words. */
    public String text() {
        return text;
    }

    /**
     * The probability that the same noise gives one level on one row and another level on another row.
     *
     * @param from cumulative probabilities of the one row: entry <i>k</i> is the probability of a level up to <i>k</i>
     * @param to cumulative probabilities of the other row
     * @param sameRow whether they are the same row, so that the level is the same
     */
    double joint(double[] from, int level, double[] to, int otherLevel, boolean sameRow) {
        if (sameRow) return level == otherLevel ? width(from, level) : 0;
        if (this == INDEPENDENT_ROWS) return width(from, level) * width(to, otherLevel);
        double lower = Math.max(level == 0 ? 0 : from[level - 1], otherLevel == 0 ? 0 : to[otherLevel - 1]);
        return Math.max(0, Math.min(from[level], to[otherLevel]) - lower);
    }

    private static double width(double[] cumulative, int level) {
        return level == 0 ? cumulative[0] : cumulative[level] - cumulative[level - 1];
    }
}
