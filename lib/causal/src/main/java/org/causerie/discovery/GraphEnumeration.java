// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.Progress;

/** Visits every directed acyclic graph on a few variables whose parent sets all have a score. */
final class GraphEnumeration {
    private final ParentSums sums;
    private final Visitor visitor;
    private final int[] parents;

    private GraphEnumeration(ParentSums sums, Visitor visitor) {
        this.sums = sums;
        this.visitor = visitor;
        parents = new int[sums.size()];
    }

    /** Is shown each graph. */
    interface Visitor {
        /**
         * A graph.
         *
         * @param parents the parents of each variable; changes after the visit
         * @param ancestors the ancestors of each variable, itself included; not to be changed
         * @param score the logarithm of its score
         */
        void visit(int[] parents, int[] ancestors, double score);
    }

    static void visit(ParentSums sums, Visitor visitor) {
        int[] ancestors = new int[sums.size()];
        for (int v = 0; v < ancestors.length; v++) ancestors[v] = 1 << v;
        new GraphEnumeration(sums, visitor).choose(0, ancestors, 0);
    }

    private void choose(int v, int[] ancestors, double score) {
        if (v == parents.length) {
            visitor.visit(parents, ancestors, score);
            return;
        }
        Progress.checkpoint();
        int others = (1 << parents.length) - 1 ^ 1 << v;
        for (int set = others; ; set = (set - 1) & others) {
            double part = sums.score(v, set);
            int above = 1 << v;
            for (int rest = set; rest != 0; rest &= rest - 1) above |= ancestors[Integer.numberOfTrailingZeros(rest)];
            parents[v] = set;
            if (part > Double.NEGATIVE_INFINITY && !cyclic(v, set, ancestors))
                choose(v + 1, below(v, above, ancestors), score + part);
            if (set == 0) return;
        }
    }

    private static boolean cyclic(int v, int set, int[] ancestors) {
        for (int rest = set; rest != 0; rest &= rest - 1)
            if ((ancestors[Integer.numberOfTrailingZeros(rest)] & 1 << v) != 0) return true;
        return false;
    }

    /** The ancestors once v has these: all that v is above of has them as well. */
    private static int[] below(int v, int above, int[] ancestors) {
        int[] changed = ancestors.clone();
        for (int u = 0; u < changed.length; u++) if ((changed[u] & 1 << v) != 0) changed[u] |= above;
        return changed;
    }
}
