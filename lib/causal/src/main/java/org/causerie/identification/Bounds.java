// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;

/**
 * Between what values the answer to a question lies, where the distribution and the assumptions leave it open.
 *
 * @param query the question
 * @param lower the least value
 * @param upper the largest value, at least the lower
 * @param formulas the same for any distribution, where there are formulas
 * @param assumptions what was assumed, each in a few words; may be empty
 */
public record Bounds(Query query, double lower, double upper, Optional<Formulas> formulas, List<String> assumptions)
        implements Displayable {
    private static final double ROUNDING = 1e-9;

    /**
     * The ends of bounds for any distribution.
     *
     * @param lower the formula of the least value
     * @param upper the formula of the largest value
     */
    public record Formulas(Expression lower, Expression upper) implements Displayable {
        @Override
        public String text() {
            return lower.text() + "\n≤ … ≤\n" + upper.text();
        }

        @Override
        public Optional<String> latex() {
            return lower.latex().flatMap(low -> upper.latex().map(high -> low + " \\le \\cdot \\le " + high));
        }

        @Override
        public String toString() {
            return text();
        }
    }

    public Bounds {
        assumptions = List.copyOf(assumptions);
        if (!(lower <= upper + ROUNDING))
            throw new CausalException(String.format(
                    Locale.ROOT,
                    "The bounds of %s cross: %.6f is above %.6f, so the probabilities contradict what is assumed (%s)",
                    query.text(),
                    lower,
                    upper,
                    assumptions.isEmpty() ? "nothing" : String.join("; ", assumptions)));
        upper = Math.max(lower, upper);
    }

    /** Bounds with the values that these formulas have for the distribution. */
    static Bounds of(Query query, Formulas formulas, List<String> assumptions, Distributions source) {
        double lower = Tensor.of(formulas.lower(), source).at(Map.of(), source);
        double upper = Tensor.of(formulas.upper(), source).at(Map.of(), source);
        return new Bounds(query, lower, upper, Optional.of(formulas), assumptions);
    }

    /** How far apart the ends are: 0 where the question is answered. */
    public double width() {
        return upper - lower;
    }

    /** Whether a value lies between the ends, up to rounding. */
    public boolean contains(double value) {
        return value >= lower - ROUNDING && value <= upper + ROUNDING;
    }

    @Override
    public String text() {
        String numbers = width() <= ROUNDING
                ? String.format(Locale.ROOT, "%s = %.4f", query.text(), lower)
                : String.format(Locale.ROOT, "%.4f ≤ %s ≤ %.4f", lower, query.text(), upper);
        return assumptions.isEmpty()
                ? numbers
                : numbers + assumptions.stream().collect(Collectors.joining("; ", "; assumes ", ""));
    }

    @Override
    public Optional<String> latex() {
        return query.latex()
                .map(asked -> width() <= ROUNDING
                        ? String.format(Locale.ROOT, "%s = %.4f", asked, lower)
                        : String.format(Locale.ROOT, "%.4f \\le %s \\le %.4f", lower, asked, upper));
    }

    @Override
    public String toString() {
        return text();
    }
}
