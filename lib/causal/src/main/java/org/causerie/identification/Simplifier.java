// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.Progress;

/** Makes formulas shorter without changing their value where all that is conditioned on can be. */
final class Simplifier {
    private Simplifier() {}

    static Expression simplified(Expression expression) {
        Expression before = expression;
        Expression after = step(named(expression));
        while (!after.equals(before)) {
            before = after;
            after = step(named(before));
        }
        return after;
    }

    private static Expression named(Expression expression) {
        return Bindings.renamed(expression, symbol -> Symbol.of(symbol.variable()));
    }

    /** Every rule once, from the inside out. */
    private static Expression step(Expression expression) {
        Progress.checkpoint();
        if (expression instanceof Probability p) return probability(p);
        Expression inside = Bindings.mapped(expression, Simplifier::step);
        if (inside instanceof Product || inside instanceof Fraction)
            return Ratio.of(inside).reduced().expression();
        if (inside instanceof Sum sum) return sum(sum);
        if (inside instanceof Expectation mean) return mean(mean);
        if (inside instanceof WeightedSum combination) return Collected.of(combination);
        return inside instanceof Extreme extreme ? Collected.of(extreme) : inside;
    }

    /** The probability without the events that are given anyway. */
    private static Expression probability(Probability p) {
        SortedSet<Term> open = new TreeSet<>(p.events());
        open.removeAll(p.given());
        return open.isEmpty() ? Constant.one() : new Probability(p.domain(), open, p.given());
    }

    private static Expression sum(Sum sum) {
        if (sum.body() instanceof Sum inner) {
            SortedSet<Symbol> over = new TreeSet<>(sum.over());
            over.addAll(inner.over());
            return sum(new Sum(over, inner.body()));
        }
        if (sum.body() instanceof WeightedSum combination)
            return new WeightedSum(combination.parts().stream()
                    .map(part -> new WeightedSum.Part(part.weight(), sum(new Sum(sum.over(), part.expression()))))
                    .toList());
        Ratio body = Ratio.of(sum.body()).reduced();
        SortedSet<Symbol> over = new TreeSet<>(sum.over());
        List<Expression> above = new ArrayList<>(body.above());
        List<Expression> below = new ArrayList<>(body.below());
        over.removeIf(symbol -> summedOut(symbol, above, below));
        Ratio result = new Ratio(body.number(), outside(above, over), outside(below, over));
        above.removeAll(result.above());
        below.removeAll(result.below());
        while (!over.isEmpty()) {
            SortedSet<Symbol> together = connected(over, Ratio.joined(above, below));
            Ratio part = new Ratio(1, depending(above, together), depending(below, together));
            result = result.times(new Ratio(1, List.of(new Sum(together, part.expression())), List.of()));
            above.removeAll(part.above());
            below.removeAll(part.below());
            over.removeAll(together);
        }
        return result.reduced().expression();
    }

    /** Leaves the event of this symbol out of the one factor that has it, if that sums to the factor without it. */
    private static boolean summedOut(Symbol symbol, List<Expression> above, List<Expression> below) {
        List<Expression> touching = depending(above, Set.of(symbol));
        if (touching.size() != 1 || !depending(below, Set.of(symbol)).isEmpty()) return false;
        Optional<Expression> rest = touching.get(0) instanceof Probability p ? without(symbol, p) : Optional.empty();
        if (rest.isEmpty()) return false;
        int position = above.indexOf(touching.get(0));
        above.remove(position);
        if (!rest.get().equals(Constant.one())) above.add(position, rest.get());
        return true;
    }

    /** The probability without the event of this symbol, where it stands nowhere else in it. */
    private static Optional<Expression> without(Symbol symbol, Probability p) {
        List<Term> with = p.events().stream()
                .filter(term -> term.value().equals(symbol) && term.variable().equals(symbol.variable()))
                .toList();
        if (with.size() != 1) return Optional.empty();
        SortedSet<Term> rest = new TreeSet<>(p.events());
        rest.removeAll(with);
        if (with.get(0).world().containsValue(symbol) || uses(rest, symbol) || uses(p.given(), symbol))
            return Optional.empty();
        return Optional.of(rest.isEmpty() ? Constant.one() : new Probability(p.domain(), rest, p.given()));
    }

    private static boolean uses(SortedSet<Term> terms, Symbol symbol) {
        return terms.stream()
                .anyMatch(term -> term.value().equals(symbol) || term.world().containsValue(symbol));
    }

    private static List<Expression> outside(List<Expression> factors, Set<Symbol> over) {
        return factors.stream()
                .filter(factor -> factor.free().stream().noneMatch(over::contains))
                .toList();
    }

    private static List<Expression> depending(List<Expression> factors, Set<Symbol> over) {
        return factors.stream()
                .filter(factor -> factor.free().stream().anyMatch(over::contains))
                .toList();
    }

    /** The first symbol and those that factors tie to it, directly or through others. */
    private static SortedSet<Symbol> connected(SortedSet<Symbol> over, List<Expression> factors) {
        SortedSet<Symbol> together = new TreeSet<>(List.of(over.first()));
        for (int size = 0; size < together.size(); ) {
            size = together.size();
            for (Expression factor : depending(factors, together)) together.addAll(factor.free());
            together.retainAll(over);
        }
        return together;
    }

    private static Expression mean(Expectation mean) {
        if (mean.density() instanceof Sum sum)
            return sum(new Sum(sum.over(), mean(new Expectation(mean.over(), sum.body()))));
        if (mean.density() instanceof WeightedSum combination)
            return new WeightedSum(combination.parts().stream()
                    .map(part ->
                            new WeightedSum.Part(part.weight(), mean(new Expectation(mean.over(), part.expression()))))
                    .toList());
        SortedSet<Symbol> over = new TreeSet<>(List.of(mean.over()));
        Ratio density = Ratio.of(mean.density()).reduced();
        Ratio inside = new Ratio(1, depending(density.above(), over), depending(density.below(), over));
        Ratio around = new Ratio(density.number(), outside(density.above(), over), outside(density.below(), over));
        Expression body = inside.expression();
        Expression moved = body instanceof Sum || body instanceof WeightedSum
                ? mean(new Expectation(mean.over(), body))
                : new Expectation(mean.over(), body);
        return around.times(new Ratio(1, List.of(moved), List.of())).expression();
    }
}
