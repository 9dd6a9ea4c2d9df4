// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.Progress;

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

    /**
     * Asks about two variables given one set of some others after another, and tells of those given which independence is not
     * rejected. A decision that is faster where one set grows out of another overrides this.
     *
     * @param x position of a variable
     * @param y position of another
     * @param others positions of other variables; not changed
     * @param known sets of the first so many of the others only are not asked about
     * @param smallest the size of the smallest sets, at least 1
     * @param largest the size of the largest sets
     * @return how many sets were asked about
     */
    default long separating(int x, int y, int[] others, int known, int smallest, int largest, Separation found) {
        GrowingSets sets = new GrowingSets(others.length, known, smallest, largest);
        int[] given = new int[others.length];
        long asked = 0;
        while (sets.next()) {
            given[sets.size() - 1] = others[sets.last()];
            if (!sets.wanted()) continue;
            Progress.checkpoint();
            asked++;
            double departure = departure(x, y, given, sets.size());
            if (departure < 1 && !found.given(sets.places(), sets.size(), departure)) break;
        }
        return asked;
    }

    /** Takes the sets given which independence of two variables is not rejected. */
    @FunctionalInterface
    interface Separation {

        /**
         * Takes a set.
         *
         * @param places where in the list of others the members stand, ascending; the first {@code size} count, and the next
         *     set overwrites them
         * @return whether to go on
         */
        boolean given(int[] places, int size, double departure);
    }
}
