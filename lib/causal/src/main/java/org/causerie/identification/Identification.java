// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import org.causerie.Displayable;

/** What a graph says about a query: an estimand, or why there is none. */
public sealed interface Identification extends Displayable permits Identified, NotIdentified {

    /** Whether there is an estimand. */
    boolean identified();

    /**
     * The quantity to estimate.
     *
     * @throws org.causerie.CausalException with the witness, if the query is not identified
     */
    Estimand estimand();
}
