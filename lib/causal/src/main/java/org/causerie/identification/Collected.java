// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weighted sums and extremes with like parts taken together. */
final class Collected {
    private Collected() {}

    /** The combination with nested ones opened, equal formulas and numbers added up, and zeros left out. */
    static Expression of(WeightedSum combination) {
        Map<Expression, Double> weights = new LinkedHashMap<>();
        Map<Expression, Expression> shown = new LinkedHashMap<>();
        collect(combination, 1, weights, shown);
        weights.values().removeIf(weight -> weight == 0);
        List<WeightedSum.Part> parts = new ArrayList<>();
        weights.forEach((key, weight) -> {
            boolean number = key.equals(Constant.one());
            parts.add(
                    number
                            ? new WeightedSum.Part(Math.signum(weight), new Constant(Math.abs(weight)))
                            : new WeightedSum.Part(weight, shown.get(key)));
        });
        if (parts.isEmpty()) return new Constant(0);
        WeightedSum.Part first = parts.get(0);
        if (parts.size() > 1) return new WeightedSum(parts);
        if (first.expression() instanceof Constant constant) return new Constant(first.weight() * constant.value());
        return first.weight() == 1 ? first.expression() : new WeightedSum(parts);
    }

    private static void collect(
            WeightedSum combination, double times, Map<Expression, Double> weights, Map<Expression, Expression> shown) {
        for (WeightedSum.Part part : combination.parts()) {
            double weight = times * part.weight();
            if (part.expression() instanceof WeightedSum inner) {
                collect(inner, weight, weights, shown);
                continue;
            }
            Ratio ratio = Ratio.of(part.expression());
            Expression formula = new Ratio(1, ratio.above(), ratio.below()).expression();
            Expression key = Canonical.of(formula);
            shown.putIfAbsent(key, formula);
            weights.merge(key, weight * ratio.number(), Double::sum);
        }
    }

    /** The extreme with nested ones of the same kind opened, equal candidates named once, and numbers compared. */
    static Expression of(Extreme extreme) {
        Map<Expression, Expression> shown = new LinkedHashMap<>();
        List<Double> numbers = new ArrayList<>();
        for (Expression candidate : extreme.candidates()) {
            boolean same = candidate instanceof Extreme inner && inner.end() == extreme.end();
            for (Expression each : same ? ((Extreme) candidate).candidates() : List.of(candidate))
                if (each instanceof Constant constant) numbers.add(constant.value());
                else shown.putIfAbsent(Canonical.of(each), each);
        }
        List<Expression> candidates = new ArrayList<>(shown.values());
        numbers.stream()
                .reduce(extreme.end() == Extreme.End.LARGEST ? Math::max : Math::min)
                .ifPresent(number -> candidates.add(0, new Constant(number)));
        return candidates.size() == 1 ? candidates.get(0) : new Extreme(extreme.end(), candidates);
    }
}
