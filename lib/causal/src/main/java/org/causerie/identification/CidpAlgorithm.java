// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.causerie.graph.Pag;

/**
 * Decides whether a distribution after an intervention, \(P(y \mid do(x), z)\), follows from what is observed when only
 * the class of the graph is known and causes may be hidden: the complete algorithms IDP and CIDP for a partial ancestral
 * graph.
 *
 * <p>Assumes that the graph is the whole class of the true one, without selection, and that every combination of levels has
 * a positive probability. The formula holds in every graph of the class. An answer of no comes with a {@link
 * ClassObstacle}: the sets at which the algorithm stops and, where one was found, a graph of the class in which no formula
 * answers.
 *
 * <p>Each set of variables whose distribution is needed on the way is worked out once, by taking out at most n buckets in
 * O(n² m) each, for n variables and m edges. The formula has as many factors as there are buckets, with ratios of sums where
 * one has to be taken out of the middle. A refusal takes the time of O(n m) tests of the class more, for its
 * witness.
 *
 * <p>{@snippet :
 * var graph = Pag.of("A o-> X", "B o-> X", "X -> Y");
 * CidpAlgorithm.withDefaults().identify(InterventionalDistribution.of(Set.of("Y"), Set.of("X")), graph);
 * }
 *
 * <p>References: A. Jaber, J. Zhang and E. Bareinboim, Causal identification under Markov equivalence: completeness
 * results, ICML 2019, PMLR 97:2981-2989; A. Jaber, A. H. Ribeiro, J. Zhang and E. Bareinboim, Causal identification under
 * Markov equivalence: calculus, algorithm, and completeness, NeurIPS 2022.
 */
public record CidpAlgorithm() {

    public static CidpAlgorithm withDefaults() {
        return new CidpAlgorithm();
    }

    /**
     * The formula of what is observed, or why there is none.
     *
     * @throws org.causerie.CausalException if the graph does not know a variable of the query, has edges that stand for
     *     selection, or is not that of a class
     */
    public Identification identify(InterventionalDistribution query, Pag graph) {
        PagParts parts = new PagParts(graph);
        ClassCalculus question = new ClassCalculus(graph, parts.buckets(parts.all()), query);
        Optional<BitSet> split = split(parts, question);
        while (split.isPresent()) {
            if (!question.see(split.get())) return undecided(question, split.get(), query, graph);
            split = split(parts, question);
        }
        question.setWhatMay();
        question.condition();
        BitSet causes = causes(parts, question);
        BitSet others = minus(causes, question.asked());
        IdpRecursion recursion = new IdpRecursion(parts);
        Optional<Expression> joint = recursion.margin(causes, question.asked());
        if (joint.isEmpty()) return stopped(question, recursion, query, parts);
        if (!others.isEmpty())
            question.step(
                    ClassDerivation.Rule.ANCESTORS,
                    question.probability(question.asked(), new BitSet(), question.set()),
                    Sum.over(parts.names(others), recursion.quantity(causes)),
                    "");
        question.steps(recursion.steps());
        return question.identified(joint.get());
    }

    /** D, what may be a cause of what is asked when x is set. */
    private static BitSet causes(PagParts parts, ClassCalculus question) {
        return parts.ancestors(question.asked(), minus(parts.all(), question.set()));
    }

    /** CIDP, line 2: a bucket with vertices in D and others set. */
    private static Optional<BitSet> split(PagParts parts, ClassCalculus question) {
        BitSet causes = causes(parts, question);
        return question.buckets().stream()
                .filter(bucket -> bucket.intersects(causes) && bucket.intersects(question.set()))
                .findFirst();
    }

    private static Identification undecided(
            ClassCalculus question, BitSet bucket, InterventionalDistribution query, Pag graph) {
        BitSet set = and(bucket, question.set());
        return question.refused(
                bucket,
                question.all(),
                "whether " + question.listed(set) + " or " + question.listed(minus(bucket, set))
                        + " comes first is open, and what is set cannot be seen instead",
                PagMembers.unanswering(query, graph));
    }

    private static Identification stopped(
            ClassCalculus question, IdpRecursion recursion, InterventionalDistribution query, PagParts parts) {
        IdpRecursion.Stop stop = recursion.stop().orElseThrow();
        List<String> reasons = new ArrayList<>();
        for (BitSet bucket : parts.buckets(stop.within())) {
            BitSet outside = minus(bucket, stop.wanted());
            if (outside.isEmpty()) continue;
            reasons.add(
                    outside.equals(bucket)
                            ? question.listed(bucket) + " may share a hidden cause with "
                                    + question.listed(recursion.strangers(bucket, stop.within()))
                                    + ", which may descend from it"
                            : "which of " + question.listed(bucket) + " comes first is open");
        }
        return question.refused(
                stop.wanted(),
                stop.within(),
                "the distribution of " + question.listed(stop.wanted())
                        + " with the rest set does not follow from that of " + question.listed(stop.within()) + ": "
                        + String.join("; ", reasons),
                PagMembers.unanswering(query, parts.graph()));
    }
}
