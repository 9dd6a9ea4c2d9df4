// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.causerie.Progress;

/**
 * Bounds of counterfactual probabilities over every coupling of a model of levels.
 *
 * <p>For a case with level <i>v</i> on the row of its parents, the chance of level <i>v'</i> on another row may be
 * any distribution whose part at <i>v'</i> is at most \(P(v' | pa') / P(v | pa)\): the two rows can share no more than
 * either holds. The bounds let each variable that can change choose within this, in causal order and to the best of one
 * level of the outcome; for one binary variable they are those of Tian and Pearl (2000). Averaged over the cases that
 * the evidence allows.
 */
record CounterfactualBounds(Abduction.Case asked) {
    private static final double LARGEST = 2_000_000;

    /** Bounds of every level of every variable that can have changed, unless the enumeration would be too long. */
    Map<String, List<Counterfactual.Bounds>> all() {
        Scm actual = asked.actual();
        int[] changing = Arrays.stream(actual.order())
                .filter(asked.copied()::get)
                .filter(v -> !asked.fresh().get(v))
                .toArray();
        double work = changing.length;
        for (int v = 0; v < actual.size(); v++) {
            int levels = actual.variable(v).levels().size();
            if (!asked.given().containsKey(v)) work *= levels;
            if (asked.copied().get(v)) work *= levels;
        }
        if (work > LARGEST) return Map.of();
        Map<String, List<Counterfactual.Bounds>> bounds = new LinkedHashMap<>();
        for (int v : changing) {
            List<Counterfactual.Bounds> levels = new ArrayList<>();
            for (int level = 0; level < actual.variable(v).levels().size(); level++)
                levels.add(new Counterfactual.Bounds(extreme(v, level, false), extreme(v, level, true)));
            bounds.put(actual.variable(v).name(), List.copyOf(levels));
        }
        return bounds;
    }

    private double extreme(int target, int level, boolean largest) {
        double[] sums = new double[2];
        Progress.checkpoint();
        actualWorlds(0, new int[asked.actual().size()], 1, target, level, largest, sums);
        return Math.min(1, Math.max(0, sums[0] / sums[1]));
    }

    /** Adds up, over the worlds that the evidence allows, the extreme and the probability. */
    private void actualWorlds(
            int depth, int[] world, double probability, int target, int level, boolean largest, double[] sums) {
        if (probability == 0) return;
        int[] order = asked.actual().order();
        if (depth == order.length) {
            sums[0] += probability * otherWorlds(0, world, world.clone(), target, level, largest);
            sums[1] += probability;
            return;
        }
        int v = order[depth];
        double[] row = row(asked.actual(), v, world);
        for (int value = 0; value < row.length; value++) {
            Double seen = asked.given().get(v);
            if (seen != null && seen.intValue() != value) continue;
            world[v] = value;
            actualWorlds(depth + 1, world, probability * width(row, value), target, level, largest, sums);
        }
    }

    /** The extreme probability of the target's level, from this depth of the causal order on. */
    private double otherWorlds(int depth, int[] world, int[] other, int target, int level, boolean largest) {
        int v = asked.other().order()[depth];
        if (!asked.copied().get(v)) return otherWorlds(depth + 1, world, other, target, level, largest);
        double[] to = row(asked.other(), v, other);
        double[] reached = new double[to.length];
        for (int value = 0; value < to.length; value++) {
            other[v] = value;
            if (v == target) reached[value] = value == level ? 1 : 0;
            else reached[value] = otherWorlds(depth + 1, world, other, target, level, largest);
        }
        other[v] = world[v];
        if (asked.fresh().get(v)) {
            double mean = 0;
            for (int value = 0; value < to.length; value++) mean += width(to, value) * reached[value];
            return mean;
        }
        double[] from = row(asked.actual(), v, world);
        if (Arrays.equals(from, to) && sameParents(v, world, other)) return reached[world[v]];
        return allot(width(from, world[v]), to, reached, largest);
    }

    /** Shares out a probability among levels, none more than its row holds, the best or worst reached first. */
    private static double allot(double mass, double[] to, double[] reached, boolean largest) {
        Comparator<Integer> byReached = Comparator.comparingDouble(value -> reached[value]);
        List<Integer> preference = IntStream.range(0, to.length)
                .boxed()
                .sorted(largest ? byReached.reversed() : byReached)
                .toList();
        double left = mass;
        double sum = 0;
        for (int value : preference) {
            double part = Math.min(left, width(to, value));
            sum += part * reached[value];
            left -= part;
        }
        return sum / mass;
    }

    private boolean sameParents(int v, int[] world, int[] other) {
        return Arrays.stream(asked.actual().parents(v)).allMatch(parent -> world[parent] == other[parent]);
    }

    private static double[] row(Scm scm, int v, int[] world) {
        int row = 0;
        for (int parent : scm.parents(v))
            row = row * scm.variable(parent).levels().size() + world[parent];
        return scm.table(v)[row];
    }

    private static double width(double[] cumulative, int level) {
        return cumulative[level] - (level == 0 ? 0 : cumulative[level - 1]);
    }
}
