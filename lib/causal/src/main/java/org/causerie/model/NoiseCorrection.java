// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.OptionalInt;
import org.ejml.data.DMatrixRMaj;

/**
 * A function that turns the normal score of a rank among cases with the same parents into the normal score of the noise:
 * it rises with the score, differently for different treatments.
 *
 * <p>\(g(x, w, s) = a(x) + \sum_j b_j(w_j) + \int_0^s \sum_k e^{c_k(x)} h_k(t)\,dt\) with \(a\), \(b_j\) and \(c_k\)
 * piecewise linear, or free for each level of the treatment, and hats \(h_k\). All parameters 0 make \(g(x, w, s) = s\).
 *
 * @param treatment the axis of a numeric treatment
 * @param levels the number of levels of another
 * @param score the axis of the score
 * @param exogenous the axes of the features of the other parents
 */
record NoiseCorrection(Hats treatment, OptionalInt levels, Hats score, Hats[] exogenous) {

    /** Where a case lies: which parameters make its shift, and which its slopes. */
    record Place(int[] shifts, double[] shiftWeights, int[] cells, double[] cellWeights) {}

    /** The derivatives that are not 0, and the parameters they are by. */
    record Gradient(int[] at, double[] by) {}

    /** The number of places along the treatment that have parameters of their own. */
    private int cells() {
        return levels.orElse(treatment.count());
    }

    int size() {
        int size = cells() * (1 + score.count());
        for (Hats axis : exogenous) size += axis.count();
        return size;
    }

    /** The position of the logarithm of the slope at a knot of the score. */
    private int slope(int cell, int knot) {
        return cells() + cell * score.count() + knot;
    }

    Place place(double treated, double[] features) {
        boolean level = levels.isPresent();
        int own = level ? 1 : 2;
        int[] shifts = new int[own + 2 * features.length];
        double[] shiftWeights = new double[shifts.length];
        int[] cells = new int[own];
        double[] cellWeights = new double[own];
        int left = level ? (int) treated : treatment.left(treated);
        double right = level ? 0 : treatment.right(treated);
        double inside = Math.max(0, Math.min(1, right));
        for (int i = 0; i < own; i++) {
            shifts[i] = left + i;
            shiftWeights[i] = i == 0 ? 1 - right : right;
            cells[i] = left + i;
            cellWeights[i] = i == 0 ? 1 - inside : inside;
        }
        int offset = cells() * (1 + score.count());
        for (int j = 0; j < features.length; j++) {
            int at = own + 2 * j;
            double share = exogenous[j].right(features[j]);
            shifts[at] = offset + exogenous[j].left(features[j]);
            shifts[at + 1] = shifts[at] + 1;
            shiftWeights[at] = 1 - share;
            shiftWeights[at + 1] = share;
            offset += exogenous[j].count();
        }
        return new Place(shifts, shiftWeights, cells, cellWeights);
    }

    private double shift(double[] parameters, Place place) {
        double sum = 0;
        for (int i = 0; i < place.shifts().length; i++) sum += place.shiftWeights()[i] * parameters[place.shifts()[i]];
        return sum;
    }

    /** The slopes at the knots of the score. */
    private double[] slopes(double[] parameters, Place place) {
        double[] slopes = new double[score.count()];
        for (int k = 0; k < slopes.length; k++) {
            double log = 0;
            for (int i = 0; i < place.cells().length; i++)
                log += place.cellWeights()[i] * parameters[slope(place.cells()[i], k)];
            slopes[k] = Math.exp(log);
        }
        return slopes;
    }

    /** What a score multiplies the slopes by. */
    double[] areas(double s) {
        double[] areas = new double[score.count()];
        for (int k = 0; k < areas.length; k++) areas[k] = score.area(k, s);
        return areas;
    }

    /** The value at the score of these areas. */
    double value(double[] parameters, Place place, double[] areas) {
        double[] slopes = slopes(parameters, place);
        double sum = shift(parameters, place);
        for (int k = 0; k < slopes.length; k++) sum += slopes[k] * areas[k];
        return sum;
    }

    /** The derivatives by the parameters at the score of these areas. */
    Gradient gradient(double[] parameters, Place place, double[] areas) {
        double[] slopes = slopes(parameters, place);
        int shifts = place.shifts().length;
        int[] at = Arrays.copyOf(place.shifts(), shifts + place.cells().length * slopes.length);
        double[] by = Arrays.copyOf(place.shiftWeights(), at.length);
        for (int k = 0; k < slopes.length; k++) {
            double area = slopes[k] * areas[k];
            for (int i = 0; i < place.cells().length; i++) {
                int next = shifts + i * slopes.length + k;
                at[next] = slope(place.cells()[i], k);
                by[next] = place.cellWeights()[i] * area;
            }
        }
        return new Gradient(at, by);
    }

    /** The derivative by the score. */
    double slope(double[] parameters, Place place, double s) {
        double[] slopes = slopes(parameters, place);
        double sum = 0;
        for (int k = 0; k < slopes.length; k++) sum += slopes[k] * score.value(k, s);
        return sum;
    }

    /** The score at which the function has a value: a quadratic equation between two knots. */
    double inverse(double[] parameters, Place place, double value) {
        double[] slopes = slopes(parameters, place);
        double at = shift(parameters, place);
        for (int k = 0; k < slopes.length; k++) at += slopes[k] * score.area(k, score.first());
        if (value <= at) return score.first() + (value - at) / slopes[0];
        for (int k = 0; k < slopes.length - 1; k++) {
            double rise = score.step() * (slopes[k] + slopes[k + 1]) / 2;
            if (value < at + rise) {
                double left = value - at;
                double bend = (slopes[k + 1] - slopes[k]) / score.step();
                return score.knot(k) + 2 * left / (slopes[k] + Math.sqrt(slopes[k] * slopes[k] + 2 * left * bend));
            }
            at += rise;
        }
        return score.knot(slopes.length - 1) + (value - at) / slopes[slopes.length - 1];
    }

    /** How far the parameters are from a shift linear in the parents and a single slope, as a quadratic form. */
    DMatrixRMaj roughness() {
        DMatrixRMaj form = new DMatrixRMaj(size(), size());
        int cells = cells();
        if (levels.isEmpty()) for (int c = 1; c < cells - 1; c++) add(form, new int[] {c - 1, c, c + 1}, 1, -2, 1);
        for (int c = 0; c < cells; c++) {
            for (int k = 0; k < score.count(); k++) {
                if (k > 0) add(form, new int[] {slope(c, k - 1), slope(c, k)}, -1, 1);
                if (c > 0 && levels.isEmpty()) add(form, new int[] {slope(c - 1, k), slope(c, k)}, -1, 1);
            }
        }
        int offset = cells * (1 + score.count());
        for (Hats axis : exogenous) {
            for (int k = 1; k < axis.count() - 1; k++)
                add(form, new int[] {offset + k - 1, offset + k, offset + k + 1}, 1, -2, 1);
            offset += axis.count();
        }
        return form;
    }

    private static void add(DMatrixRMaj form, int[] at, double... difference) {
        for (int i = 0; i < at.length; i++)
            for (int j = 0; j < at.length; j++) form.add(at[i], at[j], difference[i] * difference[j]);
    }
}
