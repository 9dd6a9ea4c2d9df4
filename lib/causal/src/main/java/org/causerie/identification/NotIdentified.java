// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import org.causerie.CausalException;

/**
 * A query that covariate adjustment cannot answer in the graph.
 *
 * @param query the question
 * @param witness the path that no adjustment can deal with
 */
public record NotIdentified(Query query, Witness witness) implements Identification {

    @Override
    public boolean identified() {
        return false;
    }

    @Override
    public Estimand estimand() {
        throw new CausalException(text());
    }

    @Override
    public String text() {
        return query.text() + " is not identified by adjustment: " + witness;
    }

    @Override
    public String toString() {
        return text();
    }
}
