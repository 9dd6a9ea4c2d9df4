// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.causerie.Progress;

/**
 * The districts that a variable has in the ancestral sets in which it comes last, the ancestral c-components of Jeong et
 * al. (2025); in a graph without hidden causes only the variable itself. There may be exponentially many in the size of
 * the largest.
 *
 * @param district the district
 * @param largest the largest ancestral set in which it is one
 */
record AncestralDistricts(BitSet district, BitSet largest) {

    /**
     * All of them, larger ones before those inside them.
     *
     * @param before the vertices up to v in an order with causes before effects, v among them
     */
    static List<AncestralDistricts> of(Subgraphs graphs, int v, BitSet before) {
        List<AncestralDistricts> found = new ArrayList<>();
        Set<BitSet> seen = new HashSet<>();
        Deque<BitSet> open = new ArrayDeque<>();
        BitSet first = graphs.district(single(v), before);
        seen.add(first);
        open.add(first);
        while (!open.isEmpty()) {
            Progress.checkpoint();
            BitSet district = open.remove();
            BitSet largest = largest(graphs, district, before);
            found.add(new AncestralDistricts(district, largest));
            BitSet loose = minus(district, graphs.ancestors(single(v), before));
            for (int u = loose.nextSetBit(0); u >= 0; u = loose.nextSetBit(u + 1)) {
                BitSet rest = minus(largest, graphs.graph().descendants(single(u)));
                BitSet smaller = graphs.district(single(v), rest);
                if (seen.add(smaller)) open.add(smaller);
            }
        }
        return found;
    }

    /** All but the siblings of the district outside it, and what they cause. */
    private static BitSet largest(Subgraphs graphs, BitSet district, BitSet before) {
        BitSet siblings = new BitSet();
        for (int u = district.nextSetBit(0); u >= 0; u = district.nextSetBit(u + 1)) siblings.or(graphs.spouses(u));
        return minus(before, graphs.graph().descendants(minus(and(siblings, before), district)));
    }

    /** The district and its parents. */
    static BitSet closed(Subgraphs graphs, BitSet district) {
        BitSet closed = (BitSet) district.clone();
        for (int u = district.nextSetBit(0); u >= 0; u = district.nextSetBit(u + 1))
            closed = or(closed, graphs.parents(u));
        return closed;
    }
}
