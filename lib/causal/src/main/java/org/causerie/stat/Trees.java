// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import org.causerie.CausalException;

/** What holds for the settings of every method made of trees. */
final class Trees {
    private Trees() {}

    static void check(int leaves, double minCases) {
        if (leaves < 2) throw new CausalException("A tree needs at least 2 leaves; " + leaves + " was given");
        if (!(minCases > 0) || Double.isInfinite(minCases)) {
            throw new CausalException(
                    "The fewest cases in a leaf must be a positive number; " + minCases + " was given");
        }
    }
}
