// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.causerie.CausalException;
import org.causerie.identification.CounterfactualVariable;
import org.causerie.identification.Distributions;
import org.causerie.identification.Domain;

/**
 * The relative frequencies of levels and of gaps in data with missing values, for formulas in which every variable with
 * gaps stands beside its indicator: those of {@link org.causerie.identification.MissingDataRecovery}.
 *
 * <p>An indicator has level "1" in the rows in which its variable is there, and "0" in the others. A row counts in a joint
 * frequency only where every variable asked about is there, so that those of an indicator at "0" together with its
 * own variable are 0: no formula of what is seen has them.
 *
 * <p>{@snippet :
 * formula.evaluate(IncompleteFrequencies.of(data, graph.indicators()), Map.of());
 * }
 *
 * @param data the cases, with missing values
 * @param indicators by variable with gaps, the name of its indicator, which is no column
 */
public record IncompleteFrequencies(Dataset data, SortedMap<String, String> indicators) implements Distributions {
    private static final List<String> GAP_OR_NOT = List.of("0", "1");

    public IncompleteFrequencies {
        indicators = Collections.unmodifiableSortedMap(new TreeMap<>(indicators));
        for (Map.Entry<String, String> entry : indicators.entrySet()) {
            data.index(entry.getKey());
            if (data.names().contains(entry.getValue()))
                throw new CausalException("\"" + entry.getValue() + "\" is a column; the gaps of " + entry.getKey()
                        + " are read off its missing values. Leave the column out with without(…)");
        }
        for (String name : data.names())
            if (data.missing(name) > 0 && !indicators.containsKey(name))
                throw new CausalException("Values are missing in \"" + name
                        + "\", for which no indicator is named; name one, or leave the column out with without(…)");
    }

    /** The frequencies, with the indicators of a {@link org.causerie.identification.MissingnessGraph}. */
    public static IncompleteFrequencies of(Dataset data, Map<String, String> indicators) {
        return new IncompleteFrequencies(data, new TreeMap<>(indicators));
    }

    @Override
    public List<String> levels(String variable) {
        return indicators.containsValue(variable) ? GAP_OR_NOT : data.levels(variable);
    }

    /**
     * The weighted share of each combination of levels among all rows; time is that of one pass over them.
     *
     * @throws CausalException if a variable is set, a column holds numbers, or the population is a named one
     */
    @Override
    public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
        double[] weights = data.weights();
        double total = LevelTable.total(weights, 0);
        return Arrays.stream(LevelTable.of(this, domain, variables, weights, this::codes))
                .map(weight -> weight / total)
                .toArray();
    }

    /** The level of each row by number; NaN where it is missing. */
    private double[] codes(String name) {
        for (Map.Entry<String, String> entry : indicators.entrySet())
            if (entry.getValue().equals(name))
                return Arrays.stream(data.values(entry.getKey()))
                        .map(value -> Double.isNaN(value) ? 0 : 1)
                        .toArray();
        return data.values(name);
    }
}
