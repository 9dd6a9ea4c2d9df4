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
        permits Constant, Probability, Sum, Product, Fraction, Expectation, WeightedSum, Extreme {

    /** The symbols that no sum binds. */
    SortedSet<Symbol> free();

    /**
     * The formula with values put in for some of its free symbols. Sums do not catch what is put in: their own symbols
     * get more primes where need be.
     */
    default Expression substitute(Map<Symbol, ? extends Value> values) {
        return Bindings.substitute(this, values);
    }

    /**
     * A shorter formula of the same value wherever what is conditioned on can be.
     *
     * <p>Sums over events of a probability leave those events out; probabilities that make up a joint one are joined; a
     * joint one over that of some of its events becomes conditional; equal factors of a fraction cancel; factors that
     * do not depend on what a sum runs over leave it; means go into sums; constants are worked out. Bound symbols get
     * the fewest primes that no symbol around them has.
     */
    default Expression simplified() {
        return Simplifier.simplified(this);
    }

    /**
     * The form that all formulas share which differ only in the order and nesting of their parts and in what bound
     * symbols are called.
     */
    default Expression canonical() {
        return Canonical.of(this);
    }

    /**
     * Whether both formulas simplify to the same. True means that they are equal in value wherever what is conditioned
     * on can be; false means only that this was not found.
     */
    default boolean equivalent(Expression other) {
        return simplified().canonical().equals(other.simplified().canonical());
    }

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
