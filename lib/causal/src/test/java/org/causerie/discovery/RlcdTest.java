// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.stat.Covariance;
import org.causerie.stat.RankTest;
import org.junit.jupiter.api.Test;

class RlcdTest {
    private static final Seed SEED = Seed.of(171);

    private static Rlcd.Result oracle(Dag dag, Rlcd rlcd) {
        return rlcd.discover(Treks.of(dag), Execution.sequential());
    }

    private static boolean right(Dag dag, Rlcd rlcd) {
        return Latents.named(oracle(dag, rlcd).cpdag(), dag).equals(dag.toCpdag());
    }

    /** Told the ranks that the graph has: where no pair needs more separators than are tried, the class is found. */
    @Test
    void twoThousandMeasurementModelsOverAnyLatentGraphAreFound() {
        Rlcd rlcd = Rlcd.withDefaults();
        for (int i = 0; i < 2_000; i++) {
            Dag dag = Latents.measured(SEED.split(i));
            boolean few = Latents.separators(dag) <= rlcd.largestSet();
            assertThat(right(dag, few ? rlcd : rlcd.largestSet(4)))
                    .as("graph %d: %s", i, dag)
                    .isTrue();
        }
    }

    /** In these graphs of the same sequence a cause of one hidden variable is separated from another one by four, by no three. */
    @Test
    void pairsThatOnlyFourSeparateStayAdjacentWithThree() {
        for (int i : new int[] {5_397, 8_495, 9_789}) {
            Dag dag = Latents.measured(SEED.split(i));
            assertThat(Latents.separators(dag)).isEqualTo(4);
            assertThat(right(dag, Rlcd.withDefaults())).as("graph %d", i).isFalse();
            assertThat(right(dag, Rlcd.withDefaults().largestSet(4)))
                    .as("graph %d", i)
                    .isTrue();
        }
    }

    @Test
    void ranksOfPopulationsTellTheSame() {
        for (int i = 0; i < 60; i++) {
            Seed seed = SEED.split(i);
            Dag dag = Latents.measured(seed);
            Covariance population = Latents.observed(Worlds.population(dag, 1000, seed));
            assertThat(Rlcd.withDefaults()
                            .discover(RankTest.exact(population), Execution.sequential())
                            .covers())
                    .as("graph %d: %s", i, dag)
                    .isEqualTo(oracle(dag, Rlcd.withDefaults()).covers());
        }
    }

    @Test
    void treesOfHiddenAndObservedVariablesAreFound() {
        for (int i = 0; i < 300; i++) {
            Dag dag = Latents.tree(SEED.split("tree").split(i));
            assertThat(right(dag, Rlcd.withDefaults()))
                    .as("graph %d: %s", i, dag)
                    .isTrue();
        }
    }

    @Test
    void withoutHiddenVariablesItIsTheClassOfTheGraph() {
        int graphs = 0;
        for (int i = 0; graphs < 100; i++) {
            Seed seed = SEED.split("observed").split(i);
            Dag dag = Worlds.dag(10, seed);
            if (Latents.hasTriangle(dag)) continue;
            graphs++;
            assertThat(Rlcd.withDefaults()
                            .largestSet(8)
                            .discover(RankTest.exact(Worlds.population(dag, 1000, seed)), Execution.sequential())
                            .cpdag())
                    .as("graph %d: %s", i, dag)
                    .isEqualTo(dag.toCpdag());
        }
    }

    /** Two hidden variables, or a hidden and an observed one, that only together separate their children. */
    @Test
    void coversOfTwoAreFound() {
        for (int i = 0; i < 300; i++) {
            Dag dag = Latents.twos(SEED.split("two").split(i));
            Cpdag found = Latents.named(oracle(dag, Rlcd.withDefaults()).cpdag(), dag);
            assertThat(Latents.skeleton(found)).as("graph %d: %s", i, dag).isEqualTo(Latents.skeleton(dag));
        }
    }

    /** Directions of edges between observed variables narrow the class as they narrow that of the true graph. */
    @Test
    void knowledgeDirectsEdgesBetweenObservedVariables() {
        int narrowed = 0;
        for (int i = 0; i < 40; i++) {
            Seed seed = SEED.split("known").split(i);
            Dag dag = i % 2 == 0 ? Latents.tree(seed) : Latents.measured(seed);
            Knowledge knowledge = Knowledge.none();
            List<int[]> known = new ArrayList<>();
            for (Edge edge : dag.edges()) {
                if (edge.from().startsWith("H") || edge.to().startsWith("H")) continue;
                knowledge = knowledge.forbid(edge.to(), edge.from());
                known.add(new int[] {dag.index(edge.from()), dag.index(edge.to())});
            }
            Cpdag expected = dag.toCpdag().oriented(known);
            Covariance all = Worlds.population(dag, 1000, seed);
            Cpdag found = Rlcd.withDefaults()
                    .knowledge(knowledge)
                    .discover(RankTest.exact(Latents.observed(all)), Execution.sequential())
                    .cpdag();
            assertThat(Latents.named(found, dag)).as("graph %d: %s", i, dag).isEqualTo(expected);
            if (!expected.equals(dag.toCpdag())) narrowed++;
        }
        assertThat(narrowed).isGreaterThan(5);
    }

    @Test
    void knowledgeOfAdjacenciesIsRefused() {
        Dataset data = Worlds.sample(Dag.of("A -> B -> C"), 100, SEED);
        for (Knowledge knowledge : List.of(
                Knowledge.none().require("A", "B"),
                Knowledge.none().forbid("A", "B").forbid("B", "A")))
            assertThatThrownBy(() -> Rlcd.withDefaults().knowledge(knowledge).discover(data))
                    .isInstanceOf(CausalException.class)
                    .hasMessageContaining("which way edges between observed variables");
    }

    @Test
    void samplesComeNearTheSkeleton() {
        int runs = 0;
        double f1 = 0;
        for (int i = 0; i < 30; i++) {
            Seed seed = SEED.split("sample").split(i);
            Dag dag = i % 2 == 0 ? Latents.measured(seed) : Latents.tree(seed);
            Dataset all = Worlds.sample(dag, 5000, seed);
            Dataset data = all.select(
                    dag.names().stream().filter(name -> !name.startsWith("H")).toList());
            Cpdag found = Latents.named(
                    Rlcd.withDefaults().discover(data, Execution.sequential()).cpdag(), dag);
            Set<Set<String>> truth = Latents.skeleton(dag);
            Set<Set<String>> edges = Latents.skeleton(found);
            Set<Set<String>> both = new HashSet<>(truth);
            both.retainAll(edges);
            f1 += 2.0 * both.size() / (truth.size() + edges.size());
            runs++;
        }
        assertThat(f1 / runs).isGreaterThan(0.8);
    }

    @Test
    void orderOfColumnsAndThreadsDoNotMatter() {
        Seed seed = SEED.split("order");
        Dag dag = Latents.measured(seed);
        Dataset data = Worlds.sample(dag, 400, seed)
                .select(dag.names().stream()
                        .filter(name -> !name.startsWith("H"))
                        .toList());
        Set<String> marks = marks(Rlcd.withDefaults().discover(data, Execution.sequential()));
        for (int threads : new int[] {2, 8})
            assertThat(marks(Rlcd.withDefaults().discover(data, new Execution(threads))))
                    .isEqualTo(marks);
        for (int k = 0; k < 20; k++) {
            List<String> names = new ArrayList<>();
            for (int column : Worlds.shuffled(data.size(), seed.split(k)))
                names.add(data.names().get(column));
            assertThat(marks(Rlcd.withDefaults().discover(data.select(names), Execution.sequential())))
                    .isEqualTo(marks);
        }
    }

    private static Set<String> marks(Found found) {
        Set<String> marks = new TreeSet<>();
        for (Edge edge : found.graph().edges())
            marks.add(
                    edge.toString().compareTo(edge.reversed().toString()) < 0
                            ? edge.toString()
                            : edge.reversed().toString());
        return marks;
    }
}
