// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;

/** What each variable contributes to the score of a graph; higher is better. Safe for use by several threads. */
public interface LocalScore {

    /** The variables, by position. */
    List<String> names();

    /**
     * The part of the score that is due to a variable having exactly these parents.
     *
     * @param node position of a variable
     * @param parents positions of other variables, in any order; not changed
     */
    double score(int node, int... parents);
}
