// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whose turn it is to move in an order, the moves made, and what was found for turns to come; threads share it. */
final class Turns {
    /** So many turns at most are looked at before they come. */
    private static final int AHEAD = 64;

    private final int[] variables;
    private final List<Move> moves = new ArrayList<>();
    private final int[] place;
    private final int[] versionOfPlace;
    private int turn;
    private int claimed;
    private boolean ended;

    /** The variables that take turns, again and again. */
    Turns(int[] variables) {
        this.variables = variables;
        place = new int[variables.length];
        versionOfPlace = new int[variables.length];
        Arrays.fill(versionOfPlace, -1);
    }

    /** A variable went to a position. */
    record Move(int variable, int to) {}

    /** Begins a turn and returns whose it is. */
    synchronized int begin(int number) {
        turn = number;
        return variables[number % variables.length];
    }

    /** The place found for a variable after so many moves, or -1. */
    synchronized int place(int variable, int version) {
        return versionOfPlace[variable] == version ? place[variable] : -1;
    }

    synchronized void found(int variable, int version, int to) {
        place[variable] = to;
        versionOfPlace[variable] = version;
    }

    synchronized void moved(int variable, int to) {
        moves.add(new Move(variable, to));
    }

    /** How many moves were made. */
    synchronized int version() {
        return moves.size();
    }

    synchronized Move move(int number) {
        return moves.get(number);
    }

    /** The variable of the next turn that nobody looks at yet, or -1 while there is none to look at. */
    synchronized int claim(int version) {
        claimed = Math.max(claimed + 1, turn + 2);
        if (claimed > turn + Math.min(AHEAD, variables.length - 1)) {
            claimed--;
            return -1;
        }
        int x = variables[claimed % variables.length];
        return versionOfPlace[x] == version ? -1 : x;
    }

    synchronized void end() {
        ended = true;
    }

    synchronized boolean ended() {
        return ended;
    }
}
