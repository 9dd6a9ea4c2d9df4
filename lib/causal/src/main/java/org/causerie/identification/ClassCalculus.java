// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;

/**
 * A question \(P(y \mid do(x), z)\) about a class of graphs while rule 2 turns what is set into what is seen and back: the
 * lines of CIDP around IDP (Jaber et al. 2022, algorithm 2).
 */
final class ClassCalculus {
    private final CausalGraph graph;
    private final List<BitSet> buckets;
    private final InterventionalDistribution query;
    private final List<ClassDerivation.Step> steps = new ArrayList<>();
    private final BitSet y;
    private BitSet x;
    private BitSet z;

    /** The question, with the buckets of the class: vertices whose order is open. */
    ClassCalculus(CausalGraph graph, List<BitSet> buckets, InterventionalDistribution query) {
        this.graph = graph;
        this.buckets = buckets;
        this.query = query;
        y = indices(query.outcomes());
        x = indices(query.treatments());
        z = indices(query.given());
    }

    private BitSet indices(Collection<String> names) {
        BitSet set = new BitSet();
        for (String name : names) set.set(graph.index(name));
        return set;
    }

    /** The variables asked about jointly: the outcomes and what is still seen. */
    BitSet asked() {
        return or(y, z);
    }

    /** What is still set. */
    BitSet set() {
        return x;
    }

    /** Whether something is still given. */
    boolean given() {
        return !z.isEmpty();
    }

    BitSet all() {
        BitSet all = new BitSet();
        all.set(0, graph.size());
        return all;
    }

    List<BitSet> buckets() {
        return buckets;
    }

    static SortedSet<String> names(CausalGraph graph, BitSet set) {
        SortedSet<String> names = new TreeSet<>();
        set.stream().forEach(v -> names.add(graph.names().get(v)));
        return names;
    }

    SortedSet<String> names(BitSet set) {
        return names(graph, set);
    }

    String listed(BitSet set) {
        return String.join(", ", names(set));
    }

    /** Lines 5 to 8: what is set in the bucket is seen instead, where rule 2 allows it. */
    boolean see(BitSet bucket) {
        BitSet moved = and(bucket, x);
        BitSet rest = minus(x, moved);
        if (!exchangeable(moved, rest, z)) return false;
        exchange(moved, rest, or(z, moved));
        return true;
    }

    /** Lines 9 to 12: what is seen in a bucket is set instead, where rule 2 allows it. */
    void setWhatMay() {
        List<BitSet> pieces = new ArrayList<>();
        for (BitSet bucket : buckets) if (bucket.intersects(z)) pieces.add(and(bucket, z));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (BitSet piece : List.copyOf(pieces)) {
                if (!exchangeable(piece, x, minus(z, piece))) continue;
                exchange(piece, or(x, piece), minus(z, piece));
                pieces.remove(piece);
                changed = true;
            }
        }
    }

    /** Rule 2: moved is separated from y by the others once edges into those set and visible ones out of it are cut. */
    private boolean exchangeable(BitSet moved, BitSet set, BitSet seen) {
        return ClassSeparation.afterSurgery(graph, set, moved).separated(moved, y, or(set, seen));
    }

    private void exchange(BitSet moved, BitSet set, BitSet seen) {
        BitSet given = minus(or(x, z), moved);
        BitSet held = minus(set, moved);
        step(
                ClassDerivation.Rule.EXCHANGE,
                probability(y, z, x),
                probability(y, seen, set),
                listed(y) + " ⊥ " + listed(moved) + (given.isEmpty() ? "" : " | " + listed(given))
                        + " in every graph of the class, without edges out of " + listed(moved)
                        + (held.isEmpty() ? "" : " and into " + listed(held)));
        x = set;
        z = seen;
    }

    void step(ClassDerivation.Rule rule, Expression left, Expression right, String reason) {
        steps.add(new ClassDerivation.Step(rule, left, right, reason));
    }

    void steps(List<ClassDerivation.Step> more) {
        steps.addAll(more);
    }

    /** P(y | do(x), z) as P(y, z | do(x)) over its sum over y. */
    void condition() {
        if (z.isEmpty()) return;
        Expression joint = probability(asked(), new BitSet(), x);
        step(ClassDerivation.Rule.CONDITION, probability(y, z, x), new Fraction(joint, Sum.over(names(y), joint)), "");
    }

    Expression probability(BitSet events, BitSet seen, BitSet set) {
        return new InterventionalDistribution(names(events), names(set), names(seen)).probability();
    }

    /** The answer, from a formula for the joint distribution of what is asked. */
    Identification identified(Expression joint) {
        Expression formula = z.isEmpty() ? joint : new Fraction(joint, Sum.over(names(y), joint));
        Expression closed = Surplus.weighted(Proved.given(formula), query.probability())
                .expression()
                .simplified();
        return new Identified(
                new Functional(query, closed), List.of(), List.of(new ClassDerivation(query, steps, closed)));
    }

    Identification refused(BitSet wanted, BitSet within, String reason, List<Admg> members) {
        return new NotIdentified(query, new ClassObstacle(query, names(wanted), names(within), reason, members));
    }
}
