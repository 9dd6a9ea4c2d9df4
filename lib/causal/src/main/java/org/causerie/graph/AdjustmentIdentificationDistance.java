// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.BitSet;
import org.causerie.CausalException;
import org.causerie.Progress;

/**
 * How many of the n(n-1) effects of one variable on another come out wrong when a way to choose adjustment sets is
 * led by a graph that was found in place of the true one.
 *
 * <p>For each pair (X, Y) the way reads off the graph that was found either that X has no effect on Y, which is wrong if
 * it has, or a set, which is wrong if it is no valid adjustment set in the true graph.
 *
 * <p>Henckel, Würtzen and Weichwald (2024), Adjustment identification distance: a gadjid for causal structure learning, UAI,
 * arXiv:2402.08616. Time <i>O(n²(n + m))</i>.
 */
public enum AdjustmentIdentificationDistance {
    /**
     * Adjusts for the parents of X; no effect on these. The same as {@link StructuralInterventionDistance}.
     */
    PARENTS {
        @Override
        boolean effect(Dag found, int x, int y, BitSet effects) {
            return !found.parents(x).get(y);
        }

        @Override
        BitSet set(Dag found, int x, int y, BitSet effects) {
            return found.parents(x);
        }
    },

    /** Adjusts for the ancestors of X; no effect on what does not descend from X. Asks for the right order alone. */
    ANCESTORS {
        @Override
        boolean effect(Dag found, int x, int y, BitSet effects) {
            return effects.get(y);
        }

        @Override
        BitSet set(Dag found, int x, int y, BitSet effects) {
            BitSet before = found.ancestors(only(x));
            before.clear(x);
            return before;
        }
    },

    /**
     * Adjusts for the optimal set, the parents of what is between X and Y on causal paths and of Y, but for X and these themselves; no
     * effect on what does not descend from X (Henckel, Perković and Maathuis 2022, doi:10.1111/rssb.12451).
     */
    OPTIMAL {
        @Override
        boolean effect(Dag found, int x, int y, BitSet effects) {
            return effects.get(y);
        }

        @Override
        BitSet set(Dag found, int x, int y, BitSet effects) {
            BitSet causal = found.ancestors(only(y));
            causal.and(effects);
            BitSet set = new BitSet();
            for (int v : causal.stream().toArray()) set.or(found.parents(v));
            set.andNot(causal);
            set.clear(x);
            return set;
        }
    };

    /** Whether the way says that x affects y. */
    abstract boolean effect(Dag found, int x, int y, BitSet effects);

    /** The set to adjust for. */
    abstract BitSet set(Dag found, int x, int y, BitSet effects);

    private static BitSet only(int v) {
        BitSet set = new BitSet();
        set.set(v);
        return set;
    }

    /**
     * The number of ordered pairs, 0 to n(n-1), whose effect is told wrongly.
     *
     * @throws CausalException if the graphs are not over the same variables
     */
    public int of(Dag truth, Dag found) {
        GraphComparison.matched(truth, found);
        Dag same = found.reordered(truth.names());
        StructuralInterventionDistance check = new StructuralInterventionDistance(truth);
        int wrong = 0;
        for (int x = 0; x < truth.size(); x++) {
            Progress.checkpoint();
            BitSet effects = same.descendants(only(x));
            effects.clear(x);
            BitSet real = truth.descendants(only(x));
            for (int y = 0; y < truth.size(); y++) {
                if (y == x) continue;
                boolean right =
                        effect(same, x, y, effects) ? check.right(x, y, set(same, x, y, effects)) : !real.get(y);
                if (!right) wrong++;
            }
        }
        return wrong;
    }
}
