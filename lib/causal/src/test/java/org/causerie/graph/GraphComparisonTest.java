// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.causerie.Seed;
import org.causerie.graph.GraphComparison.Hits;
import org.junit.jupiter.api.Test;

class GraphComparisonTest {

    /** By hand: A -> B right, B -> C the wrong way, C -> D missing, A -> D extra. */
    @Test
    void eachPairThatDiffersCountsOnce() {
        GraphComparison comparison = GraphComparison.of(Dag.of("A -> B -> C -> D"), Dag.of("D; C -> B <- A -> D"));
        assertThat(comparison.shd()).isEqualTo(3);
        assertThat(comparison.skeleton()).isEqualTo(new Hits(2, 1, 1));
        assertThat(comparison.arrows()).isEqualTo(new Hits(1, 2, 2));
        assertThat(comparison.skeleton().precision()).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(comparison.arrows().recall()).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(comparison.arrows().f1()).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(comparison.text()).startsWith("structural Hamming distance 3\nadjacencies  precision 0.667");
    }

    @Test
    void precisionAndRecallDiffer() {
        Hits hits = new Hits(3, 1, 2);
        assertThat(hits.precision()).isEqualTo(0.6);
        assertThat(hits.recall()).isEqualTo(0.75);
        assertThat(hits.f1()).isCloseTo(2 * 0.6 * 0.75 / (0.6 + 0.75), within(1e-15));
        Hits nothing = new Hits(0, 0, 0);
        assertThat(nothing.precision()).isOne();
        assertThat(nothing.recall()).isOne();
        assertThat(nothing.f1()).isOne();
        assertThat(new Hits(0, 2, 0).f1()).isZero();
    }

    @Test
    void typesMayDiffer() {
        GraphComparison comparison = GraphComparison.of(Dag.of("A -> B -> C"), Cpdag.of("A -- B", "B -> C"));
        assertThat(comparison.shd()).isOne();
        assertThat(comparison.arrows()).isEqualTo(new Hits(1, 1, 0));
        GraphComparison bow = GraphComparison.of(Admg.of("A -> B", "A <-> B"), Admg.of("A -> B"));
        assertThat(bow.shd()).isOne();
        assertThat(bow.arrows()).isEqualTo(new Hits(1, 1, 0));
    }

    @Test
    void theDistanceIsAMetric() {
        for (int seed = 0; seed < 100; seed++) {
            Dag a = RandomGraphs.erdosRenyi(8, 3, Seed.of(seed).split("a"));
            Dag b = RandomGraphs.erdosRenyi(8, 3, Seed.of(seed).split("b"));
            Dag c = RandomGraphs.erdosRenyi(8, 3, Seed.of(seed).split("c"));
            int ab = GraphComparison.of(a, b).shd();
            assertThat(ab).isEqualTo(GraphComparison.of(b, a).shd()).isPositive();
            assertThat(GraphComparison.of(a, a).shd()).isZero();
            assertThat(GraphComparison.of(a, c).shd())
                    .isLessThanOrEqualTo(ab + GraphComparison.of(b, c).shd());
        }
    }

    @Test
    void graphsOverOtherVariablesAreRefused() {
        assertThatThrownBy(() -> GraphComparison.of(Dag.of("A -> B"), Dag.of("A -> C")))
                .hasMessageContaining("only the first has [B], only the second has [C]");
    }
}
