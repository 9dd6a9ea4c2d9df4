// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
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

    /** The scores of a variable with all of these parents but the first, all but the second, and so on. */
    default double[] withoutEach(int node, int... parents) {
        double[] scores = new double[parents.length];
        int[] rest = Arrays.copyOfRange(parents, Math.min(1, parents.length), parents.length);
        for (int k = 0; k < parents.length; k++) {
            scores[k] = score(node, rest);
            if (k < rest.length) rest[k] = parents[k];
        }
        return scores;
    }

    /**
     * Work space for one thread that adds parents one by one and scores all candidates for the next; one score for each
     * candidate where the score knows no faster way.
     */
    default Growth growth() {
        return new GrowthByScores(this);
    }

    /** The same scores, each computed once and then looked up unless that is no faster; for searches that ask again. */
    default LocalScore remembered() {
        return new CachedScore(this);
    }
}
