// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.causerie.Progress;
import org.causerie.stat.Growth;
import org.causerie.stat.LocalScore;

/**
 * The changes of one edge that would raise the score, of those whose local conditions hold; whether a
 * change is possible in the graph as a whole is found out by {@link Transition}.
 *
 * <p>An insertion or deletion is a clique among the neighbours of y that become its parents, and an x that fits the clique.
 * The clique is chosen first: then the score of every x comes from the same parents, all at once.
 */
final class Moves {
    /** Gains below this part of the scores they are the difference of are rounding errors. */
    private static final double PRECISION = 1e-14;

    private final Pattern graph;
    private final LocalScore scores;
    private final Growth growth;
    private final Bounds bounds;
    private final int[] candidates;
    private final double[] gains;

    /** The changes in a graph; the growth is used by one thread at a time. */
    Moves(Pattern graph, LocalScore scores, Growth growth, Bounds bounds) {
        this.graph = graph;
        this.scores = scores;
        this.growth = growth;
        this.bounds = bounds;
        candidates = new int[graph.size()];
        gains = new double[graph.size()];
    }

    /** The changes of one kind to the edges between y and others. */
    List<Move> at(Ges.Change kind, int y) {
        List<Move> found = new ArrayList<>();
        switch (kind) {
            case INSERT -> cliques(new BitSet(), graph.neighbours[y], clique -> inserts(y, clique, found));
            case DELETE -> cliques(new BitSet(), graph.neighbours[y], clique -> deletes(y, clique, found));
            case TURN -> turns(y, found);
        }
        return found;
    }

    /** Insert(x, y, T) for every x with this NA ∪ T, which must be a clique (Chickering 2002, theorem 15). */
    private void inserts(int y, BitSet clique, List<Move> found) {
        BitSet unfit = (BitSet) graph.adjacent[y].clone();
        unfit.set(y);
        BitSet left = (BitSet) graph.neighbours[y].clone();
        left.andNot(clique);
        for (int i = left.nextSetBit(0); i >= 0; i = left.nextSetBit(i + 1)) unfit.or(graph.adjacent[i]);
        int count = 0;
        for (int x = unfit.nextClearBit(0); x < graph.size(); x = unfit.nextClearBit(x + 1))
            if (!bounds.forbidden(x, y)) candidates[count++] = x;
        if (count == 0) return;
        Progress.checkpoint();
        growth.start(y);
        for (int parent : Pattern.members(union(graph.parents[y], clique))) growth.add(parent);
        count = growth.raising(candidates, count, gains);
        for (int i = 0; i < count; i++) found.add(new Move(Ges.Change.INSERT, candidates[i], y, clique, gains[i]));
    }

    /**
     * Delete(x, y, H) for every x with this NA \ H, which must be a clique (theorem 17): parents of y adjacent to all
     * of the clique, and each member of the clique with the rest of it.
     */
    private void deletes(int y, BitSet clique, List<Move> found) {
        Progress.checkpoint();
        int[] parents = Pattern.members(union(graph.parents[y], clique));
        double with = scores.score(y, parents);
        double[] without = scores.withoutEach(y, parents);
        for (int k = 0; k < parents.length; k++) {
            int x = parents[k];
            BitSet rest = (BitSet) clique.clone();
            rest.clear(x);
            BitSet apart = (BitSet) rest.clone();
            apart.andNot(graph.adjacent[x]);
            if (apart.isEmpty() && !bounds.joined(x, y)) keep(Ges.Change.DELETE, x, y, rest, with, without[k], found);
        }
    }

    /** Turns y → x or y — x into x → y (Hauser and Bühlmann 2012, propositions 31 and 34). */
    private void turns(int y, List<Move> found) {
        BitSet ends = union(graph.neighbours[y], graph.children[y]);
        for (int x = ends.nextSetBit(0); x >= 0; x = ends.nextSetBit(x + 1))
            if (!bounds.forbidden(x, y)) turns(x, y, found);
    }

    private void turns(int x, int y, List<Move> found) {
        boolean undirected = graph.undirected(x, y);
        BitSet shared = (BitSet) graph.neighbours[y].clone();
        shared.and(graph.adjacent[x]);
        if (!undirected && !graph.clique(shared)) return;
        BitSet others = (BitSet) graph.neighbours[y].clone();
        others.clear(x);
        if (!undirected) others.andNot(shared);
        cliques(undirected ? new BitSet() : shared, others, clique -> {
            Progress.checkpoint();
            BitSet kept = (BitSet) clique.clone();
            kept.and(shared);
            if (undirected && kept.equals(clique)) return;
            BitSet ofX = undirected ? union(graph.parents[x], kept) : (BitSet) graph.parents[x].clone();
            BitSet ofY = union(graph.parents[y], clique);
            ofX.set(y);
            double before = score(x, ofX) + score(y, ofY);
            ofX.clear(y);
            ofY.set(x);
            keep(Ges.Change.TURN, x, y, clique, before, score(x, ofX) + score(y, ofY), found);
        });
    }

    private double score(int node, BitSet parents) {
        return scores.score(node, Pattern.members(parents));
    }

    private static BitSet union(BitSet a, BitSet b) {
        BitSet union = (BitSet) a.clone();
        union.or(b);
        return union;
    }

    /** Every clique that consists of the start, a clique itself, and some of the others; each a set of its own. */
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
            Ges.Change kind, int x, int y, BitSet clique, double before, double after, List<Move> found) {
        double gain = after - before;
        if (gain > PRECISION * (Math.abs(before) + Math.abs(after))) found.add(new Move(kind, x, y, clique, gain));
    }
}
