// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;

/**
 * What sets of variables leave of the variances and of the covariance of two others, set after set, each one that was there
 * before with a variable added. Each member of a set is swept out of what may follow it, once for all sets
 * that begin so; the member that completes a set costs a few operations only.
 *
 * <p>A member takes time linear in how many may follow, times the number of members before it.
 */
final class SubsetSweep {
    private final double[] correlation;
    private final int p;
    private int x;
    private int y;

    /** Positions of the others. */
    private int[] others = {};

    private int count;
    private boolean begun;
    private Level[] levels = {new Level()};

    /** What the first members of a set leave, and what the next one then has in common with those that may follow it. */
    private static final class Level {
        private double xx;
        private double xy;
        private double yy;

        /** The variance that is left of each that may follow, and what x and y have in common with it. */
        private double[] zz = {};

        private double[] xz = {};
        private double[] yz = {};

        /** What the next member has in common with each that may follow it, and one over its variance or 0 where none is left. */
        private double[] next = {};

        private double over;

        private void makeRoom(int count) {
            if (zz.length >= count) return;
            zz = new double[2 * count];
            xz = new double[2 * count];
            yz = new double[2 * count];
            next = new double[2 * count];
        }
    }

    SubsetSweep(double[] correlation, int p) {
        this.correlation = correlation;
        this.p = p;
    }

    /** Begins with the empty set, to which some of the others may be added. */
    void start(int x, int y, int[] others) {
        this.x = x;
        this.y = y;
        this.others = others;
        count = others.length;
        begun = false;
    }

    private void begin() {
        Level level = levels[0];
        level.makeRoom(count);
        level.xx = 1;
        level.xy = correlation[x * p + y];
        level.yy = 1;
        for (int j = 0; j < count; j++) {
            level.zz[j] = 1;
            level.xz[j] = correlation[x * p + others[j]];
            level.yz[j] = correlation[y * p + others[j]];
        }
        begun = true;
    }

    /**
     * Adds one of the others to a set, after all its members.
     *
     * @param size how many members it has before
     * @param place where the new member stands among the others
     */
    void add(int size, int place) {
        if (!begun) begin();
        if (size + 1 == levels.length) {
            levels = Arrays.copyOf(levels, 2 * levels.length);
            for (int i = size + 1; i < levels.length; i++) levels[i] = new Level();
        }
        Level before = levels[size];
        Level after = levels[size + 1];
        after.makeRoom(count);
        double[] next = before.next;
        int row = others[place] * p;
        for (int j = place + 1; j < count; j++) next[j] = correlation[row + others[j]];
        for (int m = 0; m < size; m++) {
            double[] common = levels[m].next;
            double share = common[place] * levels[m].over;
            for (int j = place + 1; j < count; j++) next[j] -= share * common[j];
        }
        double over = before.zz[place] < PartialCorrelation.TINY ? 0 : 1 / before.zz[place];
        double ofX = before.xz[place] * over;
        double ofY = before.yz[place] * over;
        before.over = over;
        after.xx = before.xx - ofX * before.xz[place];
        after.xy = before.xy - ofX * before.yz[place];
        after.yy = before.yy - ofY * before.yz[place];
        for (int j = place + 1; j < count; j++) {
            after.zz[j] = before.zz[j] - next[j] * next[j] * over;
            after.xz[j] = before.xz[j] - next[j] * ofX;
            after.yz[j] = before.yz[j] - next[j] * ofY;
        }
    }

    /**
     * The square of the partial correlation of x and y given the first members and one more of the others, as a share of a
     * limit; 0 where these determine x or y.
     */
    double share(int size, int place, double limit) {
        if (size == 0) return alone(others[place], limit);
        Level level = levels[size];
        double over = level.zz[place] < PartialCorrelation.TINY ? 0 : 1 / level.zz[place];
        double xz = level.xz[place];
        double yz = level.yz[place];
        return share(level.xx - xz * xz * over, level.xy - xz * yz * over, level.yy - yz * yz * over, limit);
    }

    private double alone(int z, double limit) {
        double xz = correlation[x * p + z];
        double yz = correlation[y * p + z];
        return share(1 - xz * xz, correlation[x * p + y] - xz * yz, 1 - yz * yz, limit);
    }

    private static double share(double xx, double xy, double yy, double limit) {
        return xx < PartialCorrelation.TINY || yy < PartialCorrelation.TINY ? 0 : xy * xy / (xx * yy * limit);
    }
}
