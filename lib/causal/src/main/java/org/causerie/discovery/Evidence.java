// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;

/** Which sets separate two variables, counted for the middle of each triple they are the ends of. */
final class Evidence {
    private static final int[] NOTHING = {};

    private final int x;
    private final int y;

    /** The neighbours that both have. */
    private final int[] middles;

    /** How many of the sets hold each of these. */
    private final int[] holding;

    private int sets;
    private long tests;
    private int[] best = {};
    private double highest = Double.NEGATIVE_INFINITY;

    private Evidence(int x, int y, int[] middles) {
        this.x = x;
        this.y = y;
        this.middles = middles;
        holding = new int[middles.length];
    }

    /** What the rule looks at for two variables that are not adjacent. */
    static Evidence of(Skeleton skeleton, ColliderRule rule, int x, int y, Judge judge) {
        Evidence evidence = new Evidence(x, y, skeleton.commonNeighbours(x, y));
        if (rule != ColliderRule.STANDARD) evidence.collect(skeleton, rule, judge);
        if (evidence.sets == 0) {
            evidence.tests += skeleton.settle(x, y, judge);
            if (skeleton.separated(x, y)) {
                int[] only = skeleton.separator(x, y);
                evidence.count(only, only.length);
                evidence.weigh(only, skeleton.pValue(x, y, judge));
            }
        }
        return evidence;
    }

    /** All sets of present neighbours that separate; of each size the one with the largest p-value is weighed. */
    private void collect(Skeleton skeleton, ColliderRule rule, Judge judge) {
        int[][] around = skeleton.neighbourhoods();
        int largest = Math.min(skeleton.largestSet(), Math.max(around[x].length, around[y].length));
        double[] lowest = new double[largest + 1];
        Arrays.fill(lowest, 1);
        int[][] closest = new int[largest + 1][];
        Arrays.fill(closest, NOTHING);
        double alone = judge.departure(x, y);
        tests = 1;
        if (alone < 1) {
            count(NOTHING, 0);
            lowest[0] = alone;
        }
        PairSeparators separators = new PairSeparators(skeleton, x, y, around, 1, largest, judge);
        while (separators.next()) {
            int size = separators.size();
            count(separators.set(), size);
            if (separators.departure() >= lowest[size]) continue;
            lowest[size] = separators.departure();
            if (rule == ColliderRule.MAX_P) closest[size] = Arrays.copyOf(separators.set(), size);
        }
        tests += separators.asked();
        for (int k = 0; k <= largest; k++) if (lowest[k] < 1) weigh(closest[k], judge.pValue(lowest[k], k));
    }

    private void count(int[] set, int size) {
        sets++;
        for (int m = 0; m < middles.length; m++) for (int i = 0; i < size; i++) if (set[i] == middles[m]) holding[m]++;
    }

    private void weigh(int[] set, double pValue) {
        if (pValue <= highest) return;
        highest = pValue;
        best = set;
    }

    int x() {
        return x;
    }

    int y() {
        return y;
    }

    long tests() {
        return tests;
    }

    /** The largest p-value of a set that separates: how sure it is that the two are not adjacent. */
    double strength() {
        return highest;
    }

    Verdict verdict(ColliderRule rule, int middle) {
        if (sets == 0) return Verdict.AMBIGUOUS;
        return switch (rule) {
            case STANDARD, MAX_P -> holds(best, middle) ? Verdict.NO_COLLIDER : Verdict.COLLIDER;
            case MAJORITY -> byMost(holding[Arrays.binarySearch(middles, middle)]);
            case CONSERVATIVE -> byAll(holding[Arrays.binarySearch(middles, middle)]);
        };
    }

    private Verdict byMost(int with) {
        return 2 * with == sets ? Verdict.AMBIGUOUS : 2 * with < sets ? Verdict.COLLIDER : Verdict.NO_COLLIDER;
    }

    private Verdict byAll(int with) {
        return with == 0 ? Verdict.COLLIDER : with == sets ? Verdict.NO_COLLIDER : Verdict.AMBIGUOUS;
    }

    private static boolean holds(int[] set, int element) {
        for (int i : set) if (i == element) return true;
        return false;
    }

    /** What the evidence says about the middle of a triple. */
    enum Verdict {
        COLLIDER,
        NO_COLLIDER,
        AMBIGUOUS
    }
}
