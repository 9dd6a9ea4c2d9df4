// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.List;
import java.util.Optional;

/**
 * What helps to judge an estimate.
 *
 * @param control the mean outcome without the treatment
 * @param treated the mean outcome with it
 * @param overlap how well the arms overlap, where the estimator has a propensity score
 * @param notes what the estimator did that a reader should know, in sentences
 */
public record Diagnostics(Arm control, Arm treated, Optional<Overlap> overlap, List<String> notes) {

    public Diagnostics {
        notes = List.copyOf(notes);
    }
}
