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
    private final Map<BitSet, Expression> known = new HashMap<>();
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
        PagKernel q = reduced(wanted, PagKernel.observed(parts));
        if (q.variables().equals(wanted)) return Optional.of(q.density(some));
        return divided(wanted, q).map(formula -> Sum.over(parts.names(minus(wanted, some)), formula));
    }

    private Optional<Expression> identify(BitSet wanted, PagKernel from) {
        Progress.checkpoint();
        if (wanted.isEmpty()) return Optional.of(Constant.one());
        if (known.containsKey(wanted)) return Optional.of(known.get(wanted));
        PagKernel q = reduced(wanted, from);
        Optional<Expression> found = q.variables().equals(wanted) ? Optional.of(q.density(wanted)) : divided(wanted, q);
        found.ifPresent(formula -> known.put(wanted, formula));
        return found;
    }

    /** Lines 5 to 8 as often as they apply: a kernel of C and of the buckets that cannot be taken out. */
    private PagKernel reduced(BitSet wanted, PagKernel from) {
        PagKernel q = from;
        for (Optional<BitSet> bucket = removable(wanted, q); bucket.isPresent(); bucket = removable(wanted, q)) {
            PagKernel next = q.without(bucket.get());
            note(q, next, bucket.get());
            q = next;
        }
        return q;
    }

    /** Lines 9 to 12: C in regions, or the end. */
    private Optional<Expression> divided(BitSet wanted, PagKernel q) {
        for (BitSet bucket : parts.buckets(wanted)) {
            BitSet region = parts.region(bucket, wanted);
            if (!region.equals(wanted)) return regions(wanted, region, parts.region(minus(wanted, region), wanted), q);
        }
        stop = Optional.of(new Stop(wanted, q.variables()));
        return Optional.empty();
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
        return InterventionalDistribution.of(parts.names(set), parts.names(rest))
                .probability();
    }
}
