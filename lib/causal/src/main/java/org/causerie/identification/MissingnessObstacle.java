// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

/**
 * What in a graph of missing values stands in the way of a formula: a variable that depends on its own gaps given all else.
 *
 * @param variable the variable with gaps
 * @param indicator its indicator
 * @param kind how the two depend on each other
 * @param path the path that makes them, open when everything else is given
 */
public record MissingnessObstacle(String variable, String indicator, Kind kind, String path) implements Witness {

    /** How a variable and its own indicator can depend on each other given all else. */
    public enum Kind {
        /** The value itself, or a hidden cause of it, decides whether it is seen. */
        SELF_CENSORING("self-censoring"),
        /** The value and whether it is seen both bear on whether another is seen. */
        COLLUDER("a colluder"),
        /** A longer path with all heads at indicators. */
        COLLUDING_PATH("a colluding path");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    @Override
    public String text() {
        return kind.words + ", " + path + ": given all else, " + variable
                + " still depends on whether it is seen, and no order of factors gets around it";
    }

    @Override
    public String toString() {
        return text();
    }
}
