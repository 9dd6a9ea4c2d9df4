// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.causerie.Displayable;

/**
 * Why no formula of several sources of data answers a query: a district whose distribution, when the rest is set, the
 * query needs and no source gives.
 *
 * <p>The two models agree on every source and differ in what is asked. They are made of parities where the district is
 * one variable, or where one hedge stands in the way of every source that sees the district as it is; in other cases a
 * {@link HiddenCauseModel} is looked for, in a graph with as few edges as the question needs to stay without an answer. There
 * are none where the question has more than 8 variables and ancestors and no parities do, or nothing is found.
 *
 * <p>S. Lee, J. D. Correa and E. Bareinboim, General identifiability with arbitrary surrogate experiments, UAI 2019; Y.
 * Kivva, E. Mokhtarian, J. Etesami and N. Kiyavash, Revisiting the general identifiability problem, UAI 2022,
 * arXiv:2206.01081.
 *
 * @param query the question
 * @param district the variables of the district
 * @param obstacles one for each source
 * @param models two models that no source tells apart
 */
public record Thicket(
        InterventionalDistribution query,
        SortedSet<String> district,
        List<Obstacle> obstacles,
        Optional<ModelPair> models)
        implements Witness {

    /**
     * Why a source does not give the district.
     *
     * @param regime the source
     * @param larger the larger C-forest of a hedge, whose smaller one spans the district; empty where the source sets a
     *     variable of the district, or comes from a population where one comes about differently
     */
    public record Obstacle(Regime regime, Optional<CForest> larger) implements Displayable {
        @Override
        public String text() {
            return regime.text() + ": "
                    + larger.map(forest -> "hedge " + forest.text())
                            .orElse("a variable of the district is set or comes about differently");
        }
    }

    public Thicket {
        district = Collections.unmodifiableSortedSet(new TreeSet<>(district));
        obstacles = List.copyOf(obstacles);
    }

    @Override
    public String text() {
        return "no source gives the district {" + String.join(", ", district) + "}: "
                + obstacles.stream().map(Obstacle::text).collect(Collectors.joining("; "));
    }

    @Override
    public String toString() {
        return text();
    }
}
