// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.causerie.Displayable;
import org.causerie.graph.Admg;

/**
 * The counterfactual graph of events in several worlds: what has to happen for all of them to hold.
 *
 * <p>Each vertex is a variable where its parents have certain values, \(V_{pa} = v\). Variables of different worlds
 * whose parents have the same values are one vertex, lemmas 24 and 25 of Shpitser and Pearl; variables that no event
 * names have a symbol of their own to sum over. Vertices of one variable share its noise, so that they are in one
 * district, as those of variables with a hidden common cause are. The probability of the events is \(\sum \prod_S
 * P(\bigwedge_{V \in S} V_{pa} = v)\) over the districts S; see {@link #expression()}.
 *
 * <p>Reference: I. Shpitser and J. Pearl, "Complete identification methods for the causal hierarchy", JMLR 9 (2008),
 * figure 8.
 *
 * @param events the events
 * @param equalities the values that have to be equal since they are of one vertex; the vertices have the second in the
 *     place of the first
 * @param summed the values of the vertices that no event names
 * @param districts the vertices, those that hidden causes or shared noise join together
 */
public record CounterfactualGraph(
        SortedSet<Term> events, List<Equality> equalities, SortedSet<Symbol> summed, List<SortedSet<Term>> districts)
        implements Displayable {

    /**
     * A free value and one that it has to equal.
     *
     * @param variable the variable both are values of
     * @param symbol the free value
     * @param value what it has to be
     */
    public record Equality(String variable, Symbol symbol, Value value) {

        /** The probability of the one given the other: 1 where they are equal, 0 where not. */
        public Probability expression() {
            return new Probability(
                    Domain.target(),
                    new TreeSet<>(List.of(Term.of(variable, symbol))),
                    new TreeSet<>(List.of(Term.of(variable, value))));
        }

        Value applied(Value given) {
            return given.equals(symbol) ? value : given;
        }
    }

    public CounterfactualGraph {
        events = Collections.unmodifiableSortedSet(new TreeSet<>(events));
        equalities = List.copyOf(equalities);
        summed = Collections.unmodifiableSortedSet(new TreeSet<>(summed));
        districts = List.copyOf(districts);
    }

    /**
     * The graph of these events; empty if they contradict each other, so that their probability is 0 in every model.
     *
     * <p>Takes O(w n d) steps for n variables of at most d parents in w worlds, once more for each equality.
     *
     * @throws org.causerie.CausalException if the graph does not know a variable
     */
    public static Optional<CounterfactualGraph> of(Collection<Term> events, Admg graph) {
        List<Equality> equalities = new ArrayList<>();
        SortedSet<Term> merged = new TreeSet<>(events);
        while (true) {
            ParallelWorlds worlds = new ParallelWorlds(merged, graph);
            Optional<ParallelWorlds.Clash> clash = worlds.merge();
            if (clash.isEmpty())
                return Optional.of(new CounterfactualGraph(
                        new TreeSet<>(events), equalities, worlds.summed(), districts(worlds.vertices(), graph)));
            Optional<Equality> equality = clash.get().equality();
            if (equality.isEmpty()) return Optional.empty();
            equalities.add(equality.get());
            merged = equated(merged, equality.get());
        }
    }

    static SortedSet<Term> equated(SortedSet<Term> terms, Equality equality) {
        SortedSet<Term> equated = new TreeSet<>();
        for (Term term : terms) equated.add(term.at(equality::applied));
        return equated;
    }

    private static List<SortedSet<Term>> districts(List<Term> vertices, Admg graph) {
        BitSet present = new BitSet();
        for (Term vertex : vertices) present.set(graph.index(vertex.variable()));
        List<SortedSet<Term>> districts = new ArrayList<>();
        for (BitSet variables : new Subgraphs(graph).districts(present)) {
            SortedSet<Term> district = new TreeSet<>();
            for (Term vertex : vertices) if (variables.get(graph.index(vertex.variable()))) district.add(vertex);
            districts.add(district);
        }
        return districts;
    }

    /** The factors, one for each district, each the probability that all its vertices have their values. */
    public List<Probability> factors() {
        return districts.stream()
                .map(district -> new Probability(Domain.target(), district, new TreeSet<>()))
                .toList();
    }

    /** The probability of the events by the districts of this graph. */
    public Expression expression() {
        List<Expression> factors = new ArrayList<>();
        for (Equality equality : equalities) factors.add(equality.expression());
        factors.addAll(factors());
        Expression product = Product.of(factors);
        return summed.isEmpty() ? product : new Sum(summed, product);
    }

    @Override
    public String text() {
        String asked = events.isEmpty() ? "1" : new Probability(Domain.target(), events, new TreeSet<>()).text();
        return asked + "\n  = " + expression().text() + "   districts of the counterfactual graph";
    }

    @Override
    public Optional<String> latex() {
        if (events.isEmpty()) return expression().latex();
        return new Probability(Domain.target(), events, new TreeSet<>())
                .latex()
                .flatMap(asked -> expression().latex().map(formula -> asked + " = " + formula));
    }

    @Override
    public String toString() {
        return text();
    }
}
