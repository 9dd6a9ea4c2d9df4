// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.causerie.CausalException;

/**
 * The tightest bounds of the probabilities of causation PN, PS and PNS, for a treatment and an outcome with levels 0 and
 * 1 that may have any hidden causes in common.
 *
 * <p>Written with \(x, y\) for level 1 and \(x', y'\) for level 0, from both kinds of data
 * \[ \max\{0, P(y_x) - P(y_{x'}), P(y) - P(y_{x'}), P(y_x) - P(y)\} \le PNS \le \min\{P(y_x), P(y'_{x'}),
 * P(x,y) + P(x',y'), P(y_x) - P(y_{x'}) + P(x,y') + P(x',y)\}, \]
 * and likewise for the others. Without confounding what is observed is what an experiment would find. Where the
 * treatment never prevents the outcome and an experiment is known, all three are known.
 *
 * <p>Tian, J. &amp; Pearl, J. (2000). Probabilities of causation: bounds and identification. Annals of Mathematics and
 * Artificial Intelligence 28, 287-313, doi:10.1023/A:1018912507879.
 *
 * @param evidence what is known
 * @param monotone whether the treatment never prevents the outcome
 */
public record CausationBounds(Evidence evidence, boolean monotone) {
    private static final double ROUNDING = 1e-9;

    /** What is known of treatment and outcome. */
    public enum Evidence {
        /** Their distribution as they are; they may have common causes. */
        OBSERVATION("observation"),
        /** The distribution of the outcome for each level of the treatment when it is set. */
        EXPERIMENT("experiment"),
        /** Both of these. */
        BOTH("observation and experiment"),
        /** Their distribution as they are, and that they have no common causes. */
        UNCONFOUNDED("observation without confounding");

        private final String words;

        Evidence(String words) {
            this.words = words;
        }
    }

    /** From observation alone, without assumption. */
    public static CausationBounds withDefaults() {
        return new CausationBounds(Evidence.OBSERVATION, false);
    }

    public CausationBounds evidence(Evidence newEvidence) {
        return new CausationBounds(newEvidence, monotone);
    }

    public CausationBounds monotone(boolean newMonotone) {
        return new CausationBounds(evidence, newMonotone);
    }

    /**
     * The bounds.
     *
     * @param source the joint distribution of treatment and outcome, and that of the outcome when the treatment is set,
     *     as far as the evidence has them
     * @throws CausalException if the evidence says nothing about the question, or it contradicts itself or monotonicity
     */
    public Bounds bound(ProbabilityOfCausation query, Distributions source) {
        for (String name : List.of(query.treatment(), query.outcome()))
            if (!source.levels(name).equals(List.of("0", "1")))
                throw new CausalException("Probabilities of causation are for the levels 0 and 1; " + name + " has "
                        + String.join(", ", source.levels(name)));
        if (evidence == Evidence.EXPERIMENT && query.kind() != ProbabilityOfCausation.Kind.NECESSARY_AND_SUFFICIENT)
            throw new CausalException("An experiment alone does not say who would have had the treatment, so that "
                    + query.text() + " has no bounds but 0 and 1; give both kinds of evidence");
        Letters letters = new Letters(query.treatment(), query.outcome());
        if (evidence == Evidence.BOTH) letters.requireConsistent(source);
        Bounds.Formulas formulas = letters.formulas(query.kind(), evidence, monotone);
        List<String> assumptions = new ArrayList<>(List.of(evidence.words));
        if (monotone) assumptions.add(query.treatment() + " never prevents " + query.outcome());
        return Bounds.of(query, formulas, assumptions, source);
    }

    /** The probabilities that the formulas are made of. */
    private record Letters(String treatment, String outcome) {

        private Term x(int level) {
            return Term.of(treatment, new Level("" + level));
        }

        private Term y(int level) {
            return Term.of(outcome, new Level("" + level));
        }

        private static Expression p(Term... events) {
            return new Probability(Domain.target(), new TreeSet<>(List.of(events)), new TreeSet<>());
        }

        /** That the outcome is 1 when the treatment is set; without confounding, among those who have it. */
        private Expression set(int level, boolean unconfounded) {
            return unconfounded
                    ? new Probability(Domain.target(), new TreeSet<>(List.of(y(1))), new TreeSet<>(List.of(x(level))))
                    : p(y(1).in(Map.of(treatment, new Level("" + level))));
        }

        Bounds.Formulas formulas(ProbabilityOfCausation.Kind kind, Evidence evidence, boolean monotone) {
            if (kind == ProbabilityOfCausation.Kind.NECESSARY_AND_SUFFICIENT) return pns(evidence, monotone);
            boolean necessary = kind == ProbabilityOfCausation.Kind.NECESSARY;
            if (evidence == Evidence.OBSERVATION) return new Bounds.Formulas(new Constant(0), new Constant(1));
            boolean unconfounded = evidence == Evidence.UNCONFOUNDED;
            Expression with = set(1, unconfounded);
            Expression without = set(0, unconfounded);
            // PN: P(y) − P(y_x') and P(y'_x') − P(x', y'); PS: P(y_x) − P(y) and P(y_x) − P(x, y); all over the cases.
            // Without confounding they are PNS over P(y | x) and P(y' | x').
            Expression cases = necessary ? p(x(1), y(1)) : p(x(0), y(0));
            Expression low = necessary ? sum(List.of(p(y(1))), List.of(without)) : sum(List.of(with), List.of(p(y(1))));
            Expression high = necessary
                    ? sum(List.of(Constant.one()), List.of(without, p(x(0), y(0))))
                    : sum(List.of(with), List.of(p(x(1), y(1))));
            if (unconfounded) {
                Expression spared = sum(List.of(Constant.one()), List.of(without));
                cases = necessary ? with : spared;
                low = sum(List.of(with), List.of(without));
                high = necessary ? spared : with;
            }
            Expression least = new Fraction(largest(new Constant(0), low), cases);
            Expression most = new Fraction(smallest(cases, high), cases);
            return monotone ? new Bounds.Formulas(least, new Fraction(low, cases)) : new Bounds.Formulas(least, most);
        }

        private Bounds.Formulas pns(Evidence evidence, boolean monotone) {
            Expression same = sum(List.of(p(x(1), y(1)), p(x(0), y(0))), List.of());
            if (evidence == Evidence.OBSERVATION) return new Bounds.Formulas(new Constant(0), same);
            boolean unconfounded = evidence == Evidence.UNCONFOUNDED;
            Expression with = set(1, unconfounded);
            Expression without = set(0, unconfounded);
            Expression effect = sum(List.of(with), List.of(without));
            List<Expression> low = new ArrayList<>(List.of(new Constant(0), effect));
            List<Expression> high = new ArrayList<>(List.of(with, sum(List.of(Constant.one()), List.of(without))));
            if (evidence == Evidence.BOTH) {
                low.add(sum(List.of(p(y(1))), List.of(without)));
                low.add(sum(List.of(with), List.of(p(y(1)))));
                high.add(same);
                high.add(sum(List.of(with, p(x(1), y(0)), p(x(0), y(1))), List.of(without)));
            }
            Expression least = new Extreme(Extreme.End.LARGEST, low);
            return new Bounds.Formulas(least, monotone ? effect : new Extreme(Extreme.End.SMALLEST, high));
        }

        private static Expression largest(Expression... candidates) {
            return new Extreme(Extreme.End.LARGEST, Arrays.asList(candidates));
        }

        private static Expression smallest(Expression... candidates) {
            return new Extreme(Extreme.End.SMALLEST, Arrays.asList(candidates));
        }

        private static Expression sum(List<Expression> added, List<Expression> taken) {
            List<WeightedSum.Part> parts = new ArrayList<>();
            added.forEach(each -> parts.add(new WeightedSum.Part(1, each)));
            taken.forEach(each -> parts.add(new WeightedSum.Part(-1, each)));
            return new WeightedSum(parts);
        }

        /** That an experiment finds each level of the outcome at least as often as those who chose the treatment had it. */
        void requireConsistent(Distributions source) {
            for (int level = 0; level < 2; level++) {
                double found = set(level, false).evaluate(source, Map.of());
                double least = p(x(level), y(1)).evaluate(source, Map.of());
                double most = 1 - p(x(level), y(0)).evaluate(source, Map.of());
                if (found < least - ROUNDING || found > most + ROUNDING)
                    throw new CausalException(String.format(
                            Locale.ROOT,
                            "Experiment and observation contradict each other: P(%s = 1 | do(%s = %d)) is %.4f, and what"
                                    + " is observed leaves only %.4f to %.4f. They are of different populations",
                            outcome,
                            treatment,
                            level,
                            found,
                            least,
                            most));
            }
        }
    }
}
