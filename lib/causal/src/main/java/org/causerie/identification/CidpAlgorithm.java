// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;

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
 * <p>Takes O(n²) calls with n variables, each O(n² m) for m edges, but for graphs whose regions keep falling apart; the
 * formula has as many factors as there are buckets, with ratios of sums where one has to be taken out of the middle.
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
        Run run = new Run(
                query,
                parts,
                parts.indices(query.outcomes()),
                parts.indices(query.treatments()),
                parts.indices(query.given()));
        return run.answer();
    }

    /** One question; x and z change as rule 2 turns what is set into what is seen and back. */
    private static final class Run {
        private final InterventionalDistribution query;
        private final PagParts parts;
        private final BitSet y;
        private BitSet x;
        private BitSet z;
        private final List<ClassDerivation.Step> steps = new ArrayList<>();

        Run(InterventionalDistribution query, PagParts parts, BitSet y, BitSet x, BitSet z) {
            this.query = query;
            this.parts = parts;
            this.y = y;
            this.x = x;
            this.z = z;
        }

        Identification answer() {
            Optional<BitSet> uncut = see();
            if (uncut.isPresent()) return refused(uncut.get());
            if (!z.isEmpty()) set();
            BitSet asked = or(y, z);
            BitSet causes = parts.ancestors(asked, minus(parts.all(), x));
            if (!z.isEmpty()) condition();
            IdpRecursion recursion = new IdpRecursion(parts);
            Optional<Expression> joint = recursion.margin(causes, asked);
            if (joint.isEmpty()) return refused(recursion);
            if (!causes.equals(asked))
                steps.add(new ClassDerivation.Step(
                        ClassDerivation.Rule.ANCESTORS,
                        probability(asked, new BitSet(), x),
                        Sum.over(parts.names(minus(causes, asked)), recursion.quantity(causes)),
                        ""));
            steps.addAll(recursion.steps());
            Expression formula = z.isEmpty()
                    ? joint.get()
                    : new Fraction(joint.get(), Sum.over(parts.names(y), joint.get()));
            Expression closed = Surplus.weighted(Proved.given(formula), query.probability())
                    .expression()
                    .simplified();
            return new Identified(
                    new Functional(query, closed), List.of(), List.of(new ClassDerivation(query, steps, closed)));
        }

        /** CIDP, lines 2 to 8: a bucket that is in part set and in part a possible cause is seen instead, or stops it. */
        private Optional<BitSet> see() {
            while (true) {
                BitSet causes = parts.ancestors(or(y, z), minus(parts.all(), x));
                Optional<BitSet> split = parts.buckets(parts.all()).stream()
                        .filter(bucket -> bucket.intersects(causes) && bucket.intersects(x))
                        .findFirst();
                if (split.isEmpty()) return Optional.empty();
                BitSet moved = and(split.get(), x);
                BitSet rest = minus(x, moved);
                if (!exchangeable(moved, rest, z)) return split;
                note(y, x, z, moved, rest, or(z, moved));
                x = rest;
                z = or(z, moved);
            }
        }

        /** Lines 9 to 12: what is given in a bucket is set instead, where rule 2 allows it. */
        private void set() {
            List<BitSet> pieces = new ArrayList<>();
            for (BitSet bucket : parts.buckets(parts.all()))
                if (bucket.intersects(z)) pieces.add(and(bucket, z));
            boolean changed = true;
            while (changed) {
                changed = false;
                for (BitSet piece : List.copyOf(pieces)) {
                    BitSet seen = minus(z, piece);
                    if (!exchangeable(piece, x, seen)) continue;
                    note(y, x, z, piece, or(x, piece), seen);
                    x = or(x, piece);
                    z = seen;
                    pieces.remove(piece);
                    changed = true;
                }
            }
        }

        /** Rule 2: whether moved is separated from y by the others once edges into those set and out of it are cut. */
        private boolean exchangeable(BitSet moved, BitSet set, BitSet seen) {
            return new ClassSeparation(parts.graph(), parts.all(), set, moved).separated(moved, y, or(set, seen));
        }

        private void note(BitSet outcomes, BitSet set, BitSet seen, BitSet moved, BitSet nextSet, BitSet nextSeen) {
            steps.add(new ClassDerivation.Step(
                    ClassDerivation.Rule.EXCHANGE,
                    probability(outcomes, seen, set),
                    probability(outcomes, nextSeen, nextSet),
                    names(y) + " ⊥ " + names(moved)
                            + (or(set, seen).equals(moved) ? "" : " | " + names(minus(or(set, seen), moved)))
                            + " in every graph of the class, without visible edges out of " + names(moved)
                            + (minus(set, moved).isEmpty() ? "" : " and edges into " + names(minus(set, moved)))));
        }

        private void condition() {
            Expression joint = probability(or(y, z), new BitSet(), x);
            steps.add(new ClassDerivation.Step(
                    ClassDerivation.Rule.CONDITION,
                    probability(y, z, x),
                    new Fraction(joint, Sum.over(parts.names(y), joint)),
                    ""));
        }

        private Expression probability(BitSet events, BitSet seen, BitSet set) {
            return new InterventionalDistribution(parts.names(events), parts.names(set), parts.names(seen))
                    .probability();
        }

        private String names(BitSet set) {
            return String.join(", ", parts.names(set));
        }

        private Identification refused(BitSet bucket) {
            return refused(
                    bucket,
                    parts.all(),
                    "whether " + names(and(bucket, x)) + " or " + names(minus(bucket, x))
                            + " comes first is open, and what is set cannot be seen instead");
        }

        private Identification refused(IdpRecursion recursion) {
            IdpRecursion.Stop stop = recursion.stop().orElseThrow();
            String reasons = String.join("; ", blocked(recursion, stop));
            return refused(
                    stop.wanted(),
                    stop.within(),
                    "the distribution of " + names(stop.wanted()) + " does not follow from that of "
                            + names(stop.within()) + ": " + reasons);
        }

        private List<String> blocked(IdpRecursion recursion, IdpRecursion.Stop stop) {
            List<String> reasons = new ArrayList<>();
            for (BitSet bucket : parts.buckets(stop.within())) {
                BitSet outside = minus(bucket, stop.wanted());
                if (outside.isEmpty()) continue;
                if (!outside.equals(bucket)) {
                    reasons.add("which of " + names(bucket) + " comes first is open");
                    continue;
                }
                reasons.add(names(bucket) + " may share a hidden cause with "
                        + names(recursion.strangers(bucket, stop.within())) + ", which may descend from it");
            }
            return reasons;
        }

        private Identification refused(BitSet wanted, BitSet within, String reason) {
            return new NotIdentified(
                    query,
                    new ClassObstacle(
                            query,
                            parts.names(wanted),
                            parts.names(within),
                            reason,
                            PagMembers.unanswering(query, parts.graph())));
        }
    }
}
