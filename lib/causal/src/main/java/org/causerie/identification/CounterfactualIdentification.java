// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.Optional;
import org.causerie.CausalException;
import org.causerie.graph.Admg;

/**
 * Decides whether the probability of events in several worlds, \(P(y_{x}, y'_{x'} \mid z)\), follows from experiments, or
 * from what is observed, in every model of a graph with hidden common causes, and with which formula: ID* and IDC*.
 *
 * <p>The events are drawn as a {@link CounterfactualGraph}. Each of its districts is one factor: where all parents of a
 * district have one value each, it is a distribution after an intervention, which {@link IdAlgorithm} takes on where no
 * experiments are to be had; otherwise the answer is no, with a {@link WorldConflict}. Under a condition, factors that
 * the joint probability shares with that of the condition cancel, known or not; where two values have to be equal for the
 * events to hold, they are taken to be so in the condition, too, which may decide an event, as in \(P(x \mid X = 1,
 * y_x)\).
 *
 * <p>Assumes that the graph is right, and that every combination of levels has a positive probability under every
 * intervention. Two symbols of one variable stand for any two levels, equal or not, and a formula holds for all of
 * them: \(P(y_x, y'_x)\) is \(P(y \mid do(x))\) where y and y' are equal and 0 elsewhere. ID* takes different symbols
 * for different values; where they are different, its answers are these.
 *
 * <p>A no is about all numbers of levels: with two levels subtraction may give more, such as \(P(y_x \mid x')\) from
 * \(P(y \mid do(x))\) and \(P(x, y)\). A yes holds for every number.
 *
 * <p>Takes O(w n d) steps for the graph of n variables of at most d parents in w worlds, and a run of {@link IdAlgorithm}
 * for each district.
 *
 * <p>{@snippet :
 * var graph = Admg.of("X -> M -> Y", "X <-> Y");
 * CounterfactualIdentification.withDefaults().identify(Query.parse("P(y_x | x')"), graph);
 * }
 *
 * <p>References: I. Shpitser and J. Pearl, "Complete identification methods for the causal hierarchy", JMLR 9 (2008)
 * 1941-1979; J. D. Correa, S. Lee and E. Bareinboim, "Nested counterfactual identification from arbitrary surrogate
 * experiments", NeurIPS 2021, arXiv:2107.03190.
 *
 * @param available what the formula may be made of
 */
public record CounterfactualIdentification(Available available) {

    /** What distributions there are. */
    public enum Available {
        /** What is observed, and nothing else. */
        OBSERVATION,
        /** What is observed after every intervention, too. */
        EXPERIMENTS
    }

    /** From observations alone. */
    public static CounterfactualIdentification withDefaults() {
        return new CounterfactualIdentification(Available.OBSERVATION);
    }

    /** The same from other sources. */
    public CounterfactualIdentification available(Available available) {
        return new CounterfactualIdentification(available);
    }

    /**
     * The formula, or why there is none.
     *
     * @param query any question; each probability in its meaning is answered in turn
     * @throws CausalException if the graph does not know a variable, or the events given contradict each other
     */
    public Identification identify(Query query, Admg graph) {
        Query asked = query.on(graph);
        CounterfactualSearch search = new CounterfactualSearch(graph, available);
        Expression meaning = asked.asExpression(graph);
        Expression formula = search.answered(meaning);
        Optional<Witness> obstacle = search.obstacle()
                .map(found -> found instanceof WorldConflict conflict ? conflict.about(meaning, graph) : found);
        if (obstacle.isPresent()) return new NotIdentified(asked, obstacle.get());
        return new Identified(new Functional(asked, formula.simplified()), List.of(), search.derivations());
    }
}
