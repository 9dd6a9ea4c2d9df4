// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A graph whose edges are being given their marks: where {@link PagRules} work. New edges have circles at both ends. */
public final class PartialMarks {
    private final int size;
    private final Mark[] marks;
    private final int[][] around;

    /** A graph without edges. */
    public PartialMarks(int size) {
        this.size = size;
        marks = new Mark[size * size];
        Arrays.fill(marks, Mark.NONE);
        around = new int[size][0];
    }

    public int size() {
        return size;
    }

    /** The mark at {@code j}'s end of the edge between {@code i} and {@code j}; NONE where they are not adjacent. */
    public Mark mark(int i, int j) {
        return marks[i * size + j];
    }

    public boolean adjacent(int i, int j) {
        return marks[i * size + j] != Mark.NONE;
    }

    /** Whether there is an arrowhead at {@code j}. */
    public boolean arrow(int i, int j) {
        return marks[i * size + j] == Mark.ARROW;
    }

    boolean tail(int i, int j) {
        return marks[i * size + j] == Mark.TAIL;
    }

    boolean circle(int i, int j) {
        return marks[i * size + j] == Mark.CIRCLE;
    }

    /** Whether {@code i -> j} is an edge. */
    public boolean directed(int i, int j) {
        return arrow(i, j) && tail(j, i);
    }

    /** The vertices with an edge to {@code i}, ascending; not to be written to. */
    public int[] around(int i) {
        return around[i];
    }

    /** Adds the edge {@code i o-o j}. */
    public void connect(int i, int j) {
        if (!adjacent(i, j)) {
            around[i] = with(around[i], j);
            around[j] = with(around[j], i);
        }
        marks[i * size + j] = Mark.CIRCLE;
        marks[j * size + i] = Mark.CIRCLE;
    }

    /** Removes the edge. */
    public void disconnect(int i, int j) {
        around[i] = Arrays.stream(around[i]).filter(k -> k != j).toArray();
        around[j] = Arrays.stream(around[j]).filter(k -> k != i).toArray();
        marks[i * size + j] = Mark.NONE;
        marks[j * size + i] = Mark.NONE;
    }

    /** Puts circles at all ends. */
    public void forget() {
        for (int k = 0; k < marks.length; k++) if (marks[k] != Mark.NONE) marks[k] = Mark.CIRCLE;
    }

    /** Sets the mark at {@code j}'s end of an edge. */
    public void set(int i, int j, Mark mark) {
        marks[i * size + j] = mark;
    }

    private static int[] with(int[] sorted, int added) {
        int[] more = Arrays.copyOf(sorted, sorted.length + 1);
        int at = sorted.length;
        for (; at > 0 && more[at - 1] > added; at--) more[at] = more[at - 1];
        more[at] = added;
        return more;
    }

    /**
     * The graph as it is.
     *
     * @param names the names in the order the graph shall have
     * @param position {@code position[i]} is the place of vertex i among the names
     */
    public Pag toPag(List<String> names, int[] position) {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < size; i++)
            for (int j : around[i])
                if (i < j) edges.add(new Edge(names.get(position[i]), names.get(position[j]), mark(j, i), mark(i, j)));
        return Pag.of(names, edges);
    }
}
