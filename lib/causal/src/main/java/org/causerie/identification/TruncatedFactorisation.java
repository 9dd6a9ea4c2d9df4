// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.graph.Admg;

/**
 * A distribution after an intervention where no hidden cause is shared: the product of what makes each variable that is
 * not set, \(P(v \mid do(x)) = \prod_{v \notin x} P(v \mid pa(v))\), summed over all that is not asked for.
 *
 * <p>Reference: J. Robins, "A new approach to causal inference in mortality studies", Mathematical Modelling 7 (1986),
 * doi:10.1016/0270-0255(86)90088-6.
 */
final class TruncatedFactorisation {
    private TruncatedFactorisation() {}

    static Expression of(InterventionalDistribution query, Admg graph) {
        BitSet set = bits(graph, query.treatments());
        SortedSet<String> asked = new TreeSet<>(query.outcomes());
        asked.addAll(query.given());
        BitSet relevant = graph.withoutEdgesInto(set).ancestors(bits(graph, asked));
        relevant.or(set);
        requireOpen(query, graph, relevant);
        relevant.andNot(set);
        List<Expression> factors = new ArrayList<>();
        SortedSet<String> rest = new TreeSet<>();
        for (String name : graph.topologicalOrder()) {
            if (!relevant.get(graph.index(name))) continue;
            factors.add(Probability.of(List.of(name), graph.parents(name)));
            if (!asked.contains(name)) rest.add(name);
        }
        Expression joint = Sum.over(rest, Product.of(factors));
        return query.given().isEmpty() ? joint : new Fraction(joint, Sum.over(query.outcomes(), joint));
    }

    private static void requireOpen(InterventionalDistribution query, Admg graph, BitSet relevant) {
        for (int a : relevant.stream().toArray())
            for (int b : graph.spouses(a).stream().toArray())
                if (relevant.get(b))
                    throw new CausalException(query.text() + " cannot be read off: "
                            + graph.names().get(a) + " and "
                            + graph.names().get(b) + " share a hidden cause. Ask for an average effect, which"
                            + " adjustment may give");
    }

    private static BitSet bits(Admg graph, Set<String> names) {
        BitSet bits = new BitSet();
        for (String name : names) bits.set(graph.index(name));
        return bits;
    }
}
