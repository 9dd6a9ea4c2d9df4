// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Map;
import java.util.SortedSet;
import org.causerie.Displayable;

/**
 * A formula of probabilities: an immutable value.
 *
 * <p>Each {@link Symbol} that no sum around it binds is free: the formula is a function of its level. Sums bind as
 * quantifiers do; an inner sum over a symbol hides an outer one.
 */
public sealed interface Expression extends Displayable
        permits Constant, Probability, Sum, Product, Fraction, Expectation, Combination, Extreme {

    /** The symbols that no sum binds. */
    SortedSet<Symbol> free();

    /**
     * The value of the formula.
     *
     * @param distributions where the probabilities come from
     * @param at the level of each free symbol
     * @throws org.causerie.CausalException if a free symbol has no level, or a probability cannot be had
     */
    default double evaluate(Distributions distributions, Map<Symbol, String> at) {
        return Tensor.of(this, distributions).at(at, distributions);
    }
}
