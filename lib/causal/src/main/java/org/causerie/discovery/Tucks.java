// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.causerie.Progress;
import org.causerie.discovery.GrowShrinkTree.Walk;

/**
 * The depth-first search of GRaSP: tucks that leave the score as it is are followed by further ones until one raises it.
 *
 * <p>A tuck of x → y puts y before x, with those ancestors of y that stood between. Only the variables between the two are
 * affected, and of these only such as took or missed one that changed sides.
 */
final class Tucks {
    private final Ordering ordering;
    private final Bounds bounds;
    private final Grasp settings;
    private final int[] turns;
    private final boolean[] moving;
    private final double tolerance;
    private final Set<Long> tucked = new TreeSet<>();
    private final Set<List<Long>> followed = new HashSet<>();
    private Ordering.Saved best;

    Tucks(Ordering ordering, Bounds bounds, Grasp settings) {
        this.ordering = ordering;
        this.bounds = bounds;
        this.settings = settings;
        turns = ordering.order.clone();
        moving = new boolean[ordering.size()];
        tolerance = ordering.tolerance();
        best = ordering.save();
    }

    /** Searches from every variable in turn until none leads to a higher score. */
    void climb() {
        try {
            int fruitless = 0;
            for (int k = 0; fruitless < turns.length; ) {
                if (raised(turns[k], 1, 0)) {
                    best = ordering.save();
                    followed.clear();
                    tucked.clear();
                    fruitless = 0;
                } else {
                    fruitless++;
                    k = (k + 1) % turns.length;
                }
            }
        } catch (CancellationException e) {
            ordering.restore(best);
            throw e;
        }
    }

    /** Whether tucks of edges into y, and what may follow them, raised the score, which is now so much above the best. */
    private boolean raised(int y, int depth, double above) {
        for (int x : inOrder(ordering.walks[y].parents())) {
            Progress.checkpoint();
            boolean covered = covered(x, y);
            long edge = edge(x, y);
            if (covered ? tucked.contains(edge) : depth > settings.uncoveredDepthOfTier()) continue;
            boolean singular = mark(x, y);
            if (!singular && depth > settings.nonSingularDepthOfTier()) continue;
            if (forced(x, y)) continue;
            Undo undo = new Undo(ordering.position[x], ordering.position[y]);
            double gain = above + tuck(x, y);
            if (gain > tolerance) return true;
            if (gain >= -tolerance && depth < settings.depth()) {
                tucked.add(edge);
                if (follow(depth, gain)) return true;
                tucked.remove(edge);
            }
            undo.run();
        }
        return false;
    }

    private int[] inOrder(int[] variables) {
        int[] sorted = variables.clone();
        for (int i = 1; i < sorted.length; i++) {
            int moved = sorted[i];
            int k = i;
            for (; k > 0 && ordering.position[sorted[k - 1]] < ordering.position[moved]; k--) sorted[k] = sorted[k - 1];
            sorted[k] = moved;
        }
        return sorted;
    }

    private boolean follow(int depth, double above) {
        if (depth > settings.uncoveredDepthOfTier() && !followed.add(new ArrayList<>(tucked))) return false;
        for (int y : turns) if (raised(y, depth + 1, above)) return true;
        return false;
    }

    /** Whether y has the same parents as x, and x. */
    private boolean covered(int x, int y) {
        int[] ofX = ordering.walks[x].parents();
        int[] ofY = ordering.walks[y].parents();
        if (ofY.length != ofX.length + 1) return false;
        int k = 0;
        for (int parent : ofY) {
            if (parent == x) continue;
            if (k == ofX.length || ofX[k++] != parent) return false;
        }
        return true;
    }

    private long edge(int x, int y) {
        return (long) Math.min(x, y) * turns.length + Math.max(x, y);
    }

    /** Marks y and its ancestors behind x as moving; whether x → y is the only directed path from x to y. */
    private boolean mark(int x, int y) {
        int from = ordering.position[x];
        int to = ordering.position[y];
        for (int i = from; i < to; i++) moving[ordering.order[i]] = false;
        moving[y] = true;
        boolean singular = true;
        for (int i = to; i > from; i--) {
            int z = ordering.order[i];
            if (!moving[z]) continue;
            for (int parent : ordering.walks[z].parents()) {
                if (parent == x) singular &= z == y;
                else if (ordering.position[parent] > from) moving[parent] = true;
            }
        }
        return singular;
    }

    /** Whether x is known to cause one that would move before it. */
    private boolean forced(int x, int y) {
        if (bounds.none()) return false;
        for (int i = ordering.position[x] + 1; i <= ordering.position[y]; i++)
            if (moving[ordering.order[i]] && bounds.required(x).get(ordering.order[i])) return true;
        return false;
    }

    /** Moves what is marked between x and y before x; the change of the score. */
    private double tuck(int x, int y) {
        int[] order = ordering.order;
        int from = ordering.position[x];
        int to = ordering.position[y];
        int[] before = Arrays.copyOfRange(order, from, to + 1);
        int next = from;
        for (int v : before) if (moving[v]) order[next++] = v;
        for (int v : before) if (!moving[v]) order[next++] = v;
        for (int i = from; i <= to; i++) ordering.position[order[i]] = i;
        double change = 0;
        for (int k = 0; k < before.length; k++) {
            int v = before[k];
            Walk walk = ordering.walks[v];
            boolean same = moving[v]
                    ? walk.tookOnlyBefore(ordering.position[v], ordering.position)
                    : missedNone(walk, before, k + 1);
            if (same) continue;
            ordering.walks[v] = ordering.walk(v, ordering.position[v], -1, -1, ordering.grower());
            change += ordering.walks[v].score() - walk.score();
        }
        return change;
    }

    private boolean missedNone(Walk walk, int[] before, int from) {
        for (int k = from; k < before.length; k++) if (moving[before[k]] && walk.missed(before[k])) return false;
        return true;
    }

    /** Takes a tuck back. */
    private final class Undo {
        private final int from;
        private final int[] order;
        private final Walk[] walks;

        Undo(int from, int to) {
            this.from = from;
            order = Arrays.copyOfRange(ordering.order, from, to + 1);
            walks = new Walk[order.length];
            for (int k = 0; k < order.length; k++) walks[k] = ordering.walks[order[k]];
        }

        void run() {
            for (int k = 0; k < order.length; k++) {
                ordering.order[from + k] = order[k];
                ordering.position[order[k]] = from + k;
                ordering.walks[order[k]] = walks[k];
            }
        }
    }
}
