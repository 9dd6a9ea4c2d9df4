// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Dag;
import org.causerie.stat.TetradTest;
import org.junit.jupiter.api.Test;

class FofcTest {

    /**
     * Hidden variables in a random graph, three to five pure measures each (more where there is one alone), and impure variables with
     * two hidden causes.
     */
    private static Dag model(Seed seed) {
        RandomGenerator random = seed.split("fofc").random();
        int hidden = 1 + random.nextInt(4);
        List<String> edges = new ArrayList<>();
        int x = 0;
        for (int i = 0; i < hidden; i++) {
            for (int j = i + 1; j < hidden; j++) if (random.nextBoolean()) edges.add("H" + i + " -> H" + j);
            int measures = (hidden == 1 ? 4 : 3) + random.nextInt(3);
            for (int m = 0; m < measures; m++) edges.add("H" + i + " -> X" + x++);
        }
        if (hidden > 1 && random.nextBoolean()) {
            edges.add("H0 -> Z");
            edges.add("H1 -> Z");
        }
        return Dag.of(edges.toArray(String[]::new));
    }

    private static Set<Set<String>> truth(Dag dag) {
        Set<Set<String>> clusters = new HashSet<>();
        for (String name : dag.names()) {
            if (!name.startsWith("H")) continue;
            Set<String> measures = new HashSet<>();
            for (int child : Worlds.members(dag.children(dag.index(name))))
                if (dag.names().get(child).startsWith("X"))
                    measures.add(dag.names().get(child));
            clusters.add(measures);
        }
        return clusters;
    }

    private static Set<Set<String>> clusters(Fofc.Result found) {
        Set<Set<String>> clusters = new HashSet<>();
        for (LatentCover cover : found.clusters()) clusters.add(new HashSet<>(cover.members()));
        return clusters;
    }

    @Test
    void thePopulationHasTheClustersAndTheLatentGraphOfTwoThousandModels() {
        for (int i = 0; i < 2_000; i++) {
            Seed seed = Seed.of(2016).split(i);
            Dag dag = model(seed);
            Fofc.Result found = Fofc.withDefaults()
                    .discover(Latents.observed(Worlds.population(dag, 1000, seed)), Execution.sequential());
            assertThat(clusters(found)).as("graph %d: %s", i, dag).isEqualTo(truth(dag));
            Set<Set<String>> skeleton = Latents.skeleton(dag);
            skeleton.removeIf(edge -> edge.contains("Z"));
            assertThat(Latents.skeleton(Latents.named(found.cpdag(), dag)))
                    .as("graph %d: %s", i, dag)
                    .isEqualTo(skeleton);
        }
    }

    @Test
    void samplesHaveNearlyAllClusters() {
        for (TetradTest test : new TetradTest[] {TetradTest.WISHART, TetradTest.DELTA}) {
            int there = 0;
            int all = 0;
            int wrong = 0;
            for (int i = 0; i < 40; i++) {
                Seed seed = Seed.of(2017).split(i);
                Dag dag = model(seed);
                Dataset data = Worlds.sample(dag, 1000, seed)
                        .select(dag.names().stream()
                                .filter(name -> !name.startsWith("H"))
                                .toList());
                Set<Set<String>> truth = truth(dag);
                Set<Set<String>> found = clusters(Fofc.with(test).discover(data, Execution.sequential()));
                all += truth.size();
                for (Set<String> cluster : found) {
                    if (truth.contains(cluster)) there++;
                    else if (truth.stream().noneMatch(t -> t.containsAll(cluster))) wrong++;
                }
            }
            assertThat((double) there / all).isGreaterThan(0.8);
            assertThat((double) wrong / all).isLessThan(0.1);
        }
    }

    @Test
    void independentVariablesHaveNoClusters() {
        Dataset data = Worlds.sample(Dag.of("A", "B", "C", "D", "E", "F"), 500, Seed.of(1));
        assertThat(Fofc.withDefaults().discover(data).clusters()).isEmpty();
    }

    @Test
    void threeVariablesAreTooFew() {
        Dataset data = Worlds.sample(Dag.of("A", "B", "C"), 500, Seed.of(1));
        assertThatThrownBy(() -> Fofc.withDefaults().discover(data))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("at least 4 variables");
    }
}
