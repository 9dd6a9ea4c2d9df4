// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.Progress;
import org.causerie.discovery.GrowShrinkTree.Grower;
import org.causerie.discovery.GrowShrinkTree.Walk;

/**
 * Moves one variable after the other to its best place in an order, until no move raises the score.
 *
 * <p>A move changes the parents of those variables only that missed or took the one that moves, and where it may go is
 * read from one pass along the order. With several threads the next moves are evaluated ahead, all for the order as
 * it is; one whose order has changed since is evaluated again, with the questions about candidates mostly answered.
 */
final class BestMoves {
    /** So many moves are looked at ahead. */
    private static final int AHEAD = 64;

    private final Ordering ordering;
    private final int size;
    private final double tolerance;
    private final int[] place;
    private final int[] evaluatedFor;

    /** Bit y of row x: whether the walk of y would end elsewhere if x, which does not, came before. */
    private final long[][] missing;

    /** Bit y of row x: whether the walk of y would end elsewhere if x, which does, did not come before. */
    private final long[][] taking;

    private int version = 1;

    BestMoves(Ordering ordering) {
        this.ordering = ordering;
        size = ordering.size();
        tolerance = ordering.tolerance();
        place = new int[size];
        evaluatedFor = new int[size];
        int words = (size + 63) >>> 6;
        missing = new long[size][words];
        taking = new long[size][words];
        for (int y = 0; y < size; y++) ordering.walks[y].flip(y, missing, taking);
    }

    /** Moves in turns, in the order of the start. */
    void climb() {
        int[] turns = ordering.order.clone();
        int unmoved = 0;
        for (int k = 0; unmoved < size; k = (k + 1) % size) {
            Progress.checkpoint();
            int x = turns[k];
            if (ordering.threaded() && evaluatedFor[x] != version && k % AHEAD == 0) lookAhead(turns, k);
            if (evaluatedFor[x] != version) place[x] = bestPlace(x, ordering.grower());
            if (place[x] == ordering.position[x]) {
                unmoved++;
            } else {
                move(x, place[x], ordering.grower());
                version++;
                unmoved = 0;
            }
        }
    }

    private void lookAhead(int[] turns, int from) {
        ordering.share("ordering", Math.min(AHEAD, size - from), (i, grower) -> {
            int x = turns[from + i];
            place[x] = bestPlace(x, grower);
            evaluatedFor[x] = version;
        });
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
