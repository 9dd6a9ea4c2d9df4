// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The changes of one edge that would raise the score, of those whose local conditions hold; whether a
 * change is possible in the graph as a whole is found out by {@link Transition}.
 */
final class Moves {
    /** Gains below this part of the scores they are the difference of are rounding errors. */
    private static final double PRECISION = 1e-14;

    private final Pattern graph;
    private final ScoreTable scores;
    private final Bounds bounds;

    Moves(Pattern graph, ScoreTable scores, Bounds bounds) {
        this.graph = graph;
        this.scores = scores;
        this.bounds = bounds;
    }

    /** Adds the changes of one kind to the edge between x and y. */
    void find(Ges.Change kind, int x, int y, int stamp, List<Move> found) {
        switch (kind) {
            case INSERT -> inserts(x, y, stamp, found);
            case DELETE -> deletes(x, y, stamp, found);
            case TURN -> turns(x, y, stamp, found);
        }
    }

    /** Insert(x, y, T): NA ∪ T must be a clique (Chickering 2002, theorem 15). */
    private void inserts(int x, int y, int stamp, List<Move> found) {
        if (graph.adjacent(x, y) || bounds.forbidden(x, y)) return;
        BitSet shared = shared(x, y);
        if (!graph.clique(shared)) return;
        BitSet others = (BitSet) graph.neighbours[y].clone();
        others.andNot(graph.adjacent[x]);
        cliques(shared, others, clique -> {
            BitSet parents = union(graph.parents[y], clique);
            double without = scores.of(y, parents);
            parents.set(x);
            keep(Ges.Change.INSERT, x, y, clique, without, scores.of(y, parents), stamp, found);
        });
    }

    /** Delete(x, y, H): NA \ H must be a clique (theorem 17). */
    private void deletes(int x, int y, int stamp, List<Move> found) {
        boolean points = graph.directed(x, y) || graph.undirected(x, y);
        if (!points || bounds.joined(x, y)) return;
        cliques(new BitSet(), shared(x, y), clique -> {
            BitSet parents = union(graph.parents[y], clique);
            parents.set(x);
            double with = scores.of(y, parents);
            parents.clear(x);
            keep(Ges.Change.DELETE, x, y, clique, with, scores.of(y, parents), stamp, found);
        });
    }

    /** Turns y → x or y — x into x → y (Hauser and Bühlmann 2012, propositions 31 and 34). */
    private void turns(int x, int y, int stamp, List<Move> found) {
        boolean undirected = graph.undirected(x, y);
        boolean turnable = undirected || graph.directed(y, x);
        if (!turnable || bounds.forbidden(x, y)) return;
        BitSet shared = shared(x, y);
        if (!undirected && !graph.clique(shared)) return;
        BitSet others = (BitSet) graph.neighbours[y].clone();
        others.clear(x);
        if (!undirected) others.andNot(shared);
        cliques(undirected ? new BitSet() : shared, others, clique -> {
            BitSet kept = (BitSet) clique.clone();
            kept.and(shared);
            if (undirected && kept.equals(clique)) return;
            BitSet ofX = undirected ? union(graph.parents[x], kept) : (BitSet) graph.parents[x].clone();
            BitSet ofY = union(graph.parents[y], clique);
            ofX.set(y);
            double before = scores.of(x, ofX) + scores.of(y, ofY);
            ofX.clear(y);
            ofY.set(x);
            keep(Ges.Change.TURN, x, y, clique, before, scores.of(x, ofX) + scores.of(y, ofY), stamp, found);
        });
    }

    /** NA: the variables with an undirected edge to y that are adjacent to x. */
    private BitSet shared(int x, int y) {
        BitSet shared = (BitSet) graph.neighbours[y].clone();
        shared.and(graph.adjacent[x]);
        return shared;
    }

    private static BitSet union(BitSet a, BitSet b) {
        BitSet union = (BitSet) a.clone();
        union.or(b);
        return union;
    }

    /** Every clique that consists of the start, a clique itself, and some of the others. */
    private void cliques(BitSet start, BitSet others, Consumer<BitSet> visit) {
        visit.accept(start);
        for (int i = others.nextSetBit(0); i >= 0; i = others.nextSetBit(i + 1)) {
            BitSet strangers = (BitSet) start.clone();
            strangers.andNot(graph.adjacent[i]);
            if (!strangers.isEmpty()) continue;
            BitSet larger = (BitSet) start.clone();
            larger.set(i);
            BitSet rest = (BitSet) others.clone();
            rest.clear(0, i + 1);
            cliques(larger, rest, visit);
        }
    }

    private static void keep(
            Ges.Change kind, int x, int y, BitSet clique, double before, double after, int stamp, List<Move> found) {
        double gain = after - before;
        if (gain > PRECISION * (Math.abs(before) + Math.abs(after)))
            found.add(new Move(kind, x, y, (BitSet) clique.clone(), gain, stamp));
    }
}
