// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;

/**
 * What sets of variables leave of the variances and of the covariance of two others, set after set, each one that was there
 * before with a variable added. Each member of a set is swept out of all that may follow it, once for all sets
 * that begin so; the member that completes a set costs a few operations only.
 */
final class SubsetSweep {
    private final double[] correlation;
    private final int p;

    /** The others, then x and y, by position. */
    private int[] variables = {};

    private int count;
    private boolean gathered;

    /** The place of the first of the others that may follow after so many members. */
    private int[] from = new int[1];

    /** What so many members leave of the covariances of those that may follow, x and y: the upper triangle row by row. */
    private double[][] left = {{}};

    SubsetSweep(double[] correlation, int p) {
        this.correlation = correlation;
        this.p = p;
    }

    /** Begins with the empty set, to which some of the others may be added. */
    void start(int x, int y, int[] others) {
        count = others.length + 2;
        if (variables.length < count) variables = new int[2 * count];
        System.arraycopy(others, 0, variables, 0, others.length);
        variables[count - 2] = x;
        variables[count - 1] = y;
        gathered = false;
    }

    private void gather() {
        double[] whole = room(0, count);
        for (int i = 0; i < count; i++) {
            int row = variables[i] * p;
            for (int j = i; j < count; j++) whole[i * count + j] = correlation[row + variables[j]];
        }
        gathered = true;
    }

    private double[] room(int size, int width) {
        if (size == left.length) {
            left = Arrays.copyOf(left, 2 * size);
            from = Arrays.copyOf(from, 2 * size);
            Arrays.fill(left, size, left.length, new double[0]);
        }
        if (left[size].length < width * width) left[size] = new double[2 * width * width];
        return left[size];
    }

    /**
     * Adds one of the others to a set, after all its members.
     *
     * @param size how many members it has before
     * @param place where the new member stands among the others
     */
    void add(int size, int place) {
        if (!gathered) gather();
        int first = place + 1;
        int width = count - first;
        double[] after = room(size + 1, width);
        from[size + 1] = first;
        double[] before = left[size];
        int start = from[size];
        int widthBefore = count - start;
        int row = (place - start) * widthBefore - start;
        double rest = before[row + place];
        double over = rest < PartialCorrelation.TINY ? 0 : 1 / rest;
        for (int i = first; i < count; i++) {
            double share = before[row + i] * over;
            int source = (i - start) * widthBefore - start;
            int target = (i - first) * width - first;
            for (int j = i; j < count; j++) after[target + j] = before[source + j] - share * before[row + j];
        }
    }

    /**
     * The square of the partial correlation of x and y given the first members and one more of the others, as a share of a
     * limit; 0 where these determine x or y.
     */
    double share(int size, int place, double limit) {
        if (size == 0) return alone(place, limit);
        double[] rest = left[size];
        int width = count - from[size];
        int row = (place - from[size]) * width;
        double zz = rest[row + place - from[size]];
        double xz = rest[row + width - 2];
        double yz = rest[row + width - 1];
        double over = zz < PartialCorrelation.TINY ? 0 : 1 / zz;
        double xx = rest[(width - 2) * width + width - 2] - xz * xz * over;
        double xy = rest[(width - 2) * width + width - 1] - xz * yz * over;
        double yy = rest[width * width - 1] - yz * yz * over;
        return share(xx, xy, yy, limit);
    }

    private double alone(int place, double limit) {
        int x = variables[count - 2] * p;
        int y = variables[count - 1];
        int z = variables[place];
        double xz = correlation[x + z];
        double yz = correlation[y * p + z];
        return share(1 - xz * xz, correlation[x + y] - xz * yz, 1 - yz * yz, limit);
    }

    private static double share(double xx, double xy, double yy, double limit) {
        return xx < PartialCorrelation.TINY || yy < PartialCorrelation.TINY ? 0 : xy * xy / (xx * yy * limit);
    }
}
