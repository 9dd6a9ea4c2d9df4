// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Knowledge;
import org.causerie.discovery.LinearWorlds.Shape;
import org.causerie.discovery.LinearWorlds.World;
import org.causerie.graph.Dag;
import org.causerie.graph.GraphComparison;
import org.causerie.graph.RandomGraphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IcaLingamTest {
    private static final IcaLingam SEARCH = IcaLingam.withDefaults();

    @ParameterizedTest
    @EnumSource(
            value = Shape.class,
            names = {"UNIFORM", "EXPONENTIAL", "LAPLACE"})
    void findsOrderAndGraph(Shape shape) {
        int both = 0;
        int wrong = 0;
        for (int i = 0; i < 50; i++) {
            World world = LinearWorlds.draw(RandomGraphs.erdosRenyi(7, 2, Seed.of(i)), shape, 2000, Seed.of(i));
            IcaLingam.Result found = SEARCH.discover(world.data());
            assertThat(found.converged()).isTrue();
            GraphComparison.Hits arrows =
                    GraphComparison.of(world.dag(), found.dag()).arrows();
            both += arrows.both();
            wrong += arrows.missed() + arrows.extra();
        }
        assertThat(2.0 * both / (2 * both + wrong)).isGreaterThan(0.95);
    }

    @Test
    void columnOrderDoesNotMatter() {
        World world = LinearWorlds.draw(RandomGraphs.erdosRenyi(8, 3, Seed.of(4)), Shape.GAUSSIAN, 120, Seed.of(4));
        IcaLingam.Result found = SEARCH.steps(50).discover(world.data(), Execution.sequential());
        for (int i = 0; i < 20; i++) {
            IcaLingam.Result again = SEARCH.steps(50).discover(LinearWorlds.shuffled(world.data(), Seed.of(i)));
            assertThat(again.edges()).isEqualTo(found.edges());
            assertThat(again.order()).isEqualTo(found.order());
        }
    }

    @Test
    void knowledgeBindsEvenWhereItIsWrong() {
        World world = LinearWorlds.draw(Dag.of("A -> B -> C", "A -> C"), Shape.UNIFORM, 1000, Seed.of(5));
        Knowledge reversed =
                Knowledge.tiers(Set.of("C"), Set.of("B"), Set.of("A")).require("C", "A");
        IcaLingam.Result found = SEARCH.knowledge(reversed).discover(world.data());
        assertThat(found.order()).containsExactly("C", "B", "A");
        assertThat(found.dag().hasEdge("C", "A")).isTrue();
    }
}
