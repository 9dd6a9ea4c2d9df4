// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.BitSet;
import org.causerie.Progress;
import org.causerie.stat.Growth;
import org.causerie.stat.LocalScore;

/**
 * The parents of one variable for every set of variables that may come before it: grown by the candidate that
 * raises the score most until none does, then shrunk by the parent whose removal does.
 *
 * <p>A node of the tree stands for the parents on the way to it and remembers which candidates would still raise the score,
 * best first. A walk takes at each node the first of them that comes before the variable. Nodes are made when a walk
 * first needs them, so that each question about candidates is asked once. What is remembered depends on neither
 * who asks first nor how many threads do.
 *
 * <p>Andrews, Ramsey, Sanchez-Romero, Camchong and Kummerfeld (2023), Fast scalable and accurate discovery of DAGs using
 * the best order score search and grow-shrink trees, NeurIPS 36.
 */
final class GrowShrinkTree {
    /** Differences below this part of what they are the difference of are rounding errors. */
    static final double PRECISION = 1e-13;

    private final LocalScore score;
    private final int variable;
    private final int[] required;
    private final int[] candidates;
    private final int words;
    private final Node root = new Node(null, -1, 0);
    private double marginal;

    GrowShrinkTree(LocalScore score, Bounds bounds, int variable) {
        this.score = score;
        this.variable = variable;
        int size = score.names().size();
        words = (size + 63) >>> 6;
        BitSet must = new BitSet();
        BitSet may = new BitSet();
        for (int i = 0; i < size; i++) {
            if (i == variable) continue;
            if (bounds.required(i).get(variable)) must.set(i);
            else if (!bounds.forbidden(i, variable)) may.set(i);
        }
        required = Pattern.members(must);
        candidates = Pattern.members(may);
    }

    /** One more parent than the node above. Threads that find the volatile fields filled need no lock to read the others. */
    private static final class Node {
        private final Node above;
        private final int added;
        private final int depth;
        private Node[] below;
        private volatile int[] branches;
        private double score;
        private volatile int[] parents;

        Node(Node above, int added, int depth) {
            this.above = above;
            this.added = added;
            this.depth = depth;
        }
    }

    /** Where a walk ended, and which variables would have led it elsewhere had they come before. */
    static final class Walk {
        private final Node end;
        private final long[] missed;

        private Walk(Node end, long[] missed) {
            this.end = end;
            this.missed = missed;
        }

        /** The part of the score that is due to the variable. */
        double score() {
            return end.score;
        }

        /** The parents in ascending order; not to be written to. */
        int[] parents() {
            return end.parents;
        }

        /** Whether the walk would end elsewhere if this variable, which does not, came before. */
        boolean missed(int other) {
            return (missed[other >> 6] >>> other & 1) != 0;
        }

        /**
         * Puts the walk into tables of bits, where row x tells whose walks missed x and whose took x, or takes it out
         * where it is in.
         */
        void flip(int variable, long[][] missing, long[][] taking) {
            int word = variable >> 6;
            long bit = 1L << variable;
            for (int i = 0; i < missed.length; i++)
                for (long left = missed[i]; left != 0; left &= left - 1)
                    missing[64 * i + Long.numberOfTrailingZeros(left)][word] ^= bit;
            for (Node node = end; node.above != null; node = node.above) taking[node.added][word] ^= bit;
        }

        /** Whether every candidate taken comes before this position. */
        boolean tookOnlyBefore(int limit, int[] position) {
            for (Node node = end; node.above != null; node = node.above)
                if (position[node.added] >= limit) return false;
            return true;
        }
    }

    /** Work space of one thread, for all trees over the same score. */
    static final class Grower {
        private final Growth growth;
        private final int[] found;
        private final double[] gains;
        private final long[] keys;
        private final boolean[] taken;
        private GrowShrinkTree tree;
        private int[] path = new int[8];
        private int depth;

        Grower(LocalScore score) {
            growth = score.growth();
            int size = score.names().size();
            found = new int[size];
            gains = new double[size];
            keys = new long[size];
            taken = new boolean[size];
        }

        /** Puts the parents on the way to the node in place, of those there already as many as possible left. */
        private void go(GrowShrinkTree to, Node node) {
            if (tree != to) {
                tree = to;
                for (; depth > 0; depth--) taken[path[depth - 1]] = false;
                growth.start(to.variable);
                for (int parent : to.required) growth.add(parent);
            }
            int[] way = new int[node.depth];
            for (Node step = node; step.above != null; step = step.above) way[step.depth - 1] = step.added;
            int same = 0;
            while (same < Math.min(depth, way.length) && path[same] == way[same]) same++;
            for (; depth > same; depth--) {
                growth.drop();
                taken[path[depth - 1]] = false;
            }
            if (way.length > path.length) path = Arrays.copyOf(path, 2 * way.length);
            for (; depth < way.length; depth++) {
                path[depth] = way[depth];
                growth.add(way[depth]);
                taken[way[depth]] = true;
            }
        }

        /** Best first; gains that differ by rounding only are equal, and then the order is that of the variables. */
        private int[] sorted(int count) {
            for (int i = 0; i < count; i++)
                keys[i] =
                        (Double.doubleToLongBits(gains[i]) & -(long) Variables.MOST) | (Variables.MOST - 1 - found[i]);
            Arrays.sort(keys, 0, count);
            int[] branches = new int[count];
            for (int i = 0; i < count; i++)
                branches[i] = Variables.MOST - 1 - (int) (keys[count - 1 - i] & (Variables.MOST - 1));
            return branches;
        }
    }

    /**
     * The best parents among the variables at positions before the limit.
     *
     * @param with a variable to take as one of these besides, or -1
     * @param without a variable to take as none of these, or -1
     */
    Walk walk(int[] position, int limit, int with, int without, Grower grower) {
        long[] missed = new long[words];
        Node node = root;
        while (true) {
            int[] branches = node.branches;
            if (branches == null) branches = grow(node, grower);
            int k = 0;
            for (; k < branches.length; k++) {
                int other = branches[k];
                if (other == with || (position[other] < limit && other != without)) break;
                missed[other >> 6] |= 1L << other;
            }
            if (k == branches.length) break;
            Node next = node.below[k];
            node = next == null ? below(node, k) : next;
        }
        if (node.parents == null) shrink(node);
        return new Walk(node, missed);
    }

    /** How much all other variables, each alone, would raise the score. */
    double marginal(Grower grower) {
        grow(root, grower);
        return marginal;
    }

    private static Node below(Node node, int k) {
        synchronized (node) {
            if (node.below[k] == null) node.below[k] = new Node(node, node.branches[k], node.depth + 1);
            return node.below[k];
        }
    }

    private int[] grow(Node node, Grower grower) {
        synchronized (node) {
            if (node.branches != null) return node.branches;
            Progress.checkpoint();
            grower.go(this, node);
            int count = 0;
            for (int candidate : candidates) if (!grower.taken[candidate]) grower.found[count++] = candidate;
            count = grower.growth.raising(grower.found, count, grower.gains);
            int[] branches = grower.sorted(count);
            if (node == root) for (int i = 0; i < count; i++) marginal += grower.gains[i];
            node.below = new Node[count];
            node.branches = branches;
            return branches;
        }
    }

    private void shrink(Node node) {
        synchronized (node) {
            if (node.parents == null) shrinkFirst(node);
        }
    }

    /** Removes the parent whose removal raises the score most until none does; those required stay. */
    private void shrinkFirst(Node node) {
        int[] parents = Arrays.copyOf(required, required.length + node.depth);
        for (Node step = node; step.above != null; step = step.above)
            parents[required.length + step.depth - 1] = step.added;
        Arrays.sort(parents);
        double current = score.score(variable, parents);
        while (true) {
            Progress.checkpoint();
            double[] scores = score.withoutEach(variable, parents);
            int best = -1;
            double highest = current + PRECISION * Math.abs(current);
            for (int k = 0; k < parents.length; k++) {
                if (scores[k] <= highest || Arrays.binarySearch(required, parents[k]) >= 0) continue;
                best = k;
                highest = scores[k];
            }
            if (best < 0) break;
            parents = without(parents, best);
            current = score.score(variable, parents);
        }
        node.score = current;
        node.parents = parents;
    }

    private static int[] without(int[] set, int k) {
        int[] fewer = new int[set.length - 1];
        System.arraycopy(set, 0, fewer, 0, k);
        System.arraycopy(set, k + 1, fewer, k, set.length - 1 - k);
        return fewer;
    }
}
