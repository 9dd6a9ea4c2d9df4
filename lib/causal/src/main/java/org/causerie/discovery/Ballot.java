// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.Optional;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Mark;

/** What one test says in a {@link CausalVote}: a skeleton with the marks that colliders and what follows from them give. */
final class Ballot {
    /** {@code marks[i][j]}: the mark at j of the edge between i and j. */
    private final Mark[][] marks;

    private final Optional<SeparatingSet>[][] separated;
    private final Variables variables;

    private Ballot(Mark[][] marks, Optional<SeparatingSet>[][] separated, Variables variables) {
        this.marks = marks;
        this.separated = separated;
        this.variables = variables;
    }

    /** Reads the skeleton and the separating sets of a search, not its directions. */
    static Ballot of(Pc.Result found, Variables variables, Bounds bounds) {
        int size = variables.size();
        Cpdag cpdag = found.cpdag();
        Mark[][] marks = new Mark[size][size];
        @SuppressWarnings({"unchecked", "rawtypes"})
        Optional<SeparatingSet>[][] separated = new Optional[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                boolean adjacent = i != j
                        && cpdag.adjacent(variables.columns()[i], variables.columns()[j]);
                marks[i][j] = adjacent ? Mark.CIRCLE : Mark.NONE;
                separated[i][j] = found.separatingSets().between(variables.name(i), variables.name(j));
            }
        }
        Ballot ballot = new Ballot(marks, separated, variables);
        ballot.knowledge(bounds);
        ballot.colliders();
        ballot.away();
        return ballot;
    }

    Mark mark(int from, int to) {
        return marks[from][to];
    }

    private void knowledge(Bounds bounds) {
        for (int i = 0; i < marks.length; i++) {
            for (int j = 0; j < marks.length; j++) {
                if (marks[i][j] == Mark.NONE) continue;
                if (bounds.forbidden(j, i)) marks[i][j] = Mark.ARROW;
                if (bounds.required(j).get(i)) marks[i][j] = Mark.TAIL;
            }
        }
    }

    /** Arrowheads into the middle of every unshielded triple whose ends are separated without it. */
    private void colliders() {
        for (int z = 0; z < marks.length; z++) {
            for (int x = 0; x < marks.length; x++) {
                for (int y = x + 1; y < marks.length; y++) {
                    if (!unshielded(x, z, y) || separated[x][y].isEmpty() || separates(x, z, y)) continue;
                    if (marks[x][z] == Mark.CIRCLE) marks[x][z] = Mark.ARROW;
                    if (marks[y][z] == Mark.CIRCLE) marks[y][z] = Mark.ARROW;
                }
            }
        }
    }

    /** A middle that is no collider and has an arrowhead from one end is a cause of the other; in rounds. */
    private void away() {
        boolean changed = true;
        while (changed) {
            changed = false;
            Mark[][] before = Arrays.stream(marks).map(Mark[]::clone).toArray(Mark[][]::new);
            for (int z = 0; z < marks.length; z++) {
                for (int x = 0; x < marks.length; x++) {
                    if (before[x][z] != Mark.ARROW) continue;
                    for (int y = 0; y < marks.length; y++) {
                        if (before[y][z] != Mark.CIRCLE || !unshielded(x, z, y) || !separates(x, z, y)) continue;
                        marks[y][z] = Mark.TAIL;
                        if (marks[z][y] == Mark.CIRCLE) marks[z][y] = Mark.ARROW;
                        changed = true;
                    }
                }
            }
        }
    }

    private boolean unshielded(int x, int z, int y) {
        return x != y && marks[x][z] != Mark.NONE && marks[y][z] != Mark.NONE && marks[x][y] == Mark.NONE;
    }

    private boolean separates(int x, int z, int y) {
        return separated[x][y]
                .map(set -> set.given().contains(variables.name(z)))
                .orElse(false);
    }
}
