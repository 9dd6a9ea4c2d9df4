// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import org.causerie.Displayable;

/** A quantity of the observed distribution that equals the answer to a query in every model of the graph. */
public sealed interface Estimand extends Displayable permits AdjustmentEstimand, ZeroEffect, Functional {

    /** The question this quantity answers. */
    Query query();

    /** The quantity as a formula, to be evaluated on a model or on data; levels that it names are 1 and 0. */
    Expression expression();
}
