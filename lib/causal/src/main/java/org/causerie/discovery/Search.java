// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.Execution;
import org.causerie.data.Dataset;

/**
 * A search for the causal graph of a table. Its result depends on neither the order of the columns nor the
 * number of threads, and it stops when its thread is interrupted.
 */
public interface Search {

    /**
     * Searches with as many threads as the machine has processors.
     *
     * @throws org.causerie.CausalException if the data does not suit the search
     */
    default Found discover(Dataset data) {
        return discover(data, Execution.withDefaults());
    }

    /**
     * Searches with the threads given.
     *
     * @throws org.causerie.CausalException if the data does not suit the search
     */
    Found discover(Dataset data, Execution execution);
}
