// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.function.Consumer;

/**
 * A formula and, when someone asks for it, the steps that lead to it from the quantity it equals.
 *
 * @param expression the formula
 * @param proof writes the steps down in order
 */
record Proved(Expression expression, Consumer<ProofWriter> proof) {

    /** A quantity that is its own formula. */
    static Proved given(Expression expression) {
        return new Proved(expression, writer -> {});
    }
}
