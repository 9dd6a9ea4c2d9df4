// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import org.causerie.Displayable;

/** A causal question, free of any graph, data or method. */
public sealed interface Query extends Displayable
        permits AverageTreatmentEffect, InterventionalDistribution, CounterfactualDistribution {

    /** How much the outcome changes on average when the treatment is switched on for everyone. */
    static AverageTreatmentEffect ate(String treatment, String outcome) {
        return new AverageTreatmentEffect(treatment, outcome, Population.ALL);
    }

    /** How much the treatment changed the outcome, on average, for those who had it. */
    static AverageTreatmentEffect att(String treatment, String outcome) {
        return new AverageTreatmentEffect(treatment, outcome, Population.TREATED);
    }

    /** How much the treatment would change the outcome, on average, for those who did not have it. */
    static AverageTreatmentEffect atu(String treatment, String outcome) {
        return new AverageTreatmentEffect(treatment, outcome, Population.CONTROL);
    }
}
