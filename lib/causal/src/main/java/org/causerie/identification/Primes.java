// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gives bound symbols primes where the same symbol means something else outside, so that formulas read well. */
final class Primes {
    private Primes() {}

    /** The same formula, no symbol bound where it is already free or bound. */
    static Expression apart(Expression expression) {
        return rename(expression, Map.of(), expression.free());
    }

    private static Expression rename(Expression expression, Map<Symbol, Symbol> names, Set<Symbol> taken) {
        if (expression instanceof Probability p)
            return new Probability(p.domain(), rename(p.events(), names), rename(p.given(), names));
        if (expression instanceof Product product) return new Product(all(product.factors(), names, taken));
        if (expression instanceof Fraction fraction)
            return new Fraction(
                    rename(fraction.numerator(), names, taken), rename(fraction.denominator(), names, taken));
        if (!(expression instanceof Sum sum)) return expression;
        Map<Symbol, Symbol> inner = new HashMap<>(names);
        Set<Symbol> more = new HashSet<>(taken);
        SortedSet<Symbol> over = new TreeSet<>();
        for (Symbol symbol : sum.over()) {
            Symbol fresh = symbol;
            while (more.contains(fresh)) fresh = new Symbol(fresh.variable(), fresh.primes() + 1);
            inner.put(symbol, fresh);
            more.add(fresh);
            over.add(fresh);
        }
        return new Sum(over, rename(sum.body(), inner, more));
    }

    private static List<Expression> all(List<Expression> factors, Map<Symbol, Symbol> names, Set<Symbol> taken) {
        return factors.stream().map(factor -> rename(factor, names, taken)).toList();
    }

    private static SortedSet<Term> rename(SortedSet<Term> terms, Map<Symbol, Symbol> names) {
        SortedSet<Term> renamed = new TreeSet<>();
        for (Term term : terms) {
            SortedMap<String, Value> world = new TreeMap<>();
            term.world().forEach((name, value) -> world.put(name, rename(value, names)));
            renamed.add(new Term(term.variable(), rename(term.value(), names), world));
        }
        return renamed;
    }

    private static Value rename(Value value, Map<Symbol, Symbol> names) {
        return value instanceof Symbol symbol ? names.getOrDefault(symbol, symbol) : value;
    }
}
