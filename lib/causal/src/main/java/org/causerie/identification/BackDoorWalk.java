// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.or;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A shortest walk that enters its start by an arrow and stays open when some variables are set and others observed: its
 * colliders are observed, its other vertices are neither observed nor set.
 */
final class BackDoorWalk {
    private BackDoorWalk() {}

    /** How a walk goes on: to a cause, to an effect, or to a variable with a hidden cause in common. */
    enum Edge {
        UP,
        DOWN,
        ACROSS
    }

    /** A vertex of a walk, and the edge by which the walk comes there; at the start it says nothing. */
    record Arrival(int vertex, Edge edge) {}

    /** The walk from the start to the first outcome; there is one where IDC cannot set the start. */
    static List<Arrival> find(Subgraphs graphs, int start, BitSet outcomes, BitSet set, BitSet observed) {
        Arrival first = new Arrival(start, Edge.ACROSS);
        Map<Arrival, Optional<Arrival>> from = new HashMap<>(Map.of(first, Optional.empty()));
        Deque<Arrival> queue = new ArrayDeque<>(List.of(first));
        BitSet causeless = or(set, single(start));
        while (!queue.isEmpty()) {
            Arrival at = queue.remove();
            if (outcomes.get(at.vertex())) return path(at, from);
            boolean begins = at.equals(first);
            boolean seen = observed.get(at.vertex());
            boolean byArrow = at.edge() != Edge.UP;
            if (begins || byArrow == seen) {
                step(graphs.parents(at.vertex()), Edge.UP, at, from, queue, causeless);
                step(graphs.spouses(at.vertex()), Edge.ACROSS, at, from, queue, set);
            }
            if (!begins && !seen && at.vertex() != start)
                step(graphs.graph().children(at.vertex()), Edge.DOWN, at, from, queue, set);
        }
        throw new IllegalStateException("IDC would have set " + graphs.names(single(start)));
    }

    private static void step(
            BitSet next,
            Edge edge,
            Arrival at,
            Map<Arrival, Optional<Arrival>> from,
            Deque<Arrival> queue,
            BitSet not) {
        next.andNot(not);
        for (int v = next.nextSetBit(0); v >= 0; v = next.nextSetBit(v + 1)) {
            Arrival arrival = new Arrival(v, edge);
            if (from.putIfAbsent(arrival, Optional.of(at)) == null) queue.add(arrival);
        }
    }

    private static List<Arrival> path(Arrival end, Map<Arrival, Optional<Arrival>> from) {
        Deque<Arrival> path = new ArrayDeque<>();
        for (Optional<Arrival> at = Optional.of(end); at.isPresent(); at = from.get(at.orElseThrow()))
            path.addFirst(at.orElseThrow());
        return List.copyOf(path);
    }
}
