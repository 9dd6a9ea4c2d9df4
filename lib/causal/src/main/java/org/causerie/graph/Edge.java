// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import org.causerie.CausalException;

/**
 * An edge between two variables, with the marks at its ends.
 *
 * @param from the variable written on the left
 * @param to the variable written on the right
 * @param atFrom the mark at the left end
 * @param atTo the mark at the right end
 */
public record Edge(String from, String to, Mark atFrom, Mark atTo) {

    public Edge {
        if (atFrom == Mark.NONE || atTo == Mark.NONE)
            throw new CausalException("The edge between " + from + " and " + to
                    + " needs a mark at both ends: tail, arrow or circle; leave the edge out where there is none");
    }

    /** The edge {@code from -> to}. */
    public static Edge directed(String from, String to) {
        return new Edge(from, to, Mark.TAIL, Mark.ARROW);
    }

    /** The edge {@code a -- b}. */
    public static Edge undirected(String a, String b) {
        return new Edge(a, b, Mark.TAIL, Mark.TAIL);
    }

    /** The edge {@code a <-> b}. */
    public static Edge bidirected(String a, String b) {
        return new Edge(a, b, Mark.ARROW, Mark.ARROW);
    }

    /** The same edge, written from the other end. */
    public Edge reversed() {
        return new Edge(to, from, atTo, atFrom);
    }

    /** The edge in the short form, for example {@code X -> Y}, {@code X -- Y}, {@code X o-> Y}. */
    @Override
    public String toString() {
        return GraphText.quoted(from) + " " + GraphText.arrow(atFrom, atTo, "o") + " " + GraphText.quoted(to);
    }
}
