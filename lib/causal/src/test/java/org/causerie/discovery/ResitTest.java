// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;
import org.causerie.graph.GraphComparison;
import org.causerie.graph.RandomGraphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResitTest {
    private static final Resit SEARCH = Resit.withDefaults().cases(250);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsTheGraph(boolean normal) {
        int both = 0;
        int wrong = 0;
        for (int i = 0; i < 15; i++) {
            Dag dag = RandomGraphs.erdosRenyi(4, 1.5, Seed.of(i));
            Dataset data = AdditiveWorlds.draw(dag, normal, 250, Seed.of(i));
            GraphComparison.Hits arrows = GraphComparison.of(
                            dag, SEARCH.alpha(0.01).discover(data).dag())
                    .arrows();
            both += arrows.both();
            wrong += arrows.missed() + arrows.extra();
        }
        assertThat(2.0 * both / (2 * both + wrong)).isGreaterThan(0.8);
    }

    @Test
    void neitherColumnOrderNorThreadsMatter() {
        Dataset data = AdditiveWorlds.draw(RandomGraphs.erdosRenyi(4, 2, Seed.of(4)), true, 60, Seed.of(4));
        Resit.Result found = SEARCH.discover(data, Execution.sequential());
        for (int threads : new int[] {2, 8})
            assertThat(SEARCH.discover(data, new Execution(threads))).isEqualTo(found);
        for (int i = 0; i < 20; i++) {
            Resit.Result again = SEARCH.discover(LinearWorlds.shuffled(data, Seed.of(i)), Execution.sequential());
            assertThat(again.order()).isEqualTo(found.order());
            assertThat(again.dag().reordered(data.names())).isEqualTo(found.dag());
        }
    }

    @Test
    void knowledgeBindsEvenWhereItIsWrong() {
        Dataset data = AdditiveWorlds.draw(Dag.of("A -> B -> C", "A -> C"), true, 100, Seed.of(5));
        Knowledge reversed =
                Knowledge.tiers(Set.of("C"), Set.of("B"), Set.of("A")).require("C", "A");
        Resit.Result found = SEARCH.knowledge(reversed).discover(data);
        assertThat(found.order()).containsExactly("C", "B", "A");
        assertThat(found.dag().hasEdge("C", "A")).isTrue();
    }

    @Test
    void aHiddenCommonCauseIsNoticed() {
        RandomGenerator random = Seed.of(3).random();
        double[][] columns = new double[2][250];
        for (int row = 0; row < 250; row++) {
            double angle = 2 * Math.PI * random.nextDouble();
            columns[0][row] = Math.cos(angle) + 0.1 * random.nextGaussian();
            columns[1][row] = Math.sin(angle) + 0.1 * random.nextGaussian();
        }
        Dataset data = Dataset.of(List.of("X", "Y"), columns);
        assertThat(SEARCH.discover(data).fits()).isFalse();
    }
}
