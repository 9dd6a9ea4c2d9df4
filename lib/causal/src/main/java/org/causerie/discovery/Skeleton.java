// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.causerie.Execution;
import org.causerie.stat.Independence;

/**
 * The adjacency search of PC-stable: within one size of conditioning set the neighbourhoods are frozen, so
 * that neither the order of the pairs nor the number of threads can change what is removed.
 */
final class Skeleton {
    /** Work is handed to threads in this many parts a size. */
    private static final int PARTS = 64;

    private static final int[] EMPTY = {};

    /** One item of the work that threads share; returns the number of tests made. */
    interface Work {
        long on(int item, Judge judge);
    }

    private final Independence independence;
    private final Variables variables;
    private final Bounds bounds;
    private final double alpha;
    private final int largestSet;
    private final Execution execution;
    private final ThreadLocal<Judge> judges;
    private final LongAdder tests = new LongAdder();

    /** {@code frozen.get(k)[x]}: the neighbours of x when sets of size k were tried, from size 1. */
    private final List<int[][]> frozen = new ArrayList<>();

    private final Pattern graph;
    private int[][] finished = {};
    private final int[][] separators;
    private final double[] departures;

    Skeleton(
            Independence independence,
            Variables variables,
            Bounds bounds,
            double alpha,
            int largestSet,
            Execution execution) {
        this.independence = independence;
        this.variables = variables;
        this.bounds = bounds;
        this.alpha = alpha;
        this.largestSet = largestSet;
        this.execution = execution;
        judges = ThreadLocal.withInitial(() -> new Judge(independence, variables, alpha));
        int size = variables.size();
        graph = Pattern.empty(size);
        separators = new int[size * (size - 1) / 2][];
        departures = new double[separators.length];
    }

    /** Runs the search; the graph is then the skeleton, all edges undirected. */
    void search() {
        marginal();
        for (int k = 1; k <= largestSet; k++) {
            frozen.add(finished);
            int[] edges = testable(finished, k);
            if (edges.length == 0) break;
            int depth = k;
            inParts(
                    "conditioning on " + k,
                    edges.length / 2,
                    (i, judge) -> separate(edges[2 * i], edges[2 * i + 1], depth, judge));
            prune();
        }
        draw();
    }

    /**
     * Starts from a graph that another search found, and takes out the edges whose ends sets of their neighbours
     * separate. A pair without an edge is taken to be separated by the parents of the later one.
     *
     * @param dag a member of the class that was found
     */
    void searchWithin(Pattern dag) {
        frozen.add(new int[0][]);
        join(dag);
        inParts("starting", graph.size(), (y, judge) -> {
            BitSet ancestors = dag.ancestors(y);
            long made = 0;
            for (int x = 0; x < y; x++) {
                if (dag.adjacent(x, y) || bounds.joined(x, y)) continue;
                int[] set = Pattern.members(ancestors.get(x) ? dag.parents[y] : dag.parents[x]);
                keep(x, y, set, judge.departure(x, y, set));
                made++;
            }
            return made;
        });
        for (int k = 0; k <= largestSet; k++) {
            int[] edges = testable(finished, k);
            if (edges.length == 0) return;
            int[][] around = finished;
            int depth = k;
            inParts(
                    "conditioning on " + k,
                    edges.length / 2,
                    (i, judge) -> best(
                            edges[2 * i],
                            edges[2 * i + 1],
                            candidates(edges[2 * i], edges[2 * i + 1], around, depth),
                            judge));
            prune();
        }
    }

    /** Joins what a graph joins, and what is known to be. */
    void join(Pattern other) {
        for (int y = 0; y < graph.size(); y++)
            for (int x = 0; x < y; x++) if (other.adjacent(x, y) || bounds.joined(x, y)) graph.connect(x, y);
        finished = new int[graph.size()][];
        for (int x = 0; x < finished.length; x++) finished[x] = Pattern.members(graph.adjacent[x]);
    }

    /**
     * After an interrupt, leaves the edges whose ends are not separated.
     *
     * @throws StoppedSearch if not all pairs were tested, so that most edges would say nothing
     */
    void stop() {
        if (finished.length == 0) throw new StoppedSearch("it had not tested all pairs of variables yet");
        prune();
        draw();
    }

    /** Tests all pairs given nothing, and joins those that stay dependent. */
    private void marginal() {
        frozen.add(new int[0][]);
        int[][] dependent = new int[graph.size()][];
        inParts("conditioning on 0", graph.size(), (y, judge) -> {
            int[] on = new int[Math.min(y, 16)];
            int count = 0;
            long made = 0;
            for (int x = 0; x < y; x++) {
                if (bounds.apart(x, y)) continue;
                double departure = 1;
                if (!bounds.joined(x, y)) {
                    departure = judge.departure(y, x);
                    made++;
                }
                if (departure < 1) {
                    keep(x, y, EMPTY, departure);
                } else {
                    if (count == on.length) on = Arrays.copyOf(on, 2 * count);
                    on[count++] = x;
                }
            }
            dependent[y] = Arrays.copyOf(on, count);
            return made;
        });
        finished = bothWays(dependent);
    }

    /** Takes out the edges whose ends were separated. */
    void prune() {
        int[][] before = new int[finished.length][];
        for (int y = 0; y < before.length; y++) {
            int[] left = new int[finished[y].length];
            int count = 0;
            for (int x : finished[y]) {
                if (x > y) break;
                if (separated(x, y)) graph.disconnect(x, y);
                else left[count++] = x;
            }
            before[y] = Arrays.copyOf(left, count);
        }
        finished = bothWays(before);
    }

    /** The neighbours of each variable, ascending, from those before it. */
    private static int[][] bothWays(int[][] before) {
        int[] counts = new int[before.length];
        for (int y = 0; y < before.length; y++) {
            counts[y] += before[y].length;
            for (int x : before[y]) counts[x]++;
        }
        int[][] around = new int[before.length][];
        for (int y = 0; y < before.length; y++) {
            around[y] = Arrays.copyOf(before[y], counts[y]);
            counts[y] = before[y].length;
            for (int x : before[y]) around[x][counts[x]++] = y;
        }
        return around;
    }

    /** Gives the graph the edges that it does not have yet. */
    private void draw() {
        for (int y = 0; y < finished.length; y++)
            for (int x : finished[y]) if (x < y && !graph.adjacent(x, y)) graph.connect(x, y);
    }

    /** The edges with an end that has more than k neighbours, as pairs one after another. */
    private int[] testable(int[][] around, int k) {
        int total = 0;
        for (int[] neighbours : around) total += neighbours.length;
        int[] edges = new int[total];
        int count = 0;
        for (int x = 0; x < around.length; x++) {
            for (int y : around[x]) {
                if (x > y || bounds.joined(x, y) || Math.max(around[x].length, around[y].length) <= k) continue;
                edges[count++] = x;
                edges[count++] = y;
            }
        }
        return Arrays.copyOf(edges, count);
    }

    /** Does the work on all items and adds up the tests it makes. */
    void inParts(String task, int count, Work work) {
        int parts = Math.min(PARTS, count);
        execution.map(task, parts, part -> {
            Judge judge = judges.get();
            long made = 0;
            int end = (int) ((part + 1L) * count / parts);
            for (int i = (int) ((long) part * count / parts); i < end; i++) made += work.on(i, judge);
            tests.add(made);
            return made;
        });
    }

    /** Looks for a set of size k that separates x and y, stops at the first, and returns the number of tests. */
    private long separate(int x, int y, int k, Judge judge) {
        int[][] around = frozen.get(k);
        PairSeparators sets = new PairSeparators(this, x, y, around, k, k, judge);
        if (sets.next()) keep(x, y, Arrays.copyOf(sets.set(), sets.size()), sets.departure());
        return sets.asked();
    }

    /** Looks for the first of the sets that separates x and y, keeps it, and returns the number of tests. */
    long first(int x, int y, Subsets sets, Judge judge) {
        long made = 0;
        while (sets.next()) {
            made++;
            double departure = judge.departure(x, y, sets.set());
            if (departure < 1) {
                keep(x, y, sets.set().clone(), departure);
                break;
            }
        }
        return made;
    }

    void keep(int x, int y, int[] set, double departure) {
        int pair = SeparatingSets.pair(x, y);
        departures[pair] = departure;
        separators[pair] = set;
    }

    /**
     * The sets of size k among the neighbours of x that may be its parents, and among those of y: where x and
     * y are not adjacent, the parents of the one that comes later separate them.
     */
    Subsets candidates(int x, int y, int[][] around, int k) {
        return new Subsets(possibleParents(x, y, around), possibleParents(y, x, around), k);
    }

    /** The neighbours of one of two variables, without the other, that may be its parents. */
    int[] possibleParents(int child, int other, int[][] around) {
        if (bounds.none()) return without(other, around[child]);
        int[] parents = new int[around[child].length];
        int count = 0;
        for (int i : around[child]) if (i != other && !bounds.needless(i, child, other)) parents[count++] = i;
        return Arrays.copyOf(parents, count);
    }

    private static int[] without(int element, int[] list) {
        int at = Arrays.binarySearch(list, element);
        if (at < 0) return list.clone();
        int[] rest = Arrays.copyOf(list, list.length - 1);
        System.arraycopy(list, at + 1, rest, at, rest.length - at);
        return rest;
    }

    /**
     * Replaces the separating set of a pair by the one of the same size with the largest p-value, and finds
     * one for a pair that knowledge alone kept apart; returns the number of tests.
     */
    long settle(int x, int y, Judge judge) {
        int[] found = separator(x, y);
        if (found != null) {
            int k = found.length;
            return k == 0 || k >= frozen.size() ? 0 : best(x, y, candidates(x, y, frozen.get(k), k), judge);
        }
        int[][] around = neighbourhoods();
        long made = 0;
        int largest = Math.min(largestSet, Math.max(around[x].length, around[y].length));
        for (int k = 0; k <= largest && !separated(x, y); k++) made += best(x, y, candidates(x, y, around, k), judge);
        return made;
    }

    /** Keeps the set with the largest p-value of those that separate; returns the number of tests. */
    long best(int x, int y, Subsets sets, Judge judge) {
        return best(x, y, sets, set -> true, judge);
    }

    /** Keeps, of the sets that are asked for, the one with the largest p-value that separates. */
    long best(int x, int y, Subsets sets, Predicate<int[]> asked, Judge judge) {
        long made = 0;
        double lowest = 1;
        while (sets.next()) {
            if (!asked.test(sets.set())) continue;
            made++;
            double departure = judge.departure(x, y, sets.set());
            if (departure < lowest) {
                lowest = departure;
                keep(x, y, sets.set().clone(), departure);
            }
        }
        return made;
    }

    /** The departure from independence, counted as a test. */
    double ask(int x, int y, int[] set) {
        tests.increment();
        return judges.get().departure(x, y, set);
    }

    /** Whether one of the sets separates x and y; the first that does is kept. */
    boolean separateBy(int x, int y, Subsets sets) {
        tests.add(first(x, y, sets, judges.get()));
        return separated(x, y);
    }

    /** Whether the set that separates x and y holds z. */
    boolean holds(int x, int y, int z) {
        for (int i : separator(x, y)) if (i == z) return true;
        return false;
    }

    Pattern graph() {
        return graph;
    }

    double alpha() {
        return alpha;
    }

    Variables variables() {
        return variables;
    }

    int largestSet() {
        return largestSet;
    }

    boolean separated(int x, int y) {
        return separators[SeparatingSets.pair(x, y)] != null;
    }

    int[] separator(int x, int y) {
        return separators[SeparatingSets.pair(x, y)];
    }

    /** The p-value of a pair that was separated. */
    double pValue(int x, int y, Judge judge) {
        int pair = SeparatingSets.pair(x, y);
        return judge.pValue(departures[pair], separators[pair].length);
    }

    long tests() {
        return tests.sum();
    }

    SeparatingSets separatingSets() {
        return new SeparatingSets(variables, separators, departures, independence.deciding(alpha));
    }

    /** The neighbours asked for that x and y share, in ascending order. */
    int[] commonNeighbours(int x, int y, IntPredicate asked) {
        int[] common = new int[finished[x].length];
        int count = 0;
        for (int z : finished[x]) if (graph.adjacent(z, y) && asked.test(z)) common[count++] = z;
        return Arrays.copyOf(common, count);
    }

    /** The neighbourhoods of the finished skeleton. */
    int[][] neighbourhoods() {
        return finished;
    }
}
