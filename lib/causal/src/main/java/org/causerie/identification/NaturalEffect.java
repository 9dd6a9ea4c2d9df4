// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.causerie.CausalException;

/**
 * The part of an average effect that does not, or that does, go through mediators (Pearl, 2001).
 *
 * <p>Direct: \(E[Y_{x, M_{x'}} - Y_{x'}]\), the treatment changes while every mediator keeps the value it has without
 * the change. Indirect: \(E[Y_{x', M_{x}} - Y_{x'}]\), the treatment stays while the mediators change as if it had not.
 *
 * <p>Reference: J. Pearl, "Direct and indirect effects", UAI 2001.
 *
 * @param route which part
 * @param treatment the variable intervened on
 * @param active the level whose effect it is
 * @param baseline the level that it is compared with
 * @param mediators the variables in between; not empty
 * @param outcome the variable the effect is on
 */
public record NaturalEffect(
        Route route, String treatment, String active, String baseline, SortedSet<String> mediators, String outcome)
        implements Query {

    /** Which way an effect goes. */
    public enum Route {
        /** Past the mediators. */
        DIRECT,
        /** Through the mediators. */
        INDIRECT
    }

    public NaturalEffect {
        mediators = Collections.unmodifiableSortedSet(new TreeSet<>(mediators));
        Names.requireDistinct(treatment, outcome);
        if (mediators.isEmpty()) throw new CausalException("A natural effect needs at least one mediator");
        if (mediators.contains(treatment) || mediators.contains(outcome))
            throw new CausalException("A mediator is neither the treatment nor the outcome; given "
                    + String.join(", ", mediators) + " between " + treatment + " and " + outcome);
        if (active.equals(baseline))
            throw new CausalException("An effect compares two levels of " + treatment + "; both are " + active);
    }

    /** The level of the treatment in the outcome's own world, whatever the mediators do. */
    private String own() {
        return route == Route.DIRECT ? active : baseline;
    }

    /** The level of the treatment in the world from which the mediators are. */
    private String carried() {
        return route == Route.DIRECT ? baseline : active;
    }

    /** The mean under the crossed worlds less the mean at the baseline, nested counterfactuals written out. */
    @Override
    public WeightedSum asExpression() {
        SortedMap<String, Value> world = new TreeMap<>(Map.of(treatment, new Level(own())));
        SortedSet<Term> events = new TreeSet<>();
        for (String mediator : mediators) {
            world.put(mediator, Symbol.of(mediator));
            events.add(Term.of(mediator).in(Map.of(treatment, new Level(carried()))));
        }
        events.add(Term.of(outcome).in(world));
        Expression crossed = Sum.over(mediators, new Probability(Domain.target(), events, new TreeSet<>()));
        return WeightedSum.difference(
                new Expectation(Symbol.of(outcome), crossed),
                MeanOutcome.of(outcome, Map.of(treatment, baseline)).asExpression());
    }

    @Override
    public NaturalEffect renamed(UnaryOperator<String> names) {
        return new NaturalEffect(
                route, names.apply(treatment), active, baseline, Names.renamed(mediators, names), names.apply(outcome));
    }

    @Override
    public String text() {
        String y = Names.variable(outcome);
        String nested = mediators.stream()
                .map(name -> ", " + Names.variable(name) + "(" + Names.settings(Map.of(treatment, carried())) + ")")
                .collect(Collectors.joining());
        return "E[" + y + "(" + Names.settings(Map.of(treatment, own())) + nested + ") - " + y + "("
                + Names.settings(Map.of(treatment, baseline)) + ")]";
    }

    @Override
    public Optional<String> latex() {
        String y = Latex.name(outcome);
        String nested = mediators.stream()
                .map(name -> ", " + Latex.name(name) + "_{" + Names.latexSettings(Map.of(treatment, carried())) + "}")
                .collect(Collectors.joining());
        return Optional.of("\\mathbb{E}\\left[" + y + "_{" + Names.latexSettings(Map.of(treatment, own())) + nested
                + "} - " + y + "_{" + Names.latexSettings(Map.of(treatment, baseline)) + "}\\right]");
    }

    @Override
    public String toString() {
        return text();
    }
}
