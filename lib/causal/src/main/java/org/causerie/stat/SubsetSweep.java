// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;

/**
 * What sets of variables leave of the variances and of the covariance of two others, set after set, each the one before with
 * a variable added or taken off. Each member of the set is swept out of all that may follow it as soon as it is
 * added, so that a set costs time linear in its size and in how many may follow.
 */
final class SubsetSweep {
    private final double[] correlation;
    private final int p;

    /** The others, then x and y, by position. */
    private int[] variables = {};

    private int width;

    /** What is left of the variance of each after so many members, row after row. */
    private double[] left = {};

    /** What each has in common with the member added after so many, row after row. */
    private double[] common = {};

    /** One over what the members before leave of a member's variance, or 0 where they leave nothing. */
    private double[] over = {};

    private double[] weights = {};

    /** What is left of the covariance of x and y. */
    private double[] xy = new double[1];

    SubsetSweep(double[] correlation, int p) {
        this.correlation = correlation;
        this.p = p;
    }

    /** Begins with the empty set, to which so many of the others may be added. */
    void start(int x, int y, int[] others, int limit) {
        int largest = Math.min(limit, others.length);
        width = others.length + 2;
        if (variables.length < width) variables = new int[2 * width];
        System.arraycopy(others, 0, variables, 0, others.length);
        variables[width - 2] = x;
        variables[width - 1] = y;
        if (left.length < (largest + 1) * width) {
            left = new double[2 * (largest + 1) * width];
            common = new double[left.length];
        }
        if (over.length < largest) {
            over = new double[2 * largest];
            weights = new double[over.length];
            xy = new double[over.length + 1];
        }
        Arrays.fill(left, 0, width, 1);
        xy[0] = correlation[x * p + y];
    }

    /**
     * Adds one of the others to a set.
     *
     * @param size how many members it has before
     * @param place where the new member stands among the others, after all members
     * @param last whether nothing is added after it
     */
    void add(int size, int place, boolean last) {
        int row = size * width;
        double rest = left[row + place];
        over[size] = rest < PartialCorrelation.TINY ? 0 : 1 / rest;
        for (int m = 0; m < size; m++) weights[m] = common[m * width + place] * over[m];
        for (int j = last ? width - 2 : place + 1; j < width; j++) {
            double sum = correlation[variables[j] * p + variables[place]];
            for (int m = 0; m < size; m++) sum -= weights[m] * common[m * width + j];
            common[row + j] = sum;
            left[row + width + j] = left[row + j] - sum * sum * over[size];
        }
        xy[size + 1] = xy[size] - common[row + width - 2] * common[row + width - 1] * over[size];
    }

    /**
     * The square of the partial correlation of x and y given the first members, as a share of a limit; 0 where they
     * determine x or y.
     */
    double share(int size, double limit) {
        int row = (size + 1) * width;
        double xx = left[row - 2];
        double yy = left[row - 1];
        return xx < PartialCorrelation.TINY || yy < PartialCorrelation.TINY
                ? 0
                : xy[size] * xy[size] / (xx * yy * limit);
    }
}
