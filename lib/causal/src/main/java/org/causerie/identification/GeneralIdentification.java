// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.causerie.graph.Admg;

/**
 * Decides whether a distribution after an intervention follows from any collection of experiments and observations in
 * one population, and with which formula: the complete algorithm gID.
 *
 * <p>Assumes that the graph is right, that each experiment sees all the variables it does not set, and that every
 * combination of levels has a positive probability. The probabilities of the formula are those of the experiments given:
 * \(P(\cdot \mid do(z))\) with z all that the experiment sets.
 *
 * <p>Takes as many runs of {@link IdAlgorithm} as there are districts times experiments. A conditional query is answered
 * by the rules of IDC first. An answer of no comes with a {@link Thicket}.
 *
 * <p>References: S. Lee, J. D. Correa and E. Bareinboim, General identifiability with arbitrary surrogate experiments, UAI
 * 2019, PMLR 115:389-398; Y. Kivva, E. Mokhtarian, J. Etesami and N. Kiyavash, Revisiting the general identifiability
 * problem, UAI 2022, arXiv:2206.01081.
 */
public record GeneralIdentification() {

    public static GeneralIdentification withDefaults() {
        return new GeneralIdentification();
    }

    /**
     * The formula of what the experiments show, or why there is none.
     *
     * @param experiments the sets of variables set, each in an experiment of its own; the empty set for observations
     * @throws org.causerie.CausalException if the graph does not know a variable, or no experiment is given
     */
    public Identification identify(
            InterventionalDistribution query, Admg graph, Collection<? extends Set<String>> experiments) {
        return TransportIdentification.withDefaults()
                .identify(
                        query,
                        SelectionDiagram.of(graph),
                        experiments.stream()
                                .map(set -> new Regime(Domain.target(), new TreeSet<>(set)))
                                .toList());
    }

    /**
     * The same for data of the population asked about: {@code Regime.observed()}, {@code Regime.experiment("Z")}.
     *
     * @throws org.causerie.CausalException also if data is of another population; {@link TransportIdentification} is for
     *     that
     */
    public Identification identify(InterventionalDistribution query, Admg graph, Regime... data) {
        return TransportIdentification.withDefaults().identify(query, SelectionDiagram.of(graph), List.of(data));
    }
}
