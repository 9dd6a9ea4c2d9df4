// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;

/**
 * Judges ranks of cross-covariances of variables of one data set (or one population). Safe for use by several threads.
 *
 * <p>In a linear model the rank of the cross-covariance of x and y given z is the size of the smallest set that
 * t-separates them (Sullivant, Talaska and Draisma, 2010, doi:10.1214/09-AOS760), hidden variables included: what conditional
 * independence says of observed variables, it says of hidden ones too.
 */
public interface CrossRank {

    /** The variables, by position. */
    List<String> names();

    /**
     * Tests whether the cross-covariance of x and y, after a regression on the given, has at most this rank.
     *
     * @param x positions of different variables
     * @param y positions of different variables, none of them in x
     * @param given positions of other variables, maybe none
     * @param rank at least 0; from the size of x or y on it holds always, with p-value 1
     */
    TestResult test(int[] x, int[] y, int[] given, int rank);

    /** Tests whether the cross-covariance of x and y has at most this rank. */
    default TestResult test(int[] x, int[] y, int rank) {
        return test(x, y, new int[0], rank);
    }
}
