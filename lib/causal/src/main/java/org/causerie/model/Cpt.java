// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.data.Kind;

/**
 * A conditional probability table: for each combination of the parents' levels, the probability of each level.
 *
 * <p>{@snippet :
 * Cpt.of("dry", "wet").given("rain").when("no", 0.9, 0.1).when("yes", 0.2, 0.8)
 * }
 *
 * @param levels the levels of the variable, in order
 * @param kind the variable's kind: binary, nominal or ordinal
 * @param parents the categorical parents
 * @param rows for each list of the parents' levels, in the order of the parents, the probabilities of the levels
 */
public record Cpt(List<String> levels, Kind kind, List<String> parents, Map<List<String>, List<Double>> rows)
        implements Mechanism {
    private static final double TOLERANCE = 1e-9;

    public Cpt {
        levels = List.copyOf(levels);
        parents = List.copyOf(parents);
        if (levels.isEmpty()) throw new CausalException("A probability table needs at least one level; none was given");
        Map<List<String>, List<Double>> copy = new LinkedHashMap<>();
        for (Map.Entry<List<String>, List<Double>> row : rows.entrySet())
            copy.put(List.copyOf(row.getKey()), checked(levels, parents, row.getKey(), row.getValue()));
        rows = Collections.unmodifiableMap(copy);
    }

    /** An empty table of a variable with these levels: binary where there are two, nominal otherwise. */
    public static Cpt of(String... levels) {
        return new Cpt(List.of(levels), levels.length == 2 ? Kind.BINARY : Kind.NOMINAL, List.of(), Map.of());
    }

    /** An empty table of a variable whose levels are in a meaningful order. */
    public static Cpt ordered(String... levels) {
        return new Cpt(List.of(levels), Kind.ORDINAL, List.of(), Map.of());
    }

    /** A root with levels 0 and 1. */
    public static Cpt bernoulli(double probabilityOfOne) {
        return of("0", "1").always(1 - probabilityOfOne, probabilityOfOne);
    }

    /** The table that puts all probability on one level. */
    static Cpt constant(Variable variable, double code) {
        Double[] row = new Double[variable.levels().size()];
        Arrays.fill(row, 0.0);
        row[(int) code] = 1.0;
        return new Cpt(variable.levels(), variable.kind(), List.of(), Map.of(List.of(), List.of(row)));
    }

    /** The same levels with these parents, all rows still to be given. */
    public Cpt given(String... newParents) {
        return new Cpt(levels, kind, List.of(newParents), Map.of());
    }

    /** The table of a variable without parents. */
    public Cpt always(double... probabilities) {
        return when(List.of(), probabilities);
    }

    /** The table with the row for a level of its only parent. */
    public Cpt when(String parentLevel, double... probabilities) {
        return when(List.of(parentLevel), probabilities);
    }

    /**
     * The table with one more row.
     *
     * @param parentLevels one level of each parent, in the order of the parents
     * @param probabilities one probability per level, summing to 1
     */
    public Cpt when(List<String> parentLevels, double... probabilities) {
        Map<List<String>, List<Double>> more = new LinkedHashMap<>(rows);
        more.put(parentLevels, Arrays.stream(probabilities).boxed().toList());
        return new Cpt(levels, kind, parents, more);
    }

    @Override
    public Noise noise() {
        return Noise.uniform(0, 1);
    }

    @Override
    public Variable variable(String name) {
        return new Variable(name, kind, levels);
    }

    @Override
    public String text() {
        if (parents.isEmpty() && rows.size() == 1) {
            List<Double> only = rows.values().iterator().next();
            StringBuilder out = new StringBuilder();
            for (int level = 0; level < levels.size(); level++) {
                if (only.get(level) == 1) return levels.get(level);
                out.append(level > 0 ? ", " : "")
                        .append(levels.get(level))
                        .append(' ')
                        .append(Numbers.text(only.get(level)));
            }
            return out.toString();
        }
        return "table of " + levels.size() + " levels by " + String.join(", ", parents) + " (" + rows.size() + " rows)";
    }

    private static List<Double> checked(
            List<String> levels, List<String> parents, List<String> key, List<Double> probabilities) {
        String where = key.isEmpty() ? "" : " for " + parents + " = " + key;
        if (key.size() != parents.size())
            throw new CausalException("A row of the table names the levels " + key + ", but the parents are " + parents
                    + "; give one level for each, after given(...)");
        if (probabilities.size() != levels.size())
            throw new CausalException("The row" + where + " has " + probabilities.size()
                    + " probabilities for the levels " + levels + "; give one for each level");
        double sum = 0;
        for (double probability : probabilities) {
            if (!(probability >= 0 && probability <= 1 + TOLERANCE))
                throw new CausalException(
                        "A probability lies between 0 and 1; the row" + where + " has " + probability);
            sum += probability;
        }
        if (Math.abs(sum - 1) > TOLERANCE)
            throw new CausalException("The probabilities of the row" + where + " must sum to 1; " + probabilities
                    + " sum to " + Numbers.text(sum));
        return List.copyOf(probabilities);
    }
}
