// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.Seed;

/**
 * Counterfactuals in three steps (Pearl, <i>Causality</i>, 2009, theorem 7.1.7): find the noises that the evidence
 * speaks for (abduction), change the mechanisms (action), solve the changed model for those noises (prediction).
 *
 * <p>The answer is
 * <ul>
 *   <li>exact for models of levels, with any evidence, by variable elimination in the twin network; it rests on the
 *       {@link Coupling}, and {@link Counterfactual#bounds} says what holds without one;
 *   <li>a single value where the evidence is complete and every mechanism that can have changed is invertible in its
 *       noise ({@link Linear}, {@link Additive}, {@link Monotone}, {@link Equation} with an inverse);
 *   <li>exact for linear-Gaussian models with partial evidence, under {@code set} and {@code shift};
 *   <li>otherwise by draws of the noises, each weighted by the likelihood of the evidence. The noise of a level among
 *       numbers is then a race of Gumbel noises under {@link Coupling#GUMBEL_MAX}, and is else read by the inverse
 *       distribution function.
 * </ul>
 *
 * <p>A mechanism that an intervention draws afresh or replaces brings a noise of its own, independent of the case.
 *
 * @param coupling how the noise of a probability table ties its rows together; {@link Coupling#INVERSE_CDF} by default.
 *     Data cannot settle it: compare both, and the bounds
 * @param draws the number of draws where draws are needed, at least 100; 20,000 by default
 * @param seed the source of randomness where draws are needed
 */
public record Abduction(Coupling coupling, int draws, Seed seed) {

    public Abduction {
        if (draws < 100)
            throw new CausalException("A counterfactual by draws needs at least 100; " + draws + " was given");
    }

    public static Abduction withDefaults() {
        return new Abduction(Coupling.INVERSE_CDF, 20_000, Seed.of(0));
    }

    public Abduction coupling(Coupling newCoupling) {
        return new Abduction(newCoupling, draws, seed);
    }

    public Abduction draws(int newDraws) {
        return new Abduction(coupling, newDraws, seed);
    }

    public Abduction seed(Seed newSeed) {
        return new Abduction(coupling, draws, newSeed);
    }

    /**
     * What would have been for a case.
     *
     * @param evidence numbers or level names by variable; as much or as little as is known
     * @throws CausalException if a variable or value is unknown, the evidence has probability 0, or a mechanism that
     *     must be inverted cannot be
     */
    public Counterfactual predict(Scm model, Map<String, ?> evidence, Intervention... interventions) {
        Map<Integer, Double> given = model.codes(evidence);
        Scm other = model.intervene(interventions);
        if (given.isEmpty()) HiddenCauses.requireDrawable(other);
        else HiddenCauses.requireSettled(model, given);
        BitSet touched = new BitSet();
        BitSet fresh = new BitSet();
        BitSet chance = new BitSet();
        for (Intervention intervention : interventions) {
            int v = model.graph().index(intervention.variable());
            touched.set(v);
            fresh.set(v, !(intervention instanceof Intervention.Shift));
            boolean settled = intervention instanceof Intervention.Hold || intervention instanceof Intervention.Policy;
            chance.set(v, fresh.get(v) && !settled && other.mechanism(v).noise().variance() > 0);
        }
        Case asked = new Case(model, other, given, fresh, chance, model.graph().descendants(touched));
        if (asked.discrete()) return new DiscreteAbduction(asked, coupling).predict(interventions);
        if (asked.gaussian()) return asked.gaussianPrediction(interventions);
        return WeightedAbduction.of(asked, this).predict(interventions);
    }

    /**
     * Several worlds at once for a case, worlds that feed one another included; without evidence, for any case.
     *
     * <p>In a model of levels the joint distribution is exact, by variable elimination over the nodes of all worlds: its
     * time and memory grow exponentially with the largest number of levels and parents' levels that must be looked at
     * together. Otherwise it is a single value where the evidence is complete and settles every noise, or by draws.
     *
     * @param outcomes one or more variables, each in a world of its own
     * @throws CausalException as for one world, or if no outcome is given
     */
    public PotentialOutcomes predict(Scm model, Map<String, ?> evidence, List<PotentialOutcome> outcomes) {
        if (outcomes.isEmpty())
            throw new CausalException("Name at least one outcome, as in PotentialOutcome.of(\"Y\"); none was given");
        List<PotentialOutcome> distinct = outcomes.stream().distinct().toList();
        Map<Integer, Double> given = model.codes(evidence);
        HiddenCauses.requireSettled(model, given);
        ParallelWorlds worlds = new ParallelWorlds(model, distinct);
        Case asked = new Case(model, model, given, new BitSet(), worlds.chance(), worlds.imagined());
        if (!worlds.discrete()) return WeightedAbduction.of(asked, this).predict(worlds, distinct);
        List<Variable> named = new ArrayList<>();
        for (int k = 0; k < distinct.size(); k++)
            named.add(model.variable(worlds.node(worlds.outcomes()[k]).variable())
                    .named(distinct.get(k).text()));
        ProbabilityTable joint = new ProbabilityTable(named, new DiscreteWorlds(worlds, coupling).joint(given));
        Map<PotentialOutcome, Distribution> found = new LinkedHashMap<>();
        for (int k = 0; k < distinct.size(); k++)
            found.put(distinct.get(k), joint.marginal(named.get(k).name()));
        return new PotentialOutcomes(
                asked.evidence(),
                found,
                Optional.of(joint),
                Counterfactual.Method.EXACT,
                worlds.imagined().isEmpty() ? Optional.empty() : Optional.of(coupling));
    }

    /**
     * A question about a case.
     *
     * @param actual the model of what happened
     * @param other the model of what would have
     * @param given the evidence: values by position
     * @param fresh the variables that an intervention changes and that do not keep their noise
     * @param chance those of them that are left to chance
     * @param copied the variables that can differ: those changed and all that comes after them
     */
    record Case(Scm actual, Scm other, Map<Integer, Double> given, BitSet fresh, BitSet chance, BitSet copied) {

        boolean discrete() {
            return actual.isDiscrete() && other.isDiscrete();
        }

        /** Whether the evidence and the interventions settle everything. */
        boolean certain() {
            return given.size() == actual.size()
                    && chance.isEmpty()
                    && copied.stream()
                            .allMatch(v -> fresh.get(v) || actual.bound(v).invertible());
        }

        boolean gaussian() {
            boolean partial = given.size() < actual.size();
            boolean held =
                    fresh.stream().allMatch(v -> other.mechanism(v).noise().variance() == 0);
            return partial
                    && held
                    && actual.isLinear()
                    && other.isLinear()
                    && actual.linear().gaussian();
        }

        /** The evidence by variable. */
        Map<Variable, Double> evidence() {
            Map<Variable, Double> evidence = new LinkedHashMap<>();
            given.forEach((v, code) -> evidence.put(actual.variable(v), code));
            return evidence;
        }

        Counterfactual gaussianPrediction(Intervention... interventions) {
            LinearForm form = other.linear();
            LinearForm.Posterior posterior = actual.linear().posterior(given);
            double[] without = new double[actual.size()];
            fresh.stream().forEach(v -> without[v] = 1);
            Map<String, Distribution> found = new LinkedHashMap<>();
            for (int v = 0; v < actual.size(); v++)
                found.put(
                        actual.variable(v).name(),
                        posterior.of(actual.variable(v), form.effectsOn(v), without, form.intercepts()));
            return result(found, Counterfactual.Method.GAUSSIAN, Optional.empty(), Map.of(), interventions);
        }

        Counterfactual result(
                Map<String, Distribution> found,
                Counterfactual.Method method,
                Optional<Coupling> coupling,
                Map<String, List<Counterfactual.Bounds>> bounds,
                Intervention... interventions) {
            List<String> changed = Arrays.stream(actual.order())
                    .filter(copied::get)
                    .mapToObj(v -> actual.variable(v).name())
                    .toList();
            return new Counterfactual(evidence(), List.of(interventions), found, changed, method, coupling, bounds);
        }
    }
}
