// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.causerie.CausalException;

/** Exact probabilities of a model of levels, by variable elimination over the ancestors of what is asked. */
record DiscreteModel(Scm scm) {

    static DiscreteModel of(Scm scm) {
        return new DiscreteModel(scm);
    }

    /** The distribution of one variable given others. */
    double[] marginal(int variable, Map<Integer, Double> given) {
        return joint(new int[] {variable}, given);
    }

    /** The joint distribution of variables given others, the last asked fastest. */
    double[] joint(int[] asked, Map<Integer, Double> given) {
        BitSet wanted = new BitSet();
        for (int v : asked) {
            if (wanted.get(v))
                throw new CausalException("Variable " + scm.variable(v).name() + " is asked for twice; name each once");
            wanted.set(v);
        }
        given.keySet().forEach(wanted::set);
        List<Factor> factors = new ArrayList<>();
        scm.graph().ancestors(wanted).stream().forEach(v -> factors.add(table(scm, v, IntUnaryOperator.identity())));
        int[] cards = cards(scm, asked);
        return normalised(Factor.sum(observe(factors, given, asked, scm), asked, cards), given, scm);
    }

    /** The table of a variable as a factor over its parents and itself, each under the number that {@code id} gives. */
    static Factor table(Scm scm, int v, IntUnaryOperator id) {
        double[][] cumulative = scm.table(v);
        int[] parents = scm.parents(v);
        int[] scope = new int[parents.length + 1];
        for (int p = 0; p < parents.length; p++) scope[p] = id.applyAsInt(parents[p]);
        scope[parents.length] = id.applyAsInt(v);
        int[] cards = Arrays.copyOf(cards(scm, parents), scope.length);
        cards[parents.length] = scm.variable(v).levels().size();
        return Factor.of(scope, cards, at -> {
            int row = 0;
            for (int p = 0; p < parents.length; p++) row = row * cards[p] + at[p];
            int level = at[parents.length];
            return cumulative[row][level] - (level == 0 ? 0 : cumulative[row][level - 1]);
        });
    }

    /** The factors with the evidence put in; a variable that is asked for keeps its place in their scopes. */
    static List<Factor> observe(List<Factor> factors, Map<Integer, Double> given, int[] asked, Scm scm) {
        List<Factor> seen = new ArrayList<>(factors);
        given.forEach((v, code) -> {
            int level = code.intValue();
            if (IntStream.of(asked).anyMatch(other -> other == v))
                seen.add(Factor.of(new int[] {v}, cards(scm, new int[] {v}), at -> at[0] == level ? 1 : 0));
            else seen.replaceAll(factor -> factor.at(v, level));
        });
        return seen;
    }

    static int[] cards(Scm scm, int[] variables) {
        return Arrays.stream(variables)
                .map(v -> scm.variable(v).levels().size())
                .toArray();
    }

    /** The values scaled to sum to 1. */
    static double[] normalised(double[] values, Map<Integer, Double> given, Scm scm) {
        double sum = Arrays.stream(values).sum();
        if (!(sum > 0)) throw impossible(given, scm);
        return Arrays.stream(values).map(value -> value / sum).toArray();
    }

    static CausalException impossible(Map<Integer, Double> given, Scm scm) {
        List<String> shown = given.entrySet().stream()
                .map(entry -> scm.variable(entry.getKey()).name() + " = "
                        + scm.variable(entry.getKey()).show(entry.getValue()))
                .toList();
        return new CausalException(
                "The evidence " + String.join(", ", shown) + " has probability 0 under the model; check its values");
    }
}
