// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;
import org.causerie.CausalException;

/**
 * A directed edge of a linear model: what a unit of the cause adds to the effect.
 *
 * <p>Standard error and interval hold for the graph as found; that it was chosen with the same data is not in them.
 *
 * @param from the cause
 * @param to the effect
 * @param coefficient the direct effect, in units of the effect per unit of the cause
 * @param standardError the standard error of the coefficient
 * @param degreesOfFreedom of its t distribution
 */
public record WeightedEdge(String from, String to, double coefficient, double standardError, double degreesOfFreedom) {

    /** The coefficient in standard errors. */
    public double t() {
        return coefficient / standardError;
    }

    /** The probability of a t this far from 0 or further if the direct effect is 0. */
    public double pValue() {
        return 2 * TDistribution.of(degreesOfFreedom).survivalProbability(Math.abs(t()));
    }

    /**
     * The confidence interval of the coefficient: its lower and its upper end.
     *
     * @param level the coverage, between 0 and 1, for example 0.95
     * @throws CausalException if the level does not lie between 0 and 1
     */
    public double[] interval(double level) {
        if (!(level > 0 && level < 1))
            throw new CausalException("The level of an interval lies between 0 and 1; " + level + " was given");
        double half = standardError * TDistribution.of(degreesOfFreedom).inverseSurvivalProbability((1 - level) / 2);
        return new double[] {coefficient - half, coefficient + half};
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s → %s (%.4g ± %.2g)", from, to, coefficient, standardError);
    }
}
