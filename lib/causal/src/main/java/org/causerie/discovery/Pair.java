// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * Two standardised columns of a table in the order of their names.
 *
 * @param first the one name
 * @param second the other
 * @param x the values of the first
 * @param y the values of the second
 */
record Pair(String first, String second, double[] x, double[] y) {
    private static final int FEWEST = 20;

    /**
     * Reads two columns.
     *
     * @param cases how many cases to use at most: evenly taken from all
     * @throws CausalException if the names are equal, or a column is nominal, constant, or has missing values, or the cases are
     *     too few
     */
    static Pair of(Dataset data, String a, String b, int cases, String method) {
        if (a.equals(b)) throw new CausalException("A direction needs two variables; \"" + a + "\" was given twice");
        Dataset pair = data.select(a, b).expanded();
        int rows = pair.rows();
        int[] thinned = IntStream.range(0, Math.min(rows, cases))
                .map(i -> (int) ((long) i * rows / Math.min(rows, cases)))
                .toArray();
        Sample sample = Sample.of(pair.rows(thinned), method);
        if (sample.rows() < FEWEST)
            throw new CausalException(sample.rows() + " cases say nothing about the direction between \"" + a
                    + "\" and \"" + b + "\"; at least " + FEWEST + " are needed");
        return new Pair(
                sample.variables().name(0), sample.variables().name(1), sample.columns()[0], sample.columns()[1]);
    }

    static void requireCases(int cases) {
        if (cases < FEWEST)
            throw new CausalException("At most " + cases + " cases were to be used; at least " + FEWEST
                    + " are needed, and 1000 is a good number");
    }
}
