// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A kernel as the product of the distributions of its variables, each given some before it.
 *
 * @param graphs the graph
 * @param variables those of the kernel
 * @param fixed those it is conditional on
 * @param links the factors in order
 */
record ChainKernel(Subgraphs graphs, BitSet variables, BitSet fixed, List<Link> links) implements Kernel {

    /**
     * The distribution of a variable given those before it, when the kernel's fixed variables are fixed.
     *
     * @param variable the variable
     * @param before the kernel's variables before it
     * @param given those among them that it depends on
     * @param factor its distribution given these, as a formula; proved from \(P(v \mid do(\phi), given)\)
     */
    record Link(int variable, BitSet before, BitSet given, Proved factor) {}

    @Override
    public ChainKernel chain(BitSet early) {
        return this;
    }

    /** The factors of the variables of one district, which are the kernel of the district when the rest is fixed. */
    ChainKernel district(BitSet district) {
        BitSet others = minus(variables, district);
        BitSet more = or(fixed, others);
        List<Link> kept = new ArrayList<>();
        for (Link link : links) {
            if (!district.get(link.variable())) continue;
            BitSet before = and(link.before(), district);
            BitSet given = and(link.given(), district);
            Proved factor = new Proved(link.factor().expression(), writer -> {
                ProofWriter.Factor all = new ProofWriter.Factor(link.variable(), link.before(), link.given());
                writer.unfix(new ProofWriter.Factor(link.variable(), before, given), more, all, fixed);
                link.factor().proof().accept(writer);
            });
            kept.add(new Link(link.variable(), before, given, factor));
        }
        return new ChainKernel(graphs, district, more, kept);
    }

    @Override
    public Kernel marginal(BitSet ancestral) {
        List<Link> kept = new ArrayList<>();
        for (Link link : links) {
            if (!ancestral.get(link.variable())) continue;
            BitSet before = and(link.before(), ancestral);
            if (minus(link.given(), ancestral).isEmpty())
                kept.add(new Link(link.variable(), before, link.given(), link.factor()));
            else kept.add(conditional(link.variable(), before));
        }
        return new ChainKernel(graphs, ancestral, fixed, kept);
    }

    /** The distribution of a variable given what matters of those before it, the rest summed out. */
    private Link conditional(int v, BitSet before) {
        BitSet given = boundary(v, before);
        Proved above = density(or(given, single(v)));
        if (given.isEmpty()) return new Link(v, before, given, above);
        Proved below = density(given);
        Proved ratio = new Proved(new Fraction(above.expression(), below.expression()), writer -> {
            Probability left = Probabilities.of(graphs, single(v), given, fixed);
            writer.condition(left);
            above.proof().accept(writer);
            below.proof().accept(writer);
        });
        return new Link(v, before, given, ratio);
    }

    private BitSet boundary(int v, BitSet before) {
        var cut = graphs.graph().withoutEdgesInto(fixed);
        BitSet given = (BitSet) before.clone();
        for (int w = before.nextSetBit(0); w >= 0; w = before.nextSetBit(w + 1)) {
            given.clear(w);
            if (!cut.separated(single(v), single(w), or(given, fixed))) given.set(w);
        }
        return given;
    }

    /** The product of the factors that bear on the variables, summed over the others in them. */
    @Override
    public Proved density(BitSet some) {
        BitSet closed = (BitSet) some.clone();
        for (int i = links.size() - 1; i >= 0; i--)
            if (closed.get(links.get(i).variable())) closed.or(links.get(i).given());
        List<Link> factors =
                links.stream().filter(link -> closed.get(link.variable())).toList();
        BitSet over = minus(closed, some);
        Expression product = Product.of(
                factors.stream().map(link -> link.factor().expression()).toList());
        return new Proved(Sum.over(graphs.names(over), product), writer -> {
            writer.sumOver(some, over, fixed);
            writer.chainRule(
                    closed,
                    factors.stream()
                            .map(link ->
                                    new ProofWriter.Factor(link.variable(), and(link.before(), closed), link.given()))
                            .toList(),
                    fixed);
            for (Link link : factors) link.factor().proof().accept(writer);
        });
    }
}
