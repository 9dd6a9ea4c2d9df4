// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A distribution that can be had: of a population as it is, or in an experiment.
 *
 * @param graphs the graph of the population
 * @param domain the population
 * @param variables those seen
 * @param fixed those set in the experiment; empty without one
 */
record ObservedKernel(Subgraphs graphs, Domain domain, BitSet variables, BitSet fixed) implements Kernel {

    @Override
    public Kernel marginal(BitSet ancestral) {
        return new ObservedKernel(graphs, domain, ancestral, fixed);
    }

    @Override
    public Proved density(BitSet some) {
        return Proved.given(Probabilities.of(graphs, domain, some, new BitSet(), fixed));
    }

    @Override
    public ChainKernel chain(BitSet early) {
        List<ChainKernel.Link> links = new ArrayList<>();
        BitSet before = new BitSet();
        for (int v : graphs.order(variables, early)) {
            BitSet given = graphs.pillow(v, before);
            Expression factor = Probabilities.of(graphs, domain, Subgraphs.single(v), given, fixed);
            links.add(new ChainKernel.Link(v, (BitSet) before.clone(), given, Proved.given(factor)));
            before.set(v);
        }
        return new ChainKernel(graphs, variables, fixed, links);
    }
}
