// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * Two worlds of levels that share noise: what happened, and what would have (Balke and Pearl, 1994).
 *
 * <p>Variables that cannot differ between the worlds stand once. For one that can, and whose noise is shared, the noise
 * is summed out beforehand: what is left is a joint table of its two levels given the parents in both worlds, read off
 * the {@link Coupling}.
 *
 * @param actual the first world
 * @param other the second world: the same variables, some with changed mechanisms
 * @param copied the variables that stand twice; with a variable all its descendants
 * @param shared those of the copied whose noise, and mechanism, is the same in both worlds
 * @param coupling how shared noise ties levels together
 */
record TwinNetwork(Scm actual, Scm other, BitSet copied, BitSet shared, Coupling coupling) {

    /** The number of a variable in the second world. */
    int id(int v) {
        return copied.get(v) ? actual.size() + v : v;
    }

    /**
     * The joint distribution of one variable in the second world and, where asked, others in the first, given evidence
     * from the first.
     *
     * @param first variables of the first world that are asked for
     * @param second a variable of the second world
     * @return the last asked, which is {@code second}, fastest
     */
    double[] joint(int[] first, int second, Map<Integer, Double> given) {
        BitSet reached = new BitSet();
        reached.set(second);
        BitSet inOther = other.graph().ancestors(reached);
        BitSet inActual = (BitSet) inOther.clone();
        inActual.andNot(copied);
        for (int v : first) inActual.set(v);
        given.keySet().forEach(inActual::set);
        inActual = actual.graph().ancestors(inActual);
        inOther.and(copied);
        List<Factor> factors = new ArrayList<>();
        for (int v = 0; v < actual.size(); v++) {
            boolean both = inActual.get(v) && inOther.get(v);
            if (both && shared.get(v)) factors.add(pair(v));
            else {
                if (inActual.get(v)) factors.add(DiscreteModel.table(actual, v, IntUnaryOperator.identity()));
                if (inOther.get(v)) factors.add(DiscreteModel.table(other, v, this::id));
            }
        }
        int[] asked = Arrays.copyOf(first, first.length + 1);
        asked[first.length] = id(second);
        int[] cards = Arrays.copyOf(DiscreteModel.cards(actual, first), asked.length);
        cards[first.length] = actual.variable(second).levels().size();
        return DiscreteModel.normalised(
                Factor.sum(DiscreteModel.observe(factors, given, asked, actual), asked, cards), given, actual);
    }

    /** The table of a variable's level in both worlds given its parents in both. */
    private Factor pair(int v) {
        int[] parents = actual.parents(v);
        double[][] cumulative = actual.table(v);
        TreeSet<Integer> ids = new TreeSet<>(List.of(v, id(v)));
        for (int parent : parents) {
            ids.add(parent);
            ids.add(id(parent));
        }
        int[] scope = ids.stream().mapToInt(Integer::intValue).toArray();
        int[] variables = ids.stream().mapToInt(id -> id % actual.size()).toArray();
        int[] position = new int[2 * actual.size()];
        for (int i = 0; i < scope.length; i++) position[scope[i]] = i;
        return Factor.of(scope, DiscreteModel.cards(actual, variables), at -> {
            int row = 0;
            int otherRow = 0;
            for (int parent : parents) {
                int levels = actual.variable(parent).levels().size();
                row = row * levels + at[position[parent]];
                otherRow = otherRow * levels + at[position[id(parent)]];
            }
            return coupling.joint(
                    cumulative[row], at[position[v]], cumulative[otherRow], at[position[id(v)]], row == otherRow);
        });
    }
}
