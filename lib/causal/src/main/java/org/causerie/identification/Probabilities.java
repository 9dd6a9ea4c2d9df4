// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Probabilities of variables at their own symbols, by the index of the variables in a graph. */
final class Probabilities {
    private Probabilities() {}

    /** P(events | do(fixed), given) in the population that is asked about. */
    static Probability of(Subgraphs graphs, BitSet events, BitSet given, BitSet fixed) {
        return of(graphs, Domain.target(), events, given, fixed);
    }

    /** P(events | do(fixed), given). */
    static Probability of(Subgraphs graphs, Domain domain, BitSet events, BitSet given, BitSet fixed) {
        TreeMap<String, Value> world = new TreeMap<>();
        for (String name : graphs.names(fixed)) world.put(name, Symbol.of(name));
        return new Probability(domain, terms(graphs.names(events), world), terms(graphs.names(given), world));
    }

    private static SortedSet<Term> terms(Collection<String> names, Map<String, Value> world) {
        TreeSet<Term> terms = new TreeSet<>();
        for (String name : names) terms.add(Term.of(name).in(world));
        return terms;
    }
}
