// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * How probable it is that one event was, or would be, the cause of another; treatment and outcome have the levels 0
 * and 1.
 *
 * <p>Reference: J. Pearl, "Probabilities of causation: three counterfactual interpretations and their identification",
 * Synthese 121 (1999), doi:10.1023/A:1005233831499.
 *
 * @param kind in which sense of cause
 * @param treatment the cause
 * @param outcome the effect
 */
public record ProbabilityOfCausation(Kind kind, String treatment, String outcome) implements Query {

    /** In which sense one event causes another. */
    public enum Kind {
        /** Without the cause the effect would not have been, for those who had both: \(P(Y_0 = 0 | X = 1, Y = 1)\). */
        NECESSARY("PN"),
        /** The cause would bring the effect about, for those who had neither: \(P(Y_1 = 1 | X = 0, Y = 0)\). */
        SUFFICIENT("PS"),
        /** The effect comes with the cause and not without it: \(P(Y_1 = 1, Y_0 = 0)\). */
        NECESSARY_AND_SUFFICIENT("PNS");

        private final String symbol;

        Kind(String symbol) {
            this.symbol = symbol;
        }

        /** The usual short name. */
        public String symbol() {
            return symbol;
        }
    }

    public ProbabilityOfCausation {
        Names.requireDistinct(treatment, outcome);
    }

    @Override
    public Probability asExpression() {
        Term with = Term.of(outcome, new Level("1")).in(Map.of(treatment, new Level("1")));
        Term without = Term.of(outcome, new Level("0")).in(Map.of(treatment, new Level("0")));
        return switch (kind) {
            case NECESSARY -> probability(List.of(without), seen("1"));
            case SUFFICIENT -> probability(List.of(with), seen("0"));
            case NECESSARY_AND_SUFFICIENT -> probability(List.of(with, without), List.of());
        };
    }

    private List<Term> seen(String level) {
        return List.of(Term.of(treatment, new Level(level)), Term.of(outcome, new Level(level)));
    }

    private static Probability probability(List<Term> events, List<Term> given) {
        return new Probability(Domain.target(), new TreeSet<>(events), new TreeSet<>(given));
    }

    @Override
    public ProbabilityOfCausation renamed(UnaryOperator<String> names) {
        return new ProbabilityOfCausation(kind, names.apply(treatment), names.apply(outcome));
    }

    @Override
    public String text() {
        return kind.symbol() + "(" + Names.variable(treatment) + " -> " + Names.variable(outcome) + ")";
    }

    @Override
    public Optional<String> latex() {
        return asExpression()
                .latex()
                .map(meaning -> "\\mathrm{" + kind.symbol() + "}(" + Latex.name(treatment) + " \\to "
                        + Latex.name(outcome) + ") = " + meaning);
    }

    @Override
    public String toString() {
        return text();
    }
}
