// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/**
 * Scores every candidate for one more parent at once, while the parents of a variable are added one by one.
 *
 * <p>Holds work space: every thread takes its own from {@link LocalScore#growth()}.
 */
public interface Growth {

    /** Starts with a variable that has no parents. */
    void start(int node);

    /** Adds a parent, which must be neither the variable nor one of its parents. */
    void add(int parent);

    /** Takes back the parent added last. */
    void drop();

    /** The score of the variable with this parent besides those added. */
    double with(int parent);

    /**
     * Finds the candidates whose addition would raise the score.
     *
     * @param candidates positions of variables that are neither the variable nor its parents; those that raise
     *     the score are moved to the front in the order given, and what is behind them is undefined afterwards
     * @param count how many candidates there are
     * @param gains receives for each candidate kept by how much it raises the score
     * @return how many candidates raise the score
     */
    int raising(int[] candidates, int count, double[] gains);
}
