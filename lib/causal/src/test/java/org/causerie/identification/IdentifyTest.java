// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.causerie.CausalException;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.junit.jupiter.api.Test;

class IdentifyTest {
    private final Identify identify = Identify.withDefaults();

    @Test
    void adjustsForTheConfounderAndShowsTheFormula() {
        Identification answer = identify.identify(Query.ate("X", "Y"), Dag.of("Z -> X -> Y", "Z -> Y"));
        assertThat(answer.identified()).isTrue();
        assertThat(answer.estimand().text()).isEqualTo("Σ_{Z} (E[Y | X = 1, Z] - E[Y | X = 0, Z]) P(Z)");
        assertThat(answer.latex().orElseThrow()).contains("\\mathrm{do}(\\mathit{X}{=}1)", "P(\\mathit{Z})");
    }

    @Test
    void prefersTheSetThatMakesTheEstimateMostPrecise() {
        Dag dag = Dag.of("A -> B -> X -> Y", "A -> C -> Y", "P -> Y");
        AdjustmentEstimand estimand =
                (AdjustmentEstimand) identify.identify(Query.ate("X", "Y"), dag).estimand();
        assertThat(estimand.adjustmentSet()).containsExactly("C", "P");
    }

    @Test
    void fallsBackOnASmallestSetWhenTheBestIsUnobserved() {
        Dag dag = Dag.of("A -> B -> X -> Y", "A -> C -> Y", "P -> Y");
        Identified answer = (Identified) identify.unobserved("C").identify(Query.ate("X", "Y"), dag);
        assertThat(answer.alternatives()).containsExactly(Set.of("A"), Set.of("B"));
    }

    @Test
    void anEffectAgainstTheArrowsIsZero() {
        Identification answer = identify.identify(Query.ate("Y", "X"), Dag.of("X -> Y"));
        assertThat(answer.estimand()).isInstanceOf(ZeroEffect.class);
    }

    @Test
    void aHiddenCommonCauseIsTheWitness() {
        Identification answer = identify.unobserved("U").identify(Query.ate("X", "Y"), Dag.of("U -> X -> Y", "U -> Y"));
        assertThat(answer.identified()).isFalse();
        assertThatThrownBy(answer::estimand).isInstanceOf(CausalException.class).hasMessageContaining("X <- U -> Y");
    }

    @Test
    void anEdgeThatMayPointEitherWayIsTheWitness() {
        Identification answer = identify.identify(Query.ate("X", "Y"), Cpdag.of("X -- Y"));
        assertThat(answer.identified()).isFalse();
        assertThat(((PathWitness) ((NotIdentified) answer).witness()).path()).isEqualTo("X -- Y");
    }

    @Test
    void refusesGraphsWithoutAConsistentDag() {
        Cpdag square = Cpdag.of("A -- B", "B -- C", "C -- D", "D -- A");
        assertThatThrownBy(() -> identify.identify(Query.ate("A", "C"), square))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("No DAG agrees");
    }
}
