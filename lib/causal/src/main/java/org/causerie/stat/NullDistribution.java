// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

/** How a kernel test finds the distribution of its statistic under independence. */
public enum NullDistribution {
    /** A gamma distribution with the right mean and variance (Satterthwaite and Welch): the fastest. */
    GAMMA,
    /** The limiting distribution, a weighted sum of χ² variables, by a saddle-point approximation. */
    WEIGHTED_CHI_SQUARE,
    /**
     * The statistic's own values with the cases of one side (of what the conditioning set does not explain of
     * it) in random orders: the slowest, and exact when nothing is conditioned on.
     */
    PERMUTATION
}
