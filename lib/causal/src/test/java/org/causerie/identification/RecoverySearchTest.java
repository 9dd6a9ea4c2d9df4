// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

class RecoverySearchTest {
    private static final Seed SEED = Seed.of(83);

    private static Optional<Expression> search(MissingnessGraph graph, InterventionalDistribution query) {
        Optional<Expression> found = RecoverySearch.formula(query.probability(), graph);
        found.ifPresent(formula -> MissingDataRecoveryTest.isRight(
                new Identified(new Functional(query, formula), List.of()), query, graph));
        return found;
    }

    /** The first two ways to a joint distribution are such steps; where one of them works the search does. */
    @Test
    void jointDistributionsAreFoundAsInOtherWays() {
        InterventionalDistribution all = InterventionalDistribution.of(Set.of("A", "B", "C"), Set.of());
        int both = 0;
        for (int i = 0; i < 120; i++) {
            MissingnessGraph graph = MissingDataRecoveryTest.random(SEED.split(i));
            SeenLaw seen = new SeenLaw(graph, graph.variables());
            boolean found = search(graph, all).isPresent();
            if (seen.sequential(Set.of()).or(seen::weighted).isEmpty()) continue;
            assertThat(found).as(graph.text()).isTrue();
            both++;
        }
        assertThat(both).isGreaterThan(30);
    }

    @Test
    void whatIsFoundOfOneVariableIsRight() {
        int found = 0;
        for (int i = 0; i < 120; i++) {
            MissingnessGraph graph =
                    MissingDataRecoveryTest.random(SEED.split("one").split(i));
            InterventionalDistribution query = InterventionalDistribution.of(Set.of(i % 2 == 0 ? "A" : "B"), Set.of());
            if (i % 4 > 1) query = query.given("C");
            if (search(graph, query).isPresent()) found++;
        }
        assertThat(found).isGreaterThan(40);
    }

    /** P(x) = P(x | R_Y = 1), and in its factor P(x | y, R_Y = 1) the gaps of Z can be given, though not before. */
    @Test
    void conditionsAreTakenInOneAfterTheOther() {
        InterventionalDistribution x = InterventionalDistribution.of(Set.of("X"), Set.of());
        MissingnessGraph chain = MissingnessGraph.of("X -> Y -> {R_X R_Z}", "X -> Z -> R_X", "Y <-> R_Y", "Z <-> R_Z");
        assertThat(search(chain, x)).isPresent();
        // where Y decides on its own gaps they do tell of X
        MissingnessGraph told =
                MissingnessGraph.of("X -> Y -> {R_X R_Z}", "X -> Z -> R_X", "Y <-> R_Y", "Z <-> R_Z", "Y -> R_Y");
        assertThat(search(told, x)).isEmpty();
    }

    /** Five variables that censor themselves have more probabilities than are tried. */
    @Test
    void theSearchEndsInGraphsOfManyGaps() {
        MissingnessGraph graph = MissingnessGraph.of(
                "A -> B -> C -> D -> E", "A -> R_A -> R_B", "B -> R_B", "C -> R_C -> R_D", "D -> R_D", "E -> R_E");
        assertThat(search(graph, InterventionalDistribution.of(Set.of("A"), Set.of())))
                .isEmpty();
        assertThat(search(
                        graph,
                        InterventionalDistribution.of(Set.of("B"), Set.of()).given("A")))
                .isEmpty();
    }
}
