// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.causerie.Execution;
import org.causerie.Progress;
import org.causerie.stat.CrossRank;

/**
 * The steps of a search for hidden variables by ranks: take nodes apart, find the members of a cover, direct edges. A hidden
 * node takes part in a test by what measures it.
 */
final class LatentSearch {
    private final LatentGraph graph;
    private final CrossRank ranks;
    private final double alpha;
    private final int largestSet;
    private final Execution execution;
    private final LongAdder tests = new LongAdder();

    LatentSearch(LatentGraph graph, CrossRank ranks, double alpha, int largestSet, Execution execution) {
        this.graph = graph;
        this.ranks = ranks;
        this.alpha = alpha;
        this.largestSet = largestSet;
        this.execution = execution;
    }

    long tests() {
        return tests.sum();
    }

    /**
     * Removes open edges between nodes that some set of neighbours separates, as PC-stable does; sets of nodes before
     * {@code fresh} between such nodes were tried before.
     */
    void prune(int fresh) {
        for (int k = 0; k <= largestSet; k++) {
            int[][] around = new int[graph.size()][];
            for (int a = 0; a < around.length; a++) around[a] = Pattern.members(graph.adjacent(a));
            List<int[]> edges = new ArrayList<>();
            for (int a = 0; a < around.length; a++)
                for (int b : Pattern.members(graph.open(a)))
                    if (a < b && Math.max(around[a].length, around[b].length) > k) edges.add(new int[] {a, b});
            if (edges.isEmpty()) return;
            int depth = k;
            List<LatentGraph.Separator> found = execution.map("conditioning on " + k, edges.size(), i -> {
                int a = edges.get(i)[0];
                int b = edges.get(i)[1];
                int from = Math.max(a, b) >= fresh ? 0 : fresh;
                return separator(a, b, without(around[a], b), without(around[b], a), depth, from, false);
            });
            for (int i = 0; i < edges.size(); i++) {
                LatentGraph.Separator separator = found.get(i);
                if (separator.pValue() > alpha)
                    graph.separate(edges.get(i)[0], edges.get(i)[1], separator.set(), separator.pValue());
            }
        }
    }

    private static int[] without(int[] nodes, int node) {
        return Arrays.stream(nodes).filter(other -> other != node).toArray();
    }

    /** The first set of this size that separates, or the best, or one with p-value 0. */
    private LatentGraph.Separator separator(int a, int b, int[] nearA, int[] nearB, int size, int from, boolean best) {
        LatentGraph.Separator found = new LatentGraph.Separator(new BitSet(), 0);
        Subsets sets = new Subsets(nearA, nearB, size);
        while (sets.next()) {
            int[] set = sets.set();
            if (size > 0 ? set[size - 1] < from : from > 0) continue;
            double p = pValue(a, b, set);
            if (p <= Math.max(alpha, found.pValue())) continue;
            BitSet chosen = new BitSet();
            for (int node : set) chosen.set(node);
            found = new LatentGraph.Separator(chosen, p);
            if (!best) return found;
        }
        return found;
    }

    /** The p-value of the independence of two nodes given others; 0 where what is measured cannot tell. */
    private double pValue(int a, int b, int[] given) {
        Progress.checkpoint();
        BitSet without = new BitSet();
        without.set(a);
        without.set(b);
        for (int node : given) without.set(node);
        BitSet known = new BitSet();
        addSide(a, known);
        addSide(b, known);
        BitSet left = new BitSet();
        BitSet right = new BitSet();
        int rank = 0;
        for (int node : given) {
            if (!graph.hidden(node)) {
                known.set(node);
                continue;
            }
            addSide(node, known);
            if (!halve(node, without, left, right)) return 0;
            rank += graph.width(node);
        }
        if (known.get(a) || known.get(b)) return 0;
        BitSet measureA = graph.measures(a, graph.hidden(a) ? without : new BitSet());
        BitSet measureB = graph.measures(b, graph.hidden(b) ? without : new BitSet());
        BitSet both = (BitSet) measureA.clone();
        both.and(measureB);
        both.or(known);
        both.or(left);
        both.or(right);
        measureA.andNot(both);
        measureB.andNot(both);
        left.andNot(known);
        right.andNot(known);
        if (measureA.isEmpty() || measureB.isEmpty() || left.intersects(right)) return 0;
        left.or(measureA);
        right.or(measureB);
        tests.increment();
        return ranks.test(columns(left), columns(right), columns(known), rank).pValue();
    }

    private void addSide(int node, BitSet known) {
        if (graph.hidden(node)) known.or(graph.cover(node).side());
    }

    /** Gives half of the members of a hidden node to each side, enough to stand for it; false where there are too few. */
    private boolean halve(int node, BitSet without, BitSet left, BitSet right) {
        int leftWidth = 0;
        int rightWidth = 0;
        for (int m : Pattern.members(graph.cover(node).members())) {
            if (without.get(m)) continue;
            BitSet measures = graph.measures(m, without);
            if (measures.isEmpty()) continue;
            int width = Math.min(graph.width(m), measures.cardinality());
            if (leftWidth <= rightWidth) {
                left.or(measures);
                leftWidth += width;
            } else {
                right.or(measures);
                rightWidth += width;
            }
        }
        return Math.min(leftWidth, rightWidth) >= graph.width(node);
    }

    /** Members whose cross-covariance with all around them, of this width, is too low in rank. */
    private record Deficient(BitSet members, int around, double pValue) {}

    /**
     * Looks for covers of {@code k} variables, of which {@code known} are observed, and adds them to the graph; false where
     * there is none.
     */
    boolean findCovers(int k, int known) {
        List<BitSet> sides = new ArrayList<>();
        cliques(new BitSet(), 0, known, sides, true);
        boolean found = false;
        List<List<Deficient>> all =
                execution.map("covers of " + k, sides.size(), i -> deficient(sides.get(i), k - known));
        for (int i = 0; i < sides.size(); i++) found |= addCovers(all.get(i), sides.get(i), k - known);
        return found;
    }

    /** All sets of nodes with open edges between any two, as narrow as the width allows. */
    private void cliques(BitSet current, int from, int width, List<BitSet> found, boolean observedOnly) {
        if (graph.width(current) >= width) {
            found.add((BitSet) current.clone());
            return;
        }
        int end = observedOnly ? graph.observed().size() : graph.size();
        for (int node = from; node < end; node++) {
            if (graph.open(node).isEmpty() || !joined(node, current)) continue;
            current.set(node);
            cliques(current, node + 1, width, found, observedOnly);
            current.clear(node);
        }
    }

    private boolean joined(int node, BitSet nodes) {
        for (int other = nodes.nextSetBit(0); other >= 0; other = nodes.nextSetBit(other + 1))
            if (!graph.open(node).get(other)) return false;
        return true;
    }

    private List<Deficient> deficient(BitSet side, int rank) {
        List<BitSet> candidates = new ArrayList<>();
        cliques(new BitSet(), 0, rank + 1, candidates, false);
        List<Deficient> found = new ArrayList<>();
        for (BitSet x : candidates) {
            Progress.checkpoint();
            if (x.intersects(side) || !side.stream().allMatch(t -> joined(t, x))) continue;
            double p = deficiency(x, side, rank);
            if (p > alpha) found.add(new Deficient(x, graph.width(around(x, side)), p));
        }
        found.sort(Comparator.comparingInt(Deficient::around)
                .thenComparingDouble(Deficient::pValue)
                .reversed()
                .thenComparing(set -> set.members().toString()));
        return found;
    }

    /** The p-value of the rank between nodes and their common neighbours, given the side; 0 where they form no cover. */
    private double deficiency(BitSet x, BitSet side, int rank) {
        BitSet around = around(x, side);
        if (graph.width(around) < rank + 1) return 0;
        BitSet known = (BitSet) side.clone();
        for (int node : Pattern.members(x)) addSide(node, known);
        for (int node : Pattern.members(around)) addSide(node, known);
        BitSet left = measures(x, around, known);
        BitSet right = measures(around, x, known);
        right.andNot(left);
        if (Math.min(left.cardinality(), right.cardinality()) <= rank) return 0;
        int[] given = columns(known);
        double p = test(left, right, given, rank);
        if (p <= alpha || test(left, right, given, rank - 1) > alpha) return 0;
        return minimal(x, around, known, right, rank) ? p : 0;
    }

    /** What has open edges to all of the nodes. */
    private BitSet around(BitSet nodes, BitSet side) {
        BitSet around = new BitSet();
        around.set(0, graph.size());
        for (int node : Pattern.members(nodes)) around.and(graph.open(node));
        around.andNot(side);
        return around;
    }

    /** Whether no part of the nodes is deficient already, as it is where another has two parents among what is around. */
    private boolean minimal(BitSet x, BitSet around, BitSet known, BitSet right, int rank) {
        for (int leaving : Pattern.members(x)) {
            BitSet part = (BitSet) x.clone();
            part.clear(leaving);
            int width = graph.width(part);
            if (part.cardinality() < 2 || width > rank) continue;
            if (test(measures(part, around, known), right, columns(known), width - 1) > alpha) return false;
        }
        return true;
    }

    private double test(BitSet left, BitSet right, int[] given, int rank) {
        tests.increment();
        return ranks.test(columns(left), columns(right), given, rank).pValue();
    }

    private BitSet measures(BitSet nodes, BitSet others, BitSet known) {
        BitSet measures = new BitSet();
        for (int node : Pattern.members(nodes))
            measures.or(graph.measures(node, graph.hidden(node) ? others : new BitSet()));
        measures.andNot(known);
        return measures;
    }

    /**
     * Grows covers from the sets with the most around them: a node joins where more than half of the sets it would bring are
     * deficient, and it has edges to most of what is around, as what depends on all of it through the cover has. (A cause of the
     * cover that is independent of another cause is no measure of it.)
     */
    private boolean addCovers(List<Deficient> sets, BitSet side, int size) {
        Set<BitSet> known = new HashSet<>();
        for (Deficient set : sets) known.add(set.members());
        boolean added = false;
        for (Deficient seed : sets) {
            if (!clique(seed.members(), side)) continue;
            BitSet members = (BitSet) seed.members().clone();
            for (int next = best(members, side, known, size); next >= 0; next = best(members, side, known, size))
                members.set(next);
            graph.insert(size, members, side, seed.pValue());
            added = true;
        }
        return added;
    }

    private boolean clique(BitSet nodes, BitSet side) {
        for (int node : Pattern.members(nodes)) {
            BitSet others = (BitSet) nodes.clone();
            others.clear(node);
            if (!joined(node, others) || !joined(node, side)) return false;
        }
        return true;
    }

    private int best(BitSet members, BitSet side, Set<BitSet> known, int size) {
        int best = -1;
        double highest = 0.5;
        for (int node = 0; node < graph.size(); node++) {
            if (members.get(node) || side.get(node) || !joined(node, members) || !joined(node, side)) continue;
            BitSet missed = around(members, side);
            missed.clear(node);
            int of = missed.cardinality();
            missed.andNot(graph.open(node));
            if (5 * missed.cardinality() > of) continue;
            double share = share(node, members, known, size);
            if (share <= highest) continue;
            highest = share;
            best = node;
        }
        return best;
    }

    private double share(int node, BitSet members, Set<BitSet> known, int size) {
        int there = 0;
        int possible = 0;
        List<BitSet> sets = new ArrayList<>();
        BitSet start = new BitSet();
        start.set(node);
        narrow(start, Pattern.members(members), 0, size + 1, sets);
        for (BitSet set : sets) {
            possible++;
            if (known.contains(set)) there++;
        }
        return possible == 0 ? 0 : (double) there / possible;
    }

    private void narrow(BitSet current, int[] from, int next, int width, List<BitSet> found) {
        if (graph.width(current) >= width) {
            found.add((BitSet) current.clone());
            return;
        }
        for (int i = next; i < from.length; i++) {
            current.set(from[i]);
            narrow(current, from, i + 1, width, found);
            current.clear(from[i]);
        }
    }

    private int[] columns(BitSet observed) {
        return graph.observed().columnsOf(Pattern.members(observed));
    }

    /**
     * Directs edges: those between observed variables as what is known beforehand says, then colliders by the separating sets, the
     * best supported first, then by Meek's rules.
     */
    Pattern orient(Bounds bounds) {
        Pattern pattern = graph.skeleton();
        for (int a = 0; a < graph.observed().size(); a++)
            for (int b = 0; b < graph.observed().size(); b++)
                if (pattern.undirected(a, b) && bounds.forbidden(b, a)) pattern.direct(a, b);
        Set<List<Integer>> none = new HashSet<>();
        List<Collider> colliders = new ArrayList<>();
        for (int z = 0; z < graph.size(); z++) {
            int[] ends = Pattern.members(pattern.adjacent[z]);
            for (int i = 0; i < ends.length; i++) {
                for (int j = i + 1; j < ends.length; j++) {
                    int x = ends[i];
                    int y = ends[j];
                    if (pattern.adjacent(x, y) || together(x, y)) continue;
                    if (member(x, z) || member(y, z)) {
                        none.add(List.of(x, z, y));
                        continue;
                    }
                    LatentGraph.Separator why = why(x, y);
                    if (why.pValue() <= 0) continue;
                    if (why.set().get(z)) none.add(List.of(x, z, y));
                    else colliders.add(new Collider(x, z, y, why.pValue()));
                }
            }
        }
        colliders.sort(Comparator.comparingDouble(Collider::pValue).reversed());
        for (Collider collider : colliders) collider.direct(pattern);
        Meek.close(pattern, (x, z, y) -> none.contains(List.of(Math.min(x, y), z, Math.max(x, y))), !bounds.none());
        return pattern;
    }

    private record Collider(int x, int z, int y, double pValue) {
        void direct(Pattern pattern) {
            if (pattern.directed(z, x) || pattern.directed(z, y) || pattern.reaches(z, x) || pattern.reaches(z, y))
                return;
            pattern.direct(x, z);
            pattern.direct(y, z);
        }
    }

    /** Whether the cover was found to separate the node from all else that is adjacent to the cover. */
    private boolean member(int node, int cover) {
        return graph.hidden(cover) && graph.cover(cover).members().get(node);
    }

    /** Whether one is a cover and the other belongs to it. */
    private boolean together(int x, int y) {
        return (graph.hidden(x) && graph.cover(x).side().get(y))
                || (graph.hidden(y) && graph.cover(y).side().get(x));
    }

    private LatentGraph.Separator why(int x, int y) {
        LatentGraph.Separator known = graph.separator(x, y);
        if (known != null) return known;
        int[] nearX = Pattern.members(graph.adjacent(x));
        int[] nearY = Pattern.members(graph.adjacent(y));
        LatentGraph.Separator found = new LatentGraph.Separator(new BitSet(), 0);
        for (int k = 0; k <= Math.min(largestSet, Math.max(nearX.length, nearY.length)); k++) {
            found = separator(x, y, nearX, nearY, k, 0, true);
            if (found.pValue() > 0) break;
        }
        graph.remember(x, y, found);
        return found;
    }
}
