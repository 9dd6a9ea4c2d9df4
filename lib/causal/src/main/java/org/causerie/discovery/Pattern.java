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
        clear(adjacent, i, j);
        if (undirected(i, j)) {
            clear(neighbours, i, j);
        } else {
            clear(parents, i, j);
            clear(children, i, j);
        }
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
        if (children[from].isEmpty() || parents[to].isEmpty()) return from == to;
        BitSet seen = new BitSet();
        BitSet open = new BitSet();
        open.set(from);
        for (int node = from; node >= 0; node = open.nextSetBit(0)) {
            if (node == to) return true;
            seen.set(node);
            open.or(children[node]);
            open.andNot(seen);
        }
        return false;
    }

    /** The variables from which a path of directed edges leads to this one, which is one of them. */
    BitSet ancestors(int of) {
        BitSet seen = new BitSet();
        BitSet open = new BitSet();
        open.set(of);
        for (int node = of; node >= 0; node = open.nextSetBit(0)) {
            seen.set(node);
            open.or(parents[node]);
            open.andNot(seen);
        }
        return seen;
    }

    /** Whether none of the edges, given by both ends of one after the other, is missing or points backwards. */
    boolean passable(int[] edges) {
        for (int i = 0; i < edges.length; i += 2)
            if (!directed(edges[i], edges[i + 1]) && !undirected(edges[i], edges[i + 1])) return false;
        return true;
    }

    /** Leaves only the edges directed that meet in a collider whose ends are not adjacent. */
    void keepColliders() {
        for (int z = 0; z < size(); z++) {
            int[] into = members(parents[z]);
            for (int x : into) if (!collides(x, into)) connect(x, z);
        }
    }

    private boolean collides(int x, int[] others) {
        for (int other : others) if (other != x && !adjacent[x].get(other)) return true;
        return false;
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
