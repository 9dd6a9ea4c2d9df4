// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.causerie.Execution;
import org.causerie.Progress;

/** The walk of GES: takes the best possible move until none raises the score, first one kind of move, then the next. */
final class GreedySearch {
    /** Below this many pairs to look at, threads cost more than they bring. */
    private static final int WORTH_SHARING = 2_000;

    private final Variables variables;
    private final Bounds bounds;
    private final ScoreTable scores;
    private final Execution execution;
    private final Transition transition;
    private final int size;
    private final int[][] stamps;
    private final List<Ges.Step> steps = new ArrayList<>();
    private PriorityQueue<Move> queue = new PriorityQueue<>(Move.BEST_FIRST);
    private Pattern graph;
    private double score;

    private GreedySearch(
            Pattern start, double score, Variables variables, Bounds bounds, ScoreTable scores, Execution execution) {
        this.variables = variables;
        this.bounds = bounds;
        this.scores = scores;
        this.execution = execution;
        this.score = score;
        transition = new Transition(variables, bounds);
        size = variables.size();
        stamps = new int[size][size];
        graph = transition.closed(start);
    }

    /** A search that starts with the edges that must be there only. */
    static GreedySearch fromRequired(Variables variables, Bounds bounds, ScoreTable scores, Execution execution) {
        Pattern start = Pattern.empty(variables.size());
        for (int i = 0; i < variables.size(); i++) for (int j : Pattern.members(bounds.required(i))) start.direct(i, j);
        double score = IntStream.range(0, variables.size())
                .mapToDouble(i -> scores.of(i, start.parents[i]))
                .sum();
        return new GreedySearch(start, score, variables, bounds, scores, execution);
    }

    /** A search that starts at the class of a directed graph with this score. */
    static GreedySearch from(
            Pattern dag, double score, Variables variables, Bounds bounds, ScoreTable scores, Execution execution) {
        return new GreedySearch(dag, score, variables, bounds, scores, execution);
    }

    /** Runs the forward and the backward phase, and with turning both and a turning phase until none finds a move. */
    void search(boolean turning) {
        do {
            phase(Ges.Change.INSERT);
            phase(Ges.Change.DELETE);
        } while (turning && phase(Ges.Change.TURN));
    }

    /** Runs the backward phase alone. */
    void backward() {
        phase(Ges.Change.DELETE);
    }

    /** Whether the phase found a move. */
    private boolean phase(Ges.Change kind) {
        queue = new PriorityQueue<>(Move.BEST_FIRST);
        refresh(kind, allPairs());
        boolean moved = false;
        while (takeBest(kind)) moved = true;
        return moved;
    }

    /** Carries out the best possible move; those better but not possible now stay in the queue. False where there is none. */
    private boolean takeBest(Ges.Change kind) {
        List<Move> notNow = new ArrayList<>();
        while (!queue.isEmpty()) {
            Progress.checkpoint();
            Move move = queue.poll();
            if (move.stamp() != stamps[move.y()][move.x()]) continue;
            Optional<Pattern> next = transition.apply(graph, move);
            if (next.isEmpty()) {
                notNow.add(move);
                continue;
            }
            Pattern before = graph;
            graph = next.get();
            score += move.gain();
            steps.add(new Ges.Step(move.kind(), variables.name(move.x()), variables.name(move.y()), move.gain()));
            queue.addAll(notNow);
            refresh(kind, affected(before, move));
            return true;
        }
        return false;
    }

    private BitSet[] allPairs() {
        BitSet[] pairs = new BitSet[size];
        for (int y = 0; y < size; y++) {
            pairs[y] = new BitSet();
            pairs[y].set(0, size);
            pairs[y].clear(y);
        }
        return pairs;
    }

    /**
     * For each y the x for which a move's gain or local condition may have changed: all where the parents
     * or neighbours of y did or an adjacency among the neighbours did, and the ends of the edge changed where the other
     * end is a neighbour of y.
     */
    private BitSet[] affected(Pattern before, Move move) {
        if (move.kind() == Ges.Change.TURN) return allPairs();
        BitSet[] pairs = new BitSet[size];
        int a = move.x();
        int b = move.y();
        for (int y = 0; y < size; y++) {
            pairs[y] = new BitSet();
            boolean nearA = graph.undirected(y, a);
            boolean nearB = graph.undirected(y, b);
            boolean changed =
                    !before.parents[y].equals(graph.parents[y]) || !before.neighbours[y].equals(graph.neighbours[y]);
            if (changed || (nearA && nearB)) pairs[y].set(0, size);
            if (nearA) pairs[y].set(b);
            if (nearB) pairs[y].set(a);
            pairs[y].clear(y);
        }
        return pairs;
    }

    private void refresh(Ges.Change kind, BitSet[] pairs) {
        Moves moves = new Moves(graph, scores, bounds);
        int[] touched =
                IntStream.range(0, size).filter(y -> !pairs[y].isEmpty()).toArray();
        int work = IntStream.of(touched).map(y -> pairs[y].cardinality()).sum();
        boolean shared = work >= WORTH_SHARING && kind == Ges.Change.INSERT;
        if (!shared) {
            for (int y : touched) queue.addAll(refresh(kind, moves, y, pairs[y]));
            return;
        }
        execution
                .map("scoring edges", touched.length, i -> refresh(kind, moves, touched[i], pairs[touched[i]]))
                .forEach(queue::addAll);
    }

    private List<Move> refresh(Ges.Change kind, Moves moves, int y, BitSet partners) {
        List<Move> found = new ArrayList<>();
        for (int x = partners.nextSetBit(0); x >= 0; x = partners.nextSetBit(x + 1)) {
            Progress.checkpoint();
            moves.find(kind, x, y, ++stamps[y][x], found);
        }
        return found;
    }

    Pattern graph() {
        return graph;
    }

    /** Narrows the class by what is known where it has a member that respects it, and says whether it has. */
    boolean narrow(Bounds known) {
        Optional<Pattern> narrowed = new Transition(variables, known).narrowed(graph);
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
