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
        private int[][] obstacles; // edges that must not all be passable
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

        /**
         * Puts the best move aside until no path of edges that do not point backwards leads to its x; with an insertion, all that
         * add the same parents.
         */
        void refuse(Reach reach) {
            Move refusedMove = best();
            int first = refused;
            BitSet ends = new BitSet();
            for (int i = first; i < moves.length; i++) {
                Move move = moves[i];
                if (i > first && !alike(move, refusedMove, reach)) continue;
                ends.set(move.x());
                moves[i] = moves[refused];
                moves[refused++] = move;
            }
            note(first, reach.edges(ends));
        }

        private static boolean alike(Move move, Move refused, Reach reach) {
            return move.kind() == Ges.Change.INSERT
                    && reach.contains(move.x())
                    && move.clique().equals(refused.clique());
        }

        /** Puts the best move aside until after the next step. */
        void refuse() {
            note(refused++, new int[0]);
        }

        private void note(int first, int[] obstacle) {
            if (refused > obstacles.length) obstacles = Arrays.copyOf(obstacles, moves.length);
            Arrays.fill(obstacles, first, refused, obstacle);
            select();
        }

        private void reconsider(Pattern graph) {
            int[] last = {};
            boolean stands = false;
            int still = 0;
            for (int i = 0; i < refused; i++) {
                int[] obstacle = obstacles[i];
                if (obstacle != last) stands = obstacle.length > 0 && graph.passable(obstacle);
                last = obstacle;
                if (!stands) continue;
                if (i > still) {
                    Move move = moves[i];
                    moves[i] = moves[still];
                    moves[still] = move;
                    obstacles[still] = obstacle;
                }
                still++;
            }
            if (still == refused) return;
            refused = still;
            select();
        }
    }
}
