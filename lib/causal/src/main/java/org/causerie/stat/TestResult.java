// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/**
 * The outcome of a test of independence.
 *
 * @param statistic the test statistic; larger is more evidence against independence
 * @param degreesOfFreedom of the statistic's distribution under independence; 1 for tests without
 * @param pValue the probability of a statistic at least this large under independence, in [0, 1]
 */
public record TestResult(double statistic, double degreesOfFreedom, double pValue) {

    /** Whether independence is not rejected at level {@code alpha}. */
    public boolean independent(double alpha) {
        return pValue > alpha;
    }
}
