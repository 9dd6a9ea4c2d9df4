// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.Execution;
import org.causerie.data.Dataset;

/** A decomposable score of graphs, to be bound to data. */
public interface Score {

    /**
     * Prepares the score for the data.
     *
     * @throws org.causerie.CausalException if the data's kinds, size or missing values do not suit the score
     */
    LocalScore on(Dataset data);

    /** The same, the work shared by threads where the score knows how. */
    default LocalScore on(Dataset data, Execution execution) {
        return on(data);
    }
}
