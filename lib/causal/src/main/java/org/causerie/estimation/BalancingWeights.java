// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import org.causerie.CausalException;
import org.causerie.identification.Population;

/** The weight that makes an arm look like the population, as a function of the propensity score. */
final class BalancingWeights {
    /** Nearer than this to 0 or 1 a propensity means that the other arm does not occur. */
    private static final double CERTAIN = 1e-6;

    private BalancingWeights() {}

    /** h(e) / P(arm | e), with h = 1 for all, e for the treated, 1 - e for the controls. */
    static double weight(Population population, int arm, double e) {
        return switch (population) {
            case ALL -> arm == 1 ? 1 / e : 1 / (1 - e);
            case TREATED -> arm == 1 ? 1 : e / (1 - e);
            case CONTROL -> arm == 1 ? (1 - e) / e : 1;
        };
    }

    /** The derivative of the weight by the log-odds of e. */
    static double slope(Population population, int arm, double e) {
        return switch (population) {
            case ALL -> arm == 1 ? -(1 - e) / e : e / (1 - e);
            case TREATED -> arm == 1 ? 0 : e / (1 - e);
            case CONTROL -> arm == 1 ? -(1 - e) / e : 0;
        };
    }

    /** Refuses propensities that tell the arms apart without error. */
    static void requireMixed(Study study, double[] propensity) {
        double highestControl = 0;
        double lowestTreated = 1;
        for (int i = 0; i < propensity.length; i++) {
            if (study.arm(i) == 1) lowestTreated = Math.min(lowestTreated, propensity[i]);
            else highestControl = Math.max(highestControl, propensity[i]);
        }
        if (highestControl < lowestTreated)
            throw new CausalException("No overlap: the adjustment set (" + String.join(", ", study.covariates())
                    + ") tells " + study.treatment() + " = " + study.level(1) + " from " + study.level(0)
                    + " without error, so no case has a like in the other arm; compare other levels, or leave out what"
                    + " only decides the treatment");
    }

    /** Refuses propensities at which a weight of the population's effect would be without bound. */
    static void requireOverlap(Study study, double[] propensity) {
        double cases = 0;
        for (int i = 0; i < propensity.length; i++) {
            double e = propensity[i];
            boolean high = e > 1 - CERTAIN && study.population() != Population.CONTROL;
            boolean low = e < CERTAIN && study.population() != Population.TREATED;
            if (high || low) cases += study.weights()[i];
        }
        if (cases > 0)
            throw new CausalException("No overlap: for " + Numbers.shown(cases) + " cases "
                    + String.join(", ", study.covariates()) + " decide whether " + study.treatment() + " = "
                    + study.level(1) + " (propensity within " + CERTAIN
                    + " of 0 or 1); leave these out with Ipw.trimming(0.01), or ask about another population with"
                    + " Query.att or Query.atu");
    }
}
