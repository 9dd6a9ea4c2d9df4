// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Edge;
import org.causerie.graph.RandomGraphs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On samples that contradict themselves, neither the columns' order, nor their names, nor threads change a mark. */
class OrderTest {

    static Stream<Search> searches() {
        Knowledge tiers = Knowledge.tiers(Set.of("X1", "X2", "X3"), Set.of("X4", "X5"))
                .require("X1", "X6")
                .forbid("X7", "X8");
        return Stream.concat(
                Stream.of(ColliderRule.values())
                        .flatMap(rule -> Stream.of(
                                Pc.withDefaults().alpha(0.05).colliders(rule),
                                Pc.withDefaults().alpha(0.05).colliders(rule).knowledge(tiers))),
                Stream.of(
                        Ges.withDefaults(),
                        Ges.withDefaults().strategy(Ges.Strategy.FORWARD_BACKWARD),
                        Ges.withDefaults().strategy(Ges.Strategy.TURNING).faithful(true),
                        Ges.withDefaults().strategy(Ges.Strategy.PERTURBED),
                        Ges.withDefaults().knowledge(tiers),
                        Ges.withDefaults().faithful(true).knowledge(tiers),
                        Boss.withDefaults(),
                        Boss.withDefaults().starts(3).knowledge(tiers),
                        Grasp.withDefaults(),
                        Grasp.withDefaults().starts(2).knowledge(tiers)));
    }

    @ParameterizedTest
    @MethodSource("searches")
    void orderAndThreadsDoNotMatter(Search search) {
        for (int i = 0; i < 4; i++) {
            Seed seed = Seed.of(i);
            Dataset data = Worlds.sample(RandomGraphs.erdosRenyi(20, 4, seed), 150, seed);
            List<String> marks = marks(search.discover(data, Execution.sequential()));
            for (int threads : new int[] {2, 8})
                assertThat(marks(search.discover(data, new Execution(threads)))).isEqualTo(marks);
            for (int k = 0; k < 3; k++) {
                List<String> names = new ArrayList<>();
                for (int column : Worlds.shuffled(data.size(), seed.split(k)))
                    names.add(data.names().get(column));
                assertThat(marks(search.discover(data.select(names), Execution.sequential())))
                        .isEqualTo(marks);
            }
        }
    }

    /** New names change the order of visits, which is by name. */
    @ParameterizedTest
    @MethodSource("searches")
    void namesDoNotMatter(Search search) {
        if (search instanceof Pc pc && !pc.knowledge().isEmpty()) return;
        if (search instanceof Ges ges && !ges.knowledge().isEmpty()) return;
        if (search instanceof Boss boss && !boss.knowledge().isEmpty()) return;
        if (search instanceof Grasp grasp && !grasp.knowledge().isEmpty()) return;
        for (int i = 0; i < 4; i++) {
            Seed seed = Seed.of(100 + i);
            Dataset data = Worlds.sample(RandomGraphs.erdosRenyi(20, 4, seed), 150, seed);
            List<Integer> order = Worlds.shuffled(data.size(), seed);
            List<String> names = order.stream().map(number -> "V" + number).toList();
            double[][] columns = new double[data.size()][];
            for (int j = 0; j < columns.length; j++) columns[j] = data.values(j);
            CausalGraph graph = search.discover(data).graph();
            CausalGraph renamed = search.discover(Dataset.of(names, columns)).graph();
            for (int a = 0; a < columns.length; a++)
                for (int b = 0; b < columns.length; b++)
                    assertThat(renamed.mark(a, b)).isEqualTo(graph.mark(a, b));
        }
    }

    private static List<String> marks(Found found) {
        return found.graph().edges().stream().map(OrderTest::canonical).sorted().toList();
    }

    private static String canonical(Edge edge) {
        String other = edge.reversed().toString();
        return edge.toString().compareTo(other) < 0 ? edge.toString() : other;
    }
}
