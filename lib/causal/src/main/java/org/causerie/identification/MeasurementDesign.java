// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.causerie.identification.Subgraphs.or;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;

/**
 * Which variables to measure at least cost, so that a query is identified.
 *
 * <p>Assumes that the graph is right and that no cause shared by two of its variables is missing from it. What the query
 * names is measured in any case. A query that some variables identify is identified by more of them too, so that every
 * choice that is not enough shows a set of variables one of which is needed; the cheapest choice with one of each is found
 * by an integer programme, until it is enough. Then no other choice is cheaper, whatever formula it would use. For
 * adjustment alone, {@link AdjustmentSets#cheapest} has the answer in polynomial time.
 *
 * <p>Takes for each set that is needed as many runs of {@link Identify} as there are variables, and there may be
 * exponentially many such sets.
 *
 * <p>{@snippet :
 * var graph = Dag.of("U -> X -> M -> Y", "U -> Y");
 * MeasurementDesign.withDefaults()
 *         .design(Query.ate("X", "Y"), graph, Map.of("X", 0.0, "Y", 0.0, "M", 3.0, "U", 5.0));
 * }
 *
 * <p>Reference: the cheapest choice by sets one of which is needed, as for hitting sets in S. Akbari, J. Etesami and N.
 * Kiyavash, Minimum cost intervention design for causal effect identification, ICML 2022, arXiv:2205.02232.
 *
 * @param identify what decides whether a choice is enough; what it takes for unobserved is never measured
 */
public record MeasurementDesign(Identify identify) {

    /**
     * What to measure.
     *
     * @param query the question
     * @param measured the variables to measure; where no choice is enough, all that can be measured
     * @param cost what these cost
     * @param answer the formula of these variables, or why all together are not enough
     * @param needs sets of variables one of which is needed: no cheaper choice has one of each
     */
    public record Plan(
            Query query, SortedSet<String> measured, double cost, Identification answer, List<SortedSet<String>> needs)
            implements Displayable {

        /** Whether measuring these variables identifies the query. */
        public boolean found() {
            return answer.identified();
        }

        @Override
        public String text() {
            if (!found()) return "Even with " + String.join(", ", measured) + " measured, " + answer.text();
            String why = needs.isEmpty()
                    ? ""
                    : "\nOne of each is needed: "
                            + needs.stream()
                                    .map(set -> "{" + String.join(", ", set) + "}")
                                    .collect(Collectors.joining(", "));
            return "Measure " + String.join(", ", measured) + " at cost " + new Constant(cost).text() + ":\n"
                    + answer.text() + why;
        }

        @Override
        public Optional<String> latex() {
            return answer.latex();
        }

        @Override
        public String toString() {
            return text();
        }
    }

    public static MeasurementDesign withDefaults() {
        return new MeasurementDesign(Identify.withDefaults());
    }

    /** The same with other settings of what identifies. */
    public MeasurementDesign identify(Identify newIdentify) {
        return new MeasurementDesign(newIdentify);
    }

    /**
     * The cheapest variables to measure.
     *
     * @param graph a {@link Dag}, or an {@link Admg} with {@code <->} for causes that nobody can measure
     * @param costs what it costs to measure a variable, at least 0, and 0 for what is there already; variables that are not
     *     named cannot be measured
     * @throws CausalException if the graph is of another kind or does not know a variable, a variable of the query cannot
     *     be measured, a cost is negative or not finite, or the query is about paths, which mean something else when other
     *     variables are measured
     */
    public Plan design(Query query, CausalGraph graph, Map<String, Double> costs) {
        if (query instanceof PathSpecificEffect)
            throw new CausalException("What " + query.text()
                    + " means depends on which variables are measured; ask about an effect of interventions");
        Dag full = full(graph);
        Query asked = query.on(graph);
        Set<String> named = named(asked);
        double[] cost = new double[full.size()];
        BitSet measurable = new BitSet();
        costs.forEach((name, value) -> {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY))
                throw new CausalException("The cost of measuring " + name + " must be 0 or more and finite; it is "
                        + value + ". Leave out what cannot be measured");
            int v = graph.index(name);
            cost[v] = value;
            if (!identify.unobserved().contains(name)) measurable.set(v);
        });
        BitSet base = new BitSet();
        for (String name : named) {
            int v = full.index(name);
            if (!measurable.get(v))
                throw new CausalException(name + " is in the question " + asked.text()
                        + " but cannot be measured; give its cost, 0 if it is measured already");
            base.set(v);
        }
        BitSet candidates = (BitSet) measurable.clone();
        candidates.andNot(base);
        Optional<CheapestEnough.Found> found = new CheapestEnough(
                        candidates,
                        cost,
                        set -> answer(asked, full, or(base, set)).identified(),
                        HittingSet.CHEAPEST)
                .search();
        BitSet chosen = or(base, found.map(CheapestEnough.Found::set).orElse(candidates));
        return new Plan(
                asked,
                names(full, chosen),
                chosen.stream().mapToDouble(v -> cost[v]).sum(),
                answer(asked, full, chosen),
                found.map(CheapestEnough.Found::needs).orElse(List.of()).stream()
                        .map(need -> names(full, need))
                        .toList());
    }

    private Identification answer(Query query, Dag full, BitSet measured) {
        BitSet hidden = new BitSet();
        hidden.set(0, full.size());
        hidden.andNot(measured);
        return identify.unobserved(names(full, hidden).toArray(String[]::new)).identify(query, full);
    }

    private static Set<String> named(Query query) {
        Set<String> named = new TreeSet<>();
        query.renamed(name -> {
            named.add(name);
            return name;
        });
        return named;
    }

    /** The graph with each hidden common cause as a variable, after those that have a name. */
    private static Dag full(CausalGraph graph) {
        if (graph instanceof Dag dag) return dag;
        if (!(graph instanceof Admg admg))
            throw new CausalException("What to measure is read off a Dag or an Admg; this is a "
                    + graph.getClass().getSimpleName());
        List<String> names = new ArrayList<>(admg.names());
        Set<String> taken = new HashSet<>(names);
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < admg.size(); i++) {
            int from = i;
            admg.children(i).stream().forEach(to -> edges.add(new int[] {from, to}));
            for (int j = i + 1; j < admg.size(); j++) {
                if (!admg.bidirected(i, j)) continue;
                edges.add(new int[] {names.size(), i});
                edges.add(new int[] {names.size(), j});
                names.add(
                        unused("U(" + admg.names().get(i) + ", " + admg.names().get(j) + ")", taken));
            }
        }
        return Dag.of(names, edges);
    }

    private static String unused(String name, Set<String> taken) {
        String unused = name;
        while (!taken.add(unused)) unused += "'";
        return unused;
    }

    private static SortedSet<String> names(Dag graph, BitSet set) {
        SortedSet<String> names = new TreeSet<>();
        set.stream().forEach(v -> names.add(graph.names().get(v)));
        return names;
    }
}
