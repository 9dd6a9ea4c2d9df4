// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to places along an axis.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}, above {@code low}
 * @param from the pixel of {@code low}
 * @param to the pixel of {@code high}
 * @param step the distance of ticks
 */
record Scale(double low, double high, double from, double to, double step) {

    /** A scale that holds the values, ends on ticks, and has about so many of them. */
    static Scale around(double low, double high, int ticks, double from, double to) {
        double room = high - low;
        if (!(room > 1e-12 * Math.max(1, Math.abs(high)))) room = high == 0 ? 1 : Math.abs(high) * 0.2;
        double step = step(room / ticks);
        double start = Math.floor(low / step + 1e-9) * step;
        double end = Math.ceil(Math.max(high, low + room) / step - 1e-9) * step;
        return new Scale(start, end, from, to, step);
    }

    /** A scale with these very ends and about so many ticks between. */
    static Scale exact(double low, double high, int ticks, double from, double to) {
        return new Scale(low, high, from, to, step((high - low) / ticks));
    }

    /** The number of the form 1, 2 or 5 times a power of ten that is nearest above. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double digits = least / power;
        return power * (digits <= 1.0001 ? 1 : digits <= 2.0001 ? 2 : digits <= 5.0001 ? 5 : 10);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        long first = (long) Math.ceil(low / step - 1e-6);
        long last = (long) Math.floor(high / step + 1e-6);
        for (long i = first; i <= last; i++) ticks.add(i * step);
        return ticks;
    }

    String label(double tick) {
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        return Numbers.fixed(tick, Math.min(decimals, 9));
    }
}
