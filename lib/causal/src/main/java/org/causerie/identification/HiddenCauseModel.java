// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.graph.Admg;

/**
 * A model of a mixed graph in which every {@code <->} is a hidden cause of a few equally probable levels, and every
 * variable picks a function of its parents by chance, with probabilities that depend on its hidden causes.
 *
 * <p>The joint distribution of variables is by enumeration of the hidden causes and of the levels of the variables
 * behind them: time grows exponentially with both.
 *
 * @param graph the edges that are in use
 * @param levelsByVariable the levels of each variable in their order
 * @param hidden how many levels each hidden cause has
 * @param mechanisms how each variable comes about in the population that is asked about
 * @param elsewhere by population, the variables that come about differently there
 */
public record HiddenCauseModel(
        Admg graph,
        SortedMap<String, List<String>> levelsByVariable,
        int hidden,
        SortedMap<String, Mechanism> mechanisms,
        SortedMap<Domain, SortedMap<String, Mechanism>> elsewhere)
        implements WitnessModel {

    /**
     * How a variable comes about.
     *
     * @param choices what it may follow, for each combination of the levels of its hidden causes: these in the order of
     *     the variables that they are shared with, the last fastest
     */
    public record Mechanism(List<List<Choice>> choices) {
        public Mechanism {
            choices = choices.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A function that a variable follows with some probability.
     *
     * @param probability how probable it is
     * @param function the index of the level, by combination of the levels of the parents: these in the order of the
     *     graph, the last fastest
     */
    public record Choice(double probability, List<Integer> function) {
        public Choice {
            function = List.copyOf(function);
        }
    }

    public HiddenCauseModel {
        levelsByVariable = Collections.unmodifiableSortedMap(new TreeMap<>(levelsByVariable));
        mechanisms = Collections.unmodifiableSortedMap(new TreeMap<>(mechanisms));
        elsewhere = Collections.unmodifiableSortedMap(new TreeMap<>(elsewhere));
    }

    /** The same where one variable comes about in another way. */
    HiddenCauseModel with(String variable, Mechanism mechanism) {
        SortedMap<String, Mechanism> changed = new TreeMap<>(mechanisms);
        changed.put(variable, mechanism);
        return new HiddenCauseModel(graph, levelsByVariable, hidden, changed, elsewhere);
    }

    @Override
    public List<String> levels(String variable) {
        return Names.get(levelsByVariable, variable);
    }

    @Override
    public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
        return new HiddenCauseEnumeration(this, domain.mechanisms(mechanisms, elsewhere), variables).table();
    }

    /** For each variable and its hidden causes the probabilities of functions, each written as what it makes of the parents. */
    @Override
    public String text() {
        return mechanisms.keySet().stream().map(this::text).collect(Collectors.joining("\n"));
    }

    private String text(String name) {
        StringBuilder out = new StringBuilder(name);
        int v = graph.index(name);
        String parents = graph.parents(v).stream().mapToObj(graph.names()::get).collect(Collectors.joining(", "));
        if (!parents.isEmpty()) out.append(" by ").append(parents);
        int[] shared = graph.spouses(v).stream().toArray();
        List<List<Choice>> choices = mechanisms.get(name).choices();
        for (int c = 0; c < choices.size(); c++) {
            out.append("\n  ").append(causes(v, shared, c));
            out.append(choices.get(c).stream()
                    .map(choice -> String.format(Locale.ROOT, "%.4f ", choice.probability())
                            + choice.function().stream()
                                    .map(levels(name)::get)
                                    .collect(Collectors.joining(" ", "[", "]")))
                    .collect(Collectors.joining("  ")));
        }
        return out.toString();
    }

    private String causes(int v, int[] shared, int configuration) {
        if (shared.length == 0) return "";
        List<Integer> at = new ArrayList<>();
        for (int i = shared.length - 1, rest = configuration; i >= 0; i--, rest /= hidden) at.add(0, rest % hidden);
        return IntStream.range(0, shared.length)
                .mapToObj(i -> "U(" + graph.names().get(Math.min(v, shared[i])) + ", "
                        + graph.names().get(Math.max(v, shared[i])) + ") = " + at.get(i))
                .collect(Collectors.joining(", ", "", ":  "));
    }

    @Override
    public String toString() {
        return text();
    }
}
