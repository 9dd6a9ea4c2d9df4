// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.causerie.graph.Mark;
import org.causerie.graph.PartialMarks;

/**
 * The second search for separating sets of FCI: where hidden causes are allowed for, two variables may be separated
 * only by sets that hold more than neighbours.
 *
 * <p>Such a set need hold no more than D-SEP(x, y): what paths reach from x on which each inner variable is a collider and
 * each variable an ancestor of x or y. In place of FCI's superset, which minds colliders alone, this takes the marks
 * that RFCI is sure of as well. They tell most variables to be no ancestor, and most edges to need no second
 * look: where x and y are separated by no set of neighbours of either, neither causes the other, and both have a neighbour across a
 * bidirected edge that causes the other one. (After Claassen, Mooij and Heskes 2013, Learning sparse causal models is not
 * NP-hard, UAI.) The sets are frozen before the first test, so that no order matters.
 */
final class PossibleDsep {
    private final Skeleton skeleton;
    private final Bounds bounds;
    private final int[][] around;

    /** The number of neighbours of all variables before each, and of all. */
    private final int[] firstArc;

    private final PartialMarks marks;
    private final BitSet[] ancestors;
    private final int[] edges;
    private final int[][] fromX;
    private final int[][] fromY;

    private PossibleDsep(Skeleton skeleton, Bounds bounds) {
        this.skeleton = skeleton;
        this.bounds = bounds;
        marks = Rfci.oriented(skeleton, bounds).marks();
        around = skeleton.neighbourhoods();
        firstArc = new int[around.length + 1];
        for (int v = 0; v < around.length; v++) firstArc[v + 1] = firstArc[v] + around[v].length;
        ancestors = new BitSet[around.length];
        skeleton.inParts("possible ancestors", around.length, (v, judge) -> {
            ancestors[v] = possibleAncestors(v);
            return 0;
        });
        edges = open();
        fromX = new int[edges.length / 2][];
        fromY = new int[edges.length / 2][];
        skeleton.inParts("possible d-sep", fromX.length, (i, judge) -> {
            fromX[i] = reach(edges[2 * i], edges[2 * i + 1]);
            fromY[i] = reach(edges[2 * i + 1], edges[2 * i]);
            return 0;
        });
    }

    /** Takes the edges out of the skeleton whose ends such a set separates. */
    static void search(Skeleton skeleton, Bounds bounds, int largestSet) {
        new PossibleDsep(skeleton, bounds).search(largestSet);
    }

    private BitSet possibleAncestors(int v) {
        BitSet found = new BitSet();
        int[] open = new int[around.length];
        int top = 0;
        open[top++] = v;
        found.set(v);
        while (top > 0) {
            int b = open[--top];
            for (int a : around[b]) {
                if (found.get(a) || marks.mark(b, a) == Mark.ARROW || marks.mark(a, b) == Mark.TAIL) continue;
                found.set(a);
                open[top++] = a;
            }
        }
        return found;
    }

    /** The edges without a tail, whose ends neither of them causes the other. */
    private int[] open() {
        return IntStream.range(0, around.length)
                .boxed()
                .flatMap(x -> Arrays.stream(around[x])
                        .filter(y -> x < y
                                && !bounds.joined(x, y)
                                && marks.mark(x, y) != Mark.TAIL
                                && marks.mark(y, x) != Mark.TAIL)
                        .mapToObj(y -> List.of(x, y)))
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** What may be in D-SEP(x, y), and not needless by knowledge. */
    private int[] reach(int x, int y) {
        BitSet found = new BitSet();
        BitSet taken = new BitSet();
        int[] open = new int[2 * (around[x].length + firstArc[around.length])];
        int top = 0;
        for (int b : around[x]) {
            if (b == y || !(marks.mark(x, b) != Mark.ARROW || ancestors[y].get(b))) continue;
            found.set(b);
            if (marks.mark(x, b) == Mark.TAIL || marks.mark(b, x) == Mark.TAIL || !ancestors[y].get(b)) continue;
            open[top++] = x;
            open[top++] = b;
        }
        while (top > 0) {
            int b = open[--top];
            int a = open[--top];
            for (int i = 0; i < around[b].length; i++) {
                int c = around[b][i];
                int arc = firstArc[b] + i;
                if (c == a || c == x || c == y || taken.get(arc) || !collides(a, b, c)) continue;
                if (!ancestors[x].get(c) && !ancestors[y].get(c)) continue;
                taken.set(arc);
                found.set(c);
                open[top++] = b;
                open[top++] = c;
            }
        }
        return found.stream().filter(i -> !bounds.needless(i, x, y)).toArray();
    }

    private boolean collides(int a, int b, int c) {
        Mark one = marks.mark(a, b);
        Mark other = marks.mark(c, b);
        if (marks.adjacent(a, c)) return one != Mark.TAIL && other != Mark.TAIL;
        return one == Mark.ARROW && other == Mark.ARROW;
    }

    private void search(int largestSet) {
        for (int k = 1; k <= largestSet; k++) {
            int depth = k;
            int[] left = IntStream.range(0, fromX.length)
                    .filter(i -> !skeleton.separated(edges[2 * i], edges[2 * i + 1]))
                    .filter(i -> beyond(i) && Math.max(fromX[i].length, fromY[i].length) >= depth)
                    .toArray();
            if (left.length == 0) return;
            skeleton.inParts("possible d-sep " + k, left.length, (item, judge) -> {
                int i = left[item];
                int x = edges[2 * i];
                int y = edges[2 * i + 1];
                Subsets sets = new Subsets(fromX[i], fromY[i], depth);
                return skeleton.best(x, y, sets, set -> !within(set, around[x]) && !within(set, around[y]), judge);
            });
            skeleton.prune();
        }
    }

    /** Whether both ends reach more than neighbours. */
    private boolean beyond(int edge) {
        return !within(fromX[edge], around[edges[2 * edge]]) && !within(fromY[edge], around[edges[2 * edge + 1]]);
    }

    private static boolean within(int[] set, int[] sorted) {
        for (int i : set) if (Arrays.binarySearch(sorted, i) < 0) return false;
        return true;
    }
}
