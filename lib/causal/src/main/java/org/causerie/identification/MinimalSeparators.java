// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.causerie.Progress;

/**
 * All minimal sets of vertices that separate two vertices of an undirected graph, O(n (n + m)) from one to
 * the next.
 *
 * <p>Each separator is found once, through the component of the first vertex that it leaves: a branch grows
 * the component by one vertex of the separator or forbids it to. Reference: K. Takata, Space-optimal,
 * backtracking algorithms to list the minimal vertex separators of a graph, Discrete Applied Mathematics 158
 * (2010), doi:10.1016/j.dam.2010.05.013.
 */
final class MinimalSeparators {
    private final BitSet[] neighbours;
    private final int target;
    private final int limit;
    private final List<BitSet> found = new ArrayList<>();

    private MinimalSeparators(BitSet[] neighbours, int target, int limit) {
        this.neighbours = neighbours;
        this.target = target;
        this.limit = limit;
    }

    /** At most {@code limit} of the separators; none where the two are adjacent. */
    static List<BitSet> list(BitSet[] neighbours, int source, int target, int limit) {
        MinimalSeparators search = new MinimalSeparators(neighbours, target, limit);
        BitSet start = new BitSet();
        start.set(source);
        search.closure(start).ifPresent(component -> search.branch(component, new BitSet()));
        return search.found;
    }

    private void branch(BitSet component, BitSet excluded) {
        Progress.checkpoint();
        BitSet separator = boundary(component);
        found.add(separator);
        BitSet forbidden = (BitSet) excluded.clone();
        for (int v = separator.nextSetBit(0); v >= 0 && found.size() < limit; v = separator.nextSetBit(v + 1)) {
            if (forbidden.get(v)) continue;
            BitSet grown = (BitSet) component.clone();
            grown.set(v);
            closure(grown)
                    .filter(closed -> !closed.intersects(forbidden))
                    .ifPresent(closed -> branch(closed, forbidden));
            forbidden.set(v);
        }
    }

    /** The least component with {@code set} in it that a minimal separator leaves; none if it meets the target. */
    private Optional<BitSet> closure(BitSet set) {
        BitSet boundary = boundary(set);
        if (boundary.get(target) || set.get(target)) return Optional.empty();
        BitSet far = reach(target, boundary);
        return Optional.of(reach(set.nextSetBit(0), boundary(far)));
    }

    private BitSet boundary(BitSet set) {
        BitSet out = new BitSet();
        for (int v = set.nextSetBit(0); v >= 0; v = set.nextSetBit(v + 1)) out.or(neighbours[v]);
        out.andNot(set);
        return out;
    }

    private BitSet reach(int start, BitSet walls) {
        BitSet seen = new BitSet();
        BitSet fresh = new BitSet();
        fresh.set(start);
        while (!fresh.isEmpty()) {
            seen.or(fresh);
            BitSet next = new BitSet();
            for (int v = fresh.nextSetBit(0); v >= 0; v = fresh.nextSetBit(v + 1)) next.or(neighbours[v]);
            next.andNot(seen);
            next.andNot(walls);
            fresh = next;
        }
        return seen;
    }
}
