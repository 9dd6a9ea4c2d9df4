// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A formula as a number times factors over factors.
 *
 * @param number the number
 * @param above the factors of the numerator; no products, fractions or constants but 0
 * @param below the factors of the denominator, likewise
 */
record Ratio(double number, List<Expression> above, List<Expression> below) {

    static Ratio of(Expression expression) {
        if (expression instanceof Constant constant) return new Ratio(constant.value(), List.of(), List.of());
        if (expression instanceof Product product) {
            Ratio ratio = new Ratio(1, List.of(), List.of());
            for (Expression factor : product.factors()) ratio = ratio.times(of(factor));
            return ratio;
        }
        if (expression instanceof WeightedSum combination && combination.parts().size() == 1) {
            WeightedSum.Part only = combination.parts().get(0);
            return new Ratio(only.weight(), List.of(), List.of()).times(of(only.expression()));
        }
        if (!(expression instanceof Fraction fraction)) return new Ratio(1, List.of(expression), List.of());
        Ratio divisor = of(fraction.denominator());
        if (divisor.number == 0) return new Ratio(1, List.of(expression), List.of());
        return of(fraction.numerator()).times(divisor.inverse());
    }

    private Ratio inverse() {
        return new Ratio(1 / number, /* above= */ below, /* below= */ above);
    }

    Ratio times(Ratio other) {
        return new Ratio(number * other.number, joined(above, other.above), joined(below, other.below));
    }

    static List<Expression> joined(List<Expression> first, List<Expression> second) {
        List<Expression> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    Expression expression() {
        if (number == 0) return new Constant(0);
        List<Expression> factors = new ArrayList<>(above);
        if (number != 1) factors.add(0, new Constant(number));
        Expression numerator = factors.isEmpty() ? Constant.one() : Product.of(factors);
        return below.isEmpty() ? numerator : new Fraction(numerator, Product.of(below));
    }

    /** What is left when nothing cancels, becomes conditional or joins any more. */
    Ratio reduced() {
        List<Expression> top = new ArrayList<>(above);
        List<Expression> bottom = new ArrayList<>(below);
        boolean changed = true;
        while (changed) changed = cancelled(top, bottom) || joint(top) || joint(bottom);
        return new Ratio(number, top, bottom);
    }

    private static boolean cancelled(List<Expression> top, List<Expression> bottom) {
        for (int i = 0; i < top.size(); i++)
            for (int j = 0; j < bottom.size(); j++) {
                Optional<Expression> quotient = quotient(top.get(i), bottom.get(j));
                if (quotient.isEmpty()) continue;
                bottom.remove(j);
                if (quotient.get().equals(Constant.one())) top.remove(i);
                else top.set(i, quotient.get());
                return true;
            }
        return false;
    }

    private static Optional<Expression> quotient(Expression top, Expression bottom) {
        if (top.equals(bottom)) return Optional.of(Constant.one());
        if (top instanceof Probability first && bottom instanceof Probability second) return quotient(first, second);
        return Canonical.of(top).equals(Canonical.of(bottom)) ? Optional.of(Constant.one()) : Optional.empty();
    }

    /** P(a, b | c) over P(b | c) is P(a | b, c); over P(a | b, c) it is P(b | c). */
    private static Optional<Expression> quotient(Probability top, Probability bottom) {
        if (!top.domain().equals(bottom.domain())
                || !top.events().containsAll(bottom.events())
                || top.events().equals(bottom.events())) return Optional.empty();
        SortedSet<Term> rest = new TreeSet<>(top.events());
        rest.removeAll(bottom.events());
        if (top.given().equals(bottom.given()))
            return Optional.of(new Probability(top.domain(), rest, union(top.given(), bottom.events())));
        return union(top.given(), rest).equals(bottom.given())
                ? Optional.of(new Probability(top.domain(), rest, top.given()))
                : Optional.empty();
    }

    /** P(a | b, c) times P(b | c) is P(a, b | c). */
    private static boolean joint(List<Expression> factors) {
        for (int i = 0; i < factors.size(); i++)
            for (int j = 0; j < factors.size(); j++)
                if (i != j
                        && factors.get(i) instanceof Probability first
                        && factors.get(j) instanceof Probability second
                        && first.domain().equals(second.domain())
                        && first.given().equals(union(second.events(), second.given()))) {
                    factors.set(
                            i, new Probability(first.domain(), union(first.events(), second.events()), second.given()));
                    factors.remove(j);
                    return true;
                }
        return false;
    }

    private static SortedSet<Term> union(Set<Term> first, Set<Term> second) {
        SortedSet<Term> union = new TreeSet<>(first);
        union.addAll(second);
        return union;
    }
}
