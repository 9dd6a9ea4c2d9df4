// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.Numbers;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.identification.AverageTreatmentEffect;

/**
 * Tosses a coin for every case, many times, and adjusts for it as if it were a common cause, which changes
 * nothing about the effect.
 *
 * <p>The hypothesis is that the estimate without the coin is one like those with it. Its p-value is the rank of
 * the original among them by distance from their median: a small one means that the method moves when columns
 * without meaning are added, as happens with too many columns for the cases. The largest move, in standard
 * errors, is in the notes.
 *
 * @param replicates how many coins, at least 20; 100 by default
 */
public record RandomCommonCause(int replicates) implements Refuter {

    public RandomCommonCause {
        Replicates.requireCount(replicates);
    }

    public static RandomCommonCause withDefaults() {
        return new RandomCommonCause(100);
    }

    public RandomCommonCause replicates(int replicates) {
        return new RandomCommonCause(replicates);
    }

    @Override
    public Refutation refute(Estimate estimate, Seed seed, Execution execution) {
        if (!(estimate.estimand() instanceof AdjustmentEstimand adjustment))
            throw new CausalException("A random common cause can only join an adjustment set; the estimand is "
                    + estimate.estimand().text());
        AverageTreatmentEffect query = adjustment.query();
        Dataset data = estimate.data();
        String name = unused(data);
        Set<String> wider = new TreeSet<>(adjustment.adjustmentSet());
        wider.add(name);
        Replicates made = Replicates.of("random common cause", replicates, execution, i -> {
            Seed own = seed.split(i);
            return estimate.estimator()
                    .estimate(
                            AdjustmentEstimand.of(query, wider),
                            Cases.withCoin(data, name, own.split("coin")),
                            estimate.provenance().seed().orElse(own.split("estimate")));
        });
        double largest = Arrays.stream(made.values())
                .map(value -> Math.abs(value - estimate.value()))
                .max()
                .orElseThrow();
        return new Refutation(
                "Random common cause",
                "adjusting for a coin tossed for every case, which causes nothing, leaves the estimate where it is",
                made.outlyingness(estimate.value()),
                "the share of " + replicates + " estimates with a coin, and the original, that lie at least as far from"
                        + " their median as the original",
                estimate.value(),
                made.values(),
                made.standardErrors(),
                List.of("the coin moved the estimate by at most " + Numbers.shown(largest) + moved(largest, estimate)),
                estimate,
                this,
                Provenance.of(data.hash(), seed));
    }

    private static String moved(double largest, Estimate estimate) {
        return estimate.standardError() > 0
                ? ", " + Numbers.shown(largest / estimate.standardError()) + " standard errors"
                : "";
    }

    private static String unused(Dataset data) {
        String name = "coin";
        while (data.names().contains(name)) name += "'";
        return name;
    }
}
