// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;

/** Judges conditional independence of variables of one data set (or one graph). Safe for use by several threads. */
public interface Independence {

    /** The variables, by position. */
    List<String> names();

    /**
     * Tests whether x is independent of y given the others.
     *
     * @param x position of a variable
     * @param y position of another
     * @param given positions of other variables, in any order; not changed
     */
    TestResult test(int x, int y, int... given);

    /**
     * Decides as {@link #test} does, independent where the p-value is above the level. A test that can decide
     * without a p-value overrides this.
     *
     * @param alpha the level, between 0 and 1
     */
    default Decision deciding(double alpha) {
        return new Decision() {
            @Override
            public double departure(int x, int y, int[] given, int size) {
                return alpha / test(x, y, Arrays.copyOf(given, size)).pValue();
            }

            @Override
            public double pValue(double departure, int size) {
                return Math.min(1, alpha / departure);
            }
        };
    }
}
