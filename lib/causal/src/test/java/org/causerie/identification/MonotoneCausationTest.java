// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is claimed under monotonicity against the same probabilities added up over all response functions of models. */
class MonotoneCausationTest {
    private static final List<Query> QUERIES = List.of(Query.pn("X", "Y"), Query.ps("X", "Y"), Query.pns("X", "Y"));

    /** A graph, and the pairs of which every effect of X on Y is made. */
    static Stream<Arguments> monotoneGraphs() {
        return Stream.of(
                Arguments.of(Admg.of("X -> Y"), Set.of(List.of("X", "Y"))),
                Arguments.of(Admg.of("Z -> X -> Y", "Z -> Y"), Set.of(List.of("X", "Y"))),
                Arguments.of(Admg.of("Z -> X -> Y", "Z -> Y", "X <-> Z"), Set.of(List.of("X", "Y"))),
                Arguments.of(Admg.of("X -> M -> Y", "X <-> Y"), Set.of(List.of("X", "M"), List.of("M", "Y"))));
    }

    @ParameterizedTest
    @MethodSource("monotoneGraphs")
    void theFormulaHasTheValueOfTheQuestion(Admg graph, Set<List<String>> monotone) {
        Identify identify = Identify.withDefaults().monotone("X", "Y");
        for (Query query : QUERIES) {
            Expression formula = ((Functional) identify.identify(query, graph).estimand()).expression();
            assertThat(formula.text()).doesNotContain("do(");
            for (int i = 0; i < 20; i++) {
                ResponseModel model = RandomResponses.model(
                        graph, Map.of(), monotone, Seed.of(31).split(i));
                assertThat(formula.evaluate(model, Map.of()))
                        .as(query.text() + " in " + graph)
                        .isCloseTo(RandomResponses.truth(query, model), within(1e-9));
            }
        }
    }

    /** Without monotonicity the same formula is wrong, so that the assumption is what carries it. */
    @Test
    void theFormulaNeedsTheAssumption() {
        Admg graph = Admg.of("X -> Y");
        Expression formula = ((Functional) Identify.withDefaults()
                        .monotone("X", "Y")
                        .identify(Query.pns("X", "Y"), graph)
                        .estimand())
                .expression();
        ResponseModel model = RandomResponses.model(graph, Seed.of(32));
        assertThat(Math.abs(formula.evaluate(model, Map.of()) - RandomResponses.truth(Query.pns("X", "Y"), model)))
                .isGreaterThan(0.01);
    }

    @Test
    void withoutMonotonicityOrWithoutAnEffectThereIsNoFormula() {
        Dag confounded = Dag.of("Z -> X -> Y", "Z -> Y");
        Identify monotone = Identify.withDefaults().monotone("X", "Y");
        for (Query query : QUERIES) {
            assertThat(Identify.withDefaults().identify(query, confounded).identified())
                    .isFalse();
            assertThat(Identify.withDefaults()
                            .monotone("Z", "Y")
                            .identify(query, confounded)
                            .identified())
                    .isFalse();
            assertThat(monotone.identify(query, confounded).identified()).isTrue();
            Identification bow = monotone.identify(query, Admg.of("X -> Y", "X <-> Y"));
            assertThat(((NotIdentified) bow).witness()).isInstanceOf(Hedge.class);
            assertThat(monotone.unobserved("Z").identify(query, confounded).identified())
                    .isFalse();
        }
    }

    @Test
    void theFormulasAreThoseOfTianAndPearl() {
        Identify monotone = Identify.withDefaults().monotone("X", "Y");
        Admg plain = Admg.of("X -> Y");
        assertThat(monotone.identify(Query.pns("X", "Y"), plain).estimand().text())
                .isEqualTo("P(Y = 1 | X = 1) - P(Y = 1 | X = 0)");
        assertThat(monotone.identify(Query.pn("X", "Y"), plain).estimand().text())
                .isEqualTo("(P(Y = 1) - P(Y = 1 | X = 0)) / P(X = 1, Y = 1)");
        assertThatThrownBy(() -> Identify.withDefaults().monotone("Q", "Y").identify(Query.pn("X", "Y"), plain))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("\"Q\"");
    }
}
