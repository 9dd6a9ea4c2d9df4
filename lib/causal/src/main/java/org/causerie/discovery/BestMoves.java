// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.Progress;
import org.causerie.discovery.Crew.Piece;
import org.causerie.discovery.GrowShrinkTree.Grower;
import org.causerie.discovery.GrowShrinkTree.Walk;

/**
 * Moves one variable after the other to its best place in an order, until no move raises the score.
 *
 * <p>A move changes the parents of those variables only that missed or took the one that moves, and where it may go is
 * read from one pass along the order. One thread moves, and others that are free help it to find out
 * what each place would change.
 */
final class BestMoves {
    /** In so many stretches for each thread the walks of the one that moves are shared. */
    private static final int STRETCHES = 4;

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

    /** Moves in turns, in the order of the start; threads that lead no climb help. */
    void climb(Climbs climbs) {
        Crew crew = new Crew();
        climbs.leadHelped(() -> lead(crew), () -> crew.help(ordering.ownGrower()));
    }

    private void lead(Crew crew) {
        Grower grower = ordering.grower();
        int[] turns = ordering.order.clone();
        try {
            int unmoved = 0;
            for (int turn = 0; unmoved < size; turn++) {
                Progress.checkpoint();
                int x = turns[turn % size];
                int place = bestPlace(x, crew, grower);
                unmoved++;
                if (place == ordering.position[x]) continue;
                move(x, place, grower);
                unmoved = 0;
            }
        } finally {
            crew.end();
        }
    }

    /** The place of x with the highest score, its own unless another is better. */
    private int bestPlace(int x, Crew crew, Grower grower) {
        int from = ordering.position[x];
        int first = ordering.first(x);
        int last = ordering.last(x);
        int[] changed = new int[last - first + 1];
        int count = 0;
        for (int i = first; i <= last; i++)
            if (i != from && holds(i < from ? missing[x] : taking[x], ordering.order[i])) changed[count++] = i;
        double[] change = new double[size];
        double[] own = new double[size];
        int stretches = crew.threads() == 1 ? 1 : Math.min(STRETCHES * crew.threads(), last - first + 1);
        Piece piece = (k, worker) -> {
            if (k < stretches) {
                int begin = first + k * (last - first + 1) / stretches;
                int end = first + (k + 1) * (last - first + 1) / stretches;
                ownScores(x, begin, end, own, worker);
            } else {
                int i = changed[k - stretches];
                change[i] = changeOf(i, x, worker);
            }
        };
        crew.share(stretches + count, piece, grower);
        for (int i = from - 2; i >= first; i--) change[i] += change[i + 1];
        for (int i = from + 2; i <= last; i++) change[i] += change[i - 1];
        int best = from;
        double highest = tolerance;
        double here = ordering.walks[x].score();
        for (int i = first; i <= last; i++) {
            double gain = change[i] + own[i] - here;
            if (i == from || gain <= highest) continue;
            best = i;
            highest = gain;
        }
        return best;
    }

    /** How the score of the variable at a position changes where x comes to the other side of it. */
    private double changeOf(int i, int x, Grower grower) {
        int y = ordering.order[i];
        boolean before = i < ordering.position[x];
        return ordering.walk(y, i, before ? x : -1, before ? -1 : x, grower).score() - ordering.walks[y].score();
    }

    /** The score of x at each position of a stretch. */
    private void ownScores(int x, int begin, int end, double[] scores, Grower grower) {
        int from = ordering.position[x];
        Walk own = ordering.walk(x, limit(begin, from), -1, -1, grower);
        for (int i = begin; i < end; i++) {
            int joined = i <= from ? i - 1 : i;
            if (i > begin && joined != from && own.missed(ordering.order[joined]))
                own = ordering.walk(x, limit(i, from), -1, -1, grower);
            scores[i] = own.score();
        }
    }

    /** Before which position the variables stand that come before one that goes to a position from another. */
    private static int limit(int to, int from) {
        return to <= from ? to : to + 1;
    }

    private static boolean holds(long[] row, int y) {
        return (row[y >> 6] >>> y & 1) != 0;
    }

    private void move(int x, int to, Grower grower) {
        int[] order = ordering.order;
        int[] position = ordering.position;
        int from = position[x];
        Walk own = ordering.walk(x, limit(to, from), -1, -1, grower);
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
