// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.graph.Admg;

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
        return switch (members.size()) {
            case 0 -> reason;
            case 1 -> reason + ". A graph of the class in which no formula answers: "
                    + members.get(0).text();
            default -> reason + ". Two graphs of the class with different answers: "
                    + members.get(0).text() + " and " + members.get(1).text();
        };
    }

    @Override
    public String toString() {
        return text();
    }
}
