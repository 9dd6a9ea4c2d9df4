// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.Execution;
import org.causerie.data.Dataset;

/** A test of conditional independence, to be bound to data. */
public interface IndependenceTest {

    /**
     * Prepares the test for the data.
     *
     * @throws org.causerie.CausalException if the data's kinds, size or missing values do not suit the test
     */
    Independence on(Dataset data);

    /** Prepares the test for the data, with threads to share the work where there is much; the result is the same. */
    default Independence on(Dataset data, Execution execution) {
        return on(data);
    }
}
