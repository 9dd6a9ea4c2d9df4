// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.causerie.graph.Cpdag;

/**
 * Observed variables and covers of hidden ones with the edges between them: open ones, which tests may still remove or a new
 * cover take over, and fixed ones.
 */
final class LatentGraph {

    /**
     * Hidden variables that only work together.
     *
     * @param size how many they are
     * @param members the nodes whose edges to them are fixed, and which measure them
     * @param side observed nodes that belong to the cover
     */
    record Cover(int size, BitSet members, BitSet side) {}

    /** Why two nodes are not adjacent. */
    record Separator(BitSet set, double pValue) {}

    private final Variables observed;
    private final List<Cover> covers = new ArrayList<>();
    private final List<BitSet> open = new ArrayList<>();
    private final List<BitSet> fixed = new ArrayList<>();
    private final Map<Long, Separator> separators = new HashMap<>();

    LatentGraph(Variables observed) {
        this.observed = observed;
        for (int i = 0; i < observed.size(); i++) addNode();
    }

    private void addNode() {
        open.add(new BitSet());
        fixed.add(new BitSet());
    }

    Variables observed() {
        return observed;
    }

    int size() {
        return open.size();
    }

    boolean hidden(int node) {
        return node >= observed.size();
    }

    Cover cover(int node) {
        return covers.get(node - observed.size());
    }

    /** How many variables a node stands for. */
    int width(int node) {
        return hidden(node) ? cover(node).size() : 1;
    }

    int width(BitSet nodes) {
        return nodes.stream().map(this::width).sum();
    }

    /** The nodes with an open edge to the node; not to be written to. */
    BitSet open(int node) {
        return open.get(node);
    }

    BitSet fixed(int node) {
        return fixed.get(node);
    }

    BitSet adjacent(int node) {
        BitSet all = (BitSet) open.get(node).clone();
        all.or(fixed.get(node));
        return all;
    }

    boolean adjacent(int a, int b) {
        return open.get(a).get(b) || fixed.get(a).get(b);
    }

    void connect(int a, int b) {
        open.get(a).set(b);
        open.get(b).set(a);
    }

    private void fix(int a, int b) {
        open.get(a).clear(b);
        open.get(b).clear(a);
        fixed.get(a).set(b);
        fixed.get(b).set(a);
    }

    void separate(int a, int b, BitSet set, double pValue) {
        open.get(a).clear(b);
        open.get(b).clear(a);
        separators.put(key(a, b), new Separator(set, pValue));
    }

    /** Null where no test took the two apart. */
    Separator separator(int a, int b) {
        return separators.get(key(a, b));
    }

    void remember(int a, int b, Separator found) {
        separators.put(key(a, b), found);
    }

    private static long key(int a, int b) {
        return ((long) Math.max(a, b) << 32) | Math.min(a, b);
    }

    /**
     * Puts a new cover between the members and what more than half of them have open edges to: those edges become
     * edges of the cover.
     */
    int insert(int size, BitSet members, BitSet side, double pValue) {
        BitSet around = around(members, side);
        int cover = size();
        covers.add(new Cover(size, members, side));
        addNode();
        BitSet set = (BitSet) side.clone();
        set.set(cover);
        for (int m : Pattern.members(members)) {
            for (int other : Pattern.members(open.get(m))) {
                if (members.get(other) || around.get(other)) separate(m, other, set, pValue);
                else if (side.get(other)) fix(m, other);
            }
            fix(m, cover);
        }
        for (int other : Pattern.members(around)) connect(cover, other);
        return cover;
    }

    private BitSet around(BitSet members, BitSet side) {
        BitSet around = new BitSet();
        for (int node = 0; node < size(); node++) {
            if (members.get(node) || side.get(node)) continue;
            BitSet shared = (BitSet) open.get(node).clone();
            shared.and(members);
            if (2 * shared.cardinality() > members.cardinality()) around.set(node);
        }
        return around;
    }

    /** The observed variables that measure a node when those others are left out. */
    BitSet measures(int node, BitSet without) {
        BitSet measures = new BitSet();
        if (!hidden(node)) {
            measures.set(node);
            return measures;
        }
        for (int m : Pattern.members(cover(node).members())) if (!without.get(m)) measures.or(measures(m, without));
        measures.andNot(without);
        return measures;
    }

    /** The names of all hidden variables, those of a cover together, none of which the data uses. */
    List<List<String>> latentNames() {
        Set<String> taken = new HashSet<>(observed.names());
        List<List<String>> names = new ArrayList<>();
        int number = 0;
        for (Cover cover : covers) {
            List<String> own = new ArrayList<>();
            while (own.size() < cover.size()) {
                String name = "L" + ++number;
                if (taken.add(name)) own.add(name);
            }
            names.add(List.copyOf(own));
        }
        return names;
    }

    /** The graph over single variables, observed ones in the order of the columns and then hidden ones. */
    Cpdag expanded(Pattern pattern) {
        List<String> names = new ArrayList<>(observed.names());
        int[][] of = new int[size()][];
        List<List<String>> latents = latentNames();
        for (int node = 0; node < size(); node++) {
            if (!hidden(node)) {
                of[node] = new int[] {observed.columns()[node]};
                continue;
            }
            of[node] = new int[width(node)];
            for (int i = 0; i < of[node].length; i++) {
                of[node][i] = names.size();
                names.add(latents.get(node - observed.size()).get(i));
            }
        }
        List<int[]> directed = new ArrayList<>();
        List<int[]> undirected = new ArrayList<>();
        for (int a = 0; a < size(); a++) {
            for (int b : Pattern.members(pattern.children[a])) pairs(of[a], of[b], directed);
            for (int b : Pattern.members(pattern.neighbours[a])) if (a < b) pairs(of[a], of[b], undirected);
        }
        return Cpdag.of(names, directed, undirected);
    }

    private static void pairs(int[] from, int[] to, List<int[]> edges) {
        for (int a : from) for (int b : to) edges.add(new int[] {a, b});
    }

    /** The skeleton as a pattern without directions. */
    Pattern skeleton() {
        Pattern pattern = Pattern.empty(size());
        for (int a = 0; a < size(); a++) for (int b : Pattern.members(adjacent(a))) if (a < b) pattern.connect(a, b);
        return pattern;
    }

    /** What was found of hidden variables. */
    List<LatentCover> found() {
        List<List<String>> names = latentNames();
        List<LatentCover> found = new ArrayList<>();
        for (int i = 0; i < covers.size(); i++) {
            Cover cover = covers.get(i);
            found.add(new LatentCover(names.get(i), names(cover.side(), names), names(cover.members(), names)));
        }
        return found;
    }

    private List<String> names(BitSet nodes, List<List<String>> latents) {
        List<String> all = new ArrayList<>();
        for (int node : Pattern.members(nodes)) {
            if (hidden(node)) all.addAll(latents.get(node - observed.size()));
            else all.add(observed.name(node));
        }
        return all;
    }
}
