// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;

/** Which sets separate two variables, counted for the middle of each triple they are the ends of. */
final class Evidence {
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
        if (rule != ColliderRule.STANDARD) evidence.collect(skeleton, judge);
        if (evidence.sets == 0) {
            evidence.tests += skeleton.settle(x, y, judge);
            if (skeleton.separated(x, y)) {
                evidence.count(skeleton.separator(x, y));
                evidence.weigh(skeleton.separator(x, y), skeleton.pValue(x, y, judge));
            }
        }
        return evidence;
    }

    /** All sets of present neighbours that separate. */
    private void collect(Skeleton skeleton, Judge judge) {
        int[][] around = skeleton.neighbourhoods();
        int largest = Math.min(skeleton.largestSet(), Math.max(around[x].length, around[y].length));
        for (int k = 0; k <= largest; k++) {
            Subsets candidates = skeleton.candidates(x, y, around, k);
            double lowest = 1;
            int[] closest = {};
            while (candidates.next()) {
                tests++;
                double departure = judge.departure(x, y, candidates.set());
                if (departure >= 1) continue;
                count(candidates.set());
                if (departure >= lowest) continue;
                lowest = departure;
                closest = candidates.set().clone();
            }
            if (lowest < 1) weigh(closest, judge.pValue(lowest, k));
        }
    }

    private void count(int[] set) {
        sets++;
        for (int m = 0; m < middles.length; m++) if (holds(set, middles[m])) holding[m]++;
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
