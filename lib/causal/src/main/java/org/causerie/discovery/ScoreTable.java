// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.causerie.Progress;
import org.causerie.stat.LocalScore;

/** Remembers local scores. Several threads may use it at a time if no two ask about the same variable. */
final class ScoreTable {
    private final LocalScore score;
    private final List<Map<BitSet, Double>> known = new ArrayList<>();

    ScoreTable(LocalScore score) {
        this.score = score;
        for (int i = 0; i < score.names().size(); i++) known.add(new HashMap<>());
    }

    /** The score of a variable with these parents; the set is not kept. */
    double of(int node, BitSet parents) {
        Double value = known.get(node).get(parents);
        if (value != null) return value;
        Progress.checkpoint();
        double fresh = score.score(node, Pattern.members(parents));
        known.get(node).put((BitSet) parents.clone(), fresh);
        return fresh;
    }

    /** How many different scores were computed. */
    long evaluations() {
        return known.stream().mapToLong(Map::size).sum();
    }
}
