// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Why selected cases do not answer a query about the population: a district that the query needs and that bears on the
 * selection, or that a hedge keeps from being found in a district that does not.
 *
 * @param query the question
 * @param district the variables of the district
 * @param selection the variable that says whether a case is in the data
 */
public record SelectionObstacle(InterventionalDistribution query, SortedSet<String> district, String selection)
        implements Witness {

    public SelectionObstacle {
        district = Collections.unmodifiableSortedSet(new TreeSet<>(district));
    }

    @Override
    public String text() {
        return "the distribution of {" + String.join(", ", district)
                + "} when the rest is set does not follow from cases" + " selected by " + selection;
    }

    @Override
    public String toString() {
        return text();
    }
}
