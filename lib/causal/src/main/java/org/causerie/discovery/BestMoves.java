// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.Progress;
import org.causerie.discovery.GrowShrinkTree.Grower;
import org.causerie.discovery.GrowShrinkTree.Walk;

/**
 * Moves one variable after the other to its best place in an order, until no move raises the score.
 *
 * <p>A move changes the parents of those variables only that missed or took the one that moves, and where it may go is
 * read from one pass along the order. One thread moves, and others that are free look at the
 * turns ahead of it, each in a copy of the order that repeats the moves made: what a turn asks about candidates is then
 * mostly answered when it comes, and where nothing has moved since, so is the turn.
 */
final class BestMoves {
    private final Ordering ordering;
    private final int size;
    private final double tolerance;

    /** Bit y of row x: whether the walk of y would end elsewhere if x, which does not, came before. */
    private final long[][] missing;

    /** Bit y of row x: whether the walk of y would end elsewhere if x, which does, did not come before. */
    private final long[][] taking;

    BestMoves(Ordering ordering) {
        this.ordering = ordering;
        size = ordering.size();
        tolerance = ordering.tolerance();
        int words = (size + 63) >>> 6;
        missing = new long[size][words];
        taking = new long[size][words];
        for (int y = 0; y < size; y++) ordering.walks[y].flip(y, missing, taking);
    }

    /** Moves in turns, in the order of the start; threads that lead no climb look ahead. */
    void climb(Climbs climbs) {
        Turns turns = new Turns(ordering.order.clone());
        Ordering start = ordering.copy();
        climbs.leadHelped(() -> lead(turns), () -> new BestMoves(start.copy()).lookAhead(turns));
    }

    private void lead(Turns turns) {
        Grower grower = ordering.grower();
        try {
            int unmoved = 0;
            int version = 0;
            for (int turn = 0; unmoved < size; turn++) {
                Progress.checkpoint();
                int x = turns.begin(turn);
                int place = turns.place(x, version);
                if (place < 0) place = bestPlace(x, grower);
                unmoved++;
                if (place == ordering.position[x]) continue;
                move(x, place, grower);
                turns.moved(x, place);
                version++;
                unmoved = 0;
            }
        } finally {
            turns.end();
        }
    }

    private void lookAhead(Turns turns) {
        Grower grower = ordering.grower();
        int version = 0;
        while (!turns.ended()) {
            Progress.checkpoint();
            for (; version < turns.version(); version++) {
                Turns.Move move = turns.move(version);
                move(move.variable(), move.to(), grower);
            }
            int x = turns.claim(version);
            if (x < 0) Climbs.pause();
            else turns.found(x, version, bestPlace(x, grower));
        }
    }

    /** The place of x with the highest score, its own unless another is better. */
    private int bestPlace(int x, Grower grower) {
        int[] order = ordering.order;
        Walk[] walks = ordering.walks;
        int from = ordering.position[x];
        int first = ordering.first(x);
        int last = ordering.last(x);
        double[] change = new double[size];
        double sum = 0;
        for (int i = from - 1; i >= first; i--) {
            int y = order[i];
            if (holds(missing[x], y)) sum += ordering.walk(y, i, x, -1, grower).score() - walks[y].score();
            change[i] = sum;
        }
        sum = 0;
        for (int i = from + 1; i <= last; i++) {
            int y = order[i];
            if (holds(taking[x], y)) sum += ordering.walk(y, i, -1, x, grower).score() - walks[y].score();
            change[i] = sum;
        }
        Walk own = ordering.walk(x, first, -1, -1, grower);
        double here = walks[x].score();
        int best = from;
        double highest = tolerance;
        for (int i = first; i <= last; i++) {
            int joined = i <= from ? i - 1 : i;
            if (i > first && joined != from && own.missed(order[joined]))
                own = ordering.walk(x, i <= from ? i : i + 1, -1, -1, grower);
            double gain = change[i] + own.score() - here;
            if (i == from || gain <= highest) continue;
            best = i;
            highest = gain;
        }
        return best;
    }

    private static boolean holds(long[] row, int y) {
        return (row[y >> 6] >>> y & 1) != 0;
    }

    private void move(int x, int to, Grower grower) {
        int[] order = ordering.order;
        int[] position = ordering.position;
        int from = position[x];
        Walk own = ordering.walk(x, to <= from ? to : to + 1, -1, -1, grower);
        int step = to < from ? -1 : 1;
        for (int i = from + step; i != to + step; i += step) {
            int y = order[i];
            if (step < 0 && holds(missing[x], y)) replace(y, ordering.walk(y, i, x, -1, grower));
            if (step > 0 && holds(taking[x], y)) replace(y, ordering.walk(y, i, -1, x, grower));
        }
        if (to < from) System.arraycopy(order, to, order, to + 1, from - to);
        else System.arraycopy(order, from + 1, order, from, to - from);
        order[to] = x;
        replace(x, own);
        for (int i = Math.min(from, to); i <= Math.max(from, to); i++) position[order[i]] = i;
    }

    private void replace(int y, Walk walk) {
        ordering.walks[y].flip(y, missing, taking);
        ordering.walks[y] = walk;
        walk.flip(y, missing, taking);
    }
}
