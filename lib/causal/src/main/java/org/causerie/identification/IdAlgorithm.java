// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;

/**
 * Decides whether a distribution after an intervention, \(P(y \mid do(x), z)\), follows from what is observed in every
 * model of a graph with hidden common causes, and with which formula: the complete algorithms ID and IDC.
 *
 * <p>Assumes that the graph is right, and that every combination of levels has a positive probability. An answer of no
 * comes with a {@link Hedge}: two models of the graph that agree on all that is observed and differ in what is asked.
 *
 * <p>The formula depends on no more than the levels of the variables in the query. Where an intervention that changes
 * nothing had to be inserted, as in the napkin graph, it is the mean over the levels of that variable.
 *
 * <p>Takes O(n²) calls with n variables, each O(n + m); the formula stays of that order where no sum has to be divided by
 * a sum.
 *
 * <p>{@snippet :
 * var graph = Admg.of("X -> M -> Y", "X <-> Y");
 * IdAlgorithm.withDefaults().identify(InterventionalDistribution.of(Set.of("Y"), Set.of("X")), graph);
 * }
 *
 * <p>References: J. Tian and J. Pearl, A general identification condition for causal effects, AAAI 2002; I. Shpitser and
 * J. Pearl, Identification of joint interventional distributions in recursive semi-Markovian causal models, AAAI 2006; I.
 * Shpitser and J. Pearl, Identification of conditional interventional distributions, UAI 2006, arXiv:1206.6876.
 */
public record IdAlgorithm() {

    public static IdAlgorithm withDefaults() {
        return new IdAlgorithm();
    }

    /**
     * The formula of what is observed, or why there is none.
     *
     * @throws CausalException if the graph does not know a variable of the query
     */
    public Identification identify(InterventionalDistribution query, Admg graph) {
        Subgraphs graphs = new Subgraphs(graph);
        BitSet y = graphs.indices(query.outcomes());
        BitSet x = graphs.indices(query.treatments());
        BitSet z = graphs.indices(query.given());
        IdRecursion.Conditional result = run(graphs, y, x, z);
        if (result.answer() instanceof IdRecursion.Found found)
            return new Identified(new Functional(query, closed(found, query).expression()), List.of());
        IdRecursion.Failed failed = (IdRecursion.Failed) result.answer();
        BitSet set = Subgraphs.or(x, result.moved());
        HedgeForest hedge = HedgeForest.of(graphs, failed.forest(), failed.inner(), set);
        ModelPair models = ModelPairs.of(graphs, new ModelPairs.Question(y, set, Subgraphs.minus(z, set)), hedge);
        return new NotIdentified(query, new Hedge(query, hedge.larger(graphs), hedge.smaller(graphs), models));
    }

    /**
     * The same for a graph with hidden variables drawn in.
     *
     * @param unobserved the variables that no data holds
     * @throws CausalException if the graph does not know a variable, or the query is about a hidden one
     */
    public Identification identify(InterventionalDistribution query, Dag graph, Collection<String> unobserved) {
        for (Collection<String> role : List.of(query.outcomes(), query.treatments(), query.given()))
            for (String name : role)
                if (unobserved.contains(name))
                    throw new CausalException("\"" + name + "\" is in the question " + query.text()
                            + " but is not observed; ask about observed variables, or observe it");
        return identify(query, Admg.projection(graph, unobserved));
    }

    static IdRecursion.Conditional run(Subgraphs graphs, BitSet y, BitSet x, BitSet z) {
        Kernel observed = new ObservedKernel(graphs, Domain.target(), graphs.all(), new BitSet());
        IdRecursion recursion = new IdRecursion(graphs);
        return recursion.idc(y, x, z, (outcomes, set) -> recursion.id(outcomes, set, observed));
    }

    /** The formula without symbols that the query does not have: their mean, since their levels make no difference. */
    static Proved closed(IdRecursion.Found found, InterventionalDistribution query) {
        return Surplus.weighted(found.formula(), query.probability());
    }
}
