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
     * Asks about two variables given one set of some others after another. A decision that is faster where one set grows
     * out of another overrides this.
     *
     * @param x position of a variable
     * @param y position of another
     * @param others positions of other variables; not to be changed meanwhile
     * @param known sets of the first so many of the others only are not asked about
     * @param smallest the size of the smallest sets, at least 1
     * @param largest the size of the largest sets
     * @return the sets given which independence is not rejected; nothing else may be asked of this decision meanwhile
     */
    default Separators separators(int x, int y, int[] others, int known, int smallest, int largest) {
        int[] given = new int[others.length];
        Separators.Questions questions = new Separators.Questions() {
            @Override
            public void grow(int size, int place) {
                given[size] = others[place];
            }

            @Override
            public double departure(int[] places, int size) {
                Progress.checkpoint();
                given[size - 1] = others[places[size - 1]];
                return Decision.this.departure(x, y, given, size);
            }
        };
        return new Separators(others.length, known, smallest, largest, questions);
    }
}
