// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.junit.jupiter.api.Test;

/** Bounds without a graph against the linear programme for a treatment with hidden causes of its own, and true models. */
class ManskiBoundsTest {
    private static final Admg BOW = Admg.of("X -> Y", "X <-> Y");
    private static final MeanDifference EFFECT = Query.effect("Y", Map.of("X", "1"), Map.of("X", "0"));

    @Test
    void withoutAssumptionsTheBoundsAreAsWideAsTheOutcomeAndSharp() {
        for (int i = 0; i < 10; i++) {
            ResponseModel model = RandomResponses.model(
                    BOW, Map.of("Y", 3), Set.of(), Seed.of(31).split(i));
            Bounds bounds = ManskiBounds.withDefaults().range(0, 2).bound(EFFECT, model);
            Bounds sharp = ResponseFunctionBounds.withDefaults()
                    .bound(EFFECT, BOW, model)
                    .bounds();
            assertThat(bounds.width()).isCloseTo(2, within(1e-12));
            assertThat(bounds.lower()).isCloseTo(sharp.lower(), within(1e-9));
            assertThat(bounds.upper()).isCloseTo(sharp.upper(), within(1e-9));
            assertThat(bounds.contains(RandomResponses.truth(EFFECT, model))).isTrue();
        }
    }

    @Test
    void monotoneResponseIsSharp() {
        Set<List<String>> monotone = Set.of(List.of("X", "Y"));
        ResponseFunctionBounds programme = ResponseFunctionBounds.withDefaults().monotone("X", "Y");
        ManskiBounds closed = ManskiBounds.withDefaults().range(0, 2).monotoneResponse(true);
        List<MeanDifference> effects = List.of(
                EFFECT,
                Query.effect("Y", Map.of("X", "2"), Map.of("X", "0")),
                Query.effect("Y", Map.of("X", "0"), Map.of("X", "2")));
        for (int i = 0; i < 6; i++) {
            ResponseModel model = RandomResponses.model(
                    BOW, Map.of("X", 3, "Y", 3), monotone, Seed.of(32).split(i));
            for (MeanDifference effect : effects) {
                Bounds sharp = programme.bound(effect, BOW, model).bounds();
                Bounds bounds = closed.bound(effect, model);
                assertThat(bounds.lower()).isCloseTo(sharp.lower(), within(1e-9));
                assertThat(bounds.upper()).isCloseTo(sharp.upper(), within(1e-9));
            }
            MeanOutcome middle = MeanOutcome.of("Y", Map.of("X", "1"));
            Bounds sharp = programme.bound(middle, BOW, model).bounds();
            assertThat(closed.bound(middle, model).lower()).isCloseTo(sharp.lower(), within(1e-9));
            assertThat(closed.bound(middle, model).upper()).isCloseTo(sharp.upper(), within(1e-9));
        }
    }

    /** Types of people in the order of treatment, instrument and outcomes: all three assumptions hold. */
    @Test
    void truthIsInsideUnderEachAssumptionThatHolds() {
        Admg graph = Admg.of("X -> Y", "X <-> Y", "Z <-> X", "Z <-> Y");
        ResponseModel model = new ResponseModel(
                graph,
                RandomResponses.levels(graph, Map.of()),
                List.of(new ResponseModel.Block(
                        List.of("X", "Y", "Z"),
                        List.of(
                                type(0.2, 1, 0, 1, 0),
                                type(0.1, 1, 0, 0, 0),
                                type(0.1, 0, 0, 0, 0),
                                type(0.1, 0, 0, 1, 0),
                                type(0.1, 1, 1, 1, 1),
                                type(0.05, 1, 0, 1, 1),
                                type(0.25, 0, 0, 1, 1),
                                type(0.1, 0, 0, 0, 1)))));
        ManskiBounds none = ManskiBounds.withDefaults();
        AverageTreatmentEffect effect = Query.ate("X", "Y");
        double truth = RandomResponses.truth(effect, model);
        assertThat(truth).isCloseTo(0.6, within(1e-12));
        Bounds selection = none.monotoneSelection(true).bound(effect, model);
        Bounds both = none.monotoneSelection(true).monotoneResponse(true).bound(effect, model);
        Bounds instrument = none.instrument("Z").bound(effect, model);
        for (Bounds bounds : List.of(none.bound(effect, model), selection, both, instrument))
            assertThat(bounds.contains(truth)).as(bounds.text()).isTrue();
        // E[Y | X = 1] − E[Y | X = 0], and the sign
        double difference = 0.35 / 0.45 - 0;
        assertThat(selection.upper()).isCloseTo(difference, within(1e-12));
        assertThat(both.lower()).isCloseTo(0, within(1e-12));
        assertThat(both.upper()).isCloseTo(difference, within(1e-12));
        // with the treatment at least 0.4 = P(Y = 1, X = 1 | Z = 0) at both levels, without it at most 0.3 = P(X = 1 |
        // Z = 1)
        assertThat(instrument.lower()).isCloseTo(0.4 - 0.3, within(1e-12));
    }

    private static ResponseModel.Type type(double probability, int x, int without, int with, int z) {
        return ResponseModel.Type.of(probability, new int[][] {{x}, {without, with}, {z}});
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        ResponseModel model = RandomResponses.model(BOW, Map.of("Y", 3), Set.of(), Seed.of(33));
        assertThatThrownBy(() -> ManskiBounds.withDefaults().bound(EFFECT, model))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("range of the outcome");
        assertThatThrownBy(() -> ManskiBounds.withDefaults().range(1, 1)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> ManskiBounds.withDefaults().range(0, 2).bound(Query.att("X", "Y"), model))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("everyone");
    }
}
