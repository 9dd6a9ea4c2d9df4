// SPDX-License-Identifier: Apache-2.0
package org.causerie;

import java.util.Locale;

/**
 * Compares what a notebook found with what is known, aloud: prints a line when it holds, throws when it
 * does not. (A Java {@code assert} in a cell passes silently.)
 */
public final class Check {
    private Check() {}

    /**
     * Checks that a number is as near to the truth as it should be.
     *
     * @throws CausalException if it is not
     */
    public static void close(String name, double value, double truth, double tolerance) {
        String said =
                String.format(Locale.ROOT, "%s = %.4g, truth %.4g, tolerance %.2g", name, value, truth, tolerance);
        settle(Math.abs(value - truth) <= tolerance, said);
    }

    /**
     * Checks that something holds.
     *
     * @throws CausalException if it does not
     */
    public static void that(String name, boolean holds) {
        settle(holds, name);
    }

    private static void settle(boolean holds, String said) {
        if (!holds) throw new CausalException("✗ " + said);
        System.out.println("✓ " + said);
    }
}
