// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.causerie.CausalException;

/**
 * Decides whether a distribution after an intervention in one population follows from observations and experiments in
 * several, and with which formula: transport of effects, with experiments (mz-transport) or without.
 *
 * <p>Assumes that the populations have the graph in common and differ from the one that is asked about in no other
 * variables than the selection diagram says; that each source of data sees all the variables it does not set; that every
 * combination of levels has a positive probability. The probabilities of the formula carry the population they are of.
 *
 * <p>Takes as many runs of {@link IdAlgorithm} as there are districts times sources. An answer of no comes with a {@link
 * Thicket}.
 *
 * <p>{@snippet :
 * var diagram = SelectionDiagram.of(Admg.of("Z -> X -> Y", "Z -> Y")).with("trial", "Z");
 * var data = List.of(Regime.experiment("X").in(new Domain("trial")), Regime.observed());
 * TransportIdentification.withDefaults()
 *         .identify(InterventionalDistribution.of(Set.of("Y"), Set.of("X")), diagram, data);
 * }
 *
 * <p>References: E. Bareinboim and J. Pearl, Transportability from multiple environments with limited experiments, NIPS
 * 2014; S. Lee, J. D. Correa and E. Bareinboim, General transportability: synthesizing observations and experiments from
 * heterogeneous domains, AAAI 2020, doi:10.1609/aaai.v34i06.6582.
 */
public record TransportIdentification() {

    public static TransportIdentification withDefaults() {
        return new TransportIdentification();
    }

    /**
     * The formula of what the data show, or why there is none.
     *
     * @param data where data come from; of equal use, the first is taken
     * @throws CausalException if the graph does not know a variable, the diagram not a population, or no data is given
     */
    public Identification identify(
            InterventionalDistribution query, SelectionDiagram diagram, Collection<Regime> data) {
        if (data.isEmpty())
            throw new CausalException("Without data nothing can be said about " + query.text()
                    + "; give at least one regime, such as Regime.observed()");
        Subgraphs graphs = new Subgraphs(diagram.graph());
        List<FactorSearch.Source> sources = new ArrayList<>();
        for (Regime regime : data) {
            Set<String> different = new TreeSet<>();
            if (!regime.population().equals(Domain.target())) {
                if (!diagram.different().containsKey(regime.population()))
                    throw CausalException.unknown(
                            "population",
                            regime.population().name(),
                            diagram.different().keySet().stream()
                                    .map(Domain::name)
                                    .toList());
                different.addAll(diagram.different().get(regime.population()));
            }
            sources.add(new FactorSearch.Source(regime, graphs.indices(regime.set()), graphs.indices(different)));
        }
        return new FactorSearch(graphs, sources).identify(query);
    }
}
