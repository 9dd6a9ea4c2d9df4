// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.causerie.Progress;

/** The recursions ID and IDC of Shpitser and Pearl, with their line numbers. */
final class IdRecursion {
    private final Subgraphs graphs;

    IdRecursion(Subgraphs graphs) {
        this.graphs = graphs;
    }

    /** What a call comes to. */
    sealed interface Answer permits Found, Failed, Blocked {}

    /**
     * A formula.
     *
     * @param formula the formula, proved from the quantity asked for
     */
    record Found(Proved formula) implements Answer {}

    /**
     * A hedge: one district that keeps a smaller one when the treatments are taken out.
     *
     * @param forest the vertices of the larger district
     * @param inner those of the smaller one
     */
    record Failed(BitSet forest, BitSet inner) implements Answer {}

    /**
     * A district that no source of data gives.
     *
     * @param district its vertices
     * @param hedges for each source what stands in the way; empty where it does not see the district as it is
     */
    record Blocked(BitSet district, List<Optional<Failed>> hedges) implements Answer {}

    /**
     * An answer to a conditional query.
     *
     * @param moved the variables given that are as good as set
     * @param answer the formula, or the hedge of the joint distribution of outcomes and variables still given
     */
    record Conditional(BitSet moved, Answer answer) {}

    /**
     * IDC(y, x, z, P, G), Shpitser and Pearl (2006b), figure 5.
     *
     * @param joint answers P(y | do(x))
     */
    Conditional idc(BitSet y, BitSet x, BitSet z, BiFunction<BitSet, BitSet, Answer> joint) {
        // line 1: rule 2 turns what is seen into what is set, where it can
        for (int v = z.nextSetBit(0); v >= 0; v = z.nextSetBit(v + 1)) {
            BitSet seen = minus(z, single(v));
            var cut = graphs.graph().withoutEdgesInto(x).withoutEdgesOutOf(single(v));
            if (!cut.separated(y, single(v), or(x, seen))) continue;
            Conditional rest = idc(y, or(x, single(v)), seen, joint);
            BitSet moved = or(rest.moved(), single(v));
            if (!(rest.answer() instanceof Found found)) return new Conditional(moved, rest.answer());
            int seenAsSet = v;
            return new Conditional(moved, new Found(new Proved(found.formula().expression(), writer -> {
                writer.set(y, z, x, seenAsSet);
                found.formula().proof().accept(writer);
            })));
        }
        if (z.isEmpty()) return new Conditional(z, joint.apply(y, x));
        // line 2: the joint distribution over its sum
        Answer both = joint.apply(or(y, z), x);
        if (!(both instanceof Found found)) return new Conditional(new BitSet(), both);
        Expression numerator = found.formula().expression();
        Expression ratio = new Fraction(numerator, Sum.over(graphs.names(y), numerator));
        return new Conditional(new BitSet(), new Found(new Proved(ratio, writer -> {
            writer.normalise(y, z, x);
            found.formula().proof().accept(writer);
        })));
    }

    /**
     * ID(y, x, P, G), Shpitser and Pearl (2006a), figure 3. The vertices of G are the variables of the kernel; what it
     * holds fixed stays so: the formula equals P(y | do(x), do(fixed)).
     */
    Answer id(BitSet y, BitSet x, Kernel p) {
        Progress.checkpoint();
        BitSet v = p.variables();
        BitSet set = or(x, p.fixed());
        // line 1
        if (x.isEmpty()) return new Found(p.density(y));
        // line 2
        BitSet ancestors = graphs.ancestors(y, v);
        if (!ancestors.equals(v)) {
            BitSet useful = and(x, ancestors);
            return first(
                    id(y, useful, p.marginal(ancestors)),
                    writer -> writer.deleteActions(y, set, or(useful, p.fixed())));
        }
        // line 3
        BitSet w = minus(minus(v, x), graphs.ancestors(y, v, x));
        if (!w.isEmpty()) return first(id(y, or(x, w), p), writer -> writer.insertActions(y, set, w));
        BitSet rest = minus(v, x);
        List<BitSet> districts = graphs.districts(rest);
        return districts.size() > 1 ? product(y, x, p, districts) : oneDistrict(y, x, p);
    }

    /** Line 4. */
    private Answer product(BitSet y, BitSet x, Kernel p, List<BitSet> districts) {
        BitSet v = p.variables();
        BitSet rest = minus(v, x);
        List<Proved> factors = new ArrayList<>();
        for (BitSet district : districts) {
            Answer answer = id(district, minus(v, district), p);
            if (!(answer instanceof Found found)) return answer;
            factors.add(found.formula());
        }
        BitSet over = minus(rest, y);
        Expression product = Product.of(factors.stream().map(Proved::expression).toList());
        BitSet set = or(x, p.fixed());
        return new Found(new Proved(Sum.over(graphs.names(over), product), writer -> {
            writer.sumOver(y, over, set);
            writer.factorise(graphs.order(rest, rest), districts, set);
            for (Proved factor : factors) factor.proof().accept(writer);
        }));
    }

    /** Lines 5 to 7, where G without X is one district S. */
    private Answer oneDistrict(BitSet y, BitSet x, Kernel p) {
        BitSet v = p.variables();
        BitSet s = minus(v, x);
        BitSet larger = graphs.district(s, v);
        // line 5
        if (larger.equals(v)) return new Failed(v, s);
        // line 6
        if (larger.equals(s)) return new Found(p.chain(s).district(s).density(y));
        // line 7
        BitSet early = graphs.ancestors(s, larger);
        return id(y, and(x, larger), p.chain(early).district(larger));
    }

    private static Answer first(Answer answer, Consumer<ProofWriter> step) {
        if (!(answer instanceof Found found)) return answer;
        return new Found(new Proved(
                found.formula().expression(), step.andThen(found.formula().proof())));
    }
}
