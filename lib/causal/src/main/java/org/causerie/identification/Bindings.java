// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The symbols of formulas: put in values for the free ones, give the bound ones other names. */
final class Bindings {
    private Bindings() {}

    /** The formula with each part changed, one level down. */
    static Expression mapped(Expression expression, UnaryOperator<Expression> change) {
        if (expression instanceof Product product)
            return new Product(product.factors().stream().map(change).toList());
        if (expression instanceof Fraction fraction)
            return new Fraction(change.apply(fraction.numerator()), change.apply(fraction.denominator()));
        if (expression instanceof Sum sum) return new Sum(sum.over(), change.apply(sum.body()));
        if (expression instanceof Expectation mean) return new Expectation(mean.over(), change.apply(mean.density()));
        if (expression instanceof WeightedSum combination)
            return new WeightedSum(combination.parts().stream()
                    .map(part -> new WeightedSum.Part(part.weight(), change.apply(part.expression())))
                    .toList());
        if (expression instanceof Extreme extreme)
            return new Extreme(
                    extreme.end(), extreme.candidates().stream().map(change).toList());
        return expression;
    }

    /** The formula at these values; bound symbols that one of them would be taken for get more primes. */
    static Expression substitute(Expression expression, Map<Symbol, ? extends Value> values) {
        Map<Symbol, Value> relevant = new HashMap<>();
        for (Symbol symbol : expression.free())
            if (values.containsKey(symbol)) relevant.put(symbol, values.get(symbol));
        if (relevant.isEmpty()) return expression;
        if (expression instanceof Probability p)
            return p.at(value -> {
                Value put = value instanceof Symbol symbol ? relevant.get(symbol) : null;
                return put == null ? value : put;
            });
        SortedSet<Symbol> bound = bound(expression);
        Set<Symbol> taken = new HashSet<>(body(expression).free());
        taken.addAll(bound);
        for (Value value : relevant.values()) if (value instanceof Symbol symbol) taken.add(symbol);
        for (Symbol symbol : bound)
            if (relevant.containsValue(symbol)) {
                Symbol fresh = unused(symbol, taken);
                taken.add(fresh);
                relevant.put(symbol, fresh);
            }
        Expression put = mapped(expression, part -> substitute(part, relevant));
        return bound.isEmpty() ? put : bound(put, symbol -> (Symbol) relevant.getOrDefault(symbol, symbol));
    }

    /**
     * The formula in which no bound symbol hides another or a free one.
     *
     * @param wish what a bound symbol is called where that is not taken; else it gets the fewest primes that are not
     */
    static Expression renamed(Expression expression, UnaryOperator<Symbol> wish) {
        return renamed(expression, Map.of(), expression.free(), wish);
    }

    private static Expression renamed(
            Expression expression, Map<Symbol, Symbol> names, Set<Symbol> scope, UnaryOperator<Symbol> wish) {
        if (expression instanceof Probability p)
            return p.at(value -> value instanceof Symbol symbol ? names.getOrDefault(symbol, symbol) : value);
        SortedSet<Symbol> bound = bound(expression);
        if (bound.isEmpty()) return mapped(expression, part -> renamed(part, names, scope, wish));
        Map<Symbol, Symbol> inner = new HashMap<>(names);
        Set<Symbol> wider = new HashSet<>(scope);
        for (Symbol symbol : bound) {
            Symbol wished = wish.apply(symbol);
            Symbol chosen = wider.contains(wished) ? unused(symbol, wider) : wished;
            wider.add(chosen);
            inner.put(symbol, chosen);
        }
        return bound(mapped(expression, part -> renamed(part, inner, wider, wish)), inner::get);
    }

    /** The symbol of the same variable with the fewest primes that is not taken. */
    static Symbol unused(Symbol symbol, Set<Symbol> taken) {
        int primes = 0;
        while (taken.contains(new Symbol(symbol.variable(), primes))) primes++;
        return new Symbol(symbol.variable(), primes);
    }

    /** The symbols that the outermost sum or mean binds; none where the formula is neither. */
    static SortedSet<Symbol> bound(Expression expression) {
        SortedSet<Symbol> bound = new TreeSet<>(Symbol.ORDER);
        if (expression instanceof Sum sum) bound.addAll(sum.over());
        if (expression instanceof Expectation mean) bound.add(mean.over());
        return bound;
    }

    /** The same sum or mean, over other symbols; its body is not touched. */
    static Expression bound(Expression expression, Function<Symbol, Symbol> names) {
        if (expression instanceof Expectation mean) return new Expectation(names.apply(mean.over()), mean.density());
        Sum sum = (Sum) expression;
        SortedSet<Symbol> over = new TreeSet<>();
        for (Symbol symbol : sum.over()) over.add(names.apply(symbol));
        return new Sum(over, sum.body());
    }

    private static Expression body(Expression expression) {
        if (expression instanceof Sum sum) return sum.body();
        return expression instanceof Expectation mean ? mean.density() : expression;
    }
}
