// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

/** What the values of a column are, which decides the tests, scores and models that suit it. */
public enum Kind {
    /** Real numbers. */
    CONTINUOUS(false),
    /** Whole numbers from 0 up. */
    COUNT(false),
    /** One of two levels, coded 0 and 1. */
    BINARY(true),
    /** One of several levels without an order, coded 0, 1, 2, … */
    NOMINAL(true),
    /** One of several levels in order, coded 0, 1, 2, … */
    ORDINAL(true);

    private final boolean categorical;

    Kind(boolean categorical) {
        this.categorical = categorical;
    }

    /** Whether the values are levels rather than numbers. */
    public boolean categorical() {
        return categorical;
    }
}
