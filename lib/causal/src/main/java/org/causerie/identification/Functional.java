// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Optional;

/**
 * A formula of probabilities that can be had, equal to the answer in every model of the graph.
 *
 * @param query the question this answers
 * @param expression the formula
 */
public record Functional(Query query, Expression expression) implements Estimand {

    @Override
    public String text() {
        return expression.text();
    }

    @Override
    public Optional<String> latex() {
        return expression.latex();
    }

    @Override
    public String toString() {
        return text();
    }
}
