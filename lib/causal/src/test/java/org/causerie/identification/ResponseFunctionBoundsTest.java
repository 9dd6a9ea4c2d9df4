// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds against explicit models: truth lies inside, each end is attained by a model of the same distribution. */
class ResponseFunctionBoundsTest {
    private static final double EXACT = 1e-9;
    private static final Admg INSTRUMENT = Admg.of("Z -> X -> Y", "X <-> Y");
    private static final Admg BOW = Admg.of("X -> Y", "X <-> Y");

    private static ResponseFunctionBounds.Result check(
            ResponseFunctionBounds settings, Query query, ResponseModel model, Map<String, String> experiment) {
        ResponseFunctionBounds.Result found = settings.bound(query, model.graph(), model);
        assertThat(found.bounds().contains(RandomResponses.truth(query, model)))
                .as("%s holds %f", found, RandomResponses.truth(query, model))
                .isTrue();
        assertThat(RandomResponses.truth(query, found.least()))
                .isCloseTo(found.bounds().lower(), within(EXACT));
        assertThat(RandomResponses.truth(query, found.largest()))
                .isCloseTo(found.bounds().upper(), within(EXACT));
        for (ResponseModel end : List.of(found.least(), found.largest())) {
            assertThat(RandomResponses.difference(model, end, Map.of())).isLessThan(EXACT);
            assertThat(RandomResponses.difference(model, end, experiment)).isLessThan(EXACT);
        }
        return found;
    }

    private static ResponseFunctionBounds.Result check(
            ResponseFunctionBounds settings, Query query, ResponseModel model) {
        return check(settings, query, model, Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Z -> X -> Y, X <-> Y; E[Y | do(X = 1)] - E[Y | do(X = 0)]; 2",
                "Z -> X -> Y, X <-> Y; E[Y | do(X = 2)] - E[Y | do(X = 0)]; 3",
                "Z -> X -> Y, X <-> Y; PNS(X -> Y); 2",
                "Z -> X -> Y, X <-> Y; PN(X -> Y); 2",
                "Z -> X -> Y, X <-> Y; P(Y_{X = 0} = 0 | Y_{X = 1} = 1); 2",
                "X -> Y, X <-> Y; PS(X -> Y); 2",
                "X -> Y, X <-> Y; E[Y(X = 1) - Y(X = 0) | X = 1]; 2",
                "X -> Y; P(Y_{X = 0} = 0, Y_{X = 1} = 1, Y_{X = 2} = 1); 3",
                "X -> M -> Y, X <-> M; P(Y = 1 | do(X = 1)); 2",
                "X -> M -> Y, M <-> Y; P(Y = 1 | do(M = 1)); 2",
                "X -> M -> Y, X -> Y, M <-> Y; P(Y = 1 | do(X = 1, M = 0)); 2",
                "Z -> X, X -> Y, X <-> Y, Z <-> X, Z <-> Y; P(Y = 1 | do(X = 1)); 2",
                "X -> M -> Y, X <-> Y; P(Y_{X = 1} = 1, M = 0); 2",
                "C -> X, C -> Y, X -> Y, X <-> Y; P(Y = 1 | do(X = 1)); 2"
            })
    void truthIsInsideAndEndsAreAttained(String edges, String question, int treatmentLevels) {
        Admg graph = Admg.of(edges.split(", "));
        Query query = Query.parse(question);
        double width = 0;
        for (int i = 0; i < 4; i++) {
            ResponseModel model = RandomResponses.model(
                    graph,
                    Map.of("X", treatmentLevels),
                    Set.of(),
                    Seed.of(3).split(question).split(i));
            width += check(ResponseFunctionBounds.withDefaults(), query, model)
                    .bounds()
                    .width();
        }
        assertThat(width).isGreaterThan(0.005);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "X -> M -> Y, X <-> Y; E[Y | do(X = 1)] - E[Y | do(X = 0)]",
                "C -> X, C -> Y, X -> Y; P(Y = 1 | do(X = 1))",
                "C -> X, X -> Y, C <-> X, C -> Y; P(Y = 0 | do(X = 1))"
            })
    void answeredQuestionsHaveNoWidth(String edges, String question) {
        Admg graph = Admg.of(edges.split(", "));
        for (int i = 0; i < 3; i++) {
            ResponseModel model =
                    RandomResponses.model(graph, Seed.of(4).split(question).split(i));
            Query query = Query.parse(question);
            Bounds bounds =
                    check(ResponseFunctionBounds.withDefaults(), query, model).bounds();
            assertThat(bounds.lower()).isCloseTo(RandomResponses.truth(query, model), within(EXACT));
            assertThat(bounds.width()).isLessThan(EXACT);
        }
    }

    @Test
    void otherModelsThanOfResponseFunctionsLieInside() {
        for (int i = 0; i < 5; i++) {
            SemiMarkovWorld world =
                    new SemiMarkovWorld(INSTRUMENT, 3, Seed.of(5).split(i));
            Query query = Query.effect("Y", Map.of("X", "2"), Map.of("X", "0"));
            ResponseFunctionBounds.Result found =
                    ResponseFunctionBounds.withDefaults().bound(query, INSTRUMENT, world);
            assertThat(found.bounds().contains(RandomResponses.truth(query, world)))
                    .isTrue();
            assertThat(RandomResponses.truth(query, found.least()))
                    .isCloseTo(found.bounds().lower(), within(EXACT));
        }
    }

    @Test
    void formulasAgreeWithTheProgrammeAndWithTheEightAndEightOfBalkeAndPearl() {
        Bounds.Formulas formulas = ResponseFunctionBounds.withDefaults()
                .formulas(Query.ate("X", "Y"), INSTRUMENT, RandomResponses.levels(INSTRUMENT, Map.of()));
        assertThat(((Extreme) formulas.lower()).candidates()).hasSize(8);
        assertThat(((Extreme) formulas.upper()).candidates()).hasSize(8);
        assertThat(formulas.lower().free()).isEmpty();
        for (int i = 0; i < 40; i++) {
            ResponseModel model = RandomResponses.model(INSTRUMENT, Seed.of(6).split(i));
            Bounds bounds = ResponseFunctionBounds.withDefaults()
                    .bound(Query.ate("X", "Y"), INSTRUMENT, model)
                    .bounds();
            assertThat(formulas.lower().evaluate(model, Map.of())).isCloseTo(bounds.lower(), within(EXACT));
            assertThat(formulas.upper().evaluate(model, Map.of())).isCloseTo(bounds.upper(), within(EXACT));
            assertThat(bounds.lower()).isCloseTo(published(model, true), within(EXACT));
            assertThat(bounds.upper()).isCloseTo(published(model, false), within(EXACT));
        }
    }

    /** Balke and Pearl (1997), the bounds of the average effect in terms of p_{yx.z}. */
    private static double published(ResponseModel model, boolean lower) {
        double[][][] p = new double[2][2][2];
        for (int y = 0; y < 2; y++)
            for (int x = 0; x < 2; x++)
                for (int z = 0; z < 2; z++)
                    p[y][x][z] = Probability.of(List.of("X", "Y"), List.of("Z"))
                            .evaluate(
                                    model,
                                    Map.of(Symbol.of("X"), "" + x, Symbol.of("Y"), "" + y, Symbol.of("Z"), "" + z));
        double[] terms = lower
                ? new double[] {
                    p[1][1][1] + p[0][0][0] - 1,
                    p[1][1][0] + p[0][0][1] - 1,
                    p[1][1][0] - p[1][1][1] - p[1][0][1] - p[0][1][0] - p[1][0][0],
                    p[1][1][1] - p[1][1][0] - p[1][0][0] - p[0][1][1] - p[1][0][1],
                    -p[0][1][1] - p[1][0][1],
                    -p[0][1][0] - p[1][0][0],
                    p[0][0][1] - p[0][1][1] - p[1][0][1] - p[0][1][0] - p[0][0][0],
                    p[0][0][0] - p[0][1][0] - p[1][0][0] - p[0][1][1] - p[0][0][1]
                }
                : new double[] {
                    1 - p[0][1][1] - p[1][0][0],
                    1 - p[0][1][0] - p[1][0][1],
                    -p[0][1][0] + p[0][1][1] + p[0][0][1] + p[1][1][0] + p[0][0][0],
                    -p[0][1][1] + p[1][1][1] + p[0][0][1] + p[0][1][0] + p[0][0][0],
                    p[1][1][1] + p[0][0][1],
                    p[1][1][0] + p[0][0][0],
                    -p[1][0][1] + p[1][1][1] + p[0][0][1] + p[1][1][0] + p[1][0][0],
                    -p[1][0][0] + p[1][1][0] + p[0][0][0] + p[1][1][1] + p[1][0][1]
                };
        double best = terms[0];
        for (double term : terms) best = lower ? Math.max(best, term) : Math.min(best, term);
        return best;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Z -> X -> Y, X <-> Y; P(Y = 1 | do(X = 1)); 3; Z",
                "Z -> X -> Y, X <-> Y; E[Y | do(X = 2)] - E[Y | do(X = 0)]; 3; X",
                "Z -> X -> Y, X <-> Y; E[Y | do(X = 1)] - E[Y | do(X = 0)]; 3; Y",
                "Z -> X -> Y, X <-> Y; PNS(X -> Y); 2; X",
                "Z -> X -> Y, X <-> Y; E[Y(X = 1) - Y(X = 0) | X = 1]; 2; W",
                "X -> Y, X <-> Y; PN(X -> Y); 2; X",
                "X -> Y, X <-> Y; P(Y = 1 | do(X = 2)); 3; X",
                "X -> M -> Y, X -> Y, M <-> Y; P(Y = 1 | do(X = 1, M = 0)); 2; W",
                "X -> Y; PNS(X -> Y); 2; X"
            })
    void formulasAgreeWithTheProgramme(String edges, String question, int levels, String larger) {
        Admg graph = Admg.of(edges.split(", "));
        Map<String, Integer> sizes = Map.of(larger, levels);
        Query query = Query.parse(question);
        if (question.contains("X = 1]")) {
            assertThatThrownBy(() -> ResponseFunctionBounds.withDefaults()
                            .formulas(query, graph, RandomResponses.levels(graph, sizes)))
                    .isInstanceOf(CausalException.class)
                    .hasMessageContaining("multiplies");
            return;
        }
        Bounds.Formulas formulas =
                ResponseFunctionBounds.withDefaults().formulas(query, graph, RandomResponses.levels(graph, sizes));
        for (int i = 0; i < 10; i++) {
            ResponseModel model = RandomResponses.model(
                    graph, sizes, Set.of(), Seed.of(7).split(question).split(i));
            Bounds bounds = ResponseFunctionBounds.withDefaults()
                    .bound(query, graph, model)
                    .bounds();
            assertThat(formulas.lower().evaluate(model, Map.of())).isCloseTo(bounds.lower(), within(EXACT));
            assertThat(formulas.upper().evaluate(model, Map.of())).isCloseTo(bounds.upper(), within(EXACT));
        }
    }

    @Test
    void withoutDefiersTheBoundsAreNarrowerAndFormulasFollow() {
        ResponseFunctionBounds settings = ResponseFunctionBounds.withDefaults().monotone("Z", "X");
        Query query = Query.ate("X", "Y");
        Bounds.Formulas formulas = settings.formulas(query, INSTRUMENT, RandomResponses.levels(INSTRUMENT, Map.of()));
        double gain = 0;
        for (int i = 0; i < 5; i++) {
            ResponseModel model = RandomResponses.model(
                    INSTRUMENT, Map.of(), settings.monotone(), Seed.of(8).split(i));
            Bounds bounds = check(settings, query, model).bounds();
            gain += ResponseFunctionBounds.withDefaults()
                            .bound(query, INSTRUMENT, model)
                            .bounds()
                            .width()
                    - bounds.width();
            assertThat(formulas.lower().evaluate(model, Map.of())).isCloseTo(bounds.lower(), within(EXACT));
            assertThat(formulas.upper().evaluate(model, Map.of())).isCloseTo(bounds.upper(), within(EXACT));
        }
        assertThat(gain).isGreaterThan(-EXACT);
    }

    @Test
    void aRatioHasTheExtremeAtWhichItsParametricProgrammeIsZero() {
        Query query = Query.parse("P(Y_{X = 0} = 0 | Y_{X = 1} = 1)");
        for (int i = 0; i < 4; i++) {
            ResponseModel model = RandomResponses.model(INSTRUMENT, Seed.of(9).split(i));
            Bounds bounds =
                    check(ResponseFunctionBounds.withDefaults(), query, model).bounds();
            DiscreteGraph discrete = DiscreteGraph.of(INSTRUMENT, model);
            ResponseQuestion question = ResponseQuestion.of(query, discrete);
            ResponseProgramme programme =
                    new ResponseProgramme(discrete, ResponseFunctionBounds.withDefaults(), question, model);
            double[] numerator = programme.linear(question.numerator()).weights();
            double[] given = programme.linear(question.given()).weights();
            for (boolean largest : new boolean[] {false, true}) {
                double end = largest ? bounds.upper() : bounds.lower();
                double[] difference = numerator.clone();
                for (int c = 0; c < difference.length; c++) difference[c] -= end * given[c];
                double[] point =
                        programme.equations().solve(difference, largest).orElseThrow();
                assertThat(LinearProgramme.dot(difference, point)).isCloseTo(0, within(EXACT));
            }
        }
    }

    @Test
    void experimentsNarrowTheBounds() {
        ResponseFunctionBounds settings = ResponseFunctionBounds.withDefaults().experiment("X");
        double gain = 0;
        for (int i = 0; i < 5; i++) {
            ResponseModel model = RandomResponses.model(BOW, Seed.of(10).split(i));
            Query query = Query.pns("X", "Y");
            Bounds bounds = check(settings, query, model, Map.of("X", "1")).bounds();
            gain += ResponseFunctionBounds.withDefaults()
                            .bound(query, BOW, model)
                            .bounds()
                            .width()
                    - bounds.width();
        }
        assertThat(gain).isGreaterThan(0.1);
    }

    @Test
    void aViolatedInstrumentalInequalityIsFound() {
        Admg direct = Admg.of("Z -> X -> Y", "Z -> Y", "X <-> Y");
        ResponseModel model = new ResponseModel(
                direct,
                RandomResponses.levels(direct, Map.of()),
                List.of(
                        new ResponseModel.Block(
                                List.of("Z"),
                                List.of(
                                        ResponseModel.Type.of(0.5, new int[][] {{0}}),
                                        ResponseModel.Type.of(0.5, new int[][] {{1}}))),
                        // X is always 0, and Y is Z
                        new ResponseModel.Block(List.of("X", "Y"), List.of(ResponseModel.Type.of(1, new int[][] {
                            {0, 0}, {0, 0, 1, 1}
                        })))));
        assertThatThrownBy(() -> ResponseFunctionBounds.withDefaults().bound(Query.ate("X", "Y"), INSTRUMENT, model))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("instrumental inequality");
    }

    @Test
    void levelsThatNeverOccurLeaveTheFunctionsFree() {
        ResponseModel model = new ResponseModel(
                BOW,
                RandomResponses.levels(BOW, Map.of("X", 3)),
                List.of(new ResponseModel.Block(
                        List.of("X", "Y"),
                        List.of(
                                ResponseModel.Type.of(0.3, new int[][] {{0}, {0, 1, 1}}),
                                ResponseModel.Type.of(0.7, new int[][] {{1}, {0, 1, 1}})))));
        Bounds never = check(ResponseFunctionBounds.withDefaults(), Query.parse("P(Y = 1 | do(X = 2))"), model)
                .bounds();
        assertThat(never.lower()).isCloseTo(0, within(EXACT));
        assertThat(never.upper()).isCloseTo(1, within(EXACT));
        Bounds some = check(ResponseFunctionBounds.withDefaults(), Query.parse("P(Y = 1 | do(X = 1))"), model)
                .bounds();
        assertThat(some.lower()).isCloseTo(0.7, within(EXACT));
        assertThat(some.upper()).isCloseTo(1, within(EXACT));
    }

    @Test
    void whatIsNotLinearIsRefused() {
        Admg chain = Admg.of("A -> B -> C", "A <-> B", "B <-> C");
        assertRefused(chain, "P(C = 1 | do(B = 1))", "A", "independent");
        Admg mediated = Admg.of("X -> M -> Y");
        assertRefused(mediated, "PNS(X -> Y)", "multiplies", "one of the two");
        assertRefused(BOW, "P(y | do(x))", "name the level", "");
        assertRefused(BOW, "P(Y = 7 | do(X = 1))", "level of Y", "");
        assertThatThrownBy(() -> ResponseFunctionBounds.withDefaults()
                        .monotone("Y", "X")
                        .bound(Query.ate("X", "Y"), BOW, RandomResponses.model(BOW, Seed.of(1))))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("no edge Y -> X");
    }

    private static void assertRefused(Admg graph, String question, String first, String second) {
        // a model of the same variables without hidden causes is a model of every graph with more edges
        Admg plain = Admg.of(graph.names(), List.of(), List.of());
        ResponseModel model = RandomResponses.model(plain, Seed.of(2));
        assertThatThrownBy(() -> ResponseFunctionBounds.withDefaults().bound(Query.parse(question), graph, model))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining(first)
                .hasMessageContaining(second);
    }

    @Test
    void modelsAnswerForOnePopulation() {
        ResponseModel model = RandomResponses.model(BOW, Seed.of(2));
        assertThatThrownBy(() ->
                        model.joint(new Domain("elsewhere"), List.of(new CounterfactualVariable("X", new TreeMap<>()))))
                .isInstanceOf(CausalException.class);
        assertThat(model.text()).contains("Y by X");
    }
}
