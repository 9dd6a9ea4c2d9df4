// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.CausalGraph;

/**
 * A causal question, free of any graph, data or method.
 *
 * <p>{@snippet :
 * Query.parse("P(y | do(x), z)");
 * Query.parse("E[Y | do(X = 1)] - E[Y | do(X = 0)]");        // the same as Query.ate("X", "Y")
 * Query.parse("P(y_x, y'_x')");
 * Query.nde("X", "Y", "M").asExpression();
 * }
 */
public sealed interface Query extends Displayable
        permits AverageTreatmentEffect,
                InterventionalDistribution,
                CounterfactualDistribution,
                MeanOutcome,
                MeanDifference,
                NaturalEffect,
                PathSpecificEffect,
                PolicyDistribution,
                PolicyMean,
                ProbabilityOfCausation {

    /**
     * The question as people and papers write it: {@code P(y | do(x), z)}, {@code P(Y = 1 | do(X = 1))}, {@code P(y_x,
     * y'_x' | z)}, {@code E[Y | do(X = 1), Z] - E[Y | do(X = 0), Z]}, {@code E[Y(X = 1) - Y(X = 0) | X = 1]}, {@code
     * E[Y(X = 1, M(X = 0)) - Y(X = 0)]}, {@code E[Y | do(X = 1 if Z = 1; else 0)]}, {@code PNS(X -> Y)}.
     *
     * <p>Names are taken as typed; those with other signs than letters, digits, dots, underscores and single spaces
     * stand in double quotes. A value that reads like its variable, as in {@code Y = y}, stands for any level. One
     * letter below another, {@code y_x}, is a variable in a world. What {@link #text()} writes reads as the same
     * question, in its plainest form: a difference that is an average effect as that.
     *
     * @throws CausalException with the place that cannot be read, and what is allowed
     */
    static Query parse(String text) {
        return QueryParser.parse(text);
    }

    /**
     * What the question means: a formula whose probabilities are of one world under an intervention, or of several.
     *
     * @throws CausalException if the meaning depends on a graph
     */
    Expression asExpression();

    /**
     * What the question means in a graph; the same in every graph, but for effects along paths.
     *
     * @throws CausalException if the graph is not of a type that gives the question a meaning
     */
    default Expression asExpression(CausalGraph graph) {
        return asExpression();
    }

    /** The same question about variables of other names. */
    Query renamed(UnaryOperator<String> names);

    /**
     * The same question in the graph's names: a name that only upper and lower case keep from one of them is taken for
     * it.
     *
     * @throws CausalException if a name is not that of a variable, with the nearest ones
     */
    default Query on(CausalGraph graph) {
        return renamed(name -> Names.resolved(name, graph.names()));
    }

    /** How much the outcome changes on average when the treatment is switched on for everyone. */
    static AverageTreatmentEffect ate(String treatment, String outcome) {
        return new AverageTreatmentEffect(treatment, outcome, Population.ALL);
    }

    /** How much the treatment changed the outcome, on average, for those who had it. */
    static AverageTreatmentEffect att(String treatment, String outcome) {
        return new AverageTreatmentEffect(treatment, outcome, Population.TREATED);
    }

    /** How much the treatment would change the outcome, on average, for those who did not have it. */
    static AverageTreatmentEffect atu(String treatment, String outcome) {
        return new AverageTreatmentEffect(treatment, outcome, Population.CONTROL);
    }

    /** The average effect of the treatment in each stratum of variables that it does not change. */
    static MeanDifference cate(String treatment, String outcome, String... strata) {
        return effect(outcome, Map.of(treatment, "1"), Map.of(treatment, "0")).given(strata);
    }

    /**
     * How much higher the mean outcome is with some variables held at certain levels than with others, or the same,
     * held at others: of several treatments at once, or between levels other than 0 and 1.
     */
    static MeanDifference effect(String outcome, Map<String, String> active, Map<String, String> baseline) {
        return new MeanDifference(MeanOutcome.of(outcome, active), MeanOutcome.of(outcome, baseline));
    }

    /** The controlled direct effect: of the treatment while mediators are held at these levels. */
    static MeanDifference cde(String treatment, String outcome, Map<String, String> mediators) {
        if (mediators.isEmpty() || mediators.containsKey(treatment))
            throw new CausalException("A controlled direct effect of " + treatment + " holds other variables at levels;"
                    + " given " + new TreeMap<>(mediators));
        Map<String, String> active = new TreeMap<>(mediators);
        Map<String, String> baseline = new TreeMap<>(mediators);
        active.put(treatment, "1");
        baseline.put(treatment, "0");
        return effect(outcome, active, baseline);
    }

    /** The natural direct effect: what the treatment does while the mediators are as without it. */
    static NaturalEffect nde(String treatment, String outcome, String... mediators) {
        return new NaturalEffect(
                NaturalEffect.Route.DIRECT, treatment, "1", "0", new TreeSet<>(List.of(mediators)), outcome);
    }

    /** The natural indirect effect: what the mediators do when they are as with the treatment. */
    static NaturalEffect nie(String treatment, String outcome, String... mediators) {
        return new NaturalEffect(
                NaturalEffect.Route.INDIRECT, treatment, "1", "0", new TreeSet<>(List.of(mediators)), outcome);
    }

    /** The probability that the outcome would not have been without the treatment, where both were. */
    static ProbabilityOfCausation pn(String treatment, String outcome) {
        return new ProbabilityOfCausation(ProbabilityOfCausation.Kind.NECESSARY, treatment, outcome);
    }

    /** The probability that the treatment would bring the outcome about, where neither was. */
    static ProbabilityOfCausation ps(String treatment, String outcome) {
        return new ProbabilityOfCausation(ProbabilityOfCausation.Kind.SUFFICIENT, treatment, outcome);
    }

    /** The probability that the outcome comes with the treatment and not without it. */
    static ProbabilityOfCausation pns(String treatment, String outcome) {
        return new ProbabilityOfCausation(ProbabilityOfCausation.Kind.NECESSARY_AND_SUFFICIENT, treatment, outcome);
    }
}
