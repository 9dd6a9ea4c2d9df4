// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;

/**
 * Fisher's z without logarithms: the square of the partial correlation against the largest one that the level allows,
 * worked out once for each size of set.
 *
 * <p>The Cholesky factor of the conditioning set and what it leaves of x and y are kept from one question to the
 * next, so that sets with the same beginning share it. Correlations are read from the rows of x and y, which stay in
 * the cache while sets change.
 */
final class FisherDecision implements Decision {
    private final FisherZ.Bound test;
    private final double[] correlation;
    private final int p;
    private final SubsetSweep sweep;

    /** The largest squared correlation that is not rejected, by the size of the set, up to where cases run out. */
    private final double[] limits;

    private int room;
    private int[] set = {};
    private int size;
    private int x = -1;
    private int y = -1;

    /** Rows of the factor, and one over its diagonal, or 0 where a variable is determined by those before. */
    private double[] factor;

    private double[] inverse;
    private double[] ofX;
    private double[] ofY;

    /** What is left of the variances of x and y and of their covariance after the first so many of the set. */
    private double[] xx;

    private double[] yy;
    private double[] xy;

    FisherDecision(FisherZ.Bound test, double alpha) {
        this.test = test;
        correlation = test.correlation().matrix();
        p = test.names().size();
        sweep = new SubsetSweep(correlation, p);
        double critical = FisherZ.STANDARD.inverseSurvivalProbability(alpha / 2);
        limits = new double[(int) Math.max(0, Math.min(p, Math.ceil(test.cases() - 3)))];
        for (int size = 0; size < limits.length; size++) {
            double r = Math.tanh(critical / Math.sqrt(test.freedom(size)));
            limits[size] = r * r;
        }
        makeRoom(8);
    }

    private void makeRoom(int most) {
        room = most;
        set = new int[most];
        size = 0;
        factor = new double[most * most];
        inverse = new double[most];
        ofX = new double[most];
        ofY = new double[most];
        xx = new double[most + 1];
        yy = new double[most + 1];
        xy = new double[most + 1];
    }

    @Override
    public double departure(int x, int y, int[] given, int size) {
        double limit = limit(size);
        double squared = squared(x, y, given, size);
        if (squared == 0) test.requireVariation(x, y, Arrays.copyOf(given, size));
        return squared / limit;
    }

    @Override
    public Separators separators(int x, int y, int[] others, int known, int smallest, int largest) {
        sweep.start(x, y, others);
        Separators.Questions questions = new Separators.Questions() {
            @Override
            public void grow(int size, int place) {
                sweep.add(size, place);
            }

            @Override
            public double departure(int[] places, int size) {
                double departure = sweep.share(size - 1, places[size - 1], limit(size));
                if (departure == 0) requireVariation(x, y, others, places, size);
                return departure;
            }
        };
        return new Separators(others.length, known, smallest, largest, questions);
    }

    private void requireVariation(int x, int y, int[] others, int[] places, int size) {
        int[] given = Arrays.stream(places, 0, size).map(place -> others[place]).toArray();
        test.requireVariation(x, y, given);
    }

    private double limit(int size) {
        if (size >= limits.length) throw test.tooFewCases(size);
        return limits[size];
    }

    @Override
    public double pValue(double departure, int size) {
        double r = Math.min(1, Math.sqrt(departure * limit(size)));
        return FisherZ.pValue(FisherZ.statistic(r, test.freedom(size)));
    }

    private double squared(int x, int y, int[] given, int size) {
        if (size < 2) return givenOne(x, y, given.length == 0 ? x : given[0], size);
        return size == 2 ? givenTwo(x, y, given[0], given[1]) : givenMany(x, y, given, size);
    }

    /**
     * Given z, or nothing where {@code size} is 0. One formula for both, since a search begins with questions of one
     * of these kinds only, and a branch that is never taken then costs it the compiled code when the other kind comes.
     */
    private double givenOne(int x, int y, int z, int size) {
        double xz = size * correlation[x * p + z];
        double yz = size * correlation[y * p + z];
        return ratio(correlation[x * p + y] - xz * yz, 1 - xz * xz, 1 - yz * yz);
    }

    private double givenTwo(int x, int y, int z, int w) {
        double xz = correlation[x * p + z];
        double yz = correlation[y * p + z];
        double wz = correlation[w * p + z];
        double left = 1 - wz * wz;
        double over = left < PartialCorrelation.TINY ? 0 : 1 / left;
        double xw = correlation[x * p + w] - xz * wz;
        double yw = correlation[y * p + w] - yz * wz;
        return ratio(
                correlation[x * p + y] - xz * yz - xw * yw * over,
                1 - xz * xz - xw * xw * over,
                1 - yz * yz - yw * yw * over);
    }

    private static double ratio(double xy, double xx, double yy) {
        return xx < PartialCorrelation.TINY || yy < PartialCorrelation.TINY ? 0 : xy * xy / (xx * yy);
    }

    private double givenMany(int x, int y, int[] given, int size) {
        if (size > room) makeRoom(2 * size);
        int same = 0;
        int most = Math.min(size, this.size);
        while (same < most && set[same] == given[same]) same++;
        int ends = x == this.x && y == this.y ? same : 0;
        this.x = x;
        this.y = y;
        this.size = size;
        xx[0] = 1;
        yy[0] = 1;
        xy[0] = correlation[x * p + y];
        for (int m = ends; m < size; m++) {
            if (m >= same) extend(given, m);
            sweep(x, y, m);
        }
        return ratio(xy[size], xx[size], yy[size]);
    }

    /** The m-th row of the factor. */
    private void extend(int[] given, int m) {
        int z = given[m];
        set[m] = z;
        int row = m * room;
        double left = 1;
        for (int j = 0; j < m; j++) {
            double sum = correlation[z * p + set[j]];
            for (int q = 0; q < j; q++) sum -= factor[row + q] * factor[j * room + q];
            sum *= inverse[j];
            factor[row + j] = sum;
            left -= sum * sum;
        }
        inverse[m] = left < PartialCorrelation.TINY ? 0 : 1 / Math.sqrt(left);
    }

    private void sweep(int x, int y, int m) {
        int row = m * room;
        double a = correlation[x * p + set[m]];
        double b = correlation[y * p + set[m]];
        for (int q = 0; q < m; q++) {
            double f = factor[row + q];
            a -= ofX[q] * f;
            b -= ofY[q] * f;
        }
        a *= inverse[m];
        b *= inverse[m];
        ofX[m] = a;
        ofY[m] = b;
        xx[m + 1] = xx[m] - a * a;
        yy[m + 1] = yy[m] - b * b;
        xy[m + 1] = xy[m] - a * b;
    }
}
