// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;

/** Judges tetrad constraints on the covariances of one data set (or one population). Safe for use by several threads. */
public interface Tetrads {

    /** The variables, by position. */
    List<String> names();

    /**
     * Tests whether \(\sigma_{ac}\sigma_{bd} = \sigma_{ad}\sigma_{bc}\): whether the covariance of (a, b) with (c, d) has rank
     * 1, as where one variable separates the two pairs.
     */
    TestResult test(int a, int b, int c, int d);

    /** Tests whether all three tetrads of four variables vanish, as where one variable separates all four. */
    TestResult quartet(int a, int b, int c, int d);

    /** Tests whether two variables are uncorrelated: where one is with the others, tetrads vanish for no interesting reason. */
    TestResult uncorrelated(int a, int b);
}
