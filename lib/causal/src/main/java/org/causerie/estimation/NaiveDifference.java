// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.List;
import java.util.Optional;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.identification.Estimand;

/**
 * The plain difference of the arms' mean outcomes, which adjusts for nothing: the number to set the
 * others beside.
 *
 * <p>It estimates a causal effect only where the treatment was assigned at random. The adjustment set of
 * the estimand is left aside, which the notes of the estimate say. Standard error by Welch (unequal
 * variances). Time <i>O(n)</i>.
 */
public record NaiveDifference() implements Estimator {

    public static NaiveDifference withDefaults() {
        return new NaiveDifference();
    }

    /** The difference of means; nothing in it is random. */
    public Estimate estimate(Estimand estimand, Dataset data) {
        Study study = Study.unadjusted(estimand, data);
        return study.conclude(
                this,
                mean(study, 0),
                mean(study, 1),
                Optional.empty(),
                List.of("not adjusted for anything: causal only if the treatment was assigned at random"),
                Provenance.of(data.hash()));
    }

    @Override
    public Estimate estimate(Estimand estimand, Dataset data, Seed seed) {
        return estimate(estimand, data);
    }

    @Override
    public String name() {
        return "naive difference";
    }

    private static Study.Mean mean(Study study, int arm) {
        double weight = 0;
        double sum = 0;
        for (int i = 0; i < study.size(); i++) {
            if (study.arm(i) != arm) continue;
            weight += study.weights()[i];
            sum += study.weights()[i] * study.outcome()[i];
        }
        double mean = sum / weight;
        double[] influence = new double[study.size()];
        for (int i = 0; i < influence.length; i++) {
            if (study.arm(i) == arm) influence[i] = (study.outcome()[i] - mean) * study.total() / weight;
        }
        return new Study.Mean(mean, influence);
    }
}
