// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Effects for which a paper prints a graph and a formula: the printed formula and the derived one against surgery in
 * random models. Causality is Pearl (2009); SP is Shpitser and Pearl, JMLR 9 (2008), SP06 the same, AAAI 2006; TP is Tian and
 * Pearl, A general identification condition for causal effects, AAAI 2002; Tian is the thesis of 2002; TK is Tikka and
 * Karvanen, Journal of Statistical Software 76 (2017). Edges of SP06 and TP are as in the examples of S. Lee's program for
 * causal identification.
 */
class PublishedFormulasTest {
    private static final List<String> THREE_EIGHT_G =
            List.of("Z2 -> X -> Z1 -> Y", "Z2 -> Z1", "Z2 -> Z3 -> Y", "X <-> Z2", "X <-> Z3", "X <-> Y", "Z2 <-> Y");

    static Stream<Arguments> printedFormulas() {
        return Stream.of(
                Arguments.of("SP figure 2 (a), Causality figure 3.8 (a)", "X -> Y", "X", "Y", p("Y | X")),
                Arguments.of(
                        "SP figure 2 (b), Causality figure 3.8 (b)",
                        "X -> Y; X -> Z -> Y; Z <-> Y",
                        "X",
                        "Y",
                        p("Y | X")),
                Arguments.of(
                        "SP figure 2 (c), Causality figure 3.8 (c)",
                        "Z -> X -> Y; Z -> Y; X <-> Z",
                        "X",
                        "Y",
                        sum("Z", p("Y | X, Z"), p("Z"))),
                Arguments.of(
                        "the confounder shares a cause with the outcome",
                        "Z -> X -> Y; Z -> Y; Z <-> Y",
                        "X",
                        "Y",
                        sum("Z", p("Y | X, Z"), p("Z"))),
                Arguments.of(
                        "SP figure 2 (e), Causality figure 3.8 (e)",
                        "X -> Z -> Y; X <-> Y",
                        "X",
                        "Y",
                        sum("Z", p("Z | X"), sum("X'", p("Y | X', Z"), p("X'")))),
                Arguments.of(
                        "Causality figure 3.8 (f), TP figure 2",
                        "X -> Z1 -> Z2 -> Y; X -> Y; Z1 -> Y; X <-> Z2; Z1 <-> Y",
                        "X",
                        "Y",
                        sum("Z1, Z2", p("Y | X, Z1, Z2"), p("Z1 | X"), sum("X'", p("Z2 | Z1, X'"), p("X'")))),
                Arguments.of(
                        "Causality figure 3.8 (g), TP figure 1, in which Z3 need not be seen",
                        String.join("; ", THREE_EIGHT_G),
                        "X",
                        "Y",
                        sum("Z1, Z2", p("Z1 | X, Z2"), p("Z2"), sum("X'", p("Y | X', Z1, Z2"), p("X' | Z2")))),
                Arguments.of(
                        "the same graph in Tian and in TK, a complex expression: all that X acts on",
                        String.join("; ", THREE_EIGHT_G),
                        "X",
                        "Z1, Z2, Z3, Y",
                        times(p("Z1 | X, Z2"), sum("X'", p("Y, Z3 | X', Z1, Z2"), p("X', Z2")))),
                Arguments.of(
                        "Causality figure 4.4",
                        "X1 -> Z -> X2 -> Y; X1 -> Y; X1 -> X2; X1 <-> Z; Z <-> Y",
                        "X1, X2",
                        "Y",
                        sum("Z", p("Y | X1, X2, Z"), p("Z | X1"))),
                Arguments.of(
                        "Causality p. 125, formula by hand",
                        "Z1 -> X1 -> X2 -> Y; Z2 -> Y; Z1 <-> Z2; Z1 <-> X2; Z2 <-> X2",
                        "X1, X2",
                        "Y",
                        sum("Z2", p("Y | X2, Z2"), p("Z2"))),
                Arguments.of(
                        "SP figure 3 (a)",
                        "W1 -> X -> Y1; W2 -> Y2; W1 <-> W2; W1 <-> Y1; W1 <-> Y2; X <-> W2",
                        "X",
                        "Y1, Y2",
                        times(sum("W2", p("Y2, W2")), sum("W1", p("Y1 | X, W1"), p("W1")))),
                Arguments.of(
                        "TK, the illustrative example",
                        "W -> X -> Z -> Y; W -> Z; X <-> Y",
                        "X",
                        "Y",
                        sum("W, Z", p("W"), p("Z | W, X"), sum("X'", p("Y | W, X', Z"), p("X' | W")))),
                Arguments.of(
                        "napkin, Book of Why p. 240",
                        "W -> Z -> X -> Y; W <-> X; W <-> Y",
                        "X",
                        "Y",
                        new Fraction(
                                sum("W", p("Y | W, X, Z"), p("X | W, Z"), p("W")), sum("W", p("X | W, Z"), p("W")))),
                Arguments.of(
                        "Tian figure 5.4, Tian and Pearl, report R-290-L, figure 9 (a), by its c-factors",
                        "W1 -> W2 -> X -> Y; W3 -> W4 -> X; W1 <-> X; W1 <-> Y; W1 <-> W3; W3 <-> W2; W3 <-> W5; W5 <-> W4",
                        "X",
                        "Y",
                        byDistricts()));
    }

    /** Q[Y] out of Q[X, Y] out of Q[W1, X, Y] out of the district of all but W4, which is out of P. */
    private static Expression byDistricts() {
        Expression all =
                sum("W3", p("W1"), p("W3 | W1"), p("W2 | W1, W3"), p("X | W1, W2, W3, W4"), p("Y | W1, W2, W3, W4, X"));
        Expression without = sum("Y", all);
        Expression three =
                times(sum("W2, X, Y", all), new Fraction(without, sum("X, Y", all)), new Fraction(all, without));
        return new Fraction(sum("W1", three), sum("W1, Y", three));
    }

    @ParameterizedTest
    @MethodSource
    void printedFormulas(String name, String drawn, String treatments, String outcomes, Expression printed) {
        isTrue(
                name,
                Admg.of(drawn.split("; ")),
                InterventionalDistribution.of(Set.of(outcomes.split(", ")), Set.of(treatments.split(", "))),
                printed);
    }

    private static void isTrue(String name, Admg graph, InterventionalDistribution query, Expression printed) {
        Expression derived =
                ((Functional) IdAlgorithm.withDefaults().identify(query, graph).estimand()).expression();
        for (int i = 0; i < 3; i++) {
            SemiMarkovWorld world =
                    new SemiMarkovWorld(graph, 2, Seed.of(61).split(name).split(i));
            assertThat(Truths.difference(printed, query.probability(), world))
                    .as(name)
                    .isLessThan(1e-9);
            assertThat(Truths.difference(derived, query.probability(), world))
                    .as("%s: %s", name, derived)
                    .isLessThan(1e-9);
        }
    }

    /**
     * Pearl (1995), figure 1, and Causality figure 3.1: fumigants X, yields Y, eelworms before, after and at the end of
     * the season, Z1 to Z3; last year's eelworms Z0 and the birds B are not seen.
     */
    @Test
    void soilFumigants() {
        Dag full = Dag.of("Z0 -> {X Z1 B}", "{X Z1} -> Z2", "{Z2 B} -> Z3", "{X Z2 Z3} -> Y");
        isTrue(
                "soil fumigants",
                Admg.projection(full, List.of("Z0", "B")),
                InterventionalDistribution.of(Set.of("Y"), Set.of("X")),
                sum("Z1, Z2, Z3", p("Y | X, Z2, Z3"), p("Z2 | X, Z1"), sum("X'", p("Z3 | X', Z1, Z2"), p("X', Z1"))));
    }

    /** TK: P(z | do(x), w) is P(z | w, x) in the illustrative example. */
    @Test
    void aConditionalEffect() {
        Admg graph = Admg.of("W -> X -> Z -> Y", "W -> Z", "X <-> Y");
        InterventionalDistribution query =
                InterventionalDistribution.of(Set.of("Z"), Set.of("X")).given("W");
        assertThat(IdAlgorithm.withDefaults().identify(query, graph).estimand().text())
                .isEqualTo("P(Z | W, X)");
    }

    /** What the papers say has no formula; two models that agree on the observations show it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SP06 figure 2 (a) | X -> Y; X <-> Y                                                       | X | Y
            SP06 figure 2 (b) | X -> Z -> Y; X <-> Z                                                  | X | Y
            SP06 figure 2 (c) | X -> Z -> Y; X -> Y; X <-> Z                                          | X | Y
            SP06 figure 2 (d) | X -> Y; Z -> Y; X <-> Z; Z <-> Y                                      | X | Y
            SP06 figure 2 (e) | Z -> X -> Y; X <-> Z; Z <-> Y                                         | X | Y
            SP06 figure 2 (f) | X -> Z -> Y; X <-> Y; Z <-> Y                                         | X | Y
            SP06 figure 2 (g) | X -> Z1 -> Y; Z2 -> Y; X <-> Z2; Z1 <-> Z2                            | X | Y
            SP06 figure 2 (h) | Z -> X -> W -> Y; Z <-> X; X <-> Y; Z <-> Y; Z <-> W                  | X | Y
            SP figure 3 (a) with an arrow between the W  | W1 -> X -> Y1; W1 -> W2 -> Y2; W1 <-> W2; W1 <-> Y1; W1 <-> Y2; X <-> W2 | X | Y1, Y2
            TK, a hedge of {X, Z1, Z2} and {Z2}          | Z1 -> X -> Z2 -> Y; Z1 <-> X; Z1 <-> Z2; Z1 <-> Y; X <-> Y | X | Y
            a napkin with another path, of package cfid | W -> Z -> X -> Y; Z -> Y; Y <-> X; X <-> W | X | Y
            """)
    void printedRefusals(String name, String drawn, String treatments, String outcomes) {
        Admg graph = Admg.of(drawn.split("; "));
        NotIdentified answer = (NotIdentified) IdAlgorithm.withDefaults()
                .identify(
                        InterventionalDistribution.of(Set.of(outcomes.split(", ")), Set.of(treatments.split(", "))),
                        graph);
        Truths.confirms((Hedge) answer.witness(), graph);
    }

    /**
     * Two experiments on one variable each answer for both: the example with which R. Bhattacharya's package ananke shows
     * the algorithm of Lee, Correa and Bareinboim (2019), and figure 1 (a) of theirs.
     */
    @Test
    void twoExperimentsAnswerForAThird() {
        Admg graph = Admg.of("X1 -> W -> Y", "X2 -> Y", "X1 <-> W", "X2 <-> Y", "X1 <-> X2");
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X1", "X2"));
        assertThat(IdAlgorithm.withDefaults().identify(query, graph).identified())
                .isFalse();
        for (String one : List.of("X1", "X2"))
            assertThat(GeneralIdentification.withDefaults()
                            .identify(query, graph, List.of(Set.of(), Set.of(one)))
                            .identified())
                    .isFalse();
        Expression derived = ((Functional) GeneralIdentification.withDefaults()
                        .identify(query, graph, List.of(Set.of("X1"), Set.of("X2")))
                        .estimand())
                .expression();
        Expression byHand = sum("W", p("W | do(X1)"), p("Y | do(X2), W"));
        for (int i = 0; i < 3; i++) {
            SemiMarkovWorld world = new SemiMarkovWorld(graph, 2, Seed.of(62).split(i));
            assertThat(Truths.difference(derived, query.probability(), world)).isLessThan(1e-9);
            assertThat(Truths.difference(byHand, query.probability(), world)).isLessThan(1e-9);
        }
    }

    /** A probability written down: "Y, Z | do(X), W, V'". */
    private static Probability p(String text) {
        SortedSet<Term> events = new TreeSet<>();
        SortedSet<Term> given = new TreeSet<>();
        TreeMap<String, Value> world = new TreeMap<>();
        String[] sides = text.split(" \\| ", -1);
        for (String each : sides[0].split(", ", -1)) events.add(seen(each));
        if (sides.length == 2)
            for (String each : sides[1].split(", ", -1)) {
                if (each.startsWith("do(")) {
                    Symbol set = symbol(each.substring(3, each.length() - 1));
                    world.put(set.variable(), set);
                } else given.add(seen(each));
            }
        return new Probability(Domain.target(), in(events, world), in(given, world));
    }

    private static SortedSet<Term> in(SortedSet<Term> terms, Map<String, Value> world) {
        SortedSet<Term> there = new TreeSet<>();
        for (Term term : terms) there.add(term.in(world));
        return there;
    }

    private static Term seen(String text) {
        Symbol symbol = symbol(text);
        return Term.of(symbol.variable(), symbol);
    }

    private static Symbol symbol(String text) {
        String name = text.replace("'", "");
        return new Symbol(name, text.length() - name.length());
    }

    private static Expression sum(String symbols, Expression... factors) {
        SortedSet<Symbol> over = new TreeSet<>(Symbol.ORDER);
        for (String each : symbols.split(", ", -1)) over.add(symbol(each));
        return new Sum(over, times(factors));
    }

    private static Expression times(Expression... factors) {
        return Product.of(List.of(factors));
    }
}
