// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.causerie.Progress;

/**
 * The function Identify(C, T, Q[T]) of IDP, Jaber et al. (2022), algorithm 1, with its line numbers: Q[C] in terms of the
 * observed distribution.
 */
final class IdpRecursion {
    private final PagParts parts;
    private final List<ClassDerivation.Step> steps = new ArrayList<>();
    private final Map<BitSet, PagKernel> reached = new HashMap<>();
    private Optional<Stop> stop = Optional.empty();

    /**
     * Where the recursion ends without a formula: no bucket outside C can be taken out of T, and C is one region.
     *
     * @param wanted C
     * @param within T
     */
    record Stop(BitSet wanted, BitSet within) {}

    IdpRecursion(PagParts parts) {
        this.parts = parts;
    }

    List<ClassDerivation.Step> steps() {
        return steps;
    }

    Optional<Stop> stop() {
        return stop;
    }

    /** The sum of Q[C] over all of C but {@code some}; empty where the recursion stops. */
    Optional<Expression> margin(BitSet wanted, BitSet some) {
        Optional<PagKernel> kernel = whole(wanted, PagKernel.observed(parts));
        if (kernel.isPresent()) return kernel.map(found -> found.density(some));
        return identify(wanted, PagKernel.observed(parts))
                .map(formula -> Sum.over(parts.names(minus(wanted, some)), formula));
    }

    private Optional<Expression> identify(BitSet wanted, PagKernel q) {
        Progress.checkpoint();
        if (wanted.isEmpty()) return Optional.of(Constant.one());
        Optional<PagKernel> kernel = whole(wanted, q);
        if (kernel.isPresent()) return kernel.map(found -> found.density(wanted));
        PagKernel least = reached.get(wanted);
        // lines 9 to 11
        for (BitSet bucket : parts.buckets(wanted)) {
            BitSet region = parts.region(bucket, wanted);
            if (region.equals(wanted)) continue;
            BitSet other = parts.region(minus(wanted, region), wanted);
            return regions(wanted, region, other, least);
        }
        if (stop.isEmpty()) stop = Optional.of(new Stop(wanted, least.variables()));
        return Optional.empty();
    }

    /** Lines 5 to 8 as often as they apply: the kernel of C, if all other buckets can be taken out. */
    private Optional<PagKernel> whole(BitSet wanted, PagKernel from) {
        PagKernel q = from;
        Optional<BitSet> bucket = removable(wanted, q);
        while (bucket.isPresent()) {
            PagKernel next = q.without(bucket.get());
            note(q, next, bucket.get());
            q = next;
            bucket = removable(wanted, q);
        }
        reached.put(wanted, q);
        return q.variables().equals(wanted) ? Optional.of(q) : Optional.empty();
    }

    /** The last bucket outside C of which nothing that may descend from it may share a hidden cause with it. */
    private Optional<BitSet> removable(BitSet wanted, PagKernel q) {
        List<BitSet> buckets = parts.buckets(q.variables());
        for (int i = buckets.size() - 1; i >= 0; i--) {
            BitSet bucket = buckets.get(i);
            if (!bucket.intersects(wanted) && strangers(bucket, q.variables()).isEmpty()) return Optional.of(bucket);
        }
        return Optional.empty();
    }

    /** The vertices outside a bucket that may descend from it and share a hidden cause with it. */
    BitSet strangers(BitSet bucket, BitSet within) {
        BitSet component = parts.possibleComponent(bucket, within);
        return minus(and(component, parts.descendants(bucket, within)), bucket);
    }

    /** Q[C] = Q[R] Q[R'] / Q[R ∩ R'], proposition 7. */
    private Optional<Expression> regions(BitSet wanted, BitSet one, BitSet other, PagKernel q) {
        BitSet both = and(one, other);
        steps.add(new ClassDerivation.Step(
                ClassDerivation.Rule.REGIONS,
                quantity(wanted),
                ratio(quantity(one), quantity(other), both.isEmpty() ? Constant.one() : quantity(both)),
                ""));
        Optional<Expression> first = identify(one, q);
        Optional<Expression> second = first.flatMap(found -> identify(other, q));
        Optional<Expression> below = second.flatMap(found -> identify(both, q));
        return below.map(found -> ratio(first.orElseThrow(), second.orElseThrow(), found));
    }

    private static Expression ratio(Expression one, Expression other, Expression below) {
        Expression product = Product.of(List.of(one, other));
        return below.equals(Constant.one()) ? product : new Fraction(product, below);
    }

    private void note(PagKernel before, PagKernel after, BitSet bucket) {
        BitSet left = after.variables();
        if (left.isEmpty()) return;
        steps.add(new ClassDerivation.Step(
                ClassDerivation.Rule.REMOVAL,
                quantity(left),
                after.density(left),
                "{" + String.join(", ", parts.names(bucket)) + "} out of {"
                        + String.join(", ", parts.names(before.variables())) + "}"));
    }

    /** Q[C] as the probability it stands for. */
    Expression quantity(BitSet set) {
        BitSet rest = minus(parts.all(), set);
        return InterventionalDistribution.of(parts.names(set), parts.names(rest)).probability();
    }
}
