// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The exact joint distribution of outcomes in several worlds of a model of levels, by variable elimination.
 *
 * <p>The nodes of one variable that share its noise have one table: the probability that the noise gives each its level
 * on its row, read off the {@link Coupling}.
 */
record DiscreteWorlds(ParallelWorlds worlds, Coupling coupling) {

    /** The joint distribution of the outcomes given the evidence, the last outcome fastest. */
    double[] joint(Map<Integer, Double> given) {
        int[] distinct = Arrays.stream(worlds.outcomes()).distinct().toArray();
        BitSet wanted = new BitSet();
        for (int node : distinct) wanted.set(node);
        given.keySet().forEach(wanted::set);
        BitSet needed = worlds.ancestors(wanted);
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        List<Factor> factors = new ArrayList<>();
        needed.stream().forEach(number -> {
            ParallelWorlds.Node node = worlds.node(number);
            if (node.shared())
                groups.computeIfAbsent(node.variable(), v -> new ArrayList<>()).add(number);
            else factors.add(table(number));
        });
        groups.values().forEach(group -> factors.add(shared(group)));
        int[] cards = Arrays.stream(distinct).map(this::levels).toArray();
        double[] cells = DiscreteModel.normalised(
                Factor.sum(DiscreteModel.observe(factors, given, distinct, worlds.model()), distinct, cards),
                given,
                worlds.model());
        return spread(cells, distinct, cards);
    }

    /** The cells with outcomes that are one node standing apart again: they agree. */
    private double[] spread(double[] cells, int[] distinct, int[] cards) {
        int[] asked = worlds.outcomes();
        if (asked.length == distinct.length) return cells;
        int[] askedCards = Arrays.stream(asked).map(this::levels).toArray();
        double[] wide = new double[Arrays.stream(askedCards).reduce(1, Math::multiplyExact)];
        int[] at = new int[distinct.length];
        for (double cell : cells) {
            int position = 0;
            for (int k = 0; k < asked.length; k++) {
                int outcome = asked[k];
                int place = 0;
                while (distinct[place] != outcome) place++;
                position = position * askedCards[k] + at[place];
            }
            wide[position] = cell;
            for (int i = at.length - 1; i >= 0; i--) {
                if (++at[i] < cards[i]) break;
                at[i] = 0;
            }
        }
        return wide;
    }

    /** The table of one node with a noise of its own. */
    private Factor table(int number) {
        double[][] cumulative = cumulative(number);
        int[] scope = scope(List.of(number));
        return Factor.of(scope, cards(scope), at -> {
            int level = at[position(scope, number)];
            double[] row = cumulative[row(number, scope, at)];
            return row[level] - (level == 0 ? 0 : row[level - 1]);
        });
    }

    /** The joint table of nodes that share a noise. */
    private Factor shared(List<Integer> group) {
        double[][] cumulative = cumulative(group.get(0));
        int[] scope = scope(group);
        int[] rows = new int[group.size()];
        int[] levels = new int[group.size()];
        return Factor.of(scope, cards(scope), at -> {
            for (int w = 0; w < rows.length; w++) {
                rows[w] = row(group.get(w), scope, at);
                levels[w] = at[position(scope, group.get(w))];
            }
            return coupling.joint(cumulative, rows, levels);
        });
    }

    private double[][] cumulative(int number) {
        ParallelWorlds.Node node = worlds.node(number);
        if (node.changed().isEmpty()) return worlds.model().table(node.variable());
        return ((Bound.Drawn) worlds.bound(number)).table().orElseThrow();
    }

    private int[] scope(List<Integer> group) {
        TreeSet<Integer> ids = new TreeSet<>(group);
        for (int number : group) ids.addAll(worlds.node(number).parents());
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    private int[] cards(int[] scope) {
        return Arrays.stream(scope).map(this::levels).toArray();
    }

    private int row(int number, int[] scope, int[] at) {
        int row = 0;
        for (int parent : worlds.node(number).parents()) row = row * levels(parent) + at[position(scope, parent)];
        return row;
    }

    private int levels(int number) {
        return worlds.model().variable(worlds.node(number).variable()).levels().size();
    }

    private static int position(int[] scope, int number) {
        return Arrays.binarySearch(scope, number);
    }
}
