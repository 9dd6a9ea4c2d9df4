// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.List;
import java.util.Optional;

/**
 * How one variable is made from its parents and from its own noise: {@code value = f(parents, noise)}.
 *
 * <p>The cases are {@link Linear} and {@link Additive} (a function of the parents plus noise),
 * {@link Monotone} (anything that rises with the noise), {@link Cpt} and {@link Choice} (a level drawn with probabilities that depend on the parents) and {@link Equation} (anything).
 */
public sealed interface Mechanism permits Linear, Additive, Monotone, Cpt, Choice, Equation {

    /** The names of the parents, in the order in which the mechanism reads them. */
    List<String> parents();

    /** The distribution of the noise; for a drawn level, uniform on (0, 1). */
    Noise noise();

    /** The variable of this name that the mechanism makes: its kind and its levels. */
    Variable variable(String name);

    /**
     * Why counterfactuals follow although a hidden cause ties the noise to parents; empty where none does. A model refuses
     * what the reason does not cover.
     */
    default Optional<MonotoneIdentification> reason() {
        return Optional.empty();
    }

    /** The right-hand side of the structural equation as it prints. */
    String text();
}
