// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.Arrays;
import java.util.Locale;
import org.causerie.CausalException;

/** Numbers as people read them, and the checks that keep impossible ones out of a picture. */
final class Numbers {
    private Numbers() {}

    /** With so many decimals and a true minus sign; never a negative zero. */
    static String fixed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        if (!text.startsWith("-")) return text;
        boolean zero = text.chars().allMatch(c -> c == '-' || c == '0' || c == '.');
        return (zero ? "" : "−") + text.substring(1);
    }

    /** A share between 0 and 1 as a percentage without decimals. */
    static String percent(double share) {
        return fixed(share * 100, 0) + " %";
    }

    /** A count with its thousands apart. */
    static String count(double cases) {
        String digits = Long.toString(Math.round(cases));
        return digits.length() < 5 ? digits : digits.replaceAll("\\B(?=(\\d{3})+$)", "\u202f");
    }

    /** How many decimals show differences of this size to about three digits. */
    static int decimals(double size) {
        if (!(size > 0)) return 2;
        return Math.max(0, Math.min(8, 2 - (int) Math.floor(Math.log10(size))));
    }

    /** The value, when it is finite. */
    static double finite(String what, double value) {
        if (Double.isFinite(value)) return value;
        throw new CausalException(what + " is " + value + "; a picture needs a finite number");
    }

    /** A copy of the values, when there are any and all are finite. */
    static double[] finite(String what, double[] values) {
        if (values.length == 0)
            throw new CausalException("There are no " + what + " to draw; give at least one number");
        for (double value : values) finite("One of the " + what, value);
        return values.clone();
    }

    /** The value, when it is a share between 0 and 1. */
    static double share(String what, double value) {
        if (value >= 0 && value <= 1) return value;
        throw new CausalException(what + " is " + value + "; it must be between 0 and 1");
    }

    static double min(double... values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    static double max(double... values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
