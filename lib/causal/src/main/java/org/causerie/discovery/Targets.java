// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.causerie.CausalException;

/** What interventions on known variables tell of directions: those of all edges with one end among the targets of one of them. */
final class Targets {
    private final List<BitSet> sets;

    private Targets(List<BitSet> sets) {
        this.sets = sets;
    }

    static Targets none() {
        return new Targets(List.of());
    }

    /**
     * Reads the targets of each intervention.
     *
     * @throws CausalException if a target is none of the variables, or one is a target of all interventions
     */
    static Targets of(Collection<? extends Collection<String>> targets, Variables variables) {
        List<BitSet> sets = new ArrayList<>();
        for (Collection<String> named : targets) {
            for (String name : named)
                if (!variables.names().contains(name)) throw CausalException.unknown("column", name, variables.names());
            BitSet set = new BitSet();
            for (int i = 0; i < variables.size(); i++) if (named.contains(variables.name(i))) set.set(i);
            sets.add(set);
        }
        for (int i = 0; i < variables.size() && !sets.isEmpty(); i++) {
            int variable = i;
            if (sets.stream().allMatch(set -> set.get(variable)))
                throw new CausalException(
                        "\"" + variables.name(i) + "\" is a target in every group, so that nothing can be"
                                + " said of its causes; add a group without intervention on it, or leave the column out");
        }
        return new Targets(sets.stream().filter(set -> !set.isEmpty()).toList());
    }

    boolean isEmpty() {
        return sets.isEmpty();
    }

    /** Whether an intervention tells the direction of an edge between the two. */
    boolean tell(int i, int j) {
        for (BitSet set : sets) if (set.get(i) != set.get(j)) return true;
        return false;
    }
}
