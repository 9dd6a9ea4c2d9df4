// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Symbols of a formula whose levels make no difference. */
final class Surplus {
    private Surplus() {}

    /** The formula averaged by P(surplus) over the symbols that the quantity it equals does not have. */
    static Proved weighted(Proved formula, Probability quantity) {
        List<String> names = names(formula.expression(), quantity);
        if (names.isEmpty()) return new Proved(Primes.apart(formula.expression()), formula.proof());
        Expression weights = Probability.of(names, List.of());
        Expression mean = Sum.over(names, Product.of(List.of(weights, formula.expression())));
        return new Proved(Primes.apart(mean), writer -> {
            writer.average(names, quantity);
            formula.proof().accept(writer);
        });
    }

    /** The same with equal weights, which need no data. */
    static Expression mean(Expression formula, Probability quantity) {
        List<String> names = names(formula, quantity);
        if (names.isEmpty()) return Primes.apart(formula);
        return Primes.apart(new Fraction(Sum.over(names, formula), Sum.over(names, Constant.one())));
    }

    private static List<String> names(Expression formula, Probability quantity) {
        SortedSet<Symbol> surplus = new TreeSet<>(formula.free());
        surplus.removeAll(quantity.free());
        return surplus.stream().map(Symbol::variable).toList();
    }
}
