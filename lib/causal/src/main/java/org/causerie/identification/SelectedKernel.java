// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.and;
import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.or;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The distribution of variables among the cases selected, when others are fixed that do not bear on the selection:
 * \(P(v \mid do(\phi), S = 1)\).
 *
 * @param graphs the graph, with the selection in it
 * @param selection S
 * @param selected the event S = 1
 * @param variables those of the distribution, without S
 * @param fixed those fixed
 * @param density the distribution; a probability where it is still that of the data
 */
record SelectedKernel(
        Subgraphs graphs, int selection, Term selected, BitSet variables, BitSet fixed, Expression density) {

    /** The data: all variables among the cases selected. */
    static SelectedKernel data(Subgraphs graphs, int selection, Term selected) {
        BitSet all = minus(graphs.all(), single(selection));
        return new SelectedKernel(
                graphs, selection, selected, all, new BitSet(), probability(graphs, all, new BitSet(), selected));
    }

    private static Probability probability(Subgraphs graphs, BitSet events, BitSet given, Term selected) {
        Probability plain = Probabilities.of(graphs, events, given, new BitSet());
        SortedSet<Term> known = new TreeSet<>(plain.given());
        known.add(selected);
        return new Probability(plain.domain(), plain.events(), known);
    }

    private BitSet withSelection() {
        return or(variables, single(selection));
    }

    /** The variables that bear on the selection, without S. */
    private BitSet causes() {
        return minus(graphs.ancestors(single(selection), withSelection()), single(selection));
    }

    /** The kernel of the ancestors of a set and of S. */
    SelectedKernel ancestral(BitSet set) {
        BitSet kept = and(graphs.ancestors(or(set, single(selection)), withSelection()), variables);
        BitSet over = minus(variables, kept);
        Expression sum = density instanceof Probability
                ? probability(graphs, kept, new BitSet(), selected)
                : Sum.over(graphs.names(over), density);
        return new SelectedKernel(graphs, selection, selected, kept, fixed, sum);
    }

    /** The districts in which nothing bears on the selection. */
    List<BitSet> untouched() {
        BitSet touched = or(causes(), single(selection));
        return graphs.districts(withSelection()).stream()
                .filter(district -> !district.intersects(touched))
                .toList();
    }

    /** The kernel of an untouched district: each variable given those before it, the causes of the selection first. */
    ChainKernel district(BitSet district) {
        return chain().district(district);
    }

    /** The kernel of the rest when untouched districts are fixed. */
    SelectedKernel without(BitSet districts) {
        List<Expression> kept = chain().links().stream()
                .filter(link -> !districts.get(link.variable()))
                .map(link -> link.factor().expression())
                .toList();
        return new SelectedKernel(
                graphs, selection, selected, minus(variables, districts), or(fixed, districts), new Product(kept));
    }

    private ChainKernel chain() {
        List<ChainKernel.Link> links = new ArrayList<>();
        BitSet causes = causes();
        BitSet before = new BitSet();
        for (int v : graphs.order(variables, causes)) {
            boolean cause = causes.get(v);
            BitSet given = cause || !(density instanceof Probability)
                    ? (BitSet) before.clone()
                    : and(graphs.pillow(v, or(before, single(selection))), before);
            links.add(new ChainKernel.Link(
                    v, (BitSet) before.clone(), given, Proved.given(conditional(v, given, before))));
            before.set(v);
        }
        return new ChainKernel(graphs, variables, fixed, links);
    }

    private Expression conditional(int v, BitSet given, BitSet before) {
        if (density instanceof Probability) return probability(graphs, single(v), given, selected);
        BitSet after = minus(minus(variables, before), single(v));
        Expression above = Sum.over(graphs.names(after), density);
        return before.isEmpty() ? above : new Fraction(above, Sum.over(graphs.names(or(after, single(v))), density));
    }
}
