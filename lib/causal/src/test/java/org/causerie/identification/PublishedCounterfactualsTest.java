// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.identification.CounterfactualIdentification.Available;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Counterfactual graphs, questions and tables of papers. SP is Shpitser and Pearl, JMLR 9 (2008); cfid is the R package of
 * that name (Tikka, The R Journal 15, 2023) with its figures and the verdicts of its tests.
 */
class PublishedCounterfactualsTest {
    private static final Admg NINE_A = Admg.of("X -> W -> Y", "D -> Z -> Y", "X <-> Y");
    private static final CounterfactualIdentification EXPERIMENTS =
            CounterfactualIdentification.withDefaults().available(Available.EXPERIMENTS);

    private static CounterfactualGraph graph(String question) {
        CounterfactualDistribution query =
                (CounterfactualDistribution) Query.parse(question).on(NINE_A);
        return CounterfactualGraph.of(query.events(), NINE_A).orElseThrow();
    }

    private static Set<Set<String>> districts(CounterfactualGraph graph) {
        return graph.districts().stream()
                .map(district -> district.stream().map(Term::variable).collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }

    /**
     * SP figure 9 (c): of the three worlds of figure 9 (b) are left X as it was, W and Y where X is set, and D and Z, of
     * which figures 11 (a) to (c) are the way.
     */
    @Test
    void counterfactualGraphOfThreeWorlds() {
        CounterfactualGraph graph = graph("P(y_{x}, x', z_{d}, d)");
        assertThat(districts(graph)).isEqualTo(Set.of(Set.of("X", "Y"), Set.of("W"), Set.of("D"), Set.of("Z")));
        assertThat(graph.equalities()).isEmpty();
        assertThat(graph.expression().text()).isEqualTo("Σ_{W} P(X', Y_{W, Z}) P(W | do(X)) P(D) P(Z | do(D))");
    }

    /** SP figure 9 (d): for P(y_{x,z}, x') neither D nor the Z of the world as it is matter. */
    @Test
    void counterfactualGraphOfTwoWorlds() {
        CounterfactualGraph graph = graph("P(y_{x, z}, x')");
        assertThat(districts(graph)).isEqualTo(Set.of(Set.of("X", "Y"), Set.of("W")));
    }

    /** IDC* turns P(y_x | x', z_d, d) into P(y_{x,z} | x'). */
    @Test
    void theTwoGraphsOfFigureNineAreOfOneQuestion() {
        Functional first = (Functional) EXPERIMENTS
                .identify(Query.parse("P(y_{x} | x', z_{d}, d)"), NINE_A)
                .estimand();
        Expression second = Query.parse("P(y_{x, z} | x')").on(NINE_A).asExpression();
        for (int i = 0; i < 3; i++)
            assertThat(Truths.difference(
                            first.expression(),
                            second,
                            new SemiMarkovWorld(NINE_A, 2, Seed.of(64).split(i))))
                    .isLessThan(1e-9);
    }

    /**
     * cfid figure 2, and example 4.5 on figure 1 of Correa, Lee and Bareinboim, Counterfactual transportability, ICML 2022,
     * in one population: P(y_x | z_x, x') is P(y | do(x, z)), an experiment that observations answer too.
     */
    @Test
    void aQuestionWhoseConditionIsOfTwoWorlds() {
        Admg graph = Admg.of("X -> Z -> Y", "X -> Y", "X <-> Z");
        Query query = Query.parse("P(y_{x} | z_{x}, x')");
        assertThat(EXPERIMENTS.identify(query, graph).estimand().text()).isEqualTo("P(Y | do(X, Z))");
        assertThat(CounterfactualIdentification.withDefaults()
                        .identify(query, graph)
                        .estimand()
                        .text())
                .isEqualTo("P(Y | X, Z)");
    }

    /**
     * Correa, Lee and Bareinboim (2022), figure 2 (a), equation 16: P(y_x, x') is the sum over z and w of P(y_{x,w,z}, w_x)
     * P(x'_z, z); edges and factors as in the tests of Python package y0.
     */
    @Test
    void counterfactualFactors() {
        Admg graph = Admg.of("Z -> {X Y}", "X -> {W Y}", "W -> Y", "Z <-> X", "W <-> Y");
        Query query = Query.parse("P(y_{x}, x')");
        Expression printed = Sum.over(
                Set.of("W", "Z"),
                Product.of(List.of(
                        Query.parse("P(y_{x, w, z}, w_{x})").on(graph).asExpression(),
                        Query.parse("P(x'_{z}, z)").on(graph).asExpression())));
        Expression derived = ((Functional) CounterfactualIdentification.withDefaults()
                        .identify(query, graph)
                        .estimand())
                .expression();
        for (int i = 0; i < 3; i++) {
            SemiMarkovWorld world = new SemiMarkovWorld(graph, 2, Seed.of(66).split(i));
            Expression asked = query.on(graph).asExpression();
            assertThat(Truths.difference(printed, asked, world)).isLessThan(1e-9);
            assertThat(Truths.difference(derived, asked, world)).isLessThan(1e-9);
        }
    }

    /** The verdicts of cfid's tests, from experiments; where there is a formula it has the value of the question. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            SP figure 9 (a), all at once      ! X -> W -> Y; D -> Z -> Y; X <-> Y         ! P(Y(X = 0) = 0, X = 1, Z(D = 0) = 0, D = 0)        ! true
            SP figure 9 (a), and W            ! X -> W -> Y; D -> Z -> Y; X <-> Y         ! P(Y(X = 0) = 0, X = 1, Z(D = 0) = 0, D = 0, W = 0) ! false
            and an arrow from X to Y          ! X -> W -> Y; D -> Z -> Y; X <-> Y; X -> Y ! P(Y(X = 0) = 0, X = 1, Z(D = 0) = 0, D = 0)        ! false
            given, and an arrow from X to Y   ! X -> W -> Y; D -> Z -> Y; X <-> Y; X -> Y ! P(Y(X = 0) = 0 | X = 1, Z(D = 0) = 0, D = 0)       ! false
            two worlds of one outcome         ! X -> Y                                    ! P(Y(X = 0) = 0, Y(X = 1) = 1)                      ! false
            incompatible interventions        ! X -> Y; Y <-> A <-> B <-> Z; X -> Z       ! P(Y(X = 0) = 0, A = 0, B = 0, Z(X = 1) = 0)         ! false
            three in a chain                  ! X -> Z -> Y; X <-> Z                      ! P(Y(Z = 0) = 1, Z(X = 0) = 0, X = 0)               ! true
            an impossible answer              ! X -> Z -> Y                               ! P(Z = 0, Z(X = 0) = 1, X = 0)                      ! true
            inconsistent interventions        ! X -> Z -> Y                               ! P(Z = 0, Z(X = 0) = 1, X = 1)                      ! false
            one district, two worlds          ! X -> Y; X <-> Y                           ! P(Y(X = 0) = 0, Y = 0)                             ! false
            one district, one margin          ! X -> Y; X <-> Y <-> Z; Z -> Y             ! P(Y(X = 0) = 0)                                    ! true
            a chain, two worlds               ! Z -> X -> Y                               ! P(Y(X = 0) = 0, Y(X = 1) = 1, Z = 0)               ! false
            incompatible in a sum             ! E -> S -> T -> W; E -> W; E <-> T; S <-> W ! P(W(E = 0, T = 0) = 0, T = 0)                     ! false
            """)
    void verdicts(String name, String drawn, String question, boolean identified) {
        Admg graph = Admg.of(drawn.split("; "));
        Query query = Query.parse(question);
        Identification answer = EXPERIMENTS.identify(query, graph);
        assertThat(answer.identified()).as("%s: %s", name, answer).isEqualTo(identified);
        if (!identified) return;
        Expression formula = ((Functional) answer.estimand()).expression();
        SemiMarkovWorld world = new SemiMarkovWorld(graph, 2, Seed.of(65).split(name));
        assertThat(formula.evaluate(world, Map.of()))
                .isCloseTo(query.asExpression().evaluate(world, Map.of()), within(1e-9));
    }

    /**
     * Cholestyramine and cholesterol in the lipid trial with which Balke and Pearl (1997) show their bounds, and flu shots,
     * with the counts and bounds of the example of function ACE_bounds in R package noncompliance.
     */
    @ParameterizedTest
    @CsvSource({
        "158 14 0 0 52 12 23 78, 0.3913319, 0.7792107",
        "99 1027 30 233 84 935 31 422, -0.6420409, 0.2390209",
        "74 11514 0 0 34 2385 12 9663, -0.1946, 0.0054"
    })
    void treatmentsThatNotAllTook(String counts, double lower, double upper) {
        // y0 x0 z0, y1 x0 z0, y0 x1 z0, y1 x1 z0, and the same with z1
        double[] cells = Arrays.stream(counts.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double total = Arrays.stream(cells).sum();
        JointTable table = JointTable.binary(
                List.of("Z", "X", "Y"),
                Arrays.stream(cells).map(count -> count / total).toArray());
        Bounds bounds = ResponseFunctionBounds.withDefaults()
                .bound(Query.ate("X", "Y"), Admg.of("Z -> X -> Y", "X <-> Y"), table)
                .bounds();
        assertThat(bounds.lower()).isCloseTo(lower, within(5e-5));
        assertThat(bounds.upper()).isCloseTo(upper, within(5e-5));
    }

    /**
     * Tian and Pearl (2000): of those in an experiment 16 of 1000 died with the drug and 14 of 1000 without; of those who
     * chose, 2 of 1000 with it and 28 of 1000 without. It is certain that it killed those who chose it and died.
     */
    @Test
    void whoChoseTheDrugAndDiedWasKilledByIt() {
        JointTable chose =
                JointTable.binary(List.of("X", "Y"), new double[] {0.972 / 2, 0.028 / 2, 0.998 / 2, 0.002 / 2});
        Distributions both = new Distributions() {
            @Override
            public List<String> levels(String variable) {
                return chose.levels(variable);
            }

            @Override
            public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
                if (variables.get(0).world().isEmpty()) return chose.joint(domain, variables);
                assertThat(variables)
                        .singleElement()
                        .satisfies(one -> assertThat(one.variable()).isEqualTo("Y"));
                double died = variables.get(0).world().get("X").equals("1") ? 0.016 : 0.014;
                return new double[] {1 - died, died};
            }
        };
        Bounds necessary = CausationBounds.withDefaults()
                .evidence(CausationBounds.Evidence.BOTH)
                .bound(Query.pn("X", "Y"), both);
        assertThat(necessary.lower()).isCloseTo(1, within(1e-9));
        assertThat(necessary.upper()).isCloseTo(1, within(1e-9));
    }
}
