// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.causerie.Execution;
import org.causerie.Progress;
import org.causerie.data.Knowledge;
import org.causerie.stat.Growth;
import org.causerie.stat.LocalScore;

/**
 * The walk of GES: takes the best possible move until none raises the score, first one kind of move, then the next.
 *
 * <p>The moves are kept by the variable whose parents they change, and found anew for those whose surroundings a step
 * has changed.
 */
final class GreedySearch {
    /** Below this many pairs to look at, threads cost more than they bring. */
    private static final int WORTH_SHARING = 5_000;

    private final Variables variables;
    private final Bounds bounds;
    private final Targets targets;
    private final LocalScore scores;
    private final Growth growth;
    private final Execution execution;
    private final Transition transition;
    private final int size;
    private final Ranking[] rankings;
    private final List<Ges.Step> steps = new ArrayList<>();
    private Pattern graph;
    private double score;

    private GreedySearch(
            Pattern start,
            double score,
            Variables variables,
            Bounds bounds,
            Targets targets,
            LocalScore scores,
            Execution execution) {
        this.variables = variables;
        this.bounds = bounds;
        this.targets = targets;
        this.scores = scores;
        this.execution = execution;
        this.score = score;
        growth = scores.growth();
        transition = new Transition(variables, bounds, targets);
        size = variables.size();
        rankings = new Ranking[size];
        graph = transition.closed(start);
    }

    /** A search that starts with the edges that must be there only. */
    static GreedySearch fromRequired(
            Variables variables, Bounds bounds, Targets targets, LocalScore scores, Execution execution) {
        Pattern start = Pattern.empty(variables.size());
        for (int i = 0; i < variables.size(); i++) for (int j : Pattern.members(bounds.required(i))) start.direct(i, j);
        double score = IntStream.range(0, variables.size())
                .mapToDouble(i -> scores.score(i, Pattern.members(start.parents[i])))
                .sum();
        return new GreedySearch(start, score, variables, bounds, targets, scores, execution);
    }

    /** A search that starts at the class of a directed graph with this score. */
    static GreedySearch from(
            Pattern dag,
            double score,
            Variables variables,
            Bounds bounds,
            Targets targets,
            LocalScore scores,
            Execution execution) {
        return new GreedySearch(dag, score, variables, bounds, targets, scores, execution);
    }

    /** The moves at one variable: first those not possible in the present graph, then the best of the others, then the rest. */
    private static final class Ranking {
        private final Move[] moves;
        private int[][] obstacles = {};
        private int refused;

        Ranking(List<Move> found) {
            moves = found.toArray(Move[]::new);
            select();
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

        void refuse(int[] obstacle) {
            if (refused == obstacles.length) obstacles = Arrays.copyOf(obstacles, 2 * refused + 4);
            obstacles[refused++] = obstacle;
            select();
        }

        /** Gives another chance to those moves whose obstacle is not in the graph. */
        void reconsider(Pattern graph) {
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

    /** Runs the forward and the backward phase, and with turning both and a turning phase until none of them finds a move. */
    void search(boolean turning) {
        boolean moved;
        do {
            moved = phase(Ges.Change.INSERT);
            moved |= phase(Ges.Change.DELETE);
            moved |= turning && phase(Ges.Change.TURN);
        } while (turning && moved);
    }

    /** Runs the backward phase alone. */
    void backward() {
        phase(Ges.Change.DELETE);
    }

    /** Whether the phase found a move. */
    private boolean phase(Ges.Change kind) {
        refresh(kind, IntStream.range(0, size).toArray());
        boolean moved = false;
        while (takeBest(kind)) moved = true;
        return moved;
    }

    /** Carries out the best possible move; false where there is none. */
    private boolean takeBest(Ges.Change kind) {
        for (Ranking ranking = best(); !ranking.isEmpty(); ranking = best()) {
            Progress.checkpoint();
            Move move = ranking.best();
            Optional<Pattern> next = transition.apply(graph, move);
            if (next.isEmpty()) {
                ranking.refuse(transition.obstacle(graph, move));
                continue;
            }
            Pattern before = graph;
            graph = next.get();
            score += move.gain();
            steps.add(new Ges.Step(kind, variables.name(move.x()), variables.name(move.y()), move.gain()));
            for (Ranking other : rankings) other.reconsider(graph);
            refresh(kind, touched(before, move));
            return true;
        }
        return false;
    }

    /** The variable with the best move, an empty one where no move is left. */
    private Ranking best() {
        Ranking best = rankings[0];
        for (Ranking other : rankings)
            if (!other.isEmpty() && (best.isEmpty() || other.best().before(best.best()))) best = other;
        return best;
    }

    /**
     * The variables at which a move's gain or local condition may have changed: their parents or neighbours did, or
     * one of their neighbours has another variable next to it.
     */
    private int[] touched(Pattern before, Move move) {
        if (move.kind() == Ges.Change.TURN) return IntStream.range(0, size).toArray();
        return IntStream.range(0, size)
                .filter(y -> graph.undirected(y, move.x())
                        || graph.undirected(y, move.y())
                        || !before.parents[y].equals(graph.parents[y])
                        || !before.neighbours[y].equals(graph.neighbours[y]))
                .toArray();
    }

    private void refresh(Ges.Change kind, int[] touched) {
        if (kind == Ges.Change.INSERT && touched.length * size >= WORTH_SHARING) {
            List<Ranking> found = execution.map(
                    "scoring edges",
                    touched.length,
                    i -> new Ranking(new Moves(graph, scores, scores.growth(), bounds).at(kind, touched[i])));
            for (int i = 0; i < touched.length; i++) rankings[touched[i]] = found.get(i);
            return;
        }
        Moves moves = new Moves(graph, scores, growth, bounds);
        for (int y : touched) rankings[y] = new Ranking(moves.at(kind, y));
    }

    Pattern graph() {
        return graph;
    }

    /** This search, or one without knowledge where that ends in a better class that respects it, narrowed. */
    GreedySearch orUnbound(boolean turning) {
        if (bounds.none()) return this;
        Bounds none = Bounds.of(Knowledge.none(), variables);
        GreedySearch free = fromRequired(variables, none, targets, scores, execution);
        free.search(turning);
        return free.score > score && free.narrow(bounds) ? free : this;
    }

    /** Narrows the class by what is known where it has a member that respects it, and says whether it has. */
    boolean narrow(Bounds known) {
        Optional<Pattern> narrowed = new Transition(variables, known, targets).narrowed(graph);
        narrowed.ifPresent(pattern -> graph = pattern);
        return narrowed.isPresent();
    }

    List<Ges.Step> steps() {
        return List.copyOf(steps);
    }

    /** The score of the graph's members, which all have the same. */
    double score() {
        return score;
    }
}
