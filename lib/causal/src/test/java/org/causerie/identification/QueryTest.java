// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What questions read like, and what they mean. */
class QueryTest {
    private static final Term WITH = Term.of("Y", new Level("1")).in(Map.of("X", new Level("1")));
    private static final Policy RULE = Policy.always("X", "0").where(Map.of("Z", "1"), "1");

    static Stream<Arguments> table() {
        return Stream.of(
                arguments(
                        Query.ate("X", "Y"),
                        "E[Y | do(X = 1)] - E[Y | do(X = 0)]",
                        "\\mathbb{E}[\\mathit{Y} \\mid \\mathrm{do}(\\mathit{X}{=}1)] - \\mathbb{E}[\\mathit{Y} \\mid"
                                + " \\mathrm{do}(\\mathit{X}{=}0)]",
                        "E[Y | do(X = 1)] - E[Y | do(X = 0)]"),
                arguments(
                        Query.att("X", "Y"),
                        "E[Y(X = 1) - Y(X = 0) | X = 1]",
                        "\\mathbb{E}[\\mathit{Y}_{1} - \\mathit{Y}_{0} \\mid \\mathit{X}{=}1]",
                        "E[Y_{X = 1} | X = 1] - E[Y_{X = 0} | X = 1]"),
                arguments(
                        Query.atu("X", "Y"),
                        "E[Y(X = 1) - Y(X = 0) | X = 0]",
                        "\\mathbb{E}[\\mathit{Y}_{1} - \\mathit{Y}_{0} \\mid \\mathit{X}{=}0]",
                        "E[Y_{X = 1} | X = 0] - E[Y_{X = 0} | X = 0]"),
                arguments(
                        InterventionalDistribution.of(Set.of("Y"), Set.of("X")).given("Z"),
                        "P(Y | do(X), Z)",
                        "P(\\mathit{Y} \\mid \\mathrm{do}(\\mathit{X}), \\mathit{Z})",
                        "P(Y | do(X), Z)"),
                arguments(
                        InterventionalDistribution.of(Set.of("Y", "W"), Set.of("X", "A")),
                        "P(W, Y | do(A, X))",
                        "P(\\mathit{W}, \\mathit{Y} \\mid \\mathrm{do}(\\mathit{A}, \\mathit{X}))",
                        "P(W, Y | do(A, X))"),
                arguments(
                        InterventionalDistribution.of(Set.of("Y"), Set.of()).given("X"),
                        "P(Y | X)",
                        "P(\\mathit{Y} \\mid \\mathit{X})",
                        "P(Y | X)"),
                arguments(
                        CounterfactualDistribution.of(WITH),
                        "P(Y = 1 | do(X = 1))",
                        "P(\\mathit{Y}{=}\\mathit{1} \\mid \\mathrm{do}(\\mathit{X}{=}\\mathit{1}))",
                        "P(Y = 1 | do(X = 1))"),
                arguments(
                        CounterfactualDistribution.of(
                                        Term.of("Y").in(Map.of("X", Symbol.of("X"))),
                                        Term.of("Y", new Symbol("Y", 1)).in(Map.of("X", new Symbol("X", 1))))
                                .given(List.of(Term.of("Z"))),
                        "P(Y_{X}, Y'_{X'} | Z)",
                        "P(\\mathit{Y}_{\\mathit{X}}, \\mathit{Y}'_{\\mathit{X}'} \\mid \\mathit{Z})",
                        "P(Y_{X}, Y'_{X'} | Z)"),
                arguments(
                        MeanOutcome.of("Y", Map.of("X", "1", "A", "low")).given("Z"),
                        "E[Y | do(A = low, X = 1), Z]",
                        "\\mathbb{E}\\left[\\mathit{Y} \\mid \\mathrm{do}(\\mathit{A}{=}\\mathit{low},"
                                + " \\mathit{X}{=}\\mathit{1}), \\mathit{Z}\\right]",
                        "E[Y | do(A = low, X = 1), Z]"),
                arguments(
                        MeanOutcome.of("Y", Map.of("X", "1")).among(Map.of("S", "1")),
                        "E[Y_{X = 1} | S = 1]",
                        "\\mathbb{E}\\left[\\mathit{Y}_{\\mathit{X}{=}\\mathit{1}} \\mid"
                                + " \\mathit{S}{=}\\mathit{1}\\right]",
                        "E[Y_{X = 1} | S = 1]"),
                arguments(
                        Query.cate("X", "Y", "Z"),
                        "E[Y | do(X = 1), Z] - E[Y | do(X = 0), Z]",
                        "\\mathbb{E}\\left[\\mathit{Y} \\mid \\mathrm{do}(\\mathit{X}{=}\\mathit{1}),"
                                + " \\mathit{Z}\\right] - \\mathbb{E}\\left[\\mathit{Y} \\mid"
                                + " \\mathrm{do}(\\mathit{X}{=}\\mathit{0}), \\mathit{Z}\\right]",
                        "E[Y | do(X = 1), Z] - E[Y | do(X = 0), Z]"),
                arguments(
                        Query.cde("X", "Y", Map.of("M", "0")),
                        "E[Y | do(M = 0, X = 1)] - E[Y | do(M = 0, X = 0)]",
                        "\\mathbb{E}\\left[\\mathit{Y} \\mid \\mathrm{do}(\\mathit{M}{=}\\mathit{0},"
                                + " \\mathit{X}{=}\\mathit{1})\\right] - \\mathbb{E}\\left[\\mathit{Y} \\mid"
                                + " \\mathrm{do}(\\mathit{M}{=}\\mathit{0}, \\mathit{X}{=}\\mathit{0})\\right]",
                        "E[Y | do(M = 0, X = 1)] - E[Y | do(M = 0, X = 0)]"),
                arguments(
                        Query.effect("Y", Map.of("X", "1"), Map.of("X", "0")).among(Map.of("S", "1")),
                        "E[Y_{X = 1} | S = 1] - E[Y_{X = 0} | S = 1]",
                        "\\mathbb{E}\\left[\\mathit{Y}_{\\mathit{X}{=}\\mathit{1}} \\mid"
                                + " \\mathit{S}{=}\\mathit{1}\\right] -"
                                + " \\mathbb{E}\\left[\\mathit{Y}_{\\mathit{X}{=}\\mathit{0}} \\mid"
                                + " \\mathit{S}{=}\\mathit{1}\\right]",
                        "E[Y_{X = 1} | S = 1] - E[Y_{X = 0} | S = 1]"),
                arguments(
                        Query.nde("X", "Y", "M"),
                        "E[Y(X = 1, M(X = 0)) - Y(X = 0)]",
                        "\\mathbb{E}\\left[\\mathit{Y}_{\\mathit{X}{=}\\mathit{1},"
                                + " \\mathit{M}_{\\mathit{X}{=}\\mathit{0}}} -"
                                + " \\mathit{Y}_{\\mathit{X}{=}\\mathit{0}}\\right]",
                        "Σ_{Y} Y (Σ_{M} P(M_{X = 0}, Y_{M, X = 1})) - E[Y | do(X = 0)]"),
                arguments(
                        Query.nie("X", "Y", "M", "N"),
                        "E[Y(X = 0, M(X = 1), N(X = 1)) - Y(X = 0)]",
                        "\\mathbb{E}\\left[\\mathit{Y}_{\\mathit{X}{=}\\mathit{0},"
                                + " \\mathit{M}_{\\mathit{X}{=}\\mathit{1}},"
                                + " \\mathit{N}_{\\mathit{X}{=}\\mathit{1}}} -"
                                + " \\mathit{Y}_{\\mathit{X}{=}\\mathit{0}}\\right]",
                        "Σ_{Y} Y (Σ_{M, N} P(M_{X = 1}, N_{X = 1}, Y_{M, N, X = 0})) - E[Y | do(X = 0)]"),
                arguments(
                        PolicyDistribution.of(List.of("Y"), RULE),
                        "P(Y | do(X = 1 if Z = 1; else 0))",
                        "P\\left(\\mathit{Y} \\mid \\mathrm{do}\\left(\\mathit{X} = \\begin{cases} \\mathit{1} &"
                                + " \\mathit{Z}{=}\\mathit{1} \\\\ \\mathit{0} & \\text{else}"
                                + " \\end{cases}\\right)\\right)",
                        "P(Y | do(X = 0)) - P(Y, Z = 1 | do(X = 0)) + P(Y, Z = 1 | do(X = 1))"),
                arguments(
                        new PolicyMean("Y", Policy.random("X", Map.of("0", 0.25, "1", 0.75))),
                        "E[Y | do(X = {0: 0.25, 1: 0.75})]",
                        "\\mathbb{E}\\left[\\mathit{Y} \\mid \\mathrm{do}\\left(\\mathit{X} = \\{\\mathit{0}{:}\\,0.25,"
                                + " \\mathit{1}{:}\\,0.75\\}\\right)\\right]",
                        "Σ_{Y} Y (0.25 P(Y | do(X = 0)) + 0.75 P(Y | do(X = 1)))"),
                arguments(
                        Query.pn("X", "Y"),
                        "PN(X -> Y)",
                        "\\mathrm{PN}(\\mathit{X} \\to \\mathit{Y}) ="
                                + " P(\\mathit{Y}_{\\mathit{X}{=}\\mathit{0}}{=}\\mathit{0} \\mid"
                                + " \\mathit{X}{=}\\mathit{1}, \\mathit{Y}{=}\\mathit{1})",
                        "P(Y_{X = 0} = 0 | X = 1, Y = 1)"),
                arguments(
                        Query.ps("X", "Y"),
                        "PS(X -> Y)",
                        "\\mathrm{PS}(\\mathit{X} \\to \\mathit{Y}) ="
                                + " P(\\mathit{Y}_{\\mathit{X}{=}\\mathit{1}}{=}\\mathit{1} \\mid"
                                + " \\mathit{X}{=}\\mathit{0}, \\mathit{Y}{=}\\mathit{0})",
                        "P(Y_{X = 1} = 1 | X = 0, Y = 0)"),
                arguments(
                        Query.pns("X", "Y"),
                        "PNS(X -> Y)",
                        "\\mathrm{PNS}(\\mathit{X} \\to \\mathit{Y}) ="
                                + " P(\\mathit{Y}_{\\mathit{X}{=}\\mathit{0}}{=}\\mathit{0},"
                                + " \\mathit{Y}_{\\mathit{X}{=}\\mathit{1}}{=}\\mathit{1})",
                        "P(Y_{X = 0} = 0, Y_{X = 1} = 1)"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyQuestionShowsItselfAndItsMeaning(Query query, String text, String latex, String meaning) {
        assertThat(query.text()).isEqualTo(text);
        assertThat(query.latex()).contains(latex);
        assertThat(query.asExpression().text()).isEqualTo(meaning);
        assertThat(Query.parse(text)).isEqualTo(query);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            P(y | do(x), z)                              ! P(y | do(x), z)
            P( y|do( x ),z )                             ! P(y | do(x), z)
            P(Y=y | do(X=x))                             ! P(Y | do(X))
            P(Y=1 | do(X=1))                             ! P(Y = 1 | do(X = 1))
            P(y_x, y'_x')                                ! P(y_{x}, y'_{x'})
            P(y_x)                                       ! P(y | do(x))
            P(Y(X = 1) = 1, Y(X = 0) = 0)                ! P(Y_{X = 0} = 0, Y_{X = 1} = 1)
            P(blood_pressure | do(exercise_a_week))      ! P(blood_pressure | do(exercise_a_week))
            P(blood pressure | do(all-cause))            ! P(blood pressure | do(all-cause))
            P("x_a" | do("a, b"), "c)")                  ! P("x_a" | do("a, b"), "c)")
            P^lab(y | do(x))                             ! P^lab(y | do(x))
            E[Y|do(X=1)]-E[Y|do(X=0)]                    ! E[Y | do(X = 1)] - E[Y | do(X = 0)]
            E[Y | do(X = 2)] − E[Y | do(X = 0)]          ! E[Y | do(X = 2)] - E[Y | do(X = 0)]
            E[Y(X = 1) - Y(X = 0)]                       ! E[Y | do(X = 1)] - E[Y | do(X = 0)]
            E[Y(X = 1) | X = 0]                          ! E[Y_{X = 1} | X = 0]
            E[Y_x | z]                                   ! E[Y_{x} | z]
            E[Y(X = 1) - Y(X = 0) | S = 1]               ! E[Y_{X = 1} | S = 1] - E[Y_{X = 0} | S = 1]
            E[Y | do(X = 1 if Z = 1, W = a else {0: .5, 1: .5})] ! E[Y | do(X = 1 if W = a, Z = 1; else {0: 0.5, 1: 0.5})]
            E[Y(X = 1 along X -> M -> Y; X = 0 elsewhere) - Y(X = 0)] ! E[Y(X = 1 along M -> Y, X -> M; X = 0 elsewhere) - Y(X = 0)]
            """)
    void writingThatPeopleUseIsRead(String given, String text) {
        assertThat(Query.parse(given).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            Q(y)                                ! column 1, at "Q(y)": P(, E[, PN(, PS( or PNS( was expected
            P(y | do x)                         ! column 7, at "do x)": the name of a variable was expected
            P(y | do(x)                         ! column 12, at the end: ")" was expected after the events
            P(y | do(x)) now                    ! column 14, at "now": nothing more was expected
            P(y_{x}, z | do(w))                 ! a world is written with do(...) or with subscripts
            P(y' = 1)                           ! leave them out before a level
            P(y = #)                            ! column 7, at "#)": a level of y was expected
            P("y                                ! column 3, at ""y": the closing quote is missing
            E[Y | do(X = 1)] - P(y)             ! column 20, at "P(y)": a second mean E[...] was expected
            E[Y(X = 1, M(X = 2)) - Y(X = 0)]    ! either the treatment or all mediators are at the baseline
            E[Y | do(X = 1 if Z = 1; 0)]        ! "if" was expected
            P(y, z | do(x), y)                  ! has two roles
            """)
    void whatCannotBeReadIsPointedAt(String given, String says) {
        assertThatThrownBy(() -> Query.parse(given))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining(says);
    }

    @Test
    void namesAreTakenFromTheGraph() {
        Dag graph = Dag.of("Z -> X -> Y", "Z -> Y", "y2 -> Y2");
        assertThat(Query.parse("P(y | do(x), z)").on(graph).text()).isEqualTo("P(Y | do(X), Z)");
        assertThat(Query.parse("P(y_x, y'_x' | Y2)").on(graph).text()).isEqualTo("P(Y_{X}, Y'_{X'} | Y2)");
        assertThatThrownBy(() -> Query.parse("P(W | do(x))").on(graph))
                .isInstanceOf(CausalException.class)
                .hasMessageStartingWith("There is no variable \"W\"; did you mean X, Y, Z?");
    }

    @Test
    void aNaturalDirectAndAnIndirectEffectAreTheMeansOfTheirNestedWorlds() {
        SemiMarkovWorld world = new SemiMarkovWorld(Admg.of("X -> M -> Y", "X -> Y", "M <-> Y"), 3, Seed.of(5));
        double direct = value(Query.nde("X", "Y", "M"), world);
        double back = value(
                new NaturalEffect(NaturalEffect.Route.INDIRECT, "X", "0", "1", new TreeSet<>(Set.of("M")), "Y"), world);
        // E[Y_1] - E[Y_0] = (E[Y_{1, M_0}] - E[Y_0]) - (E[Y_{1, M_0}] - E[Y_1])
        assertThat(direct - back).isEqualTo(value(Query.ate("X", "Y"), world), within(1e-12));
        assertThat(Math.abs(direct)).isGreaterThan(1e-3);
        assertThat(Math.abs(back)).isGreaterThan(1e-3);
    }

    @Test
    void anEffectAlongPathsIsTheNaturalOneWhereItIsOne() {
        Admg graph = Admg.of("Z -> X", "Z -> M", "Z -> Y", "X -> M -> Y", "X -> Y", "M <-> Y");
        SemiMarkovWorld world = new SemiMarkovWorld(graph, 2, Seed.of(6));
        assertThat(value(PathSpecificEffect.of("X", "Y", "X -> Y"), world))
                .isEqualTo(value(Query.nde("X", "Y", "M"), world), within(1e-12));
        assertThat(value(PathSpecificEffect.of("X", "Y", "X -> M -> Y"), world))
                .isEqualTo(value(Query.nie("X", "Y", "M"), world), within(1e-12));
        assertThat(value(PathSpecificEffect.of("X", "Y", "X -> M -> Y", "X -> Y"), world))
                .isEqualTo(value(Query.ate("X", "Y"), world), within(1e-12));
    }

    @Test
    void bothVersionsOfAVariableAreInPlayWhereItsEdgesDiffer() {
        Admg graph = Admg.of("X -> M -> N -> Y", "M -> Y", "X -> Y", "X -> N");
        PathSpecificEffect effect = PathSpecificEffect.of("X", "Y", "X -> M -> N -> Y");
        assertThat(effect.asExpression(graph).text())
                .isEqualTo("Σ_{Y} Y (Σ_{M, M', N} P(M_{X = 1}, M'_{X = 0}, N_{M, X = 0}, Y_{M', N, X = 0}))"
                        + " - E[Y | do(X = 0)]");
        assertThat(PathSpecificEffect.of("X", "Y", "X -> M -> Y")
                        .asExpression(graph)
                        .text())
                .isEqualTo("Σ_{Y} Y (Σ_{M, N} P(M_{X = 1}, N_{X = 0}, Y_{M, N, X = 0})) - E[Y | do(X = 0)]");
        assertThatThrownBy(effect::asExpression).hasMessageEndingWith("use asExpression(graph)");
        assertThatThrownBy(() -> effect.asExpression(Cpdag.of("X -- Y"))).hasMessageContaining("given a Cpdag");
        assertThatThrownBy(() -> effect.asExpression(Dag.of("X -> M -> Y", "N -> Y")))
                .hasMessageContaining("The graph has no edge M -> N");
    }

    @Test
    void aPolicyIsTheMixtureOfWhatItDoes() {
        SemiMarkovWorld world = new SemiMarkovWorld(Admg.of("Z -> X -> Y", "Z -> Y", "X <-> Y"), 3, Seed.of(7));
        Policy policy = Policy.random("X", Map.of("0", 0.3, "2", 0.7))
                .where(Map.of("Z", "1"), "1")
                .where(Map.of("Z", "2"), Map.of("0", 0.5, "1", 0.5));
        double expected = 0;
        for (String z : world.levels("Z")) {
            Map<String, Double> chances = z.equals("0")
                    ? Map.of("0", 0.3, "2", 0.7)
                    : z.equals("1") ? Map.of("1", 1.0) : Map.of("0", 0.5, "1", 0.5);
            for (String x : chances.keySet())
                for (String y : world.levels("Y")) {
                    Term outcome = Term.of("Y", new Level(y)).in(Map.of("X", new Level(x)));
                    Term stratum = Term.of("Z", new Level(z)).in(Map.of("X", new Level(x)));
                    expected += Integer.parseInt(y)
                            * chances.get(x)
                            * CounterfactualDistribution.of(outcome, stratum)
                                    .probability()
                                    .evaluate(world, Map.of());
                }
        }
        assertThat(value(new PolicyMean("Y", policy), world)).isEqualTo(expected, within(1e-12));
    }

    @Test
    void effectsWithoutSenseAreRefused() {
        says(() -> Query.nde("X", "Y"), "at least one mediator");
        says(() -> Query.nde("X", "Y", "X"), "neither the treatment nor the outcome");
        says(() -> Query.cde("X", "Y", Map.of()), "holds other variables");
        says(() -> Query.effect("Y", Map.of("X", "1"), Map.of("X", "1")), "two different worlds");
        says(() -> Query.effect("Y", Map.of("Y", "1"), Map.of("Y", "0")), "both the treatment and the outcome");
        says(() -> Query.cate("X", "Y", "Y"), "runs over its levels");
        says(() -> PathSpecificEffect.of("X", "Y", "X -> M"), "do not lead from X to Y");
        says(() -> Policy.random("X", Map.of("0", 0.5)), "sum to 1; given {0=0.5}");
        says(() -> RULE.where(Map.of("Z", "1"), "0"), "one rule for a stratum");
        says(() -> RULE.where(Map.of("W", "1"), "0"), "the same covariates");
        says(() -> new PolicyMean("Z", RULE), "cannot look at it");
    }

    private static void says(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(CausalException.class).hasMessageContaining(message);
    }

    private static double value(Query query, SemiMarkovWorld world) {
        return query.asExpression(world.graph()).evaluate(world, Map.of());
    }
}
