// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.causerie.graph.Admg;
import org.causerie.graph.Edge;

/**
 * Why no formula answers a query in every graph of an equivalence class.
 *
 * <p>The graphs prove it: a single one in which no formula answers, or two whose formulas differ. They are looked for, not
 * constructed; where the search found none, the proof is the completeness of the algorithm.
 *
 * @param query the question
 * @param wanted the variables whose distribution, when the others are set, the query needs and the class does not give
 * @param within the variables out of which they cannot be taken
 * @param reason what stands in the way, in words that follow a colon
 * @param members graphs of the class: none, one, or two
 */
public record ClassObstacle(
        InterventionalDistribution query,
        SortedSet<String> wanted,
        SortedSet<String> within,
        String reason,
        List<Admg> members)
        implements Witness {

    public ClassObstacle {
        wanted = Collections.unmodifiableSortedSet(new TreeSet<>(wanted));
        within = Collections.unmodifiableSortedSet(new TreeSet<>(within));
        members = List.copyOf(members);
    }

    @Override
    public String text() {
        List<String> graphs = members.stream()
                .map(graph -> graph.edges().stream().map(Edge::toString).collect(Collectors.joining("; ")))
                .toList();
        return switch (graphs.size()) {
            case 0 -> reason;
            case 1 -> reason + ". A graph of the class in which no formula answers: " + graphs.get(0);
            default -> reason + ". Two graphs of the class with different answers: " + String.join(" and ", graphs);
        };
    }

    @Override
    public String toString() {
        return text();
    }
}
