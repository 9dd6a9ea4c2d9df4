// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.causerie.graph.Admg;

/** The induced subgraphs of one mixed graph: every question names the vertices that are there. */
final class Subgraphs {
    private final Admg graph;
    private final BitSet[] parents;
    private final BitSet[] spouses;
    private final int[] rank;

    Subgraphs(Admg graph) {
        this.graph = graph;
        parents = IntStream.range(0, graph.size()).mapToObj(graph::parents).toArray(BitSet[]::new);
        spouses = IntStream.range(0, graph.size()).mapToObj(graph::spouses).toArray(BitSet[]::new);
        rank = new int[graph.size()];
        int position = 0;
        for (String name : graph.topologicalOrder()) rank[graph.index(name)] = position++;
    }

    Admg graph() {
        return graph;
    }

    BitSet all() {
        BitSet all = new BitSet();
        all.set(0, graph.size());
        return all;
    }

    BitSet parents(int v) {
        return (BitSet) parents[v].clone();
    }

    BitSet spouses(int v) {
        return (BitSet) spouses[v].clone();
    }

    BitSet indices(Collection<String> names) {
        BitSet set = new BitSet();
        for (String name : names) set.set(graph.index(name));
        return set;
    }

    SortedSet<String> names(BitSet set) {
        SortedSet<String> names = new TreeSet<>();
        for (int v = set.nextSetBit(0); v >= 0; v = set.nextSetBit(v + 1))
            names.add(graph.names().get(v));
        return names;
    }

    /** The set and its ancestors among these vertices. */
    BitSet ancestors(BitSet set, BitSet within) {
        return ancestors(set, within, new BitSet());
    }

    /** The same when the edges into some vertices are cut. */
    BitSet ancestors(BitSet set, BitSet within, BitSet cut) {
        return closure(parents, set, within, cut);
    }

    /** The vertices that bidirected paths among these vertices join to the set, and the set. */
    BitSet district(BitSet set, BitSet within) {
        return closure(spouses, set, within, new BitSet());
    }

    private static BitSet closure(BitSet[] next, BitSet set, BitSet within, BitSet stops) {
        BitSet reached = and(set, within);
        BitSet open = (BitSet) reached.clone();
        for (int v = open.nextSetBit(0); v >= 0; v = open.nextSetBit(0)) {
            open.clear(v);
            if (stops.get(v)) continue;
            BitSet more = and(next[v], within);
            more.andNot(reached);
            reached.or(more);
            open.or(more);
        }
        return reached;
    }

    /** The districts of the subgraph on these vertices, by their first vertex. */
    List<BitSet> districts(BitSet within) {
        List<BitSet> districts = new ArrayList<>();
        BitSet rest = (BitSet) within.clone();
        while (!rest.isEmpty()) {
            BitSet district = district(single(rest.nextSetBit(0)), within);
            rest.andNot(district);
            districts.add(district);
        }
        return districts;
    }

    /** What v depends on among vertices that come before it: its district with them, and the parents of that. */
    BitSet pillow(int v, BitSet before) {
        BitSet within = (BitSet) before.clone();
        within.set(v);
        BitSet district = district(single(v), within);
        BitSet pillow = (BitSet) district.clone();
        for (int w = district.nextSetBit(0); w >= 0; w = district.nextSetBit(w + 1)) pillow.or(parents[w]);
        pillow.and(before);
        return pillow;
    }

    /** The vertices with causes before effects, the set and its ancestors before the rest. */
    int[] order(BitSet within, BitSet early) {
        BitSet first = ancestors(early, within);
        return within.stream()
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(v -> first.get(v) ? 0 : 1)
                        .thenComparingInt(v -> rank[v]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static BitSet single(int v) {
        BitSet set = new BitSet();
        set.set(v);
        return set;
    }

    static BitSet and(BitSet a, BitSet b) {
        BitSet set = (BitSet) a.clone();
        set.and(b);
        return set;
    }

    static BitSet or(BitSet a, BitSet b) {
        BitSet set = (BitSet) a.clone();
        set.or(b);
        return set;
    }

    static BitSet minus(BitSet a, BitSet b) {
        BitSet set = (BitSet) a.clone();
        set.andNot(b);
        return set;
    }
}
