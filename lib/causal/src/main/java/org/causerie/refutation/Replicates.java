// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.estimation.Estimate;

/** Estimates made again on changed data, and how they compare with the first. */
@SuppressWarnings("ArrayRecordComponent")
record Replicates(double[] values, double[] standardErrors) {

    static Replicates of(String task, int count, Execution execution, IntFunction<Estimate> replicate) {
        List<double[]> results = execution.map(task, count, i -> {
            try {
                Estimate estimate = replicate.apply(i);
                return new double[] {estimate.value(), estimate.standardError()};
            } catch (CausalException e) {
                throw new CausalException(
                        "Replicate " + (i + 1) + " of " + count + " (" + task + ") could not be estimated: "
                                + e.getMessage(),
                        e);
            }
        });
        return new Replicates(
                results.stream().mapToDouble(each -> each[0]).toArray(),
                results.stream().mapToDouble(each -> each[1]).toArray());
    }

    static void requireCount(int replicates) {
        if (replicates < 20)
            throw new CausalException(
                    "A refuter needs at least 20 replicates to compare with, better 200; " + replicates + " was given");
    }

    /** The share of draws, the original included, at least as far from the replicates' median as the original. */
    double outlyingness(double original) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        double slack = 1e-12 * Math.abs(median);
        long as = Arrays.stream(values)
                .filter(value -> Math.abs(value - median) >= Math.abs(original - median) - slack)
                .count();
        return (1.0 + as) / (1.0 + n);
    }
}
