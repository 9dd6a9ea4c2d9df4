// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.causerie.CausalException;

/**
 * Several populations as one source of probabilities, for the formulas of {@link TransportIdentification}.
 *
 * <p>{@snippet :
 * var both = Populations.of(Frequencies.of(city)).with("trial", Trial.of(trial, "X"));
 * formula.evaluate(both, Map.of());
 * }
 *
 * @param sources what is known of each population, as if it were the only one; that asked about is {@link
 *     Domain#target()}
 */
public record Populations(SortedMap<Domain, Distributions> sources) implements Distributions {

    public Populations {
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        if (!sources.containsKey(Domain.target()))
            throw new CausalException("One source is of the population asked about: begin with Populations.of(source);"
                    + " given were only those of " + names(sources));
    }

    /** The population that is asked about. */
    public static Populations of(Distributions target) {
        return new Populations(new TreeMap<>(Map.of(Domain.target(), target)));
    }

    /** The same and another population. */
    public Populations with(String population, Distributions source) {
        SortedMap<Domain, Distributions> more = new TreeMap<>(sources);
        more.put(new Domain(population), source);
        return new Populations(more);
    }

    private static List<String> names(SortedMap<Domain, Distributions> sources) {
        return sources.keySet().stream()
                .map(Domain::name)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The levels in the population asked about. */
    @Override
    public List<String> levels(String variable) {
        return sources.get(Domain.target()).levels(variable);
    }

    /**
     * The distribution in a population.
     *
     * @throws CausalException if there is no such population, or a variable has other levels there than in the one asked
     *     about
     */
    @Override
    public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
        Distributions source = sources.get(domain);
        if (source == null) throw CausalException.unknown("population", domain.name(), names(sources));
        for (CounterfactualVariable each : variables)
            if (!source.levels(each.variable()).equals(levels(each.variable())))
                throw new CausalException(each.variable() + " has the levels " + source.levels(each.variable())
                        + " in " + domain + " and " + levels(each.variable())
                        + " in the population asked about; give both the same, in the same order");
        return source.joint(Domain.target(), variables);
    }
}
