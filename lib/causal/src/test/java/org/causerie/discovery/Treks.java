// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.List;
import org.causerie.graph.Dag;
import org.causerie.stat.CrossRank;
import org.causerie.stat.TestResult;

/**
 * The ranks that cross-covariances have for nearly all coefficients of a linear model, read off the graph without any numbers:
 * the most treks between two sets of variables of which no two share a variable on the way up, or on the way down (Sullivant,
 * Talaska and Draisma 2010, doi:10.1214/09-AOS760). That is a flow through two copies of the graph, one for the way up from
 * effects to causes and one for the way down. Names with H are hidden.
 *
 * <p>Vertex v has number v on the way up and n + v on the way down; what has number i is entered at 2i and left at 2i + 1.
 */
final class Treks implements CrossRank {
    private final List<String> names;
    private final int[] nodes;
    private final int ends;
    private final int words;

    /** Row after row of bits: from which end more can flow to which, before any does. */
    private final long[] capacity;

    private final int[] before;
    private final int[] queue;

    private Treks(Dag dag) {
        names = dag.names().stream().filter(name -> !name.startsWith("H")).toList();
        nodes = names.stream().mapToInt(dag::index).toArray();
        int n = dag.size();
        ends = 4 * n;
        words = (ends + 63) >> 6;
        capacity = new long[ends * words];
        before = new int[ends];
        queue = new int[ends];
        for (int v = 0; v < n; v++) {
            flip(capacity, 2 * v, 2 * v + 1);
            flip(capacity, 2 * (n + v), 2 * (n + v) + 1);
            flip(capacity, 2 * v + 1, 2 * (n + v));
            for (int parent : Worlds.members(dag.parents(v))) {
                flip(capacity, 2 * v + 1, 2 * parent);
                flip(capacity, 2 * (n + parent) + 1, 2 * (n + v));
            }
        }
    }

    static Treks of(Dag dag) {
        return new Treks(dag);
    }

    private void flip(long[] bits, int from, int to) {
        bits[from * words + (to >> 6)] ^= 1L << to;
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public synchronized TestResult test(int[] x, int[] y, int[] given, int rank) {
        long[] open = capacity.clone();
        boolean[] sources = new boolean[ends];
        boolean[] sinks = new boolean[ends];
        for (int i : x) sources[2 * nodes[i]] = true;
        for (int i : y) sinks[ends / 2 + 2 * nodes[i] + 1] = true;
        for (int i : given) {
            int enter = 2 * nodes[i];
            turn(open, enter, enter + 1);
            turn(open, enter + 1, ends / 2 + enter);
            turn(open, ends / 2 + enter, ends / 2 + enter + 1);
        }
        int found = 0;
        while (found <= rank && augmented(open, sources, sinks)) found++;
        return new TestResult(found, (double) (x.length - rank) * (y.length - rank), found <= rank ? 1 : 0);
    }

    /** Lets what can flow from one end to another flow, so that it can flow back. */
    private void turn(long[] open, int from, int to) {
        flip(open, from, to);
        flip(open, to, from);
    }

    /** Sends one more unit from a source to a sink, and uses up both. */
    private boolean augmented(long[] open, boolean[] sources, boolean[] sinks) {
        Arrays.fill(before, -1);
        int last = 0;
        for (int i = 0; i < ends; i++) {
            if (!sources[i]) continue;
            before[i] = i;
            queue[last++] = i;
        }
        for (int next = 0; next < last; next++) {
            int at = queue[next];
            if (sinks[at]) {
                sinks[at] = false;
                for (; before[at] != at; at = before[at]) turn(open, before[at], at);
                sources[at] = false;
                return true;
            }
            for (int word = 0; word < words; word++) {
                for (long bits = open[at * words + word]; bits != 0; bits &= bits - 1) {
                    int to = 64 * word + Long.numberOfTrailingZeros(bits);
                    if (before[to] >= 0) continue;
                    before[to] = at;
                    queue[last++] = to;
                }
            }
        }
        return false;
    }
}
