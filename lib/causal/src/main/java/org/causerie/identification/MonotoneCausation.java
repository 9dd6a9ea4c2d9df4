// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * PN, PS and PNS where the treatment never prevents the outcome.
 *
 * <p>With \(x, y\) for level 1 and \(x', y'\) for level 0,
 * \[ PNS = P(y_x) - P(y_{x'}), \quad PN = \frac{P(y) - P(y_{x'})}{P(x, y)}, \quad PS = \frac{P(y_x) - P(y)}{P(x', y')}.
 * \]
 *
 * <p>J. Tian and J. Pearl, "Probabilities of causation: bounds and identification", Annals of Mathematics and Artificial
 * Intelligence 28 (2000) 287-313, doi:10.1023/A:1018912507879.
 */
final class MonotoneCausation {
    private MonotoneCausation() {}

    /** The question as a formula of what is observed and what an intervention on the treatment does. */
    static Expression formula(ProbabilityOfCausation query) {
        Term caused = level(query.treatment(), "1");
        Term uncaused = level(query.treatment(), "0");
        Term outcome = level(query.outcome(), "1");
        Expression with = p(outcome.in(Map.of(query.treatment(), caused.value())));
        Expression without = p(outcome.in(Map.of(query.treatment(), uncaused.value())));
        return switch (query.kind()) {
            case NECESSARY_AND_SUFFICIENT -> WeightedSum.difference(with, without);
            case NECESSARY -> new Fraction(WeightedSum.difference(p(outcome), without), p(caused, outcome));
            case SUFFICIENT ->
                new Fraction(WeightedSum.difference(with, p(outcome)), p(uncaused, level(query.outcome(), "0")));
        };
    }

    private static Term level(String variable, String level) {
        return Term.of(variable, new Level(level));
    }

    private static Probability p(Term... events) {
        return new Probability(Domain.target(), new TreeSet<>(List.of(events)), new TreeSet<>());
    }
}
