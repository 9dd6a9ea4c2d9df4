// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;

/**
 * The probabilities of a categorical variable's levels.
 *
 * @param variable the variable
 * @param probabilities one per level, in the order of the levels
 */
public record LevelDistribution(Variable variable, List<Double> probabilities) implements Distribution {

    public LevelDistribution {
        probabilities = List.copyOf(probabilities);
        if (probabilities.size() != variable.levels().size())
            throw new CausalException(variable.name() + " has the levels " + variable.levels() + ", but "
                    + probabilities.size() + " probabilities were given");
    }

    @Override
    public double probability(Object level) {
        return probabilities.get((int) variable.code(level));
    }

    @Override
    public double mean() {
        variable.requireNumeric();
        double mean = 0;
        for (int level = 0; level < probabilities.size(); level++) mean += level * probabilities.get(level);
        return mean;
    }

    @Override
    public double standardDeviation() {
        double mean = mean();
        double variance = 0;
        for (int level = 0; level < probabilities.size(); level++)
            variance += (level - mean) * (level - mean) * probabilities.get(level);
        return Math.sqrt(variance);
    }

    @Override
    public double quantile(double probability) {
        variable.requireNumeric();
        GaussianDistribution.requireProbability(probability);
        double sum = 0;
        for (int level = 0; level < probabilities.size(); level++) {
            sum += probabilities.get(level);
            if (sum >= probability && sum > 0) return level;
        }
        return probabilities.size() - 1;
    }

    /** The probabilities by level, in order. */
    public Map<String, Double> toMap() {
        Map<String, Double> map = new LinkedHashMap<>();
        for (int level = 0; level < probabilities.size(); level++)
            map.put(variable.levels().get(level), probabilities.get(level));
        return map;
    }

    @Override
    public String text() {
        List<String> shown = new ArrayList<>();
        toMap().forEach((level, probability) -> shown.add(String.format(Locale.ROOT, "%s %.4f", level, probability)));
        return variable.name() + ": " + String.join(", ", shown);
    }

    @Override
    public Optional<String> html() {
        return Optional.of(new ProbabilityTable(
                        List.of(variable),
                        probabilities.stream().mapToDouble(Double::doubleValue).toArray())
                .markup());
    }

    @Override
    public String toString() {
        return text();
    }
}
