// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

/** What stands at one end of an edge. */
public enum Mark {
    /** No edge. */
    NONE,
    /** A tail: the variable is a cause of the other end (or, with a tail there too, either may be). */
    TAIL,
    /** An arrowhead: the variable is no cause of the other end. */
    ARROW,
    /** A circle: tail or arrowhead, the graph does not say which. */
    CIRCLE
}
