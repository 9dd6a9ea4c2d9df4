// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Mag;
import org.causerie.graph.Pag;
import org.junit.jupiter.api.Test;

/** IDP and CIDP: formulas against truth by surgery, refusals against all graphs of the class. */
class CidpAlgorithmTest {
    private static final List<String> NAMES = List.of("A", "B", "C", "D");
    static final List<InterventionalDistribution> QUERIES = List.of(
            InterventionalDistribution.of(Set.of("B"), Set.of("A")),
            InterventionalDistribution.of(Set.of("B"), Set.of("A")).given("C"),
            InterventionalDistribution.of(Set.of("B"), Set.of("A")).given("C", "D"),
            InterventionalDistribution.of(Set.of("B"), Set.of("A", "C")),
            InterventionalDistribution.of(Set.of("B"), Set.of("A", "C")).given("D"),
            InterventionalDistribution.of(Set.of("B"), Set.of("A", "C", "D")),
            InterventionalDistribution.of(Set.of("B", "C"), Set.of("A")),
            InterventionalDistribution.of(Set.of("B", "C"), Set.of("A")).given("D"),
            InterventionalDistribution.of(Set.of("B", "C"), Set.of("A", "D")),
            InterventionalDistribution.of(Set.of("B", "C", "D"), Set.of("A")));

    /** Every mixed graph of four variables under the class it belongs to. */
    private static Map<Pag, List<Admg>> classes() {
        Map<Mag, Pag> known = new HashMap<>();
        Map<Pag, List<Admg>> classes = new LinkedHashMap<>();
        for (int code = 0; code < 46_656; code++) {
            Optional<Admg> graph = mixed(code);
            if (graph.isEmpty()) continue;
            classes.computeIfAbsent(pag(graph.get(), known), pag -> new ArrayList<>())
                    .add(graph.get());
        }
        return classes;
    }

    static Pag pag(Admg graph, Map<Mag, Pag> known) {
        var full = AncestralAdjustmentTest.canonical(graph);
        Mag mag = Mag.projection(full, full.names().subList(graph.size(), full.size()), List.of());
        return known.computeIfAbsent(mag, Mag::toPag);
    }

    /** The mixed graph of this number, one of six ways to join each pair. */
    private static Optional<Admg> mixed(int code) {
        List<int[]> directed = new ArrayList<>();
        List<int[]> bidirected = new ArrayList<>();
        int rest = code;
        for (int i = 0; i < 4; i++)
            for (int j = i + 1; j < 4; j++) {
                int way = rest % 6;
                rest /= 6;
                if (way % 3 == 1) directed.add(new int[] {i, j});
                if (way % 3 == 2) directed.add(new int[] {j, i});
                if (way >= 3) bidirected.add(new int[] {i, j});
            }
        try {
            return Optional.of(Admg.of(NAMES, directed, bidirected));
        } catch (CausalException cycle) {
            return Optional.empty();
        }
    }

    @Test
    void inEveryClassOfFourVariablesTheAnswerIsThatOfAllItsGraphs() {
        int[] counts = new int[5];
        List<String> wrong = new ArrayList<>();
        classes().forEach((pag, members) -> {
            for (InterventionalDistribution query : QUERIES) {
                Identification answer = CidpAlgorithm.withDefaults().identify(query, pag);
                if (answer.identified()) {
                    counts[0]++;
                    Expression formula = ((Functional) answer.estimand()).expression();
                    for (int k = 0; k < 3; k++) {
                        Seed seed = Seed.of(41).split(counts[0]).split(k);
                        Admg member = members.get(seed.random().nextInt(members.size()));
                        SemiMarkovWorld world = new SemiMarkovWorld(member, 2, seed);
                        if (!query.probability().free().containsAll(formula.free())
                                || !(Truths.difference(formula, query.probability(), world) < 1e-9))
                            wrong.add("WRONG " + query + " in " + pag + " member " + member + ": " + formula);
                    }
                } else {
                    counts[1]++;
                    ClassObstacle obstacle = (ClassObstacle) ((NotIdentified) answer).witness();
                    if (obstacle.members().isEmpty()) counts[2]++;
                    if (obstacle.members().isEmpty() && !refuted(query, members)) {
                        counts[3]++;
                        wrong.add("INCOMPLETE " + query + " in " + pag + ": " + answer);
                    }
                }
            }
        });
        System.out.println(java.util.Arrays.toString(counts));
        wrong.stream().limit(40).forEach(System.out::println);
        assertThat(wrong).isEmpty();
    }

    /** Whether some graph of the class has no formula, or two have formulas of different value. */
    static boolean refuted(InterventionalDistribution query, List<Admg> members) {
        List<Expression> formulas = new ArrayList<>();
        for (Admg member : members) {
            Optional<Expression> formula = formula(query, member);
            if (formula.isEmpty()) return true;
            formulas.add(formula.get());
        }
        for (int k = 0; k < 8; k++) {
            Admg member = members.get(k * (members.size() - 1) / 7);
            SemiMarkovWorld world = new SemiMarkovWorld(member, 3, Seed.of(43).split(k));
            for (Expression formula : formulas)
                if (Truths.difference(formula, formulas.get(0), world) > 1e-6) return true;
        }
        return false;
    }

    private static Optional<Expression> formula(InterventionalDistribution query, Admg graph) {
        Subgraphs graphs = new Subgraphs(graph);
        IdRecursion.Conditional result = IdAlgorithm.run(
                graphs,
                graphs.indices(query.outcomes()),
                graphs.indices(query.treatments()),
                graphs.indices(query.given()));
        return result.answer() instanceof IdRecursion.Found found
                ? Optional.of(IdAlgorithm.closed(found, query).expression())
                : Optional.empty();
    }
}
