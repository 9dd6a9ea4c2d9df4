// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;
import org.causerie.CausalException;

/**
 * Correlations given other variables, from a correlation matrix: by formula for up to two others, else
 * by a Cholesky factor of the block of the others and the two, never of the whole matrix. Also the share
 * of variance that is left.
 *
 * <p>Time <i>O(k³)</i> for <i>k</i> others, independent of the number of variables and rows.
 */
final class PartialCorrelation {
    /** Below this, what is left of a variance of 1 is rounding error. */
    static final double TINY = 1e-12;

    private final List<String> names;
    private final int p;
    private final double[] correlation;

    /** With correlations row by row, which are not copied. */
    PartialCorrelation(List<String> names, double[] correlation) {
        this.names = names;
        this.correlation = correlation;
        p = names.size();
        for (int i = 0; i < p; i++) correlation[i * p + i] = 1;
    }

    PartialCorrelation(Covariance covariance) {
        this(covariance.names(), covariance.matrix().data.clone());
        double[] matrix = covariance.matrix().data;
        double[] scale = new double[p];
        for (int i = 0; i < p; i++) scale[i] = 1 / Math.sqrt(matrix[i * p + i]);
        for (int i = 0; i < p; i++)
            for (int j = 0; j < i; j++) correlation[i * p + j] = matrix[i * p + j] * (scale[i] * scale[j]);
        Symmetric.mirror(correlation, p);
    }

    /** The correlations row by row; not to be written to. */
    double[] matrix() {
        return correlation;
    }

    /**
     * The partial correlation, in [-1, 1]; 0 where the others determine x or y, which then cannot vary any
     * more.
     */
    double of(int x, int y, int... given) {
        requireDistinct(x, y, given);
        double result = switch (given.length) {
            case 0 -> correlation[x * p + y];
            case 1 -> given(x, y, given[0]);
            case 2 -> givenTwo(x, y, given[0], given[1]);
            default -> givenMany(x, y, given);
        };
        return Math.max(-1, Math.min(1, result));
    }

    private double given(int x, int y, int z) {
        double xz = correlation[x * p + z];
        double yz = correlation[y * p + z];
        return ratio(correlation[x * p + y] - xz * yz, 1 - xz * xz, 1 - yz * yz);
    }

    /** Sweeps z out of x, y and w, then w out of x and y. */
    private double givenTwo(int x, int y, int z, int w) {
        double xz = correlation[x * p + z];
        double yz = correlation[y * p + z];
        double wz = correlation[w * p + z];
        double ww = 1 - wz * wz;
        double xy = correlation[x * p + y] - xz * yz;
        double xx = 1 - xz * xz;
        double yy = 1 - yz * yz;
        if (ww < TINY) return ratio(xy, xx, yy);
        double xw = correlation[x * p + w] - xz * wz;
        double yw = correlation[y * p + w] - yz * wz;
        return ratio(xy - xw * yw / ww, xx - xw * xw / ww, yy - yw * yw / ww);
    }

    private double givenMany(int x, int y, int[] given) {
        int k = given.length;
        double[] factor = factor(given, new int[] {x, y});
        double xy = correlation[x * p + y];
        double xx = 1;
        double yy = 1;
        for (int m = 0; m < k; m++) {
            double a = factor[k * k + m];
            double b = factor[(k + 1) * k + m];
            xy -= a * b;
            xx -= a * a;
            yy -= b * b;
        }
        return ratio(xy, xx, yy);
    }

    /** The share of the variance of a variable that a linear function of the others leaves, above 0 and at most 1. */
    double residual(int node, int... given) {
        int k = given.length;
        double[] factor = factor(given, new int[] {node});
        double left = 1;
        for (int m = 0; m < k; m++) left -= factor[k * k + m] * factor[k * k + m];
        return Math.max(TINY, left);
    }

    /**
     * The first k columns of the Cholesky factor of the correlations of (given, targets), row by row. A
     * given variable that the earlier ones determine adds nothing: its column is 0.
     */
    private double[] factor(int[] given, int[] targets) {
        int k = given.length;
        double[] factor = new double[(k + targets.length) * k];
        for (int i = 0; i < k + targets.length; i++) {
            int row = i < k ? given[i] : targets[i - k];
            for (int j = 0; j <= i && j < k; j++) {
                double sum = correlation[row * p + given[j]];
                for (int m = 0; m < j; m++) sum -= factor[i * k + m] * factor[j * k + m];
                double pivot = i == j ? Math.sqrt(sum < TINY ? 0 : sum) : factor[j * k + j];
                factor[i * k + j] = i == j ? pivot : pivot == 0 ? 0 : sum / pivot;
            }
        }
        return factor;
    }

    private static double ratio(double xy, double xx, double yy) {
        return xx < TINY || yy < TINY ? 0 : xy / Math.sqrt(xx * yy);
    }

    private void requireDistinct(int x, int y, int[] given) {
        boolean distinct = x != y;
        for (int z : given) distinct &= z != x && z != y;
        if (distinct) return;
        throw new CausalException(
                "A test needs two different variables that are not in the conditioning set; given were "
                        + names.get(x) + " and "
                        + names.get(y) + " and "
                        + Arrays.stream(given).mapToObj(names::get).toList());
    }
}
