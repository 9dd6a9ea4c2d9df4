// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Dag;
import org.causerie.stat.GSquare;
import org.junit.jupiter.api.Test;

class CompareTest {
    private static final Dataset DATA = Worlds.sample(Dag.of("A -> C <- B", "C -> D", "E"), 2000, Seed.of(1));

    @Test
    void agreementIsShownPairByPair() {
        Compare.Result result =
                Compare.of(Pc.withDefaults(), Ges.withDefaults()).discover(DATA);
        Compare.Pair pair = result.between("C", "A");
        assertThat(pair.marks()).isEqualTo(Map.of("Pc", "←", "Ges", "←"));
        assertThat(pair.finders()).isEqualTo(2);
        assertThat(pair.agreeing()).isEqualTo(2);
        assertThat(result.between("A", "B").finders()).isZero();
        assertThat(result.pairs()).hasSize(3);
        assertThat(result.agreement("Pc", "Ges")).isEqualTo(1);
        assertThat(result.text()).startsWith("2 searches, 3 pairs joined by any, 3 by all, 3 with the same marks");
        assertThat(result.text()).contains("2 of 2");
    }

    @Test
    void theSameSearchTwiceIsNumbered() {
        Compare compare =
                Compare.of(Pc.withDefaults(), Pc.withDefaults().alpha(0.2)).with("greedy", Ges.withDefaults());
        assertThat(compare.searches()).containsOnlyKeys("Pc 1", "Pc 2", "greedy");
        assertThatThrownBy(() -> compare.with("greedy", Ges.withDefaults())).isInstanceOf(CausalException.class);
    }

    @Test
    void whatDoesNotSuitTheDataIsToldNotThrown() {
        Compare.Result result =
                Compare.of(Ges.withDefaults(), Pc.with(GSquare.withDefaults())).discover(DATA);
        assertThat(result.found()).containsOnlyKeys("Ges");
        assertThat(result.text()).contains("Pc did not run: ");
        assertThat(result.html().orElseThrow()).doesNotContain("E");
        assertThatThrownBy(() -> Compare.of(Pc.with(GSquare.withDefaults())).discover(DATA))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("none of the searches");
    }
}
