// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.CausalException;

/**
 * A question as a weighted sum of probabilities of parts, over that of what is given.
 *
 * @param numerator the weighted parts
 * @param given the parts of what is given; one part without entries where nothing is
 * @param terms what is given
 */
record ResponseQuestion(List<Weighted> numerator, List<Weighted> given, SortedSet<Term> terms) {

    /** A part and what its probability is multiplied by. */
    record Weighted(double weight, Map<Cell, Integer> part) {}

    /** A probability and what it is multiplied by. */
    private record Share(double weight, Probability probability) {}

    static ResponseQuestion of(Query query, DiscreteGraph graph) {
        List<Share> shares = new ArrayList<>();
        collect(query.asExpression(graph.graph()), 1, query, graph, shares);
        SortedSet<Term> given = shares.get(0).probability().given();
        List<Weighted> numerator = new ArrayList<>();
        for (Share share : shares) {
            if (!share.probability().given().equals(given))
                throw new CausalException(query.text() + " compares different cases, so that it is not a linear"
                        + " function of a model; ask for bounds of each of its terms");
            if (share.weight() == 0) continue;
            Set<Term> all = new TreeSet<>(share.probability().events());
            all.addAll(given);
            numerator.addAll(parts(share.weight(), graph, all));
        }
        return new ResponseQuestion(numerator, parts(1, graph, given), given);
    }

    private static List<Weighted> parts(double weight, DiscreteGraph graph, Set<Term> events) {
        return CounterfactualParts.of(graph, events).stream()
                .map(part -> new Weighted(weight, part))
                .toList();
    }

    private static void collect(
            Expression expression, double weight, Query query, DiscreteGraph graph, List<Share> shares) {
        if (expression instanceof Probability probability) {
            shares.add(new Share(weight, probability));
        } else if (expression instanceof WeightedSum combination) {
            for (WeightedSum.Part part : combination.parts())
                collect(part.expression(), weight * part.weight(), query, graph, shares);
        } else if (expression instanceof Expectation mean) {
            String variable = mean.over().variable();
            for (String level : graph.levels(graph.graph().index(variable)))
                collect(
                        mean.density().substitute(Map.of(mean.over(), new Level(level))),
                        weight * number(variable, level),
                        query,
                        graph,
                        shares);
        } else {
            throw new CausalException("Bounds are for probabilities, means and their differences; " + query.text()
                    + " means " + expression.text());
        }
    }

    private static double number(String variable, String level) {
        try {
            return Double.parseDouble(level);
        } catch (NumberFormatException notANumber) {
            throw new CausalException(
                    "The mean of " + variable + " needs levels that are numbers; one is \"" + level
                            + "\". Ask for the probability of a level",
                    notANumber);
        }
    }
}
