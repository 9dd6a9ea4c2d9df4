// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;

/**
 * Cubic B-splines of a column with knots at its quantiles, without the constant, and the penalty on their curvature
 * \(\int f''(x)^2 dx\). A column with few distinct values gets fewer knots, and with fewer than four a polynomial through them.
 *
 * @param columns {@code columns[k][row]}: the functions at the values, centred
 * @param penalty the symmetric matrix of the curvature, row by row
 * @param rank its rank
 */
record SplineBasis(double[][] columns, double[] penalty, int rank) {
    private static final int ORDER = 4;

    /**
     * The basis of a column.
     *
     * @param size the number of functions, at least 4, where the column has enough distinct values
     */
    static SplineBasis of(double[] column, int size) {
        double[] distinct = Arrays.stream(column).sorted().distinct().toArray();
        if (distinct.length <= ORDER) return polynomial(column, distinct.length - 1);
        int functions = Math.min(size + 1, distinct.length);
        double[] knots = knots(column, distinct, functions);
        functions = knots.length - ORDER;
        double[][] columns = new double[functions - 1][column.length];
        double[] values = new double[functions];
        for (int row = 0; row < column.length; row++) {
            evaluate(knots, column[row], values);
            for (int k = 1; k < functions; k++) columns[k - 1][row] = values[k];
        }
        for (double[] made : columns) centre(made);
        return new SplineBasis(columns, curvature(knots, functions), functions - 2);
    }

    private static SplineBasis polynomial(double[] column, int degree) {
        double[][] columns = new double[degree][column.length];
        for (int k = 0; k < degree; k++) {
            for (int row = 0; row < column.length; row++) columns[k][row] = Math.pow(column[row], k + 1);
            centre(columns[k]);
        }
        return new SplineBasis(columns, new double[degree * degree], 0);
    }

    private static void centre(double[] column) {
        double mean = 0;
        for (double value : column) mean += value / column.length;
        for (int row = 0; row < column.length; row++) column[row] -= mean;
    }

    /** The ends four times, and quantiles between them, each once. */
    private static double[] knots(double[] column, double[] distinct, int functions) {
        double[] sorted = column.clone();
        Arrays.sort(sorted);
        int inner = functions - ORDER;
        double lowest = distinct[0];
        double highest = distinct[distinct.length - 1];
        double[] between = new double[inner];
        int used = 0;
        for (int k = 1; k <= inner; k++) {
            double at = (double) k / (inner + 1) * (sorted.length - 1);
            int below = (int) at;
            double knot = sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
            double last = used == 0 ? lowest : between[used - 1];
            double gap = 1e-6 * (highest - lowest);
            if (knot > last + gap && knot < highest - gap) between[used++] = knot;
        }
        double[] knots = new double[used + 2 * ORDER];
        for (int k = 0; k < ORDER; k++) {
            knots[k] = lowest;
            knots[used + ORDER + k] = highest;
        }
        System.arraycopy(between, 0, knots, ORDER, used);
        return knots;
    }

    /** The recursion of Cox and de Boor. */
    private static void evaluate(double[] knots, double x, double[] values) {
        int functions = values.length;
        int span = ORDER - 1;
        while (span < functions - 1 && x >= knots[span + 1]) span++;
        Arrays.fill(values, 0);
        values[span] = 1;
        for (int order = 2; order <= ORDER; order++) {
            for (int i = span - order + 1; i <= span; i++) {
                double left = knots[i + order - 1] - knots[i];
                double right = knots[i + order] - knots[i + 1];
                double value = left > 0 ? (x - knots[i]) / left * values[i] : 0;
                double next = i + 1 <= span ? values[i + 1] : 0;
                values[i] = value + (right > 0 ? (knots[i + order] - x) / right * next : 0);
            }
        }
    }

    /** D'GD: D gives the second derivative at the knots, G integrates products of functions linear between them. */
    private static double[] curvature(double[] knots, int functions) {
        int hats = functions - 2;
        double[][] second = new double[hats][functions];
        for (int i = 0; i < hats; i++) {
            double outer = 2 / (knots[i + 4] - knots[i + 2]);
            double late = outer * 3 / (knots[i + 5] - knots[i + 2]);
            double early = outer * 3 / (knots[i + 4] - knots[i + 1]);
            second[i][i] = early;
            second[i][i + 1] = -late - early;
            second[i][i + 2] = late;
        }
        int size = functions - 1;
        double[] penalty = new double[size * size];
        for (int k = 0; k + 1 < hats; k++) {
            double h = knots[ORDER + k] - knots[ORDER - 1 + k];
            for (int a = 1; a < functions; a++) {
                for (int b = 1; b < functions; b++) {
                    double same = second[k][a] * second[k][b] + second[k + 1][a] * second[k + 1][b];
                    double cross = second[k][a] * second[k + 1][b] + second[k + 1][a] * second[k][b];
                    penalty[(a - 1) * size + b - 1] += h / 3 * same + h / 6 * cross;
                }
            }
        }
        return penalty;
    }

    int size() {
        return columns.length;
    }
}
