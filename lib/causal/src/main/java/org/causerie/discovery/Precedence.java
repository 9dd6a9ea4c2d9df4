// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.causerie.data.Knowledge;

/** What background knowledge says about the causal order: what comes before what, and which variables may come next. */
final class Precedence {
    private final BitSet[] before;
    private final BitSet roots = new BitSet();

    private Precedence(int size) {
        before = new BitSet[size];
        for (int i = 0; i < size; i++) before[i] = new BitSet();
    }

    /** Causes of required arrows and variables of earlier tiers come first. */
    static Precedence of(Knowledge knowledge, Variables variables) {
        knowledge.check(variables.names());
        Precedence precedence = new Precedence(variables.size());
        for (int i = 0; i < variables.size(); i++) {
            if (knowledge.roots().contains(variables.name(i))) precedence.roots.set(i);
            for (int j = 0; j < variables.size(); j++) {
                String cause = variables.name(j);
                String effect = variables.name(i);
                if (i == j) continue;
                boolean earlier = knowledge.required(cause, effect)
                        || tier(knowledge.tiers(), cause) < tier(knowledge.tiers(), effect);
                if (earlier) precedence.before[i].set(j);
            }
        }
        return precedence;
    }

    /** NaN, which is neither before nor after any tier, where the variable is in none. */
    private static double tier(List<Set<String>> tiers, String name) {
        for (int tier = 0; tier < tiers.size(); tier++) if (tiers.get(tier).contains(name)) return tier;
        return Double.NaN;
    }

    /** The remaining variables that may come next: of these the roots, where there are any. */
    BitSet next(BitSet remaining) {
        BitSet next = new BitSet();
        remaining.stream().filter(i -> !before[i].intersects(remaining)).forEach(next::set);
        if (!next.intersects(roots)) return next;
        next.and(roots);
        return next;
    }

    /** The remaining variables that may come last: those that none of the others must follow. */
    BitSet last(BitSet remaining) {
        BitSet last = (BitSet) remaining.clone();
        remaining.stream().forEach(i -> last.andNot(before[i]));
        BitSet inner = (BitSet) last.clone();
        inner.andNot(roots);
        return inner.isEmpty() ? last : inner;
    }
}
