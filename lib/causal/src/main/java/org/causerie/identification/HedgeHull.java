// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntFunction;
import org.causerie.Progress;

/**
 * What stands between a district S and its identification: the union of all hedges formed for Q[S].
 *
 * @param graphs the graph
 * @param district S, which bidirected edges connect
 */
record HedgeHull(Subgraphs graphs, BitSet district) {

    /**
     * The hull where some vertices are set: S and all that its hedges have besides. O(n (n + m)).
     *
     * <p>Akbari, Etesami and Kiyavash (2022), algorithm 1.
     */
    BitSet without(BitSet set) {
        BitSet hull = minus(graphs.all(), set);
        while (true) {
            BitSet fewer = graphs.ancestors(district, graphs.district(district, hull));
            if (fewer.equals(hull)) return hull;
            hull = and(fewer, hull);
            Progress.checkpoint();
        }
    }

    /** Whether an experiment on the set, which is outside S, shows Q[S]. */
    boolean hitBy(BitSet set) {
        return without(set).equals(district);
    }

    /** A cheapest set between S and its spouses, along the arrows in the hull; empty where none is allowed. */
    Optional<BitSet> ancestorCut(BitSet allowed, double[] cost) {
        return cut(graphs::spouses, graphs::parents, allowed, cost);
    }

    /** A cheapest set between S and its parents, along the bidirected edges in the hull; empty where none is allowed. */
    Optional<BitSet> districtCut(BitSet allowed, double[] cost) {
        return cut(graphs::parents, graphs::spouses, allowed, cost);
    }

    /** A cheapest set between the vertices that start reaches from S and S. */
    private Optional<BitSet> cut(IntFunction<BitSet> start, IntFunction<BitSet> step, BitSet allowed, double[] cost) {
        BitSet outside = minus(without(new BitSet()), district);
        return new VertexCut(outside, step, allowed, v -> cost[v]).between(around(start), around(step));
    }

    private BitSet around(IntFunction<BitSet> next) {
        BitSet around = new BitSet();
        district.stream().forEach(v -> around.or(next.apply(v)));
        return around;
    }
}
