// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

/** Moments of the distributions, with tolerances of four standard errors. */
class RandomGraphsTest {

    @Test
    void erdosRenyiHasTheDegreeAskedFor() {
        int edges = IntStream.range(0, 2000)
                .map(i -> RandomGraphs.erdosRenyi(20, 3, Seed.of(1).split(i)).edgeCount())
                .sum();
        // 190 pairs with probability 3/19: 30 edges, variance 25.26.
        assertThat(edges / 2000.0).isCloseTo(30, within(4 * Math.sqrt(25.26 / 2000)));
        assertThat(RandomGraphs.erdosRenyi(9, 8, Seed.of(2)).edgeCount()).isEqualTo(36);
        assertThat(RandomGraphs.erdosRenyi(9, 0, Seed.of(2)).edgeCount()).isZero();
    }

    /** With three variables all joined, each of the six orders comes up alike. */
    @Test
    void theOrderOfTheVariablesIsUniform() {
        Map<Dag, Integer> counts = new HashMap<>();
        for (int i = 0; i < 6000; i++)
            counts.merge(RandomGraphs.erdosRenyi(3, 2, Seed.of(5).split(i)), 1, Integer::sum);
        assertThat(counts).hasSize(6);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(885, 1115));
    }

    @Test
    void scaleFreeHasTheParentsAskedForAndHubs() {
        int most = 0;
        int mostOfOthers = 0;
        for (int i = 0; i < 50; i++) {
            Dag dag = RandomGraphs.scaleFree(200, 2, Seed.of(6).split(i));
            assertThat(dag.edgeCount()).isEqualTo(1 + 2 * 198);
            for (int v = 0; v < 200; v++)
                assertThat(dag.parents(v).cardinality()).isLessThanOrEqualTo(2);
            most += IntStream.range(0, 200)
                    .map(v -> dag.children(v).cardinality())
                    .max()
                    .orElseThrow();
            Dag other = RandomGraphs.erdosRenyi(200, 2.0 * 397 / 200, Seed.of(7).split(i));
            mostOfOthers += IntStream.range(0, 200)
                    .map(v -> other.children(v).cardinality())
                    .max()
                    .orElseThrow();
        }
        assertThat(most).isGreaterThan(2 * mostOfOthers);
        assertThat(RandomGraphs.scaleFree(4, 9, Seed.of(1)).edgeCount()).isEqualTo(6);
        assertThat(RandomGraphs.scaleFree(4, 0, Seed.of(1)).edgeCount()).isZero();
    }

    /** The third variable draws its one parent evenly, the fourth from degrees plus one: (3, 2, 2) of 7 to its parent. */
    @Test
    void scaleFreeDrawsByDegree() {
        int joined = 0;
        for (int i = 0; i < 14_000; i++) {
            Dag dag = RandomGraphs.scaleFree(4, 1, Seed.of(8).split(i));
            boolean star = IntStream.range(0, 4)
                    .anyMatch(
                            v -> dag.parents(v).cardinality() + dag.children(v).cardinality() == 3);
            if (star) joined++;
        }
        assertThat(joined / 14_000.0).isCloseTo(3.0 / 7, within(4 * Math.sqrt(12.0 / 49 / 14_000)));
    }

    @Test
    void layersAreJoinedToTheNextAlone() {
        int edges = 0;
        for (int i = 0; i < 400; i++) {
            Dag dag = RandomGraphs.layered(4, 5, 0.3, Seed.of(9).split(i));
            edges += dag.edgeCount();
            for (Edge edge : dag.edges())
                assertThat(dag.index(edge.to()) / 5 - dag.index(edge.from()) / 5)
                        .isOne();
        }
        assertThat(edges / 400.0).isCloseTo(75 * 0.3, within(4 * Math.sqrt(75 * 0.3 * 0.7 / 400)));
        assertThat(RandomGraphs.layered(3, 2, 1, Seed.of(1)))
                .isEqualTo(Dag.of("{X1 X2} -> {X3 X4} -> {X5 X6}").reordered(AllDags.names(6)));
    }

    @Test
    void theSeedDecides() {
        assertThat(RandomGraphs.erdosRenyi(12, 3, Seed.of(1))).isEqualTo(RandomGraphs.erdosRenyi(12, 3, Seed.of(1)));
        assertThat(RandomGraphs.erdosRenyi(12, 3, Seed.of(1))).isNotEqualTo(RandomGraphs.erdosRenyi(12, 3, Seed.of(2)));
    }

    @Test
    void wrongSettingsAreRefused() {
        assertThatThrownBy(() -> RandomGraphs.erdosRenyi(5, 5, Seed.of(1)))
                .hasMessageContaining("between 0 and 4; 5.0");
        assertThatThrownBy(() -> RandomGraphs.erdosRenyi(5, Double.NaN, Seed.of(1)))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> RandomGraphs.erdosRenyi(0, 0, Seed.of(1))).hasMessageContaining("at least 1; 0");
        assertThatThrownBy(() -> RandomGraphs.scaleFree(5, -1, Seed.of(1))).hasMessageContaining("at least 0; -1");
        assertThatThrownBy(() -> RandomGraphs.layered(2, 2, 1.5, Seed.of(1))).hasMessageContaining("1.5");
        assertThatThrownBy(() -> RandomGraphs.layered(0, 2, 0.5, Seed.of(1))).hasMessageContaining("layers");
    }
}
