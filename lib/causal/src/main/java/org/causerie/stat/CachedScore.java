// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.causerie.CausalException;

/** Computes each local score once, with the parents in ascending order, so that their order never shows. */
final class CachedScore implements LocalScore {
    private final LocalScore score;
    private final List<Map<BitSet, Double>> known = new ArrayList<>();

    CachedScore(LocalScore score) {
        this.score = score;
        for (int node = 0; node < score.names().size(); node++) known.add(new ConcurrentHashMap<>());
    }

    @Override
    public List<String> names() {
        return score.names();
    }

    @Override
    public double score(int node, int... parents) {
        BitSet set = new BitSet();
        for (int parent : parents) set.set(parent);
        if (set.get(node) || set.cardinality() < parents.length) {
            throw new CausalException(
                    "The parents of " + names().get(node) + " must be different other variables; given: "
                            + set.stream().mapToObj(names()::get).toList());
        }
        Double found = known.get(node).get(set);
        if (found != null) return found;
        double computed = score.score(node, set.stream().toArray());
        known.get(node).put(set, computed);
        return computed;
    }

    @Override
    public LocalScore remembered() {
        return this;
    }
}
