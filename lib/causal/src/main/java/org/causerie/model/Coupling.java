// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import org.causerie.CausalException;

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

    /**
     * A Gumbel noise for each level, the highest of log-probability plus noise being the one: a case changes from its
     * level only to one whose odds against it have risen (counterfactually stable); see {@link GumbelMax}. With two
     * levels the same as {@link #INVERSE_CDF}, and unlike that it does not depend on the order of the levels.
     */
    GUMBEL_MAX("a Gumbel noise for each level, the highest score taken (Gumbel-max, counterfactually stable)"),

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
        return sameRow
                ? joint(new double[][] {from}, new int[] {0, 0}, new int[] {level, otherLevel})
                : joint(new double[][] {from, to}, new int[] {0, 1}, new int[] {level, otherLevel});
    }

    /**
     * The probability that the same noise gives each of several worlds its level.
     *
     * @param cumulative cumulative probabilities of the rows of the table
     * @param rows the row of each world
     * @param levels the level of each world
     */
    double joint(double[][] cumulative, int[] rows, int[] levels) {
        int[] distinct = new int[rows.length];
        int[] agreed = new int[rows.length];
        int count = 0;
        for (int world = 0; world < rows.length; world++) {
            int known = 0;
            while (known < count && distinct[known] != rows[world]) known++;
            if (known < count && agreed[known] != levels[world]) return 0;
            distinct[known] = rows[world];
            agreed[known] = levels[world];
            count = Math.max(count, known + 1);
        }
        if (count == 1) return width(cumulative[distinct[0]], agreed[0]);
        if (this == GUMBEL_MAX && cumulative[0].length > 2) return raced(cumulative, distinct, agreed, count);
        double product = 1;
        double lower = 0;
        double upper = 1;
        for (int r = 0; r < count; r++) {
            double[] row = cumulative[distinct[r]];
            product *= width(row, agreed[r]);
            lower = Math.max(lower, agreed[r] == 0 ? 0 : row[agreed[r] - 1]);
            upper = Math.min(upper, row[agreed[r]]);
        }
        return this == INDEPENDENT_ROWS ? product : Math.max(0, upper - lower);
    }

    private static double raced(double[][] cumulative, int[] distinct, int[] agreed, int count) {
        if (count > 2)
            throw new CausalException("Under Gumbel-max, exact probabilities are known where a table of three or"
                    + " more levels is read on two rows; here it is read on " + count
                    + "; ask about fewer worlds at once, or choose the"
                    + " coupling INVERSE_CDF or INDEPENDENT_ROWS");
        return GumbelMax.joint(widths(cumulative[distinct[0]]), agreed[0], widths(cumulative[distinct[1]]), agreed[1]);
    }

    private static double[] widths(double[] cumulative) {
        double[] widths = new double[cumulative.length];
        for (int level = 0; level < widths.length; level++) widths[level] = Math.max(0, width(cumulative, level));
        return widths;
    }

    private static double width(double[] cumulative, int level) {
        return level == 0 ? cumulative[0] : cumulative[level] - cumulative[level - 1];
    }
}
