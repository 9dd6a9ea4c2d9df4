// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.causerie.Execution;
import org.causerie.Progress;
import org.causerie.stat.Growth;
import org.causerie.stat.LocalScore;

/**
 * The scores of all parent sets of each variable, their sums and their maxima over the subsets of every set, as
 * logarithms. Sets are the bits of an int; a set of others of v is stored at its bits without that of v.
 */
final class ParentSums {
    private final int size;
    private final double[][] score;
    private final double[][] sum;
    private final double[][] best;

    private ParentSums(int size) {
        this.size = size;
        score = new double[size][];
        sum = new double[size][];
        best = new double[size][];
    }

    static ParentSums of(LocalScore local, Variables variables, Bounds bounds, int largest, Execution execution) {
        ParentSums all = new ParentSums(variables.size());
        execution.map("parent sets", all.size, v -> {
            double[] scores = scores(local, variables, bounds, v, largest);
            all.score[v] = scores;
            all.sum[v] = overSubsets(scores, true);
            all.best[v] = overSubsets(scores, false);
            return v;
        });
        return all;
    }

    private static double[] scores(LocalScore local, Variables variables, Bounds bounds, int v, int largest) {
        int size = variables.size();
        int required = 0;
        int allowed = 0;
        for (int u = 0; u < size; u++) {
            if (u == v) continue;
            if (bounds.required(u).get(v)) required |= 1 << u;
            if (!bounds.forbidden(u, v)) allowed |= 1 << u;
        }
        double[] scores = new double[1 << (size - 1)];
        Arrays.fill(scores, Double.NEGATIVE_INFINITY);
        int column = variables.columns()[v];
        if (required == 0) scores[0] = local.score(column);
        Growth growth = local.growth();
        growth.start(column);
        new Filling(scores, v, growth, variables.columns(), required, largest).fill(0, allowed);
        return scores;
    }

    /** Enters the scores of all parent sets of v, each from that of the set without its last member. */
    private record Filling(double[] scores, int v, Growth growth, int[] columns, int required, int largest) {

        /** Enters the sets of the present parents and some of the others, at least one. */
        void fill(int parents, int others) {
            Progress.checkpoint();
            int size = Integer.bitCount(parents) + 1;
            for (int rest = others; rest != 0 && size <= largest; rest &= rest - 1) {
                int u = Integer.numberOfTrailingZeros(rest);
                int set = parents | 1 << u;
                int later = rest & rest - 1;
                if ((required & ~set) == 0) scores[compress(set, v)] = growth.with(columns[u]);
                if (later == 0 || size == largest) continue;
                growth.add(columns[u]);
                fill(set, later);
                growth.drop();
            }
        }
    }

    /** For each set the sum, or the maximum, over its subsets. */
    private static double[] overSubsets(double[] values, boolean sum) {
        double[] over = values.clone();
        for (int bit = 1; bit < over.length; bit <<= 1) {
            Progress.checkpoint();
            for (int set = bit; set < over.length; set = (set + 1) | bit)
                over[set] = sum ? add(over[set], over[set ^ bit]) : Math.max(over[set], over[set ^ bit]);
        }
        return over;
    }

    /** The logarithm of the sum of two numbers given by theirs. */
    static double add(double a, double b) {
        double high = Math.max(a, b);
        double gap = Math.min(a, b) - high;
        return gap > -37 ? high + Math.log(1 + Math.exp(gap)) : high;
    }

    int size() {
        return size;
    }

    double score(int v, int parents) {
        return score[v][compress(parents, v)];
    }

    /** The sum over the parent sets of v within a set that v is not in. */
    double sum(int v, int within) {
        return sum[v][compress(within, v)];
    }

    /** The sum at a set without the bit of v. */
    double sumAt(int v, int compressed) {
        return sum[v][compressed];
    }

    double best(int v, int within) {
        return best[v][compress(within, v)];
    }

    /** A parent set within a set whose score is the highest there; of several the first. */
    int bestParents(int v, int within) {
        double highest = best(v, within);
        int set = compress(within, v);
        int i = 0;
        while ((i & ~set) != 0 || score[v][i] != highest) i++;
        return expand(i, v);
    }

    /** The parent sets of a variable that have a score, the highest first. */
    int[] ranked(int v) {
        double[] scores = score[v];
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] > Double.NEGATIVE_INFINITY)
                .boxed()
                .sorted((a, b) -> scores[a] == scores[b] ? Integer.compare(a, b) : Double.compare(scores[b], scores[a]))
                .mapToInt(i -> expand(i, v))
                .toArray();
    }

    /** The logarithm of the score of the graph with these parents. */
    double score(int[] parents) {
        double total = 0;
        for (int v = 0; v < size; v++) total += score(v, parents[v]);
        return total;
    }

    /** For each set the score of the best graph on it. */
    double[] bestGraphs() {
        double[] graphs = new double[1 << size];
        Arrays.fill(graphs, Double.NEGATIVE_INFINITY);
        graphs[0] = 0;
        for (int set = 1; set < graphs.length; set++) {
            if ((set & 4095) == 0) Progress.checkpoint();
            for (int rest = set; rest != 0; rest &= rest - 1) {
                int v = Integer.numberOfTrailingZeros(rest);
                graphs[set] = Math.max(graphs[set], graphs[set ^ 1 << v] + best(v, set ^ 1 << v));
            }
        }
        return graphs;
    }

    /** For each set the sum over the orders of it, each with all graphs that fit. */
    double[] overOrders() {
        double[] orders = new double[1 << size];
        Arrays.fill(orders, Double.NEGATIVE_INFINITY);
        orders[0] = 0;
        for (int set = 1; set < orders.length; set++) {
            if ((set & 4095) == 0) Progress.checkpoint();
            for (int rest = set; rest != 0; rest &= rest - 1) {
                int v = Integer.numberOfTrailingZeros(rest);
                orders[set] = add(orders[set], orders[set ^ 1 << v] + sum(v, set ^ 1 << v));
            }
        }
        return orders;
    }

    /** The parents of each variable in the best graph; of several the first. */
    int[] bestGraph(double[] bestGraphs) {
        int[] parents = new int[size];
        int set = bestGraphs.length - 1;
        while (set != 0) {
            int v = 0;
            while ((set & 1 << v) == 0 || bestGraphs[set ^ 1 << v] + best(v, set ^ 1 << v) != bestGraphs[set]) v++;
            set ^= 1 << v;
            parents[v] = bestParents(v, set);
        }
        return parents;
    }

    static int[] members(int set) {
        return BitSet.valueOf(new long[] {set}).stream().toArray();
    }

    /** A set of others of v without the bit of v. */
    static int compress(int set, int v) {
        int low = set & (1 << v) - 1;
        return low | (set >>> (v + 1)) << v;
    }

    private static int expand(int compressed, int v) {
        int low = compressed & (1 << v) - 1;
        return low | (compressed >>> v) << (v + 1);
    }

    /** The edges of the graph with these parents, as positions of columns. */
    static List<int[]> edges(int[] parents, Variables variables) {
        List<int[]> edges = new ArrayList<>();
        for (int v = 0; v < parents.length; v++)
            for (int u : members(parents[v]))
                edges.add(new int[] {variables.columns()[u], variables.columns()[v]});
        return edges;
    }
}
