// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.identification.Bounds;
import org.causerie.identification.CausationBounds;
import org.causerie.identification.Query;
import org.junit.jupiter.api.Test;

/** A survey and a trial of a drug, with the numbers of Pearl, Causality (2009), table 9.2. */
class ExperimentsTest {
    private static Dataset counts(double[] deaths) {
        return Dataset.of(List.of("drug", "death", "n"), new double[][] {
                    {1, 0, 1, 0}, {1, 1, 0, 0}, {deaths[0], deaths[1], 1000 - deaths[0], 1000 - deaths[1]}
                })
                .withCounts("n");
    }

    private static final Dataset TRIAL = counts(new double[] {16, 14});
    private static final Dataset SURVEY = counts(new double[] {2, 28});
    private static final Experiments BOTH = Experiments.of(SURVEY).trial(TRIAL, "drug");

    private static double value(String query) {
        return Query.parse(query).asExpression().evaluate(BOTH, Map.of());
    }

    @Test
    void theSurveyIsSeenAndTheTrialIsDone() {
        assertThat(value("P(death = 1 | drug = 1)")).isCloseTo(0.002, within(1e-12));
        assertThat(value("P(death = 1 | do(drug = 1))")).isCloseTo(0.016, within(1e-12));
        assertThat(value("P(death = 1 | do(drug = 0))")).isCloseTo(0.014, within(1e-12));
        assertThat(value("P(death = 1)")).isCloseTo(0.015, within(1e-12));
    }

    @Test
    void pearlsDrugIsGuiltyForCertain() {
        CausationBounds bounds = CausationBounds.withDefaults().evidence(CausationBounds.Evidence.BOTH);
        Bounds necessity = bounds.bound(Query.pn("drug", "death"), BOTH);
        assertThat(necessity.lower()).isCloseTo(1, within(1e-9));
        assertThat(necessity.upper()).isCloseTo(1, within(1e-9));
        Bounds sufficiency = bounds.bound(Query.ps("drug", "death"), BOTH);
        assertThat(sufficiency.lower()).isCloseTo(0.001 / 0.486, within(1e-9));
    }

    @Test
    void whatNobodyTriedIsRefused() {
        assertThatThrownBy(() -> value("P(drug = 1 | do(death = 1))"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("No experiment set [death]")
                .hasMessageContaining("[[drug]]");
        assertThatThrownBy(() -> Query.pns("drug", "death").asExpression().evaluate(BOTH, Map.of()))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("several worlds");
        assertThatThrownBy(() -> Experiments.of(SURVEY).trial(TRIAL))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("by lot");
        assertThatThrownBy(() -> Experiments.of(SURVEY).trial(TRIAL, "drag"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("drug");
        Experiments none = Experiments.of(SURVEY).trial(TRIAL.where("drug", "0"), "drug");
        assertThatThrownBy(() -> Query.parse("P(death = 1 | do(drug = 1))")
                        .asExpression()
                        .evaluate(none, Map.of()))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("Nobody in the trial got {drug=1}");
    }
}
