// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Symbols of a formula whose levels make no difference. */
final class Surplus {
    private Surplus() {}

    /** The formula averaged over the symbols that the quantity it equals does not have, with primes where needed. */
    static Proved averaged(Proved formula, Probability quantity) {
        SortedSet<Symbol> surplus = new TreeSet<>(formula.expression().free());
        surplus.removeAll(quantity.free());
        if (surplus.isEmpty()) return new Proved(Primes.apart(formula.expression()), formula.proof());
        List<String> names = new ArrayList<>();
        for (Symbol symbol : surplus) names.add(symbol.variable());
        Expression weights = Probability.of(names, List.of());
        Expression mean = Sum.over(names, Product.of(List.of(weights, formula.expression())));
        return new Proved(Primes.apart(mean), writer -> {
            writer.average(names, quantity);
            formula.proof().accept(writer);
        });
    }
}
