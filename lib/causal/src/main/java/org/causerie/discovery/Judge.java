// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.causerie.Progress;
import org.causerie.stat.Decision;
import org.causerie.stat.Independence;
import org.causerie.stat.Separators;

/** Puts the questions of a search, which numbers variables by name, to a test that numbers them by column. One thread's. */
final class Judge {
    private final Decision decision;
    private final int[] columns;
    private final int[] given;

    Judge(Independence independence, Variables variables, double alpha) {
        decision = independence.deciding(alpha);
        columns = variables.columns();
        given = new int[variables.size()];
    }

    /** Below 1 where x and y are independent given the set; see {@link Decision#departure}. */
    double departure(int x, int y, int[] set) {
        Progress.checkpoint();
        for (int i = 0; i < set.length; i++) given[i] = columns[set[i]];
        return decision.departure(columns[x], columns[y], given, set.length);
    }

    /** The same given nothing. */
    double departure(int x, int y) {
        Progress.checkpoint();
        return decision.departure(columns[x], columns[y], given, 0);
    }

    /** The sets of the others that separate two variables; see {@link Decision#separators}. */
    Separators separators(int x, int y, int[] others, int known, int smallest, int largest) {
        int[] at = new int[others.length];
        for (int i = 0; i < at.length; i++) at[i] = columns[others[i]];
        return decision.separators(columns[x], columns[y], at, known, smallest, largest);
    }

    double pValue(double departure, int size) {
        return decision.pValue(departure, size);
    }
}
