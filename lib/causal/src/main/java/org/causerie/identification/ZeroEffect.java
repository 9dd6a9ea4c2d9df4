// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Optional;

/**
 * An effect that is zero whatever the data say, because the graph has no directed path from the treatment
 * to the outcome.
 *
 * @param query the question this answers
 */
public record ZeroEffect(AverageTreatmentEffect query) implements Estimand {

    @Override
    public Expression expression() {
        return new Constant(0);
    }

    @Override
    public String text() {
        return query.text() + " = 0: no directed path leads from " + query.treatment() + " to " + query.outcome();
    }

    @Override
    public Optional<String> latex() {
        return query.latex().map(effect -> effect + " = 0");
    }

    @Override
    public String toString() {
        return text();
    }
}
