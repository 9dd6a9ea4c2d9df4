// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.causerie.Progress;

/**
 * A cheapest set that is enough, where more than enough is enough as well.
 *
 * <p>Whatever is not enough can be filled up until nothing more fits: what is then left out is a set of which one member
 * is needed. A set that meets all needs found so far and costs least is enough in the end, and then no other is cheaper.
 * There may be exponentially many needs; each takes as many questions as there are candidates.
 *
 * @param candidates what may be chosen
 * @param cost of each, at least 0
 * @param enough whether a set is enough
 * @param meet finds a set that meets all needs
 */
record CheapestEnough(BitSet candidates, double[] cost, Predicate<BitSet> enough, HittingSet meet) {

    /**
     * A set that is enough.
     *
     * @param set the set; the cheapest where needs are met at least cost
     * @param needs sets of candidates, one member of each of which is needed
     */
    record Found(BitSet set, List<BitSet> needs) {}

    /** The set; empty where all candidates together are not enough. */
    Optional<Found> search() {
        if (!enough.test(candidates)) return Optional.empty();
        List<BitSet> needs = new ArrayList<>();
        while (true) {
            Progress.checkpoint();
            BitSet chosen = meet.of(needs, cost);
            chosen.or(free());
            if (enough.test(chosen)) return Optional.of(new Found(chosen, needs));
            // further needs that have nothing in common with those just found
            BitSet tried = (BitSet) chosen.clone();
            while (!enough.test(tried)) {
                BitSet need = need(tried);
                needs.add(need);
                tried.or(need);
            }
        }
    }

    private BitSet free() {
        BitSet free = new BitSet();
        candidates.stream().filter(v -> cost[v] == 0).forEach(free::set);
        return free;
    }

    /** One of these is needed besides the set, and leaving any of them out there would be no need: the cheap left out first. */
    private BitSet need(BitSet set) {
        BitSet most = (BitSet) set.clone();
        BitSet need = new BitSet();
        candidates.stream()
                .filter(v -> !set.get(v))
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(v -> cost[v]).thenComparing(Comparator.naturalOrder()))
                .forEach(v -> {
                    most.set(v);
                    if (!enough.test(most)) return;
                    most.clear(v);
                    need.set(v);
                });
        return need;
    }
}
