// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import org.causerie.CausalException;

/**
 * A query that the graph does not answer; with a {@link PathWitness}, that covariate adjustment does not.
 *
 * @param query the question
 * @param witness what in the graph stands in the way
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
        String way = witness instanceof PathWitness ? " by adjustment" : "";
        return query.text() + " is not identified" + way + ": " + witness.text();
    }

    @Override
    public String toString() {
        return text();
    }
}
