// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.junit.jupiter.api.Test;

/** Every step of every proof: its separation in the mutilated graph, and that both sides are equal in a random world. */
class DerivationTest {

    private static int check(InterventionalDistribution query, Admg graph, Seed seed) {
        Identification answer = IdAlgorithm.withDefaults().identify(query, graph);
        if (!answer.identified()) return 0;
        Derivation derivation = Derivation.of(query, graph);
        Expression formula = ((Functional) answer.estimand()).expression();
        assertThat(derivation.formula()).as(derivation::text).isEqualTo(formula);
        SemiMarkovWorld world = new SemiMarkovWorld(graph, 2, seed);
        for (Derivation.Step step : derivation.steps()) {
            step.licence()
                    .ifPresent(licence -> assertThat(licence.holds(graph))
                            .as("%s in %s: %s", query, graph, licence.text())
                            .isTrue());
            assertThat(Truths.difference(step.left(), step.right(), world))
                    .as("%s in %s: %s = %s", query, graph, step.left(), step.right())
                    .isLessThan(1e-9);
            assertThat(Truths.difference(step.whole(), query.probability(), world))
                    .as("%s in %s: %s", query, graph, step.whole())
                    .isLessThan(1e-9);
        }
        return 1;
    }

    @Test
    void everyStepHoldsInRandomGraphs() {
        int derived = 0;
        for (int i = 0; i < 400; i++) {
            Seed seed = Seed.of(21).split(i);
            Admg graph = Truths.randomGraph(2 + i % 4, seed);
            derived += check(Truths.randomQuery(graph, i % 2 == 0, seed.split("query")), graph, seed.split("world"));
        }
        assertThat(derived).isGreaterThan(200);
    }

    @Test
    void frontDoor() {
        Admg graph = Admg.of("X -> M -> Y", "X <-> Y");
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));
        Derivation derivation = Derivation.of(query, graph);
        assertThat(derivation.text())
                .startsWith("P(Y | do(X))\n1. = Σ_{M} P(M, Y | do(X))   [sum over the rest]\n")
                .endsWith("11. = Σ_{M} P(M | X) (Σ_{X'} P(X') P(Y | M, X'))"
                        + "   [rule 2: Y ⊥ M | X in G without edges out of M]");
        check(query, graph, Seed.of(1));
    }

    @Test
    void eachStepIsNumberedAndWhatItPutsInIsMarked() {
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));
        String html =
                Derivation.of(query, Admg.of("X -> M -> Y", "X <-> Y")).html().orElseThrow();
        assertThat(html.split("<tr>")).hasSize(13);
        assertThat(html)
                .contains(
                        "= Σ<sub>M</sub> P(M | do(X, Y)) <mark style=\"background:#fdedc8\">P(Y | do(M, X))</mark></td>")
                .contains(">11.</td>", "rule 2: Y ⊥ M | X in G without edges out of M");
        assertThat(Derivation.of(query, Admg.of("W -> Z -> X -> Y", "W <-> X", "W <-> Y"))
                        .html()
                        .orElseThrow()
                        .split("<mark"))
                .as("all steps but the first, which adds around what is there")
                .hasSize(14);
        InterventionalDistribution hostile = InterventionalDistribution.of(Set.of("<b>"), Set.of("X"));
        assertThat(Derivation.of(hostile, Admg.of(List.of("X", "<b>"), List.of(new int[] {0, 1}), List.of()))
                        .html()
                        .orElseThrow())
                .doesNotContain("<b>")
                .contains("&lt;b&gt;");
    }

    @Test
    void aLicenceShowsItsCutGraph() {
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));
        Admg graph = Admg.of("X -> M -> Y", "X <-> Y");
        Derivation.Licence last =
                Derivation.of(query, graph).steps().get(10).licence().orElseThrow();
        assertThat(last.cut(graph)).isEqualTo(Admg.of("X -> M", "Y <-> X"));
    }

    @Test
    void napkin() {
        Admg graph = Admg.of("W -> Z -> X -> Y", "W <-> X", "W <-> Y");
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));
        check(query, graph, Seed.of(1));
    }

    @Test
    void thereIsNoProofOfWhatDoesNotFollow() {
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));
        assertThatThrownBy(() -> Derivation.of(query, Admg.of("X -> Y", "X <-> Y")))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("There is nothing to derive: P(Y | do(X)) is not identified");
    }

    /** On average 5 edges and 1.5 bidirected edges a variable; the separations are checked, no table is made. */
    @Test
    void everyStepIsAllowedInLargeGraphs() {
        int steps = 0;
        for (int i = 0; i < 20; i++) {
            RandomGenerator random = Seed.of(22).split(i).random();
            List<String> names = IntStream.range(0, 50).mapToObj(v -> "V" + v).toList();
            List<int[]> arrows = new ArrayList<>();
            List<int[]> arcs = new ArrayList<>();
            for (int v = 0; v < 50; v++)
                for (int p = 0; p < v; p++) {
                    if (random.nextDouble() < 0.1) arrows.add(new int[] {p, v});
                    if (random.nextDouble() < 0.03) arcs.add(new int[] {p, v});
                }
            Admg graph = Admg.of(names, arrows, arcs);
            InterventionalDistribution query =
                    InterventionalDistribution.of(Set.of("V" + (40 + i % 10)), Set.of("V" + i));
            if (!IdAlgorithm.withDefaults().identify(query, graph).identified()) continue;
            for (Derivation.Step step : Derivation.of(query, graph).steps()) {
                step.licence()
                        .ifPresent(licence -> assertThat(licence.holds(graph))
                                .as("%s in %s: %s", query, graph, licence.text())
                                .isTrue());
                steps++;
            }
        }
        assertThat(steps).isGreaterThan(100);
    }
}
