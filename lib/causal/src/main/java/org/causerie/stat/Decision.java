// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/**
 * Decides about independence at one level, many times over, and faster than with a p-value for each question. Keeps
 * working memory: for one thread at a time.
 */
public interface Decision {

    /**
     * How far two variables are from independence: below 1 where it is not rejected at the level. Of two sets of the
     * same size, the one with the smaller departure has the larger p-value.
     *
     * @param x position of a variable
     * @param y position of another
     * @param given positions of other variables, of which the first {@code size} count; not changed
     */
    double departure(int x, int y, int[] given, int size);

    /** The p-value that belongs to a departure below 1 given a set of this size, up to rounding. */
    double pValue(double departure, int size);
}
