// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
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
        System.err.println(Derivation.of(query, graph).text());
        check(query, graph, Seed.of(1));
    }

    @Test
    void napkin() {
        Admg graph = Admg.of("W -> Z -> X -> Y", "W <-> X", "W <-> Y");
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));
        System.err.println(Derivation.of(query, graph).text());
        check(query, graph, Seed.of(1));
    }

    @Test
    void thereIsNoProofOfWhatDoesNotFollow() {
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));
        assertThatThrownBy(() -> Derivation.of(query, Admg.of("X -> Y", "X <-> Y")))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("There is nothing to derive: P(Y | do(X)) is not identified");
    }
}
