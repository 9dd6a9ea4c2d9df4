// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.causerie.graph.Admg;

/**
 * Two models that agree in every experiment and differ in a question about several worlds, looked for in a graph with as
 * few edges as the question needs to stay without an answer: with two levels of each variable, with three of the one that
 * has two values there, and with three of every cause, since with two levels subtraction may give more.
 *
 * @param asked the question
 */
record ConflictSearch(Expression asked) {

    /** The models, if levels are 0 and 1, at most 8 variables matter, and the search finds some. */
    Optional<ModelPair> models(Admg graph) {
        if (!ConflictModels.small(asked, graph)) return Optional.empty();
        Admg fewest = FewestEdges.of(graph, fewer -> conflict(fewer).isPresent());
        return conflict(fewest)
                .flatMap(conflict -> HiddenCauseModels.first(
                        Stream.of(new BitSet(), Subgraphs.single(graph.index(conflict.variable())), causes(fewest))
                                .map(three -> family(fewest, conflict, three))
                                .toList()));
    }

    private Optional<WorldConflict> conflict(Admg graph) {
        for (Probability p : ConflictModels.probabilities(asked))
            if (CounterfactualGraph.of(p.given(), graph).isEmpty()) return Optional.empty();
        CounterfactualSearch search =
                new CounterfactualSearch(graph, CounterfactualIdentification.Available.EXPERIMENTS);
        search.answered(asked);
        return search.obstacle().filter(WorldConflict.class::isInstance).map(WorldConflict.class::cast);
    }

    private static BitSet causes(Admg graph) {
        BitSet causes = new BitSet();
        for (int v = 0; v < graph.size(); v++) causes.or(graph.parents(v));
        return causes;
    }

    private HiddenCauseModels family(Admg graph, WorldConflict conflict, BitSet three) {
        BitSet district = new BitSet();
        for (Term vertex : conflict.district()) district.set(graph.index(vertex.variable()));
        DiscreteGraph discrete = new DiscreteGraph(
                graph,
                IntStream.range(0, graph.size())
                        .mapToObj(v -> three.get(v) ? List.of("0", "1", "2") : List.of("0", "1"))
                        .toList());
        return new HiddenCauseModels(discrete, asked, experiments(graph), Collections.emptySortedMap(), district);
    }

    /** Every experiment on variables with edges. */
    private static List<HiddenCauseModels.Source> experiments(Admg graph) {
        List<BitSet> sets = new ArrayList<>(List.of(new BitSet()));
        for (int v = 0; v < graph.size(); v++) {
            if (graph.children(v).isEmpty()
                    && graph.parents(v).isEmpty()
                    && graph.spouses(v).isEmpty()) continue;
            for (BitSet set : List.copyOf(sets)) sets.add(Subgraphs.or(set, Subgraphs.single(v)));
        }
        return sets.stream()
                .map(set -> new HiddenCauseModels.Source(Domain.target(), set))
                .toList();
    }
}
