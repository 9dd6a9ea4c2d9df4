// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.List;
import org.causerie.Displayable;
import org.jgrapht.Graph;

/**
 * A graph over named variables whose edges carry a mark at each end; an immutable value.
 *
 * <p>Variables have an order, and an index from 0 in it; a set of variables is a {@link java.util.BitSet} of indices
 * or a set of names. Two graphs are equal when they are of the same type, have the same names in the same
 * order, and the same edges.
 */
public sealed interface CausalGraph extends Displayable permits Dag, Cpdag, Admg, Mag, Pag, LaggedGraph {

    /** The variables' names in their order. */
    List<String> names();

    /**
     * The index of a variable.
     *
     * @throws org.causerie.CausalException if there is no such variable; the message has the nearest names
     */
    int index(String name);

    /** The mark at {@code j}'s end of the edge between {@code i} and {@code j}; NONE where they are not adjacent. */
    Mark mark(int i, int j);

    /** The number of variables. */
    default int size() {
        return names().size();
    }

    /** Whether there is an edge between the two variables. */
    default boolean adjacent(int i, int j) {
        return mark(i, j) != Mark.NONE;
    }

    /** The number of edges. */
    default int edgeCount() {
        return edges().size();
    }

    /**
     * The edges, by the left end and then the right end in the order of the variables. The left end of an edge
     * is its tail, or its circle where the other end is an arrowhead; else the variable that comes first.
     */
    default List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < size(); j++) {
                Mark atI = mark(j, i);
                Mark atJ = mark(i, j);
                if (atJ != Mark.NONE && GraphText.leftFirst(atI, atJ, i < j))
                    edges.add(new Edge(names().get(i), names().get(j), atI, atJ));
            }
        }
        return edges;
    }

    /** The graph in the short form, which the type's {@code parse} and {@code of} read: {@code Z -> X; Z -> Y}. */
    @Override
    default String text() {
        return GraphText.shortForm(this);
    }

    /** The graph in dagitty's syntax. */
    default String toDagitty() {
        return GraphText.dagitty(this);
    }

    /** The graph in Graphviz's DOT syntax. */
    default String toDot() {
        return GraphText.dot(this);
    }

    /** An unmodifiable JGraphT graph of the same edges, each from its left to its right end. */
    default Graph<String, Edge> toJGraphT() {
        return GraphViews.directed(this);
    }
}
