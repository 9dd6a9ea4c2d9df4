// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.BitSet;
import java.util.Optional;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;

/** Carries out a move: from the graph of one equivalence class to that of the next, where the move is possible. */
final class Transition {
    private final Variables variables;
    private final Bounds bounds;
    private final Targets targets;

    Transition(Variables variables, Bounds bounds, Targets targets) {
        this.variables = variables;
        this.bounds = bounds;
        this.targets = targets;
    }

    /** The graph after the move; empty where no member of the class allows it. */
    Optional<Pattern> apply(Pattern graph, Move move) {
        return obstacle(graph, move).isPresent() ? Optional.empty() : applyFree(graph, move);
    }

    /** The graph after a move without an obstacle; empty where no member of the class allows it. */
    Optional<Pattern> applyFree(Pattern graph, Move move) {
        return switch (move.kind()) {
            case INSERT -> insert(graph, move);
            case DELETE -> delete(graph, move);
            case TURN -> turn(graph, move);
        };
    }

    /** What can be reached from y, if that makes the move impossible. */
    Optional<Reach> obstacle(Pattern graph, Move move) {
        int x = move.x();
        int y = move.y();
        if (move.kind() == Ges.Change.DELETE || graph.undirected(x, y) || !bounds.none()) return Optional.empty();
        if (move.kind() == Ges.Change.INSERT) {
            // Chickering 2002, theorem 15: every semi-directed path from y to x runs through NA ∪ T.
            return Optional.of(Reach.of(graph, y, move.clique())).filter(reach -> reach.contains(x));
        }
        // Hauser and Bühlmann 2012, proposition 34: but for the edge itself, through the clique or a neighbour of x.
        BitSet blocked = (BitSet) graph.neighbours[x].clone();
        blocked.or(move.clique());
        return Optional.of(Reach.besides(graph, y, x, blocked)).filter(reach -> reach.contains(x));
    }

    private Optional<Pattern> insert(Pattern graph, Move move) {
        Pattern next = withParents(graph, move.y(), move.x(), move.clique());
        next.direct(move.x(), move.y());
        if (bounds.none()) return Optional.of(closed(next));
        return extension(next).flatMap(more -> {
            Pattern member = more.copy();
            member.disconnect(move.x(), move.y());
            return Optional.of(more).filter(grown -> member(member, graph)).map(this::closed);
        });
    }

    /** What is known may direct y → h and leave x — h: then the member in which x → y tells that x → h. */
    private Optional<Pattern> delete(Pattern graph, Move move) {
        int x = move.x();
        int y = move.y();
        Pattern next = withParents(graph, y, x, move.clique());
        if (!bounds.none()) {
            next.direct(x, y);
            return extension(next).filter(member -> member(member, graph)).map(member -> {
                member.disconnect(x, y);
                return closed(member);
            });
        }
        BitSet turned = (BitSet) graph.neighbours[y].clone();
        turned.and(graph.neighbours[x]);
        turned.andNot(move.clique());
        next.disconnect(x, y);
        for (int h : Pattern.members(turned)) next.direct(x, h);
        return Optional.of(closed(next));
    }

    /** Takes the member in which exactly the clique points into y, and turns the edge there. */
    private Optional<Pattern> turn(Pattern graph, Move move) {
        int x = move.x();
        int y = move.y();
        BitSet intoX = (BitSet) graph.neighbours[x].clone();
        if (graph.undirected(x, y)) intoX.and(move.clique());
        else intoX.clear();
        Pattern start = withParents(withParents(graph, y, x, move.clique()), x, y, intoX);
        start.direct(y, x);
        return extension(start).filter(member -> member(member, graph)).flatMap(member -> {
            member.disconnect(x, y);
            if (member.reaches(y, x)) return Optional.empty();
            member.direct(x, y);
            return Optional.of(closed(member));
        });
    }

    /** The graph with the undirected edges of y directed: into y from the clique, else out of y, but for the edge to x. */
    private static Pattern withParents(Pattern graph, int y, int x, BitSet clique) {
        Pattern next = graph.copy();
        for (int i : Pattern.members(graph.neighbours[y]))
            if (clique.get(i)) next.direct(i, y);
            else if (i != x) next.direct(y, i);
        return next;
    }

    /** Without knowledge the conditions of the move guarantee it; with it, directing edges can leave the class. */
    private boolean member(Pattern dag, Pattern graph) {
        return bounds.none() || closed(dag.copy()).same(graph);
    }

    /** Turns the graph into the class of its members: its colliders, what interventions tell, what is known, and what follows. */
    Pattern closed(Pattern pattern) {
        return closed(pattern, bounds.none());
    }

    private Pattern closed(Pattern pattern, boolean free) {
        boolean background = !(free && targets.isEmpty());
        Pattern given = background ? pattern.copy() : pattern;
        pattern.keepColliders();
        for (int i = 0; background && i < pattern.size(); i++) {
            for (int j : Pattern.members(pattern.neighbours[i])) {
                boolean told = given.directed(i, j) && targets.tell(i, j);
                if (told || (!free && bounds.forbidden(j, i))) pattern.direct(i, j);
            }
        }
        Meek.close(pattern, background);
        return pattern;
    }

    /** A class narrowed by what is known; empty where no member respects it. */
    Optional<Pattern> narrowed(Pattern graph) {
        Pattern known = graph.copy();
        for (int i = 0; i < graph.size(); i++) {
            for (int j = 0; j < graph.size(); j++) {
                boolean missing = bounds.required(i).get(j) && !graph.adjacent(i, j);
                if (missing || (bounds.forbidden(i, j) && graph.directed(i, j))) return Optional.empty();
                if (!graph.undirected(i, j) || !bounds.forbidden(i, j)) continue;
                if (bounds.forbidden(j, i)) return Optional.empty();
                known.direct(j, i);
            }
        }
        return extension(known)
                .filter(member -> closed(member.copy(), true).same(graph))
                .map(this::closed);
    }

    /** A member of the graph as a pattern whose edges are all directed. */
    Optional<Pattern> extension(Pattern graph) {
        Cpdag cpdag = graph.toCpdag(variables);
        return cpdag.consistentExtension().map(this::pattern);
    }

    private Pattern pattern(Dag dag) {
        Pattern pattern = Pattern.empty(variables.size());
        int[] columns = variables.columns();
        for (int i = 0; i < columns.length; i++)
            for (int j = 0; j < columns.length; j++) if (dag.hasEdge(columns[i], columns[j])) pattern.direct(i, j);
        return pattern;
    }
}
