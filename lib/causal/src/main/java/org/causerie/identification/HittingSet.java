// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.causerie.CausalException;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** Finds a set that has a member in common with each of some sets. */
enum HittingSet {
    /** One of least cost, by an integer programme. */
    CHEAPEST {
        @Override
        BitSet of(List<BitSet> sets, double[] cost) {
            BitSet chosen = new BitSet();
            if (sets.isEmpty()) return chosen;
            ExpressionsBasedModel programme = new ExpressionsBasedModel();
            Map<Integer, Variable> members = new TreeMap<>();
            for (BitSet set : sets)
                set.stream()
                        .forEach(v -> members.computeIfAbsent(
                                v, w -> programme.newVariable("v" + w).binary().weight(cost[w])));
            for (int i = 0; i < sets.size(); i++) {
                var row = programme.newExpression("need" + i).lower(1);
                sets.get(i).stream().forEach(v -> row.set(members.get(v), 1));
            }
            Optimisation.Result found = programme.minimise();
            if (!found.getState().isOptimal())
                throw new CausalException("The integer programme of " + members.size() + " choices and " + sets.size()
                        + " needs was not solved (" + found.getState() + "); ask for a method without one");
            members.forEach((v, variable) -> {
                if (variable.getValue().doubleValue() > 0.5) chosen.set(v);
            });
            return chosen;
        }
    },

    /** Again and again the one that hits most sets for its cost; at most 1 + ln k times the least cost for k sets. */
    GREEDY {
        @Override
        BitSet of(List<BitSet> sets, double[] cost) {
            BitSet chosen = new BitSet();
            while (true) {
                int[] hit = new int[cost.length];
                BitSet open = new BitSet();
                for (BitSet set : sets) {
                    if (set.intersects(chosen)) continue;
                    open.or(set);
                    set.stream().forEach(v -> hit[v]++);
                }
                if (open.isEmpty()) return chosen;
                chosen.set(open.stream()
                        .boxed()
                        .min(Comparator.comparingDouble(v -> cost[v] / hit[v]))
                        .orElseThrow());
            }
        }
    };

    /** The set, which may hold members of these sets only. */
    abstract BitSet of(List<BitSet> sets, double[] cost);
}
