// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The moves of one kind by the variable whose parents they change, and the variables at which they are to be found anew. */
final class Rankings {
    private final Ranking[] at;
    private final BitSet outdated = new BitSet();

    Rankings(int size) {
        at = new Ranking[size];
        outdated.set(0, size);
    }

    private Rankings(Ranking[] at) {
        this.at = at;
    }

    /** A copy of rankings none of which is outdated. */
    Rankings copy() {
        Ranking[] copies = new Ranking[at.length];
        for (int y = 0; y < at.length; y++) copies[y] = at[y].copy();
        return new Rankings(copies);
    }

    void outdate(BitSet variables) {
        outdated.or(variables);
    }

    void outdate(int variable) {
        outdated.set(variable);
    }

    void outdateAll() {
        outdated.set(0, at.length);
    }

    /** The variables at which the moves are to be found anew. */
    int[] outdated() {
        return Pattern.members(outdated);
    }

    void renew(int y, List<Move> found) {
        at[y] = new Ranking(found.toArray(Move[]::new));
        outdated.clear(y);
    }

    /** The ranking with the best move, an empty one where no move is left. */
    Ranking best() {
        Ranking best = at[0];
        for (Ranking other : at)
            if (!other.isEmpty() && (best.isEmpty() || other.best().before(best.best()))) best = other;
        return best;
    }

    /** Gives another chance to those moves whose obstacle is not in the graph. */
    void reconsider(Pattern graph) {
        for (int y = 0; y < at.length; y++) if (!outdated.get(y)) at[y].reconsider(graph);
    }

    /** The moves at one variable: first those not possible in the present graph, then the best of the others, then the rest. */
    static final class Ranking {
        private final Move[] moves;
        private int[][] obstacles;
        private int refused;

        private Ranking(Move[] found) {
            moves = found;
            obstacles = new int[0][];
            select();
        }

        private Ranking(Ranking other) {
            moves = other.moves.clone();
            obstacles = other.obstacles.clone();
            refused = other.refused;
        }

        private Ranking copy() {
            return moves.length == 0 ? this : new Ranking(this);
        }

        private void select() {
            for (int i = refused + 1; i < moves.length; i++) {
                Move other = moves[i];
                if (!other.before(moves[refused])) continue;
                moves[i] = moves[refused];
                moves[refused] = other;
            }
        }

        boolean isEmpty() {
            return refused == moves.length;
        }

        Move best() {
            return moves[refused];
        }

        /** Puts the best move aside until its obstacle is gone, a path of {@link Pattern#possiblePath}; an empty one is, with the next step. */
        void refuse(int[] obstacle) {
            if (refused == obstacles.length) obstacles = Arrays.copyOf(obstacles, 2 * refused + 4);
            obstacles[refused++] = obstacle;
            select();
        }

        private void reconsider(Pattern graph) {
            int still = 0;
            for (int i = 0; i < refused; i++) {
                if (obstacles[i].length == 0 || !graph.possible(obstacles[i])) continue;
                Move move = moves[i];
                moves[i] = moves[still];
                moves[still] = move;
                obstacles[still++] = obstacles[i];
            }
            if (still == refused) return;
            refused = still;
            select();
        }
    }
}
