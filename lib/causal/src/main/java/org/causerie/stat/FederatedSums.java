// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/**
 * What a client of a federation tells: sums over its cases, and nothing of a single case.
 *
 * <p>The sums of several clients add up to those of all cases together. Of very few cases many sums tell much: a client that
 * has fewer cases than the features it is asked about does well not to take part.
 *
 * @param cases the number of cases
 * @param sums as the question says; not to be written to
 * @param products as the question says, row by row; not to be written to
 */
public record FederatedSums(double cases, double[] sums, double[][] products) {

    /** The sums over the cases of both. */
    public FederatedSums plus(FederatedSums other) {
        double[] added = sums.clone();
        for (int i = 0; i < added.length; i++) added[i] += other.sums[i];
        double[][] both = new double[products.length][];
        for (int i = 0; i < both.length; i++) {
            both[i] = products[i].clone();
            for (int j = 0; j < both[i].length; j++) both[i][j] += other.products[i][j];
        }
        return new FederatedSums(cases + other.cases, added, both);
    }
}
