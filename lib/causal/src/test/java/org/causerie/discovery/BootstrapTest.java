// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Provenance;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.stat.GSquare;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final Knowledge TIERS =
            Knowledge.tiers(Set.of("sex", "ses"), Set.of("iq"), Set.of("encouragement"), Set.of("plans"));

    @Test
    void strongEdgesOfCountedDataAreFoundEveryTime() {
        Bootstrap.Result sure = Bootstrap.of(Pc.with(GSquare.withDefaults()).knowledge(TIERS))
                .replicates(40)
                .discover(Datasets.collegePlans(), Seed.of(1));
        assertThat(sure.between("encouragement", "plans").forward()).isEqualTo(1);
        assertThat(sure.between("plans", "encouragement").backward()).isEqualTo(1);
        assertThat(sure.between("sex", "encouragement").forward()).isEqualTo(1);
        assertThat(sure.majority().directed("ses", "plans")).isTrue();
        assertThat(sure.majority().names()).isEqualTo(Datasets.collegePlans().names());
        for (EdgeFrequency edge : sure.edges())
            assertThat(edge.adjacent() + edge.absent()).isCloseTo(1, within(1e-12));
    }

    @Test
    void weakEdgesAreFoundNowAndThen() {
        Dag dag = Dag.of("A -> B", "C");
        Dataset data = Worlds.sample(dag, 60, Seed.of(3));
        double[] noisy = data.values("C");
        double[] b = data.values("B");
        for (int i = 0; i < noisy.length; i++) noisy[i] += 0.12 * b[i];
        Bootstrap.Result sure =
                Bootstrap.of(Pc.withDefaults()).replicates(200).discover(data.with("C", noisy), Seed.of(1));
        assertThat(sure.between("B", "C").adjacent()).isStrictlyBetween(0.05, 0.95);
        assertThat(sure.between("A", "B").adjacent()).isStrictlyBetween(0.05, 0.95);
    }

    @Test
    void threadsDoNotMatterAndSeedsDo() {
        Seed seed = Seed.of(5);
        Dataset data = Worlds.sample(Worlds.dag(10, seed), 100, seed);
        Bootstrap bootstrap = Bootstrap.of(Ges.withDefaults()).replicates(30);
        Bootstrap.Result one = bootstrap.discover(data, seed, Execution.sequential());
        for (int threads : new int[] {2, 8})
            assertThat(bootstrap.discover(data, seed, new Execution(threads))).isEqualTo(one);
        assertThat(bootstrap.discover(data, Seed.of(6)).edges()).isNotEqualTo(one.edges());
    }

    @Test
    void theMajorityGraphHasWhatMoreThanHalfAgreeOn() {
        Bootstrap.Result result = new Bootstrap.Result(
                List.of("D", "C", "B", "A"),
                List.of(
                        new EdgeFrequency("A", "B", 0.4, 0.1, 0.2, 0.3),
                        new EdgeFrequency("B", "C", 0.3, 0.1, 0.2, 0.4),
                        new EdgeFrequency("C", "D", 0.5, 0, 0, 0.5)),
                Bootstrap.of(Pc.withDefaults()),
                Provenance.here());
        assertThat(result.majority()).isEqualTo(Cpdag.of("D", "C", "B", "A", "A -> B", "B -- C"));
        assertThat(result.between("A", "D")).isEqualTo(new EdgeFrequency("A", "D", 0, 0, 0, 1));
    }

    @Test
    void directionsThatFormACycleAreLeftOpen() {
        Bootstrap.Result result = new Bootstrap.Result(
                List.of("A", "B", "C"),
                List.of(
                        new EdgeFrequency("A", "B", 0.9, 0.1, 0, 0),
                        new EdgeFrequency("B", "C", 0.9, 0.1, 0, 0),
                        new EdgeFrequency("A", "C", 0.1, 0.9, 0, 0)),
                Bootstrap.of(Pc.withDefaults()),
                Provenance.here());
        assertThat(result.majority()).isEqualTo(Cpdag.of("A -- B -- C", "A -- C"));
    }

    @Test
    void tablesAreEscapedAndReadable() {
        Bootstrap.Result result = new Bootstrap.Result(
                List.of("a<b", "c"),
                List.of(new EdgeFrequency("a<b", "c", 0.25, 0.5, 0.25, 0)),
                Bootstrap.of(Pc.withDefaults()).replicates(4),
                Provenance.here());
        assertThat(result.text()).contains("a<b, c", "25 %", "50 %", "4 bootstrap replicates");
        assertThat(result.html().orElseThrow()).contains("a&lt;b").doesNotContain("a<b");
    }

    @Test
    void badInputIsToldInASentence() {
        assertThatThrownBy(() -> Bootstrap.of(Pc.withDefaults()).replicates(0))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("at least 1 replicate; given: 0");
        Bootstrap.Result result = Bootstrap.of(Pc.withDefaults())
                .replicates(2)
                .discover(Worlds.sample(Dag.of("A -> B"), 50, Seed.of(1)), Seed.of(1));
        assertThatThrownBy(() -> result.between("A", "Bee"))
                .hasMessageContaining("Bee")
                .hasMessageContaining("B");
    }
}
