// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.causerie.Execution;
import org.causerie.Progress;
import org.causerie.stat.Independence;

/**
 * The adjacency search of PC-stable: within one size of conditioning set the neighbourhoods are frozen, so
 * that neither the order of the pairs nor the number of threads can change what is removed.
 */
final class Skeleton {
    /** Work is handed to threads in this many parts a size. */
    private static final int PARTS = 64;

    private final Independence independence;
    private final Variables variables;
    private final Bounds bounds;
    private final double alpha;
    private final int largestSet;
    private final Execution execution;
    private final LongAdder tests = new LongAdder();

    /** {@code frozen.get(k)[x]}: the neighbours of x when sets of size k were tried. */
    private final List<int[][]> frozen = new ArrayList<>();

    private final Pattern graph;
    private int[][] finished = {};
    private final int[][] separators;
    private final double[] pValues;

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
        int size = variables.size();
        graph = Pattern.empty(size);
        separators = new int[size * (size - 1) / 2][];
        pValues = new double[separators.length];
    }

    /** Runs the search; the graph is then the skeleton, all edges undirected. */
    void search() {
        int size = graph.size();
        for (int i = 0; i < size; i++) for (int j = i + 1; j < size; j++) if (!bounds.apart(i, j)) graph.connect(i, j);
        finished = neighbourhoodsNow();
        for (int k = 0; k <= largestSet; k++) {
            frozen.add(finished);
            List<int[]> edges = testable(k);
            if (edges.isEmpty()) return;
            int depth = k;
            inParts("conditioning on " + k, edges, edge -> separate(edge[0], edge[1], depth));
            for (int[] edge : edges)
                if (separators[SeparatingSets.pair(edge[0], edge[1])] != null) graph.disconnect(edge[0], edge[1]);
            finished = neighbourhoodsNow();
        }
    }

    private int[][] neighbourhoodsNow() {
        int[][] around = new int[graph.size()][];
        for (int x = 0; x < around.length; x++) around[x] = Pattern.members(graph.adjacent[x]);
        return around;
    }

    private List<int[]> testable(int k) {
        int[][] around = frozen.get(k);
        List<int[]> edges = new ArrayList<>();
        for (int x = 0; x < around.length; x++)
            for (int y : around[x])
                if (x < y && !bounds.joined(x, y) && Math.max(around[x].length, around[y].length) > k)
                    edges.add(new int[] {x, y});
        return edges;
    }

    /** Sums the tests made by the work on all items. */
    <T> void inParts(String task, List<T> items, ToLongFunction<T> work) {
        int parts = Math.min(PARTS, items.size());
        execution.map(task, parts, part -> {
            long made = 0;
            for (int i = part; i < items.size(); i += parts) made += work.applyAsLong(items.get(i));
            tests.add(made);
            return made;
        });
    }

    /** Looks for a set of size k that separates x and y, stops at the first, and returns the number of tests. */
    private long separate(int x, int y, int k) {
        long made = 0;
        Subsets sets = candidates(x, y, frozen.get(k), k);
        while (sets.next()) {
            made++;
            double p = pValue(x, y, sets.set());
            if (p > alpha) {
                keep(x, y, sets.set().clone(), p);
                break;
            }
        }
        return made;
    }

    private void keep(int x, int y, int[] set, double pValue) {
        int pair = SeparatingSets.pair(x, y);
        separators[pair] = set;
        pValues[pair] = pValue;
    }

    /** The p-value of the independence of x and y given a set. */
    double pValue(int x, int y, int[] set) {
        Progress.checkpoint();
        int[] columns = variables.columns();
        return independence
                .test(columns[x], columns[y], variables.columnsOf(set))
                .pValue();
    }

    /**
     * The sets of size k among the neighbours of x that may be its parents, and among those of y: where x and
     * y are not adjacent, the parents of the one that comes later separate them.
     */
    Subsets candidates(int x, int y, int[][] around, int k) {
        return new Subsets(possibleParents(x, y, around), possibleParents(y, x, around), k);
    }

    private int[] possibleParents(int child, int other, int[][] around) {
        int[] parents = new int[around[child].length];
        int count = 0;
        for (int i : around[child]) if (i != other && !bounds.forbidden(i, child)) parents[count++] = i;
        return Arrays.copyOf(parents, count);
    }

    /**
     * Replaces the separating set of a pair by the one of the same size with the largest p-value, and finds
     * one for a pair that knowledge alone kept apart; returns the number of tests.
     */
    long settle(int x, int y) {
        int[] found = separators[SeparatingSets.pair(x, y)];
        if (found != null) return found.length == 0 ? 0 : best(x, y, frozen.get(found.length), found.length);
        int[][] around = neighbourhoods();
        long made = 0;
        int largest = Math.min(largestSet, Math.max(around[x].length, around[y].length));
        for (int k = 0; k <= largest && separators[SeparatingSets.pair(x, y)] == null; k++)
            made += best(x, y, around, k);
        return made;
    }

    private long best(int x, int y, int[][] around, int k) {
        long made = 0;
        double highest = alpha;
        Subsets sets = candidates(x, y, around, k);
        while (sets.next()) {
            made++;
            double p = pValue(x, y, sets.set());
            if (p > highest) {
                highest = p;
                keep(x, y, sets.set().clone(), p);
            }
        }
        return made;
    }

    Pattern graph() {
        return graph;
    }

    Variables variables() {
        return variables;
    }

    double alpha() {
        return alpha;
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

    double pValue(int x, int y) {
        return pValues[SeparatingSets.pair(x, y)];
    }

    long tests() {
        return tests.sum();
    }

    SeparatingSets separatingSets() {
        return new SeparatingSets(variables, separators, pValues);
    }

    /** The neighbourhoods of the finished skeleton. */
    int[][] neighbourhoods() {
        return finished;
    }
}
