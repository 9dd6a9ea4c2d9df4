// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import java.util.List;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.Numbers;

/**
 * Estimates again from random parts of the cases (of the groups, where there are groups).
 *
 * <p>The hypothesis is that the parts agree on the estimate from all cases. Its p-value is the rank of the original
 * among them by distance from their median: a small one means that the method answers differently when the data
 * are fewer. How far the parts spread, beside what the standard error promises
 * (s √((1 − f)/f) for a part f), is in the notes: far above 1, a few cases carry the estimate or the standard error is
 * too small.
 *
 * @param replicates how many parts, at least 20; 100 by default
 * @param fraction how much of the cases is in a part, above 0 and below 1; 0.8 by default
 */
public record SubsetRefuter(int replicates, double fraction) implements Refuter {

    public SubsetRefuter {
        Replicates.requireCount(replicates);
        if (!(fraction > 0 && fraction < 1))
            throw new CausalException("The fraction of the cases in a part is above 0 and below 1, for example 0.8; "
                    + fraction + " was given");
    }

    public static SubsetRefuter withDefaults() {
        return new SubsetRefuter(100, 0.8);
    }

    public SubsetRefuter replicates(int replicates) {
        return new SubsetRefuter(replicates, fraction);
    }

    public SubsetRefuter fraction(double fraction) {
        return new SubsetRefuter(replicates, fraction);
    }

    @Override
    public Refutation refute(Estimate estimate, Seed seed, Execution execution) {
        Replicates made = Replicates.of("subsets", replicates, execution, i -> {
            Seed own = seed.split(i);
            return estimate.estimator()
                    .estimate(
                            estimate.estimand(),
                            Cases.part(estimate.data(), fraction, own.split("part")),
                            own.split("estimate"));
        });
        double promised = estimate.standardError() * Math.sqrt((1 - fraction) / fraction);
        return new Refutation(
                "Random parts of the data",
                "parts of " + Numbers.percent(fraction) + " of the cases, chosen at random, give the estimate from all"
                        + " cases up to chance",
                made.outlyingness(estimate.value()),
                "the share of " + replicates + " estimates from a part, and the original, that lie at least as far from"
                        + " their median as the original",
                estimate.value(),
                made.values(),
                made.standardErrors(),
                List.of("the parts spread " + Numbers.shown(spread(made.values(), estimate.value()) / promised)
                        + " times as far as the standard error promises"),
                estimate,
                this,
                Provenance.of(estimate.data().hash(), seed));
    }

    private static double spread(double[] values, double centre) {
        double squares = 0;
        for (double value : values) squares += (value - centre) * (value - centre);
        return Math.sqrt(squares / values.length);
    }
}
