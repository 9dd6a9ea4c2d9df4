// SPDX-License-Identifier: Apache-2.0
package org.causerie.refutation;

import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.estimation.Estimate;

/** An attempt to break an estimate by estimating again, many times, on data changed in a way whose answer is known. */
public sealed interface Refuter permits PlaceboTreatment, RandomCommonCause, SubsetRefuter {

    /** The attempt on all processors; see {@link #refute(Estimate, Seed, Execution)}. */
    default Refutation refute(Estimate estimate, Seed seed) {
        return refute(estimate, seed, Execution.withDefaults());
    }

    /**
     * The attempt.
     *
     * @param estimate what to try to break; its estimator runs again on changed copies of its data
     * @param seed replicate i draws from stream i, however many threads there are
     * @param execution how many threads share the replicates
     * @throws org.causerie.CausalException if the estimator fails on a replicate
     */
    Refutation refute(Estimate estimate, Seed seed, Execution execution);

    /** How many times the estimate is made again. */
    int replicates();
}
