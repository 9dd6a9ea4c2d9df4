// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.causerie.graph.Cpdag;

/** A partially directed graph that a search is working on: one row of bits per variable and kind of edge. */
final class Pattern {
    final BitSet[] parents;
    final BitSet[] children;
    final BitSet[] neighbours;
    final BitSet[] adjacent;

    private Pattern(BitSet[] parents, BitSet[] children, BitSet[] neighbours, BitSet[] adjacent) {
        this.parents = parents;
        this.children = children;
        this.neighbours = neighbours;
        this.adjacent = adjacent;
    }

    static Pattern empty(int size) {
        return new Pattern(rows(size), rows(size), rows(size), rows(size));
    }

    private static BitSet[] rows(int size) {
        BitSet[] rows = new BitSet[size];
        for (int i = 0; i < size; i++) rows[i] = new BitSet(size);
        return rows;
    }

    Pattern copy() {
        return new Pattern(copy(parents), copy(children), copy(neighbours), copy(adjacent));
    }

    private static BitSet[] copy(BitSet[] rows) {
        BitSet[] copies = new BitSet[rows.length];
        for (int i = 0; i < rows.length; i++) copies[i] = (BitSet) rows[i].clone();
        return copies;
    }

    int size() {
        return adjacent.length;
    }

    boolean adjacent(int i, int j) {
        return adjacent[i].get(j);
    }

    boolean directed(int from, int to) {
        return children[from].get(to);
    }

    boolean undirected(int i, int j) {
        return neighbours[i].get(j);
    }

    /** Makes the edge undirected, adding it where there is none. */
    void connect(int i, int j) {
        disconnect(i, j);
        neighbours[i].set(j);
        neighbours[j].set(i);
        adjacent[i].set(j);
        adjacent[j].set(i);
    }

    /** Makes the edge directed, adding it where there is none. */
    void direct(int from, int to) {
        disconnect(from, to);
        children[from].set(to);
        parents[to].set(from);
        adjacent[from].set(to);
        adjacent[to].set(from);
    }

    void disconnect(int i, int j) {
        if (!adjacent[i].get(j)) return;
        clear(parents, i, j);
        clear(children, i, j);
        clear(neighbours, i, j);
        clear(adjacent, i, j);
    }

    private static void clear(BitSet[] rows, int i, int j) {
        rows[i].clear(j);
        rows[j].clear(i);
    }

    /** Whether every two of the variables are adjacent. */
    boolean clique(BitSet set) {
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1))
            for (int j = set.nextSetBit(i + 1); j >= 0; j = set.nextSetBit(j + 1))
                if (!adjacent[i].get(j)) return false;
        return true;
    }

    /** Whether a path of directed edges leads from one variable to the other. */
    boolean reaches(int from, int to) {
        BitSet reached = new BitSet(size());
        int[] open = {from};
        int count = 1;
        while (count > 0) {
            int node = open[--count];
            if (node == to) return true;
            BitSet next = children[node];
            for (int i = next.nextSetBit(0); i >= 0; i = next.nextSetBit(i + 1)) {
                if (reached.get(i)) continue;
                reached.set(i);
                if (count == open.length) open = Arrays.copyOf(open, 2 * count + 2);
                open[count++] = i;
            }
        }
        return false;
    }

    /**
     * The variables on a shortest path on which no edge points backwards from one variable to the other around the blocked;
     * empty where there is none.
     */
    int[] possiblePath(int from, int to, BitSet blocked) {
        return path(from, to, blocked);
    }

    /** Whether there is this path, and no edge on it points backwards. */
    boolean possible(int[] path) {
        for (int i = 1; i < path.length; i++)
            if (!directed(path[i - 1], path[i]) && !undirected(path[i - 1], path[i])) return false;
        return true;
    }

    private int[] path(int from, int to, BitSet blocked) {
        BitSet seen = (BitSet) blocked.clone();
        int[] open = new int[size()];
        int[] previous = new int[size()];
        int count = 0;
        open[count++] = from;
        seen.set(from);
        for (int next = 0; next < count; next++) {
            int node = open[next];
            if (node == to) return way(from, to, previous);
            count = reach(children[node], node, seen, open, previous, count);
            count = reach(neighbours[node], node, seen, open, previous, count);
        }
        return new int[0];
    }

    private static int reach(BitSet nodes, int node, BitSet seen, int[] open, int[] previous, int count) {
        int reached = count;
        for (int i = nodes.nextSetBit(0); i >= 0; i = nodes.nextSetBit(i + 1)) {
            if (seen.get(i)) continue;
            seen.set(i);
            previous[i] = node;
            open[reached++] = i;
        }
        return reached;
    }

    private static int[] way(int from, int to, int[] previous) {
        int length = 1;
        for (int node = to; node != from; node = previous[node]) length++;
        int[] way = new int[length];
        way[0] = from;
        for (int node = to; node != from; node = previous[node]) way[--length] = node;
        return way;
    }

    /** Leaves only the edges directed that meet in a collider whose ends are not adjacent. */
    void keepColliders() {
        for (int z = 0; z < size(); z++) {
            BitSet into = (BitSet) parents[z].clone();
            for (int x = into.nextSetBit(0); x >= 0; x = into.nextSetBit(x + 1)) {
                BitSet apart = (BitSet) into.clone();
                apart.andNot(adjacent[x]);
                apart.clear(x);
                if (apart.isEmpty()) connect(x, z);
            }
        }
    }

    /** Whether the other has the same edges. */
    boolean same(Pattern other) {
        return Arrays.equals(parents, other.parents) && Arrays.equals(neighbours, other.neighbours);
    }

    /** The elements of a set in ascending order. */
    static int[] members(BitSet set) {
        int[] members = new int[set.cardinality()];
        int count = 0;
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) members[count++] = i;
        return members;
    }

    Cpdag toCpdag(Variables variables) {
        List<int[]> directed = new ArrayList<>();
        List<int[]> undirected = new ArrayList<>();
        int[] columns = variables.columns();
        for (int i = 0; i < size(); i++) {
            for (int j : members(children[i])) directed.add(new int[] {columns[i], columns[j]});
            for (int j : members(neighbours[i])) if (i < j) undirected.add(new int[] {columns[i], columns[j]});
        }
        return Cpdag.of(variables.names(), directed, undirected);
    }
}
