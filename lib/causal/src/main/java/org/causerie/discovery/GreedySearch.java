// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.causerie.Execution;
import org.causerie.Progress;
import org.causerie.data.Knowledge;
import org.causerie.discovery.Rankings.Ranking;
import org.causerie.stat.Growth;
import org.causerie.stat.LocalScore;

/**
 * The walk of GES: takes the best possible move of one kind after the other until none raises the score.
 *
 * <p>The moves are kept by the variable whose parents they change, and found anew for those whose surroundings a step
 * has changed.
 */
final class GreedySearch {
    /** Below this many pairs to look at, threads cost more than they bring. */
    private static final int WORTH_SHARING = 5_000;

    /** Scores that differ by less than this part of them are the same. */
    private static final double TOLERANCE = 1e-12;

    private final Variables variables;
    private final Bounds bounds;
    private final Targets targets;
    private final LocalScore scores;
    private final Growth growth;
    private final Execution execution;
    private final Transition transition;
    private final int size;
    private final Map<Ges.Change, Rankings> rankings = new EnumMap<>(Ges.Change.class);
    private final BitSet[] apart;
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
        for (Ges.Change kind : Ges.Change.values()) rankings.put(kind, new Rankings(size));
        apart = new BitSet[size];
        for (int i = 0; i < size; i++) apart[i] = new BitSet(size);
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

    private GreedySearch(GreedySearch other) {
        variables = other.variables;
        bounds = other.bounds;
        targets = other.targets;
        scores = other.scores;
        growth = other.growth;
        execution = other.execution;
        transition = other.transition;
        size = other.size;
        apart = new BitSet[size];
        for (int i = 0; i < size; i++) apart[i] = (BitSet) other.apart[i].clone();
        other.rankings.forEach((kind, ranked) -> rankings.put(kind, ranked.copy()));
        steps.addAll(other.steps);
        graph = other.graph;
        score = other.score;
    }

    /** Searches; if faithful, at first without insertions between variables that do not depend on each other by themselves. */
    void search(Ges.Strategy strategy, boolean faithful) {
        if (faithful) {
            keepApart();
            walk(strategy);
            for (BitSet row : apart) row.clear();
        }
        for (Rankings ranked : rankings.values()) ranked.outdateAll();
        walk(strategy);
        if (strategy == Ges.Strategy.PERTURBED) perturb();
    }

    private void walk(Ges.Strategy strategy) {
        switch (strategy) {
            case FORWARD_BACKWARD -> {
                phase(Ges.Change.INSERT);
                phase(Ges.Change.DELETE);
            }
            case TURNING -> {
                boolean moved;
                do {
                    moved = phase(Ges.Change.INSERT);
                    moved |= phase(Ges.Change.DELETE);
                    moved |= phase(Ges.Change.TURN);
                } while (moved);
            }
            case DELETIONS_FIRST, PERTURBED -> settle();
        }
    }

    /** Notes the pairs of variables of which neither raises the score as the only cause of the other. */
    private void keepApart() {
        int[] others = new int[size];
        double[] gains = new double[size];
        for (BitSet row : apart) row.set(0, size);
        for (int y = 0; y < size; y++) {
            Progress.checkpoint();
            int count = 0;
            for (int x = 0; x < size; x++) if (x != y) others[count++] = x;
            growth.start(y);
            count = growth.raising(others, count, gains);
            for (int i = 0; i < count; i++) {
                apart[y].clear(others[i]);
                apart[others[i]].clear(y);
            }
        }
    }

    /** Runs the backward phase alone. */
    void backward() {
        phase(Ges.Change.DELETE);
    }

    /** Whether the phase found a move. */
    private boolean phase(Ges.Change kind) {
        rankings.get(kind).outdateAll();
        boolean moved = false;
        while (takeBest(kind)) moved = true;
        return moved;
    }

    /** XGES-0: an insertion only where no deletion and no turn is left. */
    private void settle() {
        while (takeBest(Ges.Change.DELETE) || takeBest(Ges.Change.TURN) || takeBest(Ges.Change.INSERT)) {}
    }

    /**
     * XGES: takes out one edge, searches on without it, and stays there if that ends higher; until no edge of the present graph
     * leads higher.
     */
    private void perturb() {
        boolean higher = true;
        while (higher) {
            higher = false;
            Set<Move> tried = new HashSet<>();
            for (List<Move> left = deletions(tried); !left.isEmpty(); left = deletions(tried))
                higher |= left.stream().anyMatch(deletion -> tried.add(deletion) && rises(deletion));
        }
    }

    private List<Move> deletions(Set<Move> tried) {
        Moves moves = new Moves(graph, scores, growth, bounds, apart);
        return IntStream.range(0, size)
                .mapToObj(moves::deletions)
                .flatMap(List::stream)
                .filter(move -> !tried.contains(move) && !twice(move))
                .sorted((a, b) -> a.before(b) ? -1 : 1)
                .toList();
    }

    /** Whether the same deletion is there from the other end. */
    private boolean twice(Move deletion) {
        return bounds.none() && deletion.x() > deletion.y() && graph.undirected(deletion.x(), deletion.y());
    }

    /** Searches on without the edge, and stays there if that ends higher. */
    private boolean rises(Move deletion) {
        GreedySearch other = new GreedySearch(this);
        other.apart[deletion.x()].set(deletion.y());
        other.apart[deletion.y()].set(deletion.x());
        if (!other.take(deletion)) return false;
        other.settle();
        if (other.score <= score + TOLERANCE * Math.abs(score)) return false;
        graph = other.graph;
        score = other.score;
        steps.clear();
        steps.addAll(other.steps);
        rankings.putAll(other.rankings);
        rankings.get(Ges.Change.INSERT).outdate(deletion.x());
        rankings.get(Ges.Change.INSERT).outdate(deletion.y());
        settle();
        return true;
    }

    /** Carries out the best possible move; false where there is none. */
    private boolean takeBest(Ges.Change kind) {
        Rankings ranked = rankings.get(kind);
        renew(kind, ranked);
        for (Ranking ranking = ranked.best(); !ranking.isEmpty(); ranking = ranked.best()) {
            Progress.checkpoint();
            Move move = ranking.best();
            Optional<Reach> obstacle = transition.obstacle(graph, move);
            if (obstacle.isPresent()) ranking.refuse(obstacle.get());
            else if (take(move)) return true;
            else ranking.refuse();
        }
        return false;
    }

    /** Carries out a move without an obstacle where it is possible. */
    private boolean take(Move move) {
        Optional<Pattern> next = transition.applyFree(graph, move);
        if (next.isEmpty()) return false;
        Pattern before = graph;
        graph = next.get();
        score += move.gain();
        steps.add(new Ges.Step(move.kind(), variables.name(move.x()), variables.name(move.y()), move.gain()));
        BitSet changed = changed(before, move);
        BitSet touched = touched(changed, move);
        rankings.get(Ges.Change.INSERT).outdate(touched);
        rankings.get(Ges.Change.DELETE).outdate(touched);
        // A turn at y hangs on the parents and neighbours of the other end, too.
        for (int x : Pattern.members(changed)) {
            touched.or(graph.neighbours[x]);
            touched.or(graph.parents[x]);
        }
        rankings.get(Ges.Change.TURN).outdate(touched);
        for (Rankings ranked : rankings.values()) ranked.reconsider(graph);
        return true;
    }

    /**
     * The variables at which a move's gain or local condition may have changed: their parents or neighbours did, or
     * one of their neighbours has another variable next to it.
     */
    private BitSet touched(BitSet changed, Move move) {
        BitSet touched = (BitSet) changed.clone();
        if (move.kind() == Ges.Change.TURN) return touched;
        touched.or(graph.neighbours[move.x()]);
        touched.or(graph.neighbours[move.y()]);
        return touched;
    }

    /** The variables with other parents or neighbours than before, and the ends of the move. */
    private BitSet changed(Pattern before, Move move) {
        BitSet changed = new BitSet();
        changed.set(move.x());
        changed.set(move.y());
        for (int i = 0; i < size; i++)
            if (!before.parents[i].equals(graph.parents[i]) || !before.neighbours[i].equals(graph.neighbours[i]))
                changed.set(i);
        return changed;
    }

    /** Finds anew what is outdated. */
    private void renew(Ges.Change kind, Rankings ranked) {
        int[] outdated = ranked.outdated();
        if (kind == Ges.Change.INSERT && outdated.length * size >= WORTH_SHARING) {
            List<List<Move>> found = execution.map(
                    "scoring edges",
                    outdated.length,
                    i -> new Moves(graph, scores, scores.growth(), bounds, apart).at(kind, outdated[i]));
            for (int i = 0; i < outdated.length; i++) ranked.renew(outdated[i], found.get(i));
            return;
        }
        Moves moves = new Moves(graph, scores, growth, bounds, apart);
        for (int y : outdated) ranked.renew(y, moves.at(kind, y));
    }

    Pattern graph() {
        return graph;
    }

    /** This search, or one without knowledge where that ends in a better class that respects it, narrowed. */
    GreedySearch orUnbound(Ges.Strategy strategy, boolean faithful) {
        if (bounds.none()) return this;
        Bounds none = Bounds.of(Knowledge.none(), variables);
        GreedySearch free = fromRequired(variables, none, targets, scores, execution);
        free.search(strategy, faithful);
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
