// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

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
}
