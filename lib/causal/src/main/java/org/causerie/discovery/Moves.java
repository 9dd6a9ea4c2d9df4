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
    private final BitSet[] apart;
    private final int[] candidates;
    private final double[] gains;
    private final double[] with;
    private final double[] without;

    /**
     * The changes in a graph; the growth is used by one thread at a time.
     *
     * @param apart for each variable those between which and it no edge may be inserted
     */
    Moves(Pattern graph, LocalScore scores, Growth growth, Bounds bounds, BitSet[] apart) {
        this.graph = graph;
        this.scores = scores;
        this.growth = growth;
        this.bounds = bounds;
        this.apart = apart;
        int size = graph.size();
        candidates = new int[size];
        gains = new double[size];
        with = new double[size];
        without = new double[size];
    }

    /** The changes of one kind to the edges between y and others. */
    List<Move> at(Ges.Change kind, int y) {
        List<Move> found = new ArrayList<>();
        switch (kind) {
            case INSERT -> cliques(new BitSet(), graph.neighbours[y], clique -> inserts(y, clique, found));
            case DELETE -> cliques(new BitSet(), graph.neighbours[y], clique -> deletes(y, clique, true, found));
            case TURN -> {
                scoreChildren(y);
                cliques(new BitSet(), graph.neighbours[y], clique -> turns(y, clique, found));
            }
        }
        return found;
    }

    /** All deletions of edges between y and others, with a loss for a gain where they lower the score. */
    List<Move> deletions(int y) {
        List<Move> found = new ArrayList<>();
        cliques(new BitSet(), graph.neighbours[y], clique -> deletes(y, clique, false, found));
        return found;
    }

    /** Insert(x, y, T) for every x with this NA ∪ T, which must be a clique (Chickering 2002, theorem 15). */
    private void inserts(int y, BitSet clique, List<Move> found) {
        BitSet unfit = (BitSet) graph.adjacent[y].clone();
        unfit.or(apart[y]);
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
    private void deletes(int y, BitSet clique, boolean raising, List<Move> found) {
        Progress.checkpoint();
        int[] parents = Pattern.members(union(graph.parents[y], clique));
        double before = scores.score(y, parents);
        double[] after = scores.withoutEach(y, parents);
        for (int k = 0; k < parents.length; k++) {
            int x = parents[k];
            BitSet rest = (BitSet) clique.clone();
            rest.clear(x);
            BitSet strangers = (BitSet) rest.clone();
            strangers.andNot(graph.adjacent[x]);
            if (!strangers.isEmpty() || bounds.joined(x, y)) continue;
            if (raising) keep(Ges.Change.DELETE, x, y, rest, before, after[k], found);
            else found.add(new Move(Ges.Change.DELETE, x, y, rest, after[k] - before));
        }
    }

    /**
     * Turns y → x or y — x into x → y, with a clique of neighbours that become parents of y (Hauser and Bühlmann 2012,
     * propositions 31 and 34). Both ends are scored: y with x among its parents, and x without y.
     */
    private void turns(int y, BitSet clique, List<Move> found) {
        BitSet others = (BitSet) graph.neighbours[y].clone();
        others.andNot(clique);
        BitSet parents = union(graph.parents[y], clique);
        Progress.checkpoint();
        growth.start(y);
        for (int parent : Pattern.members(parents)) growth.add(parent);
        double before = score(y, parents);
        for (int x : Pattern.members(graph.children[y]))
            if (!bounds.forbidden(x, y) && !graph.adjacent[x].intersects(others))
                keep(Ges.Change.TURN, x, y, clique, before + with[x], growth.with(x) + without[x], found);
        for (int x : Pattern.members(others)) {
            if (bounds.forbidden(x, y) || !separated(x, y, clique)) continue;
            BitSet ofX = (BitSet) graph.adjacent[x].clone();
            ofX.and(clique);
            ofX.or(graph.parents[x]);
            double after = growth.with(x) + score(x, ofX);
            ofX.set(y);
            keep(Ges.Change.TURN, x, y, clique, before + score(x, ofX), after, found);
        }
    }

    /** Scores each child of y with y and without it. */
    private void scoreChildren(int y) {
        for (int x : Pattern.members(graph.children[y])) {
            BitSet parents = (BitSet) graph.parents[x].clone();
            with[x] = score(x, parents);
            parents.clear(y);
            without[x] = score(x, parents);
        }
    }

    /**
     * Whether the clique has members that are not adjacent to x, and its other members separate these from the variables
     * next to both x and y.
     */
    private boolean separated(int x, int y, BitSet clique) {
        BitSet reached = (BitSet) clique.clone();
        reached.andNot(graph.adjacent[x]);
        if (reached.isEmpty()) return false;
        if (!bounds.none()) return true;
        BitSet open = (BitSet) graph.neighbours[y].clone();
        open.andNot(clique);
        open.clear(x);
        BitSet ends = reached;
        while (!ends.isEmpty()) {
            BitSet next = new BitSet();
            for (int i = ends.nextSetBit(0); i >= 0; i = ends.nextSetBit(i + 1)) next.or(graph.neighbours[i]);
            next.and(open);
            if (next.intersects(graph.neighbours[x])) return false;
            open.andNot(next);
            ends = next;
        }
        return true;
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
