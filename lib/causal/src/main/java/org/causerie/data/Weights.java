// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.util.Arrays;
import org.causerie.CausalException;

/**
 * A column that says how much each row counts for.
 *
 * @param counts whether it is how many cases the row stands for; else it is a sampling weight
 */
record Weights(Column column, boolean counts) {

    /**
     * Reads the column.
     *
     * @throws CausalException if a value is missing, negative or, of counts, not whole, or all are 0
     */
    static Weights of(Column given, boolean counts) {
        Column column = Kinds.convert(given, counts ? Kind.COUNT : Kind.CONTINUOUS);
        if (column.missing() > 0) {
            throw new CausalException("Column \"" + column.name() + "\" is missing in " + column.missing()
                    + " rows; every row needs its " + (counts ? "count" : "weight"));
        }
        if (Arrays.stream(column.values()).anyMatch(weight -> weight < 0)) {
            throw new CausalException("Column \"" + column.name() + "\" has negative values; weights are 0 or more");
        }
        if (Arrays.stream(column.values()).sum() <= 0) {
            throw new CausalException("Column \"" + column.name() + "\" is 0 in every row, so no case is left");
        }
        return new Weights(column, counts);
    }
}
