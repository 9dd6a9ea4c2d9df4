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
        int[] counts = new int[3];
        for (Cpdag graph : classes()) {
            List<Admg> members = graph.members().map(Admg::of).toList();
            for (InterventionalDistribution query : CidpAlgorithmTest.QUERIES) {
                Identification answer = BucketFactorisation.withDefaults().identify(query, graph);
                if (answer instanceof Identified found) {
                    counts[0]++;
                    for (int k = 0; k < Math.min(3, members.size()); k++)
                        CidpAlgorithmTest.check(
                                query,
                                found,
                                new SemiMarkovWorld(members.get((counts[0] + k) % members.size()), 2, Seed.of(51)));
                } else {
                    counts[1]++;
                    List<Admg> shown = ((ClassObstacle) ((NotIdentified) answer).witness()).members();
                    if (!shown.isEmpty()) counts[2]++;
                    else assertThat(query.given()).isNotEmpty();
                    assertThat(members).containsAll(shown);
                    assertThat(CidpAlgorithmTest.refuted(query, shown.isEmpty() ? members : shown))
                            .as("%s in %s: %s", query, graph, answer)
                            .isTrue();
                }
            }
        }
        assertThat(counts[0]).isGreaterThan(7000);
        assertThat(counts[1]).isGreaterThan(5000);
        assertThat(counts[2]).isGreaterThan(3000);
    }

    @Test
    void inLargerClassesFormulasAreTrue() {
        int identified = 0;
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            Seed seed = Seed.of(52).split(i);
            Admg graph = SemiMarkovWorld.randomGraph(5 + i % 3, 0.3 + 0.1 * (i % 5), 0, seed);
            Cpdag whole = graph.directed().toCpdag();
            List<int[]> open = graph.directed().edges().stream()
                    .map(edge -> new int[] {graph.index(edge.from()), graph.index(edge.to())})
                    .filter(edge -> whole.undirected(edge[0], edge[1]))
                    .toList();
            Cpdag narrowed = whole.oriented(open.subList(0, Math.min(i % 4, open.size())));
            InterventionalDistribution query = Truths.randomQuery(graph, i % 2 == 0, seed.split("query"));
            Identification answer = BucketFactorisation.withDefaults().identify(query, narrowed);
            if (answer instanceof Identified found) {
                identified++;
                CidpAlgorithmTest.check(query, found, new SemiMarkovWorld(graph, 2, seed.split("world")));
            } else {
                List<Admg> pair = ((ClassObstacle) ((NotIdentified) answer).witness()).members();
                if (pair.isEmpty()) continue;
                refused++;
                assertThat(CidpAlgorithmTest.refuted(query, pair))
                        .as("%s in %s: %s", query, narrowed, answer)
                        .isTrue();
            }
        }
        assertThat(identified).isGreaterThan(100);
        assertThat(refused).isGreaterThan(40);
    }

    /** Perković (2020): no set serves for the joint effect, and yet there is a formula. */
    @Test
    void thereAreFormulasWhereNoAdjustmentSetServes() {
        Cpdag graph = Dag.of("A -> Z", "B -> Z", "Z -> W", "A -> Y", "Z -> Y", "L -> W", "L -> Y", "K -> L")
                .toCpdag();
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("A", "W"));
        Identified answer = (Identified) BucketFactorisation.withDefaults().identify(query, graph);
        CidpAlgorithmTest.check(
                query,
                answer,
                new SemiMarkovWorld(Admg.of(graph.consistentExtension().orElseThrow()), 2, Seed.of(53)));
    }

    @Test
    void aBucketIsAFactor() {
        Cpdag graph = Cpdag.of("A -- B", "A -> Y", "B -> Y", "X -> Y");
        assertThat(BucketFactorisation.withDefaults()
                        .identify(InterventionalDistribution.of(Set.of("Y"), Set.of("X")), graph)
                        .text())
                .isEqualTo("P(Y | do(X))\n  = Σ_{A, B} P(A, B) P(Y | A, B, X)");
        assertThat(BucketFactorisation.withDefaults()
                        .identify(InterventionalDistribution.of(Set.of("Y"), Set.of("A")), graph)
                        .text())
                .startsWith("P(Y | do(A)) is not identified: the path A -- B -> Y may be causal or not");
    }
}
