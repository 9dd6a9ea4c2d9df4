// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/** Which sets separate two variables, counted for the middle of each triple they are the ends of. */
final class Evidence {
    private static final int[] NOTHING = {};

    /** Says which triples are to be told. */
    interface Triples {
        boolean open(int end, int middle, int otherEnd);
    }

    private final int x;
    private final int y;

    /** The neighbours that both have, ascending. */
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

    /** What the rule looks at for the ends of all open triples, which are not adjacent, by the later and then the earlier. */
    static List<Evidence> ofAll(Skeleton skeleton, ColliderRule rule, Triples triples) {
        int size = skeleton.variables().size();
        List<List<Evidence>> found = new ArrayList<>(Collections.nCopies(size, List.of()));
        skeleton.inParts("orienting", size, (y, judge) -> {
            List<Evidence> ending = new ArrayList<>();
            long made = 0;
            for (int x : ends(skeleton.graph(), y)) {
                int[] middles = skeleton.commonNeighbours(x, y, z -> triples.open(x, z, y));
                if (middles.length == 0) continue;
                Evidence evidence = of(skeleton, rule, x, y, middles, judge);
                made += evidence.tests;
                ending.add(evidence);
            }
            found.set(y, ending);
            return made;
        });
        List<Evidence> all = new ArrayList<>();
        for (List<Evidence> ending : found) all.addAll(ending);
        return all;
    }

    /** The variables before y that share a neighbour with it and are not adjacent to it. */
    private static int[] ends(Pattern graph, int y) {
        BitSet ends = new BitSet();
        for (int z : Pattern.members(graph.adjacent[y])) ends.or(graph.adjacent[z]);
        ends.andNot(graph.adjacent[y]);
        ends.clear(y, graph.size());
        return Pattern.members(ends);
    }

    private static Evidence of(Skeleton skeleton, ColliderRule rule, int x, int y, int[] middles, Judge judge) {
        Evidence evidence = new Evidence(x, y, middles);
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

    /** The neighbours of both that make triples to be told, ascending. */
    int[] middles() {
        return middles;
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
