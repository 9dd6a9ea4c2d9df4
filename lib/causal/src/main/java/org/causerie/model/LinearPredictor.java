// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.causerie.CausalException;

/**
 * A sum over parents: an intercept, a slope for each numeric parent, an effect for each level of a categorical one.
 *
 * @param intercept the value where every parent is 0 or at a level of effect 0
 * @param slopes the slope of each numeric (or binary, taken as 0 and 1) parent
 * @param levelEffects for each parent with levels, what each level adds, in the order of the levels
 */
public record LinearPredictor(
        double intercept, SortedMap<String, Double> slopes, SortedMap<String, List<Double>> levelEffects) {

    public LinearPredictor {
        slopes = Collections.unmodifiableSortedMap(new TreeMap<>(slopes));
        TreeMap<String, List<Double>> copy = new TreeMap<>();
        levelEffects.forEach((parent, effects) -> copy.put(parent, List.copyOf(effects)));
        levelEffects = Collections.unmodifiableSortedMap(copy);
        requireFinite("intercept", intercept);
        slopes.forEach((parent, slope) -> requireFinite("slope of " + parent, slope));
        for (Map.Entry<String, List<Double>> entry : levelEffects.entrySet()) {
            if (slopes.containsKey(entry.getKey()))
                throw new CausalException(
                        entry.getKey() + " has both a slope and effects of its levels; give one of them");
            entry.getValue().forEach(effect -> requireFinite("effect of a level of " + entry.getKey(), effect));
        }
    }

    /** A linear function of numeric parents. */
    public static LinearPredictor of(double intercept, Map<String, Double> slopes) {
        return new LinearPredictor(intercept, new TreeMap<>(slopes), new TreeMap<>());
    }

    /** The same with a categorical parent added, each of whose levels adds its own amount. */
    public LinearPredictor withLevels(String parent, double... effects) {
        TreeMap<String, List<Double>> more = new TreeMap<>(levelEffects);
        more.put(parent, Arrays.stream(effects).boxed().toList());
        return new LinearPredictor(intercept, slopes, more);
    }

    LinearPredictor plus(double amount) {
        return new LinearPredictor(intercept + amount, slopes, levelEffects);
    }

    /** The parents: those with slopes in the order of their names, then those with levels. */
    public List<String> parents() {
        List<String> parents = new ArrayList<>(slopes.keySet());
        parents.addAll(levelEffects.keySet());
        return parents;
    }

    /**
     * Checks that the parents are of the kinds this predictor takes them for.
     *
     * @param known the variables named by {@link #parents()}, in that order
     */
    void check(String child, List<Variable> known) {
        for (Variable parent : known) {
            boolean sloped = slopes.containsKey(parent.name());
            if (sloped && parent.categorical() && parent.levels().size() > 2)
                throw new CausalException(child + " has a slope for " + parent.name() + ", which has the levels "
                        + parent.levels() + "; give an effect for each level instead");
            if (!sloped
                    && levelEffects.get(parent.name()).size() != parent.levels().size())
                throw new CausalException(
                        child + " has " + levelEffects.get(parent.name()).size() + " effects for the levels of "
                                + parent.name() + ", which are " + parent.levels());
        }
    }

    /** The values for every row of {@code parents[parent][row]}. */
    double[] values(double[][] parents, int rows) {
        double[] sum = new double[rows];
        Arrays.fill(sum, intercept);
        int column = 0;
        for (double slope : slopes.values()) {
            double[] parent = parents[column++];
            for (int row = 0; row < rows; row++) sum[row] += slope * parent[row];
        }
        for (List<Double> effects : levelEffects.values()) {
            double[] byLevel = effects.stream().mapToDouble(Double::doubleValue).toArray();
            double[] parent = parents[column++];
            for (int row = 0; row < rows; row++) sum[row] += byLevel[(int) parent[row]];
        }
        return sum;
    }

    /** The predictor as a formula, for example {@code 1 + 2·X - 0.5·Z + ses[0, 0.3, 1]}. */
    public String text() {
        StringBuilder out = new StringBuilder();
        if (intercept != 0 || parents().isEmpty()) out.append(Numbers.text(intercept));
        slopes.forEach((parent, slope) -> {
            if (out.length() > 0) out.append(slope < 0 ? " - " : " + ");
            else if (slope < 0) out.append('-');
            if (Math.abs(slope) != 1) out.append(Numbers.text(Math.abs(slope))).append('·');
            out.append(parent);
        });
        levelEffects.forEach((parent, effects) -> out.append(out.length() > 0 ? " + " : "")
                .append(parent)
                .append(effects.stream().map(Numbers::text).toList()));
        return out.toString();
    }

    private static void requireFinite(String what, double value) {
        if (!Double.isFinite(value)) throw new CausalException("The " + what + " must be finite; it was " + value);
    }
}
