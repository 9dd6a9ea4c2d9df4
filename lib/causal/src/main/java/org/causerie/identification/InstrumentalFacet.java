// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.causerie.Displayable;

/**
 * One of the linear inequalities that an instrument implies for given levels: those of Pearl, and with more than two
 * levels others, of which the first is due to Bonet.
 *
 * <p>B. Bonet, Instrumentality tests revisited, UAI 2001, arXiv:1301.2258.
 *
 * @param instrument what the inequality is about
 * @param left a weighted sum of probabilities of levels of treatment and outcome given a level of the instrument, or a
 *     number
 * @param right such a sum too, which is at least as large
 */
public record InstrumentalFacet(InstrumentalInequality instrument, Expression left, Expression right)
        implements TestableImplication {

    /**
     * What is wrong with a distribution that no model has.
     *
     * @param facet an inequality that it violates
     * @param stratum the levels of the covariates where it does so; empty without covariates
     * @param excess by how much the left side is larger than the right
     * @param unexplained the least share of cases, there, that are as no response function of the graph makes them
     */
    public record Violated(
            InstrumentalFacet facet, SortedMap<String, String> stratum, double excess, double unexplained)
            implements Displayable {

        public Violated {
            stratum = Collections.unmodifiableSortedMap(new TreeMap<>(stratum));
        }

        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "%s is violated: the left side is larger by %.4f. At least %.1f %% of the cases are as no model of"
                            + " the graph makes them",
                    facet.text(),
                    excess,
                    100 * unexplained);
        }

        @Override
        public Optional<String> latex() {
            return facet.latex();
        }

        @Override
        public String toString() {
            return text();
        }
    }

    static InstrumentalFacet of(
            InstrumentalInequality instrument,
            InstrumentalPolytope.Cut cut,
            Map<String, List<String>> levels,
            Map<Symbol, Value> stratum) {
        List<SymbolicProgramme.Row> rows = new ArrayList<>();
        for (String z : levels.get(instrument.instrument()))
            for (String x : levels.get(instrument.treatment()))
                for (String y : levels.get(instrument.outcome())) {
                    Map<Symbol, Value> at = new TreeMap<>(Symbol.ORDER);
                    at.putAll(stratum);
                    at.put(Symbol.of(instrument.instrument()), new Level(z));
                    at.put(Symbol.of(instrument.treatment()), new Level(x));
                    at.put(Symbol.of(instrument.outcome()), new Level(y));
                    int group = levels.get(instrument.instrument()).indexOf(z);
                    rows.add(new SymbolicProgramme.Row(
                            instrument.joint().substitute(at), new double[0], List.of(group)));
                }
        double[] negative = Arrays.stream(cut.weights()).map(w -> 0 - w).toArray();
        List<WeightedSum.Part> left = new ArrayList<>();
        List<WeightedSum.Part> right = new ArrayList<>();
        double constant = cut.least();
        for (WeightedSum.Part part : SymbolicProgramme.parts(rows, negative)) {
            if (part.expression() instanceof Constant one) constant += part.weight() * one.value();
            else if (part.weight() > 0) left.add(part);
            else right.add(new WeightedSum.Part(-part.weight(), part.expression()));
        }
        if (constant != 0) (constant > 0 ? left : right).add(new WeightedSum.Part(1, new Constant(Math.abs(constant))));
        return new InstrumentalFacet(instrument, SymbolicProgramme.sum(left), SymbolicProgramme.sum(right));
    }

    @Override
    public SortedSet<String> variables() {
        return new TreeSet<>(instrument.variables());
    }

    /** The left side less the right; with covariates the largest difference over their levels. */
    public double difference(Distributions source) {
        return Arrays.stream(
                        Tensor.of(WeightedSum.difference(left, right), source).cells())
                .max()
                .orElseThrow();
    }

    /**
     * What the probability of these levels of treatment and outcome, given that of the instrument, is multiplied with in
     * the left side less the right.
     *
     * @param z a level of the instrument
     * @param x a level of the treatment
     * @param y a level of the outcome
     */
    public double weight(String z, String x, String y) {
        Term given = Term.of(instrument.instrument(), new Level(z));
        Set<Term> events =
                Set.of(Term.of(instrument.treatment(), new Level(x)), Term.of(instrument.outcome(), new Level(y)));
        return leftLessRight(part -> part instanceof Probability probability
                        && probability.given().contains(given)
                        && probability.events().equals(events)
                ? 1
                : 0);
    }

    /** What the weighted probabilities add up to at the most: the number on the right side less that on the left. */
    public double bound() {
        return -leftLessRight(part -> part instanceof Constant number ? number.value() : 0);
    }

    private double leftLessRight(ToDoubleFunction<Expression> value) {
        return sum(left, value) - sum(right, value);
    }

    private static double sum(Expression side, ToDoubleFunction<Expression> value) {
        if (!(side instanceof WeightedSum sum)) return value.applyAsDouble(side);
        return sum.parts().stream()
                .mapToDouble(part -> part.weight() * value.applyAsDouble(part.expression()))
                .sum();
    }

    /** By how much the left side exceeds the right; 0 where it does not. */
    @Override
    public double violation(Distributions source) {
        return Math.max(0, difference(source));
    }

    @Override
    public String text() {
        return left.text() + " ≤ " + right.text();
    }

    @Override
    public Optional<String> latex() {
        return Optional.of(left.latex().orElseThrow() + " \\le " + right.latex().orElseThrow());
    }

    @Override
    public String toString() {
        return text();
    }
}
