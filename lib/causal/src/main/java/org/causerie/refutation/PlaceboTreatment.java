// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.Inference;
import org.causerie.estimation.Numbers;

/**
 * Hands the treatment out to the cases at random, many times, and estimates its effect, which is zero.
 *
 * <p>The hypothesis is that the estimator returns zero on average for such a treatment. Its p-value is that of
 * Student's test of the replicates' mean: a small one means that the method finds effects where there are
 * none. Two further numbers are in the notes: how often the placebo intervals held zero, which checks the
 * standard error, and how often a placebo lay as far from zero as the real estimate, which is Fisher's
 * randomisation test of no effect at all and says nothing about confounding.
 *
 * @param replicates how many placebos, at least 20; 200 by default
 */
public record PlaceboTreatment(int replicates) implements Refuter {

    public PlaceboTreatment {
        Replicates.requireCount(replicates);
    }

    public static PlaceboTreatment withDefaults() {
        return new PlaceboTreatment(200);
    }

    public PlaceboTreatment replicates(int replicates) {
        return new PlaceboTreatment(replicates);
    }

    @Override
    public Refutation refute(Estimate estimate, Seed seed, Execution execution) {
        Replicates made = Replicates.of("placebo treatment", replicates, execution, i -> {
            Seed own = seed.split(i);
            return estimate.estimator()
                    .estimate(
                            estimate.estimand(),
                            Cases.permuted(estimate.data(), estimate.treatment(), own.split("permutation")),
                            own.split("estimate"));
        });
        double reach = Inference.quantile(0.95, estimate.data());
        long held = IntStream.range(0, replicates)
                .filter(i -> Math.abs(made.values()[i]) <= reach * made.standardErrors()[i])
                .count();
        long beyond = Arrays.stream(made.values())
                .filter(value -> Math.abs(value) >= Math.abs(estimate.value()))
                .count();
        return new Refutation(
                "Placebo treatment",
                "with \"" + estimate.treatment() + "\" handed out to the cases at random, which has no effect, "
                        + estimate.estimator().name() + " gives zero on average",
                pValue(made.values()),
                "how often the mean of " + replicates + " such estimates would be this far from zero by chance"
                        + " (Student's t)",
                0,
                made.values(),
                made.standardErrors(),
                List.of(
                        "the 95 % intervals of the placebos held zero in "
                                + Numbers.percent(held / (double) replicates),
                        beyond + " of " + replicates + " placebos lay as far from zero as the real estimate, "
                                + Numbers.shown(estimate.value())),
                estimate,
                this,
                Provenance.of(estimate.data().hash(), seed));
    }

    private static double pValue(double[] values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double standardError = Math.sqrt(squares / (n - 1) / n);
        if (standardError == 0) return mean == 0 ? 1 : 0;
        return 2 * TDistribution.of(n - 1).survivalProbability(Math.abs(mean) / standardError);
    }
}
