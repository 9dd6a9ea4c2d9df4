// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.causerie.Progress;

/**
 * The mechanism of one variable of a {@link HiddenCauseModel}, as the vector of the probabilities of its functions for
 * each combination of its hidden causes; what is observed is linear in it.
 */
final class FreeMechanism {
    private static final int FUNCTIONS = 32;
    private static final int UNKNOWNS = 256;

    private final DiscreteGraph graph;
    private final HiddenCauseModel drawn;
    private final int free;
    private final int combinations;
    private final List<List<Integer>> functions;

    /** All functions of the variable's parents, or, where they are too many, the constant ones and some others. */
    FreeMechanism(DiscreteGraph graph, HiddenCauseModel drawn, int free, RandomGenerator random) {
        this.graph = graph;
        this.drawn = drawn;
        this.free = free;
        combinations = drawn.mechanisms().get(graph.name(free)).choices().size();
        int configurations = graph.configurations(free);
        int size = graph.size(free);
        int most = Math.max(2 * size, Math.min(FUNCTIONS, UNKNOWNS / combinations));
        double all = Math.pow(size, configurations);
        Set<List<Integer>> some = new LinkedHashSet<>();
        for (int level = 0; level < size; level++) some.add(Collections.nCopies(configurations, level));
        if (all <= most)
            for (int code = 0; code < all; code++)
                some.add(Arrays.stream(ResponseFunctions.function(code, configurations, size))
                        .boxed()
                        .toList());
        else
            while (some.size() < most)
                some.add(random.ints(configurations, 0, size).boxed().toList());
        functions = List.copyOf(some);
    }

    /** Every function as probable as the others. */
    double[] start() {
        double[] start = new double[combinations * functions.size()];
        Arrays.fill(start, 1.0 / functions.size());
        return start;
    }

    /** The model where the variable has this mechanism. */
    HiddenCauseModel at(double[] probabilities) {
        List<List<HiddenCauseModel.Choice>> choices = new ArrayList<>();
        for (int c = 0, i = 0; c < combinations; c++) {
            List<HiddenCauseModel.Choice> some = new ArrayList<>();
            for (List<Integer> function : functions)
                some.add(new HiddenCauseModel.Choice(probabilities[i++], function));
            choices.add(some);
        }
        return drawn.with(graph.name(free), new HiddenCauseModel.Mechanism(choices));
    }

    /** The gradients of all that the sources show, and of the sums that are 1. */
    RowSpace fixed(List<HiddenCauseModels.Source> sources, BitSet joined, SortedMap<Domain, BitSet> coins) {
        int count = functions.size();
        RowSpace fixed = new RowSpace();
        for (int c = 0; c < combinations; c++) {
            double[] total = new double[combinations * count];
            Arrays.fill(total, c * count, (c + 1) * count, 1);
            fixed.add(total);
        }
        RowSpace[][] seen = seen(sources, joined, coins);
        for (int configuration = 0; configuration < seen.length; configuration++)
            for (int level = 0; level < seen[configuration].length; level++)
                for (double[] weights : seen[configuration][level].base()) {
                    double[] row = new double[combinations * count];
                    for (int i = 0; i < row.length; i++)
                        if (functions.get(i % count).get(configuration) == level) row[i] = weights[i / count];
                    fixed.add(row);
                }
        return fixed;
    }

    /**
     * By combination of the parents' levels and level of the variable: weights of the combinations of its hidden causes
     * with which the probabilities of the level add up to cells of the sources.
     */
    private RowSpace[][] seen(List<HiddenCauseModels.Source> sources, BitSet joined, SortedMap<Domain, BitSet> coins) {
        RowSpace[][] seen = new RowSpace[graph.configurations(free)][graph.size(free)];
        for (RowSpace[] row : seen) Arrays.setAll(row, level -> new RowSpace());
        int[] members = graph.ordered(joined);
        Map<Domain, ObservedFactors> factors = new TreeMap<>();
        int[] values = new int[graph.graph().size()];
        for (HiddenCauseModels.Source source : sources) {
            BitSet other = coins.getOrDefault(source.population(), new BitSet());
            if (source.set().get(free) || other.get(free)) continue;
            ObservedFactors observed = factors.computeIfAbsent(
                    source.population(), domain -> new ObservedFactors(graph, drawn, domain, free));
            int[] factored = Arrays.stream(members)
                    .filter(v -> v != free && !source.set().get(v))
                    .toArray();
            for (int cell = 0; cell < graph.combinations(members); cell++) {
                Progress.checkpoint();
                graph.put(members, cell, values);
                RowSpace here = seen[graph.configuration(free, values)][values[free]];
                if (here.size() < combinations) here.add(observed.weights(values, factored));
            }
        }
        return seen;
    }
}
