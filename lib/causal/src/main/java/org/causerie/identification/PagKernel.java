// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Q[T], the distribution of the variables in T when all others are set, as a formula of what is observed that is the same
 * in every graph of a class: the observed distribution of T where no links are given, their product otherwise.
 *
 * @param parts the class
 * @param variables T, a union of buckets
 * @param links the distributions of the buckets, each given some of those before it
 */
record PagKernel(PagParts parts, BitSet variables, List<Link> links) {

    /**
     * The distribution of a bucket given those before it, when the kernel's other variables are set.
     *
     * @param bucket the bucket
     * @param given what it depends on before it
     * @param factor the formula
     */
    record Link(BitSet bucket, BitSet given, Expression factor) {}

    static PagKernel observed(PagParts parts) {
        return new PagKernel(parts, parts.all(), List.of());
    }

    /**
     * Q[T \ B] = Q[T] / P(b | t \ PossDe(b)), proposition 6 of Jaber et al. (2022): with the other vertices before B and
     * its possible descendants behind it, the factor of B is left out.
     */
    PagKernel without(BitSet bucket) {
        BitSet rest = minus(variables, bucket);
        BitSet behind = parts.descendants(bucket, variables);
        if (links.isEmpty() && behind.equals(bucket)) return new PagKernel(parts, rest, links);
        List<BitSet> order = new ArrayList<>();
        for (BitSet next : parts.buckets(variables)) if (!next.intersects(behind)) order.add(next);
        order.add(bucket);
        for (BitSet next : parts.buckets(variables))
            if (next.intersects(behind) && !next.equals(bucket)) order.add(next);
        List<Link> kept = new ArrayList<>();
        BitSet before = new BitSet();
        for (BitSet next : order) {
            if (!next.equals(bucket)) kept.add(link(next, before, bucket));
            before.or(next);
        }
        return new PagKernel(parts, rest, kept);
    }

    /** The distribution of a bucket given those before it; {@code set} is from now on no event but a value. */
    private Link link(BitSet bucket, BitSet before, BitSet set) {
        BitSet given = boundary(bucket, before);
        for (Link link : links)
            if (link.bucket().equals(bucket) && link.given().equals(given))
                return new Link(bucket, minus(given, set), link.factor());
        return new Link(bucket, minus(given, set), conditional(bucket, given));
    }

    private BitSet boundary(BitSet bucket, BitSet before) {
        ClassSeparation separation = ClassSeparation.within(parts.graph(), variables);
        BitSet given = (BitSet) before.clone();
        for (int w = before.nextSetBit(0); w >= 0; w = before.nextSetBit(w + 1)) {
            given.clear(w);
            if (!separation.separated(bucket, single(w), given)) given.set(w);
        }
        return given;
    }

    private Expression conditional(BitSet bucket, BitSet given) {
        if (links.isEmpty()) return Probability.of(parts.names(bucket), parts.names(given));
        if (given.isEmpty()) return density(bucket);
        return new Fraction(density(or(bucket, given)), density(given));
    }

    /** The distribution of some of the variables: the product of the factors that bear on them, the others summed out. */
    Expression density(BitSet some) {
        if (links.isEmpty()) return Probability.of(parts.names(some), List.of());
        BitSet closed = (BitSet) some.clone();
        for (int i = links.size() - 1; i >= 0; i--) {
            Link link = links.get(i);
            if (!link.bucket().intersects(closed)) continue;
            closed.or(link.bucket());
            closed.or(link.given());
        }
        List<Expression> factors = links.stream()
                .filter(link -> link.bucket().intersects(closed))
                .map(Link::factor)
                .toList();
        return Sum.over(parts.names(minus(closed, some)), Product.of(factors));
    }
}
