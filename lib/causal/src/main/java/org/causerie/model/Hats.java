// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Piecewise linear functions on an axis: knots at equal distances, and for each the function that is 1 there and 0 at the
 * others.
 *
 * @param first the first knot
 * @param step the distance between knots
 * @param count the number of knots, at least 3
 */
record Hats(double first, double step, int count) {
    private static final double TAIL = 0.02;

    /** Knots from the quantile of 2 % to that of 98 %; over the whole range where these are the same. */
    static Hats over(double[] values, double[] weights, int count) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double total = Arrays.stream(weights).sum();
        double low = quantile(values, weights, order, TAIL * total);
        double high = quantile(values, weights, order, (1 - TAIL) * total);
        if (low == high) {
            low = values[order[0]];
            high = values[order[order.length - 1]];
        }
        return new Hats(low, high > low ? (high - low) / (count - 1) : 1, count);
    }

    private static double quantile(double[] values, double[] weights, int[] order, double below) {
        double sum = 0;
        for (int i : order) {
            sum += weights[i];
            if (sum >= below) return values[i];
        }
        return values[order[order.length - 1]];
    }

    double knot(int k) {
        return first + k * step;
    }

    /** The knot at or left of a place, such that there is one to its right too. */
    int left(double at) {
        return (int) Math.max(0, Math.min(count - 2, Math.floor((at - first) / step)));
    }

    /** The weight of the knot to the right: between 0 and 1 within the knots, beyond them on a straight line. */
    double right(double at) {
        return (at - first) / step - left(at);
    }

    /** The value of one function, those at the ends staying at 1 beyond them. */
    double value(int k, double at) {
        double inside = Math.max(0, Math.min(count - 1, (at - first) / step));
        return Math.max(0, 1 - Math.abs(inside - k));
    }

    /** The integral of {@link #value} from 0. */
    double area(int k, double at) {
        return step * (primitive(k, (at - first) / step) - primitive(k, -first / step));
    }

    private double primitive(int k, double steps) {
        double off = steps - k;
        if (k == 0 && off < 0) return 0.5 + off;
        if (k == count - 1 && off > 0) return 0.5 + off;
        if (off <= -1) return 0;
        if (off <= 0) return (off + 1) * (off + 1) / 2;
        return off <= 1 ? 1 - (1 - off) * (1 - off) / 2 : 1;
    }
}
