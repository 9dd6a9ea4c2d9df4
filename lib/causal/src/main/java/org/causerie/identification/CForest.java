// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.Displayable;
import org.causerie.graph.Admg;

/**
 * A C-forest: a subgraph whose bidirected edges are a tree over all its vertices, and in which every vertex but the roots
 * has one child, on the way to a root.
 *
 * @param graph the subgraph
 * @param roots the vertices without a child
 */
public record CForest(Admg graph, SortedSet<String> roots) implements Displayable {

    public CForest {
        roots = Collections.unmodifiableSortedSet(new TreeSet<>(roots));
    }

    @Override
    public String text() {
        return graph.text() + ", rooted in {" + String.join(", ", roots) + "}";
    }

    @Override
    public String toString() {
        return text();
    }
}
