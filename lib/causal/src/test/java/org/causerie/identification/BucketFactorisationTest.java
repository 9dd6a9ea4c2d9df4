// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.junit.jupiter.api.Test;

/** Interventions in classes without hidden causes, against all directed acyclic graphs of the class. */
class BucketFactorisationTest {
    private static final List<String> NAMES = List.of("A", "B", "C", "D");

    /** Every class of four variables, and each of them narrowed by the direction of one or two edges. */
    private static Set<Cpdag> classes() {
        Set<Cpdag> classes = new LinkedHashSet<>();
        for (int code = 0; code < 729; code++) {
            Optional<Dag> dag = dag(code);
            if (dag.isEmpty()) continue;
            Cpdag whole = dag.get().toCpdag();
            classes.add(whole);
            List<int[]> open = dag.get().edges().stream()
                    .map(edge -> new int[] {whole.index(edge.from()), whole.index(edge.to())})
                    .filter(edge -> whole.undirected(edge[0], edge[1]))
                    .toList();
            for (int[] one : open) for (int[] two : open) classes.add(whole.oriented(List.of(one, two)));
        }
        return classes;
    }

    private static Optional<Dag> dag(int code) {
        List<int[]> edges = new ArrayList<>();
        int rest = code;
        for (int i = 0; i < 4; i++)
            for (int j = i + 1; j < 4; j++, rest /= 3) {
                if (rest % 3 == 1) edges.add(new int[] {i, j});
                if (rest % 3 == 2) edges.add(new int[] {j, i});
            }
        try {
            return Optional.of(Dag.of(NAMES, edges));
        } catch (CausalException cycle) {
            return Optional.empty();
        }
    }

    @Test
    void inEveryClassOfFourVariablesTheAnswerIsThatOfAllItsGraphs() {
        int[] counts = new int[5];
        List<String> wrong = new ArrayList<>();
        for (Cpdag graph : classes()) {
            List<Admg> members = graph.members().map(Admg::of).toList();
            counts[4]++;
            for (InterventionalDistribution query : CidpAlgorithmTest.QUERIES) {
                Identification answer = BucketFactorisation.withDefaults().identify(query, graph);
                if (answer.identified()) {
                    counts[0]++;
                    Expression formula = ((Functional) answer.estimand()).expression();
                    for (Admg member : members) {
                        SemiMarkovWorld world = new SemiMarkovWorld(member, 2, Seed.of(51).split(counts[0]));
                        if (!(Truths.difference(formula, query.probability(), world) < 1e-9))
                            wrong.add("WRONG " + query + " in " + graph + " member " + member + ": " + formula);
                    }
                } else {
                    counts[1]++;
                    ClassObstacle obstacle = (ClassObstacle) ((NotIdentified) answer).witness();
                    if (!members.containsAll(obstacle.members())) wrong.add("NO MEMBER " + query + " " + answer);
                    boolean pair = !obstacle.members().isEmpty();
                    if (pair) counts[2]++;
                    else assertThat(query.given()).isNotEmpty();
                    if (!CidpAlgorithmTest.refuted(query, pair ? obstacle.members() : members))
                        wrong.add("NOT REFUTED " + query + " in " + graph + ": " + answer);
                }
            }
        }
        System.out.println(java.util.Arrays.toString(counts));
        wrong.stream().limit(40).forEach(System.out::println);
        assertThat(wrong).isEmpty();
    }
}
