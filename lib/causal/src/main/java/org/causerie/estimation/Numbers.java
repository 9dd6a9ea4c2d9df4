// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How results print their numbers: four significant digits, every digit before the point. */
public final class Numbers {
    private Numbers() {}

    /** The number as a person reads it, for example 0.3251, 12346 or 4.2e-07. */
    public static String shown(double value) {
        if (!Double.isFinite(value)) return Double.isNaN(value) ? "undefined" : value > 0 ? "∞" : "-∞";
        double size = Math.abs(value);
        if (size == 0) return "0";
        if (size < 1e-4 || size >= 1e9) return String.format(Locale.ROOT, "%.2g", value);
        if (size >= 1000) return String.format(Locale.ROOT, "%.0f", value);
        return new BigDecimal(value).round(new MathContext(4)).toPlainString();
    }

    /** A share as per cent, for example "95 %". */
    public static String percent(double share) {
        BigDecimal percent = new BigDecimal(100 * share).round(new MathContext(3));
        return percent.stripTrailingZeros().toPlainString() + " %";
    }

    /** A p-value, for example "p = 0.042", never smaller than it can be told apart from zero. */
    public static String p(double value) {
        return value < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.2g", value);
    }
}
