// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.minus;
import static org.causerie.identification.Subgraphs.single;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.graph.Admg;

/**
 * Decides whether a distribution in a whole population follows from data on the cases that were selected, \(P(v \mid S
 * = 1)\), and with which formula.
 *
 * <p>Assumes that the graph, in which the selection is a variable without effects, is right, and that every combination of
 * levels has a positive probability and a positive chance to be selected. No other data is used.
 *
 * <p>Without treatments, P(y | z) follows exactly where z separates y from the selection. With treatments the algorithm
 * RC looks for each district of the query among those that do not bear on the selection; it is complete where nothing is
 * conditioned on, and with conditions an answer of no is not proved.
 *
 * <p>References: E. Bareinboim, J. Tian and J. Pearl, Recovering from selection bias in causal and statistical inference,
 * AAAI 2014, theorem 1; E. Bareinboim and J. Tian, Recovering causal effects from selection bias, AAAI 2015; completeness:
 * J. D. Correa, J. Tian and E. Bareinboim, Identification of causal effects in the presence of selection bias, AAAI 2019,
 * doi:10.1609/aaai.v33i01.33012744.
 *
 * @param level the level of the selection in the data
 */
public record SelectionRecovery(String level) {

    /** Cases with level "1" are in the data. */
    public static SelectionRecovery withDefaults() {
        return new SelectionRecovery("1");
    }

    /** The same for another level of the selection. */
    public SelectionRecovery level(String selected) {
        return new SelectionRecovery(selected);
    }

    /**
     * The formula of what the selected cases show, or why there is none.
     *
     * @param selection the variable of the graph that says whether a case is in the data
     * @throws CausalException if the graph does not know a variable, the query has the selection in it, or the selection
     *     has effects
     */
    public Identification identify(InterventionalDistribution query, Admg graph, String selection) {
        int s = graph.index(selection);
        if (!graph.children(s).isEmpty())
            throw new CausalException("The selection is a variable without effects; " + selection + " has an effect on "
                    + String.join(", ", graph.children(selection)) + ": name another variable, or take the edges out");
        for (Set<String> role : List.of(query.outcomes(), query.treatments(), query.given()))
            if (role.contains(selection))
                throw new CausalException("The query is about the population, selected or not; take \"" + selection
                        + "\" out of " + query.text());
        Subgraphs graphs = new Subgraphs(graph);
        BitSet y = graphs.indices(query.outcomes());
        BitSet x = graphs.indices(query.treatments());
        BitSet z = graphs.indices(query.given());
        Term selected = Term.of(selection, new Level(level));
        if (x.isEmpty() && graph.separated(y, single(s), z)) {
            TreeSet<Term> known = new TreeSet<>(query.probability().given());
            known.add(selected);
            Probability formula =
                    new Probability(Domain.target(), query.probability().events(), known);
            return new Identified(new Functional(query, formula), List.of());
        }
        IdRecursion.Answer answer = new IdRecursion(graphs)
                .idc(y, x, z, (outcomes, set) -> joint(graphs, s, selected, outcomes, set))
                .answer();
        if (answer instanceof IdRecursion.Found found)
            return new Identified(
                    new Functional(query, Surplus.mean(found.formula().expression(), query.probability())), List.of());
        BitSet district = ((IdRecursion.Blocked) answer).district();
        return new NotIdentified(query, new SelectionObstacle(query, graphs.names(district), selection));
    }

    private static IdRecursion.Answer joint(Subgraphs graphs, int s, Term selected, BitSet y, BitSet x) {
        BitSet needed = minus(graphs.ancestors(y, graphs.all(), x), x);
        List<Expression> factors = new ArrayList<>();
        for (BitSet district : graphs.districts(needed)) {
            IdRecursion.Answer answer = recover(graphs, district, SelectedKernel.data(graphs, s, selected));
            if (!(answer instanceof IdRecursion.Found found)) return answer;
            factors.add(found.formula().expression());
        }
        return new IdRecursion.Found(Proved.given(Sum.over(graphs.names(minus(needed, y)), Product.of(factors))));
    }

    /** RC(D, P, G), Bareinboim and Tian (2015), figure 4. */
    private static IdRecursion.Answer recover(Subgraphs graphs, BitSet district, SelectedKernel p) {
        // line 1
        SelectedKernel ancestral = p.ancestral(district);
        // line 2
        List<BitSet> untouched = ancestral.untouched();
        // line 3
        if (untouched.isEmpty()) return new IdRecursion.Blocked(district, List.of());
        // line 4
        BitSet found = new BitSet();
        for (BitSet larger : untouched) {
            found.or(larger);
            if (!minus(district, larger).isEmpty()) continue;
            IdRecursion.Answer answer =
                    new IdRecursion(graphs).id(district, minus(larger, district), ancestral.district(larger));
            return answer instanceof IdRecursion.Found ? answer : new IdRecursion.Blocked(district, List.of());
        }
        // line 5
        return recover(graphs, district, ancestral.without(found));
    }
}
