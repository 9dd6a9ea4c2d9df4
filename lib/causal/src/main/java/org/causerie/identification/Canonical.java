// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One form for all formulas that differ only in the order and nesting of factors, terms and sums, and in what bound
 * symbols are called.
 *
 * <p>Each bound symbol gets the fewest primes that no symbol around it has. Where a sum runs over several symbols of
 * one variable, the form that comes first of all ways to give them their primes counts; of more than 120 ways only the
 * first is tried, so that equal formulas may then keep different forms.
 */
final class Canonical {
    private static final int MOST_WAYS = 120;
    private static final Comparator<Expression> ORDER =
            Comparator.comparing(Canonical::rank).thenComparing(Notation::verbatim);

    private Canonical() {}

    static Expression of(Expression expression) {
        Expression flat = flat(Bindings.renamed(expression, Canonical::bare));
        return sorted(flat, Map.of(), expression.free());
    }

    private static Symbol bare(Symbol symbol) {
        return Symbol.of(symbol.variable());
    }

    private static int rank(Expression expression) {
        if (expression instanceof Constant) return 0;
        if (expression instanceof Probability) return 1;
        if (expression instanceof Expectation) return 2;
        if (expression instanceof Fraction) return 3;
        return expression instanceof Sum ? 4 : 5;
    }

    /** Products, sums and combinations without others of their kind right inside; no bound symbol hides another. */
    private static Expression flat(Expression expression) {
        Expression flat = Bindings.mapped(expression, Canonical::flat);
        if (flat instanceof Product product) {
            List<Expression> factors = new ArrayList<>();
            for (Expression factor : product.factors())
                if (factor instanceof Product inner) factors.addAll(inner.factors());
                else factors.add(factor);
            return Product.of(factors);
        }
        if (flat instanceof Sum sum) return lifted(sum);
        if (flat instanceof WeightedSum combination) {
            List<WeightedSum.Part> parts = new ArrayList<>();
            for (WeightedSum.Part part : combination.parts())
                if (part.expression() instanceof WeightedSum inner)
                    for (WeightedSum.Part deeper : inner.parts())
                        parts.add(new WeightedSum.Part(part.weight() * deeper.weight(), deeper.expression()));
                else parts.add(part);
            return new WeightedSum(parts);
        }
        return flat;
    }

    /** The sum with those among its factors that are sums joined to it. */
    private static Expression lifted(Sum sum) {
        SortedSet<Symbol> over = new TreeSet<>(sum.over());
        List<Expression> factors = new ArrayList<>();
        Set<Symbol> taken = new HashSet<>(sum.body().free());
        taken.addAll(over);
        for (Expression factor : factors(sum.body())) {
            if (!(factor instanceof Sum inner)) {
                factors.add(factor);
                continue;
            }
            Map<Symbol, Symbol> apart = new HashMap<>();
            for (Symbol symbol : inner.over()) {
                Symbol chosen = Bindings.unused(symbol, taken);
                taken.add(chosen);
                apart.put(symbol, chosen);
                over.add(chosen);
            }
            factors.addAll(factors(Bindings.substitute(inner.body(), apart)));
        }
        return new Sum(over, Product.of(factors));
    }

    static List<Expression> factors(Expression expression) {
        return expression instanceof Product product ? product.factors() : List.of(expression);
    }

    private static Expression sorted(Expression expression, Map<Symbol, Symbol> names, Set<Symbol> scope) {
        if (expression instanceof Probability p)
            return p.at(value -> value instanceof Symbol symbol ? names.getOrDefault(symbol, symbol) : value);
        if (!Bindings.bound(expression).isEmpty()) return bound(expression, names, scope);
        Expression inside = Bindings.mapped(expression, part -> sorted(part, names, scope));
        if (inside instanceof Product product)
            return Product.of(product.factors().stream().sorted(ORDER).toList());
        if (inside instanceof WeightedSum combination)
            return new WeightedSum(combination.parts().stream()
                    .sorted(Comparator.comparing(WeightedSum.Part::expression, ORDER)
                            .thenComparing(WeightedSum.Part::weight))
                    .toList());
        if (inside instanceof Extreme extreme)
            return new Extreme(
                    extreme.end(),
                    extreme.candidates().stream().sorted(ORDER).distinct().toList());
        return inside;
    }

    private static Expression bound(Expression expression, Map<Symbol, Symbol> names, Set<Symbol> scope) {
        Expression best = expression;
        boolean found = false;
        List<Symbol> symbols = List.copyOf(Bindings.bound(expression));
        for (List<Symbol> order : ways(symbols) > MOST_WAYS ? List.of(symbols) : orders(symbols)) {
            Map<Symbol, Symbol> inner = new HashMap<>(names);
            Set<Symbol> wider = new HashSet<>(scope);
            for (Symbol symbol : order) {
                Symbol chosen = Bindings.unused(symbol, wider);
                wider.add(chosen);
                inner.put(symbol, chosen);
            }
            Expression candidate =
                    Bindings.bound(Bindings.mapped(expression, part -> sorted(part, inner, wider)), inner::get);
            if (!found || ORDER.compare(candidate, best) < 0) best = candidate;
            found = true;
        }
        return best;
    }

    /** How many orders there are: the product, over the variables, of the factorials of how many symbols each has. */
    private static double ways(List<Symbol> symbols) {
        Map<String, Integer> seen = new HashMap<>();
        double ways = 1;
        for (Symbol symbol : symbols) ways *= seen.merge(symbol.variable(), 1, Integer::sum);
        return ways;
    }

    /** The orders of the symbols that differ in how the symbols of one variable follow each other. */
    private static List<List<Symbol>> orders(List<Symbol> symbols) {
        if (symbols.isEmpty()) return List.of(List.of());
        List<List<Symbol>> orders = new ArrayList<>();
        String variable = symbols.get(0).variable();
        for (Symbol first : symbols) {
            if (!first.variable().equals(variable)) continue;
            List<Symbol> rest = new ArrayList<>(symbols);
            rest.remove(first);
            for (List<Symbol> order : orders(rest)) {
                List<Symbol> longer = new ArrayList<>(List.of(first));
                longer.addAll(order);
                orders.add(longer);
            }
        }
        return orders;
    }
}
