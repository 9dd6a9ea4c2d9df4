// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.Seed;

/**
 * Counterfactuals by draws: unobserved noises from their distributions, observed ones solved for, each draw weighted by
 * the likelihood of the evidence.
 */
record WeightedAbduction(Abduction.Case asked, Coupling coupling, int draws, Seed seed) {

    /**
     * With as many draws as given, or one where nothing is left to chance. Tables are coupled by Gumbel-max if so asked,
     * else by inverse distribution functions.
     */
    static WeightedAbduction of(Abduction.Case asked, Abduction settings) {
        return new WeightedAbduction(
                asked,
                settings.coupling() == Coupling.GUMBEL_MAX ? Coupling.GUMBEL_MAX : Coupling.INVERSE_CDF,
                asked.certain() ? 1 : settings.draws(),
                settings.seed());
    }

    Counterfactual predict(Intervention... interventions) {
        Drawn drawn = abduct();
        double[][] other = predict(drawn.noise(), drawn.values());
        Map<String, Distribution> found = new LinkedHashMap<>();
        for (int v = 0; v < other.length; v++) {
            Variable variable = asked.actual().variable(v);
            found.put(variable.name(), distribution(variable, other[v], drawn.weights()));
        }
        BitSet shared = (BitSet) asked.copied().clone();
        shared.andNot(asked.fresh());
        return asked.result(found, method(), coupling(shared), Map.of(), interventions);
    }

    /** Outcomes in several worlds. */
    PotentialOutcomes predict(ParallelWorlds worlds, List<PotentialOutcome> outcomes) {
        Drawn drawn = abduct();
        double[][] values = new DrawnWorlds(worlds, this).solve(drawn.noise(), drawn.values());
        Map<PotentialOutcome, Distribution> found = new LinkedHashMap<>();
        for (int k = 0; k < outcomes.size(); k++) {
            int number = worlds.outcomes()[k];
            Variable variable = asked.actual().variable(worlds.node(number).variable());
            found.put(
                    outcomes.get(k),
                    distribution(variable.named(outcomes.get(k).text()), values[number], drawn.weights()));
        }
        return new PotentialOutcomes(asked.evidence(), found, Optional.empty(), method(), coupling(worlds.imagined()));
    }

    private Counterfactual.Method method() {
        return asked.certain() ? Counterfactual.Method.POINT : Counterfactual.Method.WEIGHTED_DRAWS;
    }

    private Optional<Coupling> coupling(BitSet shared) {
        return shared.stream().anyMatch(v -> asked.actual().variable(v).categorical())
                ? Optional.of(coupling)
                : Optional.empty();
    }

    /**
     * What the evidence speaks for.
     *
     * @param noise the noises that are needed, {@code [variable][draw]}
     * @param values the values of the world as it is, {@code [variable][draw]}
     * @param weights one per draw, summing to 1
     */
    record Drawn(double[][] noise, double[][] values, double[] weights) {}

    private Drawn abduct() {
        double[][] noise = new double[asked.actual().size()][];
        double[][] values = new double[noise.length][];
        double[] logWeight = new double[draws];
        abduct(noise, values, logWeight);
        return new Drawn(noise, values, weights(logWeight));
    }

    /** A mechanism as it acts on a noise that several worlds share. */
    Bound shared(Bound bound) {
        return coupling == Coupling.GUMBEL_MAX && bound instanceof Bound.Drawn drawn ? new Bound.Raced(drawn) : bound;
    }

    /** Fills in noise, values and log-weights of what happened, causes first. */
    private void abduct(double[][] noise, double[][] values, double[] logWeight) {
        Scm model = asked.actual();
        boolean[] settled = new boolean[model.size()];
        for (int v : model.order()) {
            Progress.checkpoint();
            double[][] parents = Scm.columns(values, model.parents(v));
            boolean parentsSettled = Arrays.stream(model.parents(v)).allMatch(parent -> settled[parent]);
            Double seen = asked.given().get(v);
            if (seen == null) {
                Bound bound = shared(model.bound(v));
                noise[v] = bound instanceof Bound.Raced raced
                        ? raced.noise(
                                draws, seed.split(model.variable(v).name()).random())
                        : model.noise(v, draws, seed);
                values[v] = bound.values(parents, noise[v]);
                settled[v] = parentsSettled && model.mechanism(v).noise().variance() == 0;
                continue;
            }
            settled[v] = true;
            values[v] = new double[draws];
            Arrays.fill(values[v], seen);
            if (parentsSettled) requirePossible(v, parents, seen);
            boolean needed = asked.copied().get(v) && !asked.fresh().get(v);
            if (!needed && parentsSettled) continue;
            RandomGenerator random =
                    seed.split("abduction").split(model.variable(v).name()).random();
            noise[v] = shared(model.bound(v))
                    .abduct(parents, draws, seen, random, parentsSettled ? Optional.empty() : Optional.of(logWeight));
        }
    }

    /** The values of what would have happened. */
    private double[][] predict(double[][] noise, double[][] values) {
        Scm other = asked.other();
        double[][] predicted = new double[values.length][];
        for (int v : other.order()) {
            Progress.checkpoint();
            double[][] parents = Scm.columns(predicted, other.parents(v));
            if (!asked.copied().get(v)) predicted[v] = values[v];
            else if (asked.fresh().get(v)) predicted[v] = other.bound(v).values(parents, other.noise(v, draws, seed));
            else predicted[v] = shared(other.bound(v)).values(parents, noise[v]);
        }
        return predicted;
    }

    /** A variable without noise can only have the value that its parents give it, a level only one that can occur. */
    private void requirePossible(int v, double[][] parents, double seen) {
        Scm model = asked.actual();
        Noise distribution = model.mechanism(v).noise();
        if (model.bound(v) instanceof Bound.Drawn drawn) {
            drawn.abduct(parents, 1, seen, seed.random(), Optional.empty());
        } else if (distribution.variance() == 0) {
            double only = model.bound(v).values(parents, new double[] {distribution.mean()})[0];
            if (Math.abs(only - seen) > 1e-9 * (1 + Math.abs(only)))
                throw new CausalException(
                        "The evidence is impossible: " + model.variable(v).name() + " = " + Numbers.text(seen)
                                + ", but without noise the model gives it " + Numbers.text(only));
        }
    }

    private double[] weights(double[] logWeight) {
        double top = Arrays.stream(logWeight).max().orElse(0);
        if (top == Double.NEGATIVE_INFINITY || Double.isNaN(top))
            throw new CausalException(
                    "None of " + draws + " draws explains the evidence; check its values, or give more"
                            + " draws with Abduction.withDefaults().draws(...)");
        double[] weights =
                Arrays.stream(logWeight).map(log -> Math.exp(log - top)).toArray();
        double sum = Arrays.stream(weights).sum();
        double squares = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
            squares += weights[i] * weights[i];
        }
        if (draws > 1 && 1 / squares < 30)
            throw new CausalException(String.format(
                    Locale.ROOT,
                    "The evidence is so unlikely that %d draws count for only %.1f; give more draws with"
                            + " Abduction.withDefaults().draws(...), or more of the evidence",
                    draws,
                    1 / squares));
        return weights;
    }

    private static Distribution distribution(Variable variable, double[] values, double[] weights) {
        if (variable.categorical()) {
            double[] sums = new double[variable.levels().size()];
            for (int row = 0; row < values.length; row++) sums[(int) values[row]] += weights[row];
            return new LevelDistribution(variable, Arrays.stream(sums).boxed().toList());
        }
        double first = values[0];
        return Arrays.stream(values).allMatch(value -> value == first)
                ? new GaussianDistribution(variable, first, 0)
                : new DrawnDistribution(variable, values, weights);
    }
}
