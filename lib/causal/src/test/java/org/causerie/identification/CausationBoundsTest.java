// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closed forms against the linear programme over response functions, which is sharp, and against true models. */
class CausationBoundsTest {
    private static final Admg BOW = Admg.of("X -> Y", "X <-> Y");
    private static final Admg PLAIN = Admg.of("X -> Y");

    @ParameterizedTest
    @CsvSource({
        "OBSERVATION, false",
        "OBSERVATION, true",
        "BOTH, false",
        "BOTH, true",
        "UNCONFOUNDED, false",
        "UNCONFOUNDED, true"
    })
    void closedFormsAreTheEndsOfTheProgramme(CausationBounds.Evidence evidence, boolean monotone) {
        Admg graph = evidence == CausationBounds.Evidence.UNCONFOUNDED ? PLAIN : BOW;
        ResponseFunctionBounds programme = ResponseFunctionBounds.withDefaults();
        if (monotone) programme = programme.monotone("X", "Y");
        if (evidence == CausationBounds.Evidence.BOTH) programme = programme.experiment("X");
        CausationBounds closed =
                CausationBounds.withDefaults().evidence(evidence).monotone(monotone);
        for (int i = 0; i < 25; i++) {
            ResponseModel model = RandomResponses.model(
                    graph,
                    Map.of(),
                    monotone ? Set.of(List.of("X", "Y")) : Set.of(),
                    Seed.of(21).split(evidence.name()).split(i));
            for (ProbabilityOfCausation query : List.of(Query.pn("X", "Y"), Query.ps("X", "Y"), Query.pns("X", "Y"))) {
                Bounds sharp = programme.bound(query, graph, model).bounds();
                Bounds bounds = closed.bound(query, model);
                assertThat(bounds.lower()).as(query.text()).isCloseTo(sharp.lower(), within(1e-9));
                assertThat(bounds.upper()).as(query.text()).isCloseTo(sharp.upper(), within(1e-9));
                assertThat(bounds.contains(RandomResponses.truth(query, model))).isTrue();
            }
        }
    }

    @Test
    void anExperimentAloneIsAnUnconfoundedStudyForPns() {
        for (int i = 0; i < 10; i++) {
            ResponseModel model = RandomResponses.model(PLAIN, Seed.of(22).split(i));
            CausationBounds closed = CausationBounds.withDefaults();
            Bounds experiment =
                    closed.evidence(CausationBounds.Evidence.EXPERIMENT).bound(Query.pns("X", "Y"), model);
            Bounds sharp = ResponseFunctionBounds.withDefaults()
                    .bound(Query.pns("X", "Y"), PLAIN, model)
                    .bounds();
            assertThat(experiment.lower()).isCloseTo(sharp.lower(), within(1e-9));
            assertThat(experiment.upper()).isCloseTo(sharp.upper(), within(1e-9));
        }
    }

    @Test
    void whatCannotBeSaidIsRefused() {
        ResponseModel model = RandomResponses.model(BOW, Seed.of(23));
        assertThatThrownBy(() -> CausationBounds.withDefaults()
                        .evidence(CausationBounds.Evidence.EXPERIMENT)
                        .bound(Query.pn("X", "Y"), model))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("both kinds of evidence");
        ResponseModel three = RandomResponses.model(BOW, Map.of("X", 3), Set.of(), Seed.of(23));
        assertThatThrownBy(() -> CausationBounds.withDefaults().bound(Query.pn("X", "Y"), three))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("levels 0 and 1");
    }

    @Test
    void endsThatAgreeAreOneValue() {
        Query pn = Query.pn("X", "Y");
        List<String> assumed = List.of("observation");
        Bounds one = new Bounds(pn, 0.75, 0.75 + 1e-12, Optional.empty(), assumed);
        assertThat(one.text()).isEqualTo("PN(X -> Y) = 0.7500; assumes observation");
        assertThat(one.latex().orElseThrow()).endsWith(" = 0.7500").doesNotContain("le ");
        Bounds two = new Bounds(pn, 0.75, 0.76, Optional.empty(), assumed);
        assertThat(two.text()).isEqualTo("0.7500 ≤ PN(X -> Y) ≤ 0.7600; assumes observation");
        assertThat(two.latex().orElseThrow()).startsWith("0.7500 \\le ").endsWith(" \\le 0.7600");
    }

    /** Everyone is harmed by the treatment, so that it does prevent the outcome. */
    @Test
    void aContradictedMonotonicityIsFound() {
        ResponseModel harmed = new ResponseModel(
                PLAIN,
                RandomResponses.levels(PLAIN, Map.of()),
                List.of(
                        new ResponseModel.Block(
                                List.of("X"),
                                List.of(
                                        ResponseModel.Type.of(0.5, new int[][] {{0}}),
                                        ResponseModel.Type.of(0.5, new int[][] {{1}}))),
                        new ResponseModel.Block(List.of("Y"), List.of(ResponseModel.Type.of(1, new int[][] {{1, 0}
                        })))));
        assertThatThrownBy(() -> CausationBounds.withDefaults()
                        .evidence(CausationBounds.Evidence.UNCONFOUNDED)
                        .monotone(true)
                        .bound(Query.pns("X", "Y"), harmed))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("never prevents");
    }
}
