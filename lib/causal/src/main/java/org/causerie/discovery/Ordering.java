// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.causerie.Execution;
import org.causerie.discovery.GrowShrinkTree.Grower;
import org.causerie.discovery.GrowShrinkTree.Walk;
import org.causerie.stat.LocalScore;

/** Variables in an order, each with the best parents among those before it. */
final class Ordering {
    /** Tasks for each thread, so that none waits long for the last. */
    private static final int SHARES = 4;

    private final LocalScore score;
    private final Bounds bounds;
    private final Execution execution;
    private final int size;
    private final GrowShrinkTree[] trees;
    private final List<Grower> growers;
    private final int[] natural;
    final int[] order;
    final int[] position;
    final Walk[] walks;

    Ordering(LocalScore score, Bounds bounds, Execution execution) {
        this.score = score;
        this.bounds = bounds;
        this.execution = execution;
        size = score.names().size();
        trees = new GrowShrinkTree[size];
        for (int i = 0; i < size; i++) trees[i] = new GrowShrinkTree(score, bounds, i);
        growers = growers(score, execution);
        order = new int[size];
        position = new int[size];
        walks = new Walk[size];
        natural = natural();
    }

    private Ordering(Ordering other) {
        score = other.score;
        bounds = other.bounds;
        execution = Execution.sequential();
        size = other.size;
        trees = other.trees;
        growers = growers(score, execution);
        natural = other.natural;
        order = other.order.clone();
        position = other.position.clone();
        walks = other.walks.clone();
    }

    private static List<Grower> growers(LocalScore score, Execution execution) {
        int tasks = execution.threads() == 1 ? 1 : SHARES * execution.threads();
        return Stream.generate(() -> new Grower(score)).limit(tasks).toList();
    }

    /** Work on the numbers 0 to count - 1, shared by the threads. */
    void share(String task, int count, Work work) {
        int tasks = Math.min(growers.size(), count);
        execution.map(task, tasks, t -> {
            for (int i = t; i < count; i += tasks) work.on(i, growers.get(t));
            return t;
        });
    }

    /** Work on a number with a thread's work space. */
    interface Work {
        void on(int number, Grower grower);
    }

    /** The same order, for one thread to move on its own; both learn what the other asks about candidates. */
    Ordering copy() {
        return new Ordering(this);
    }

    /** The work space of the calling thread, while no work is shared. */
    Grower grower() {
        return growers.get(0);
    }

    /** A work space of its own, for a thread that joins. */
    Grower ownGrower() {
        return new Grower(score);
    }

    int size() {
        return size;
    }

    /** The variables that the others say least about first: an order that neither names nor columns decide. */
    private int[] natural() {
        double[] marginal = new double[size];
        share("growing parents", size, (i, grower) -> marginal[i] = trees[i].marginal(grower));
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> marginal[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Starts in the natural order, as far as what is known allows it. */
    void start() {
        start(natural);
    }

    /** Starts in a random order, as far as what is known allows it. */
    void start(RandomGenerator random) {
        int[] shuffled = natural.clone();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = kept;
        }
        start(shuffled);
    }

    private void start(int[] wish) {
        int[] allowed = bounds.none() ? wish : bounds.inOrder(wish);
        for (int i = 0; i < size; i++) {
            order[i] = allowed[i];
            position[order[i]] = i;
        }
        share("growing parents", size, (i, grower) -> walks[i] = walk(i, position[i], -1, -1, grower));
    }

    /** The best parents of a variable before a position; see {@link GrowShrinkTree#walk}. */
    Walk walk(int variable, int limit, int with, int without, Grower grower) {
        return trees[variable].walk(position, limit, with, without, grower);
    }

    /** The first position that a variable can move to: behind the causes that it must have. */
    int first(int variable) {
        int first = 0;
        if (!bounds.none())
            for (int i = 0; i < position[variable]; i++)
                if (bounds.required(order[i]).get(variable)) first = i + 1;
        return first;
    }

    /** The last position that a variable can move to: before the effects that it must have. */
    int last(int variable) {
        if (!bounds.none())
            for (int i = position[variable] + 1; i < size; i++)
                if (bounds.required(variable).get(order[i])) return i - 1;
        return size - 1;
    }

    /** Whether what is known allows this order. */
    boolean allowed() {
        if (bounds.none()) return true;
        for (int i = 0; i < size; i++)
            for (int j : Pattern.members(bounds.required(i))) if (position[j] < position[i]) return false;
        return true;
    }

    double score() {
        double sum = 0;
        for (Walk walk : walks) sum += walk.score();
        return sum;
    }

    /** Differences of scores up to this are rounding errors. */
    double tolerance() {
        double sum = 0;
        for (Walk walk : walks) sum += Math.abs(walk.score());
        return GrowShrinkTree.PRECISION * sum / size;
    }

    /** A copy of the order and of what was found for it. */
    Saved save() {
        return new Saved(order.clone(), walks.clone());
    }

    void restore(Saved saved) {
        for (int i = 0; i < size; i++) {
            order[i] = saved.order[i];
            position[order[i]] = i;
            walks[i] = saved.walks[i];
        }
    }

    /** An order and what was found for it. */
    record Saved(int[] order, Walk[] walks) {
        double score() {
            return Arrays.stream(walks).mapToDouble(Walk::score).sum();
        }

        /** The graph in which every variable has its parents. */
        Pattern dag() {
            Pattern dag = Pattern.empty(walks.length);
            for (int i = 0; i < walks.length; i++) for (int parent : walks[i].parents()) dag.direct(parent, i);
            return dag;
        }

        List<String> names(Variables variables) {
            return Arrays.stream(order).mapToObj(variables::name).toList();
        }
    }
}
