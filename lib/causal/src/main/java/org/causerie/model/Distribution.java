// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import org.causerie.Displayable;

/** The distribution of one variable of a model. */
public sealed interface Distribution extends Displayable
        permits LevelDistribution, GaussianDistribution, DrawnDistribution {

    Variable variable();

    /**
     * The mean; levels count as their position, so a binary variable as 0 and 1.
     *
     * @throws org.causerie.CausalException if the variable is nominal with more than two levels
     */
    double mean();

    /** The standard deviation; levels count as their position. */
    double standardDeviation();

    /**
     * The probability of a level.
     *
     * @throws org.causerie.CausalException if the variable has no such level, or is a number
     */
    double probability(Object level);

    /**
     * The smallest value up to which lies this much probability.
     *
     * @param probability between 0 and 1
     */
    double quantile(double probability);
}
