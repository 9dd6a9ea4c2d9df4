// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Graphs of papers on experiments and on several populations, with what can be learnt from them. A yes is a formula that is
 * right in random models, a no comes with two models that no source tells apart.
 */
class PublishedSourcesTest {

    /** Populations: the variables in which each differs; data: what each shows, with * for every experiment there is. */
    private static void check(
            String name, String graph, String x, String y, String populations, String data, boolean identified) {
        SelectionDiagram diagram = diagram(graph, populations);
        List<Regime> regimes = new ArrayList<>();
        for (String each : data.split("; ", -1)) {
            List<String> words = List.of(each.split(" "));
            Domain domain = words.get(0).equals("target") ? Domain.target() : new Domain(words.get(0));
            List<String> set = words.subList(1, words.size());
            if (set.equals(List.of("*"))) regimes.addAll(all(diagram.graph(), domain));
            else regimes.add(new Regime(domain, new TreeSet<>(set)));
        }
        int[] counts = new int[3];
        TransportIdentificationTest.check(query(x, y), diagram, regimes, Seed.of(3), counts);
        assertThat(counts).as(name).containsExactly(identified ? 1 : 0, identified ? 0 : 1, 0);
    }

    private static SelectionDiagram diagram(String graph, String populations) {
        SelectionDiagram diagram = SelectionDiagram.of(Admg.of(graph.split("; ")));
        if (populations == null) return diagram;
        for (String each : populations.split(", ", -1)) {
            String[] parts = each.split(": ", -1);
            diagram = diagram.with(parts[0], parts[1].split(" "));
        }
        return diagram;
    }

    private static List<Regime> all(Admg graph, Domain domain) {
        List<Regime> regimes = new ArrayList<>();
        for (int code = 0; code < 1 << graph.size(); code++) {
            TreeSet<String> set = new TreeSet<>();
            for (int i = 0; i < graph.size(); i++)
                if ((code >> i & 1) == 1) set.add(graph.names().get(i));
            regimes.add(new Regime(domain, set));
        }
        return regimes;
    }

    private static InterventionalDistribution query(String x, String y) {
        return InterventionalDistribution.of(Set.of(y.split(" ")), Set.of(x.split(" ")));
    }

    /**
     * Several populations. PB is Pearl and Bareinboim (2011), whose examples 1 to 3 are age, a skill that shows age, and a
     * biological marker; TR Bareinboim and Pearl, Transportability of causal effects: completeness results, AAAI 2012,
     * edges and verdicts as in the examples of S. Lee's program for causal identification; MZ Bareinboim and Pearl,
     * Transportability from multiple environments with limited experiments, NIPS 2014, as in the tests of the library
     * antecedent, which quotes the paper; TK18 Tikka and Karvanen on surrogate outcomes (2018); the others are the examples
     * with which R package causaleffect documents meta.transport, generalize and aux.effect.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PB example 1            | Z -> X -> Y; Z -> Y; X <-> Y                | X | Y | trial: Z | target; trial X | true
            PB example 2            | X -> Y; X <-> Y; X <-> Z; Z <-> Y           | X | Y | trial: Z | target; trial X | true
            PB example 2, age itself differs | X -> Y; X <-> Y; X <-> Z; Z <-> Y  | X | Y | trial: Z Y | target; trial X | false
            PB example 3            | X -> Z -> Y; X <-> Y                        | X | Y | trial: Z | target; trial X | true
            TR figure 1 (a)         | Z -> X -> Y; Z -> Y; Z <-> X; X <-> Y       | X | Y | trial: Z | target; trial * | true
            TR figure 1 (b)         | U -> X -> W -> Z -> Y; U -> T -> W; V -> X; V -> Y; T <-> U; U <-> X; X <-> W; X <-> Y | X | Y | trial: U Z | target; trial * | true
            TR figure 1 (c), causaleffect's transport | X -> Z -> W -> V -> Y; X <-> Z; V <-> Y; X <-> Y | X | Y | trial: V | target; trial X | true
            TR figure 2 (a)         | X -> Y; X <-> Y                             | X | Y | trial: Y | target; trial * | false
            TR figure 2 (b)         | X -> Z -> Y; X <-> Z                        | X | Y | trial: Z | target; trial * | false
            TR figure 3             | X -> A -> B -> C -> Y; A <-> B; A <-> X; X <-> Y; C <-> Y | X | Y | trial: C | target; trial * | false
            TR figure 5 (a)         | X -> Z -> Y; X <-> Y; Z <-> Y               | X | Y | trial: Z | target; trial * | false
            TR figure 5 (b)         | X -> Y; Z -> Y; X <-> Y; Z <-> Y            | X | Y | trial: Z | target; trial * | false
            MZ figure 1 (c) and (d) | Z1 -> X -> Z2 -> Y; Z1 <-> X; Z1 <-> Z2; Z1 <-> Y | X | Y | a: Z1 Z2, b: Y | target; a Z2; b Z1 | true
            MZ figure 1 (c)         | Z1 -> X -> Z2 -> Y; Z1 <-> X; Z1 <-> Z2; Z1 <-> Y | X | Y | a: Z1 Z2 | target; a Z2 | false
            MZ figure 1 (d)         | Z1 -> X -> Z2 -> Y; Z1 <-> X; Z1 <-> Z2; Z1 <-> Y | X | Y | b: Y | target; b Z1 | false
            MZ figure 1 (e)         | {Z1 Z2} -> X -> Y; Z1 <-> X; Z1 <-> Y; Z2 <-> X; Z2 <-> Y | X | Y | a: Z1 | target; a Z1; a Z2; a Z1 Z2 | true
            MZ figure 1 (e) and (f) | {Z1 Z2} -> X -> Y; Z1 <-> X; Z1 <-> Y; Z2 <-> X; Z2 <-> Y | X | Y | a: Z1, b: Z2 | target; a Z2; b Z1 | false
            MZ figure 2             | {X Z} -> Y; X <-> Y; Z <-> Y                | X | Y | a: Z, b: Y | target; a X; b Z | false
            meta.transport          | X -> Z; W1 -> W2 -> Z; W3 -> Z; X -> W3; W2 -> X; Z -> Y; X <-> W3; X <-> W2; X <-> W1; W1 <-> Z | X | Y | a: X W2 W3 Y, b: X W2 W1 Y Z | target; a; b; a X; b X | true
            generalize              | Z1 -> X; Z2 -> X; X -> Z3; Z3 -> W; Z3 -> U; U -> Y; W -> U; Z1 -> Z3; Z1 <-> Z2; Z1 <-> X; Z2 <-> Z3; Z2 <-> U; W <-> Y | X | Y | a: Z2 Z3 W, b: Z1 W U | target; target Z1; a; a Z2; b; b Z1 | true
            generalize, no experiment | Z1 -> X; Z2 -> X; X -> Z3; Z3 -> W; Z3 -> U; U -> Y; W -> U; Z1 -> Z3; Z1 <-> Z2; Z1 <-> X; Z2 <-> Z3; Z2 <-> U; W <-> Y | X | Y | a: Z2 Z3 W | target | false
            aux.effect              | W -> Z -> X -> Y; W -> Y; W <-> Y; Z <-> Y; Z <-> X | X | Y | | target; target Z | true
            TK18 figure 8           | X1 -> Y1; X1 -> Y2; W -> Y1; W -> Y2; Z -> Y1; Z -> X2; X2 -> Y2; Z -> Y2; X1 <-> Y1; Z <-> W; Z <-> X2 | X1 X2 | Y1 Y2 | a: X1 Y2, b: X2 | target; a X1; b X2 | true
            """)
    void populations(
            String name, String graph, String x, String y, String populations, String data, boolean identified) {
        check(name, graph, x, y, populations, data, identified);
    }

    /** PB, the transport formulas of the three examples. */
    @Test
    void theFormulasOfAgeSkillAndMarker() {
        List<Regime> data = List.of(Regime.experiment("X").in(new Domain("trial")), Regime.observed());
        List<String> formulas = new ArrayList<>();
        for (String drawn :
                List.of("Z -> X -> Y; Z -> Y; X <-> Y", "X -> Y; X <-> Y; X <-> Z; Z <-> Y", "X -> Z -> Y; X <-> Y"))
            formulas.add(TransportIdentification.withDefaults()
                    .identify(query("X", "Y"), diagram(drawn, "trial: Z"), data)
                    .estimand()
                    .text());
        assertThat(formulas)
                .containsExactly(
                        "Σ_{Z} P(Z) P^trial(Y | do(X), Z)",
                        "P^trial(Y | do(X))",
                        "Σ_{Z} P(Z | X) P^trial(Y | do(X), Z)");
    }

    /** MZ equation 2, for figure 1 (c) and (d): each of two populations has a part, and any level of Z1 will do. */
    @Test
    void aFormulaOfTwoPopulations() {
        SelectionDiagram diagram = diagram("Z1 -> X -> Z2 -> Y; Z1 <-> X; Z1 <-> Z2; Z1 <-> Y", "a: Z1 Z2, b: Y");
        List<Regime> data = List.of(
                Regime.experiment("Z2").in(new Domain("a")),
                Regime.experiment("Z1").in(new Domain("b")));
        Expression mediator = new Probability(
                new Domain("b"), new TreeSet<>(Set.of(set("Z2", "Z1"))), new TreeSet<>(Set.of(set("X", "Z1"))));
        Expression outcome = new Probability(new Domain("a"), new TreeSet<>(Set.of(set("Y", "Z2"))), new TreeSet<>());
        Expression printed = Sum.over(Set.of("Z2"), Product.of(List.of(mediator, outcome)));
        for (int i = 0; i < 3; i++) {
            TransportIdentificationTest.Sources sources = TransportIdentificationTest.sources(
                    diagram, data, Seed.of(66).split(i));
            assertThat(Truths.difference(
                            printed,
                            sources,
                            query("X", "Y").probability(),
                            sources.worlds().get(Domain.target())))
                    .isLessThan(1e-9);
        }
    }

    private static Term set(String variable, String treatment) {
        return Term.of(variable, Symbol.of(variable)).in(new TreeMap<>(Map.of(treatment, Symbol.of(treatment))));
    }

    /**
     * Experiments in one population. ZID is Bareinboim and Pearl, Causal inference by surrogate experiments, UAI 2012; GID
     * Lee, Correa and Bareinboim, General identifiability with arbitrary surrogate experiments, UAI 2019; edges, experiments
     * and verdicts as in the examples of S. Lee's program.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ZID figure 3 (a) | W -> Z -> X -> Y; W -> Y; X <-> Z; Z <-> Y; W <-> Y               | X | Y | target; target Z | true
            ZID figure 3 (b) | W -> Z -> X -> Y; W -> Y; W <-> X; X <-> Z; Z <-> Y               | X | Y | target; target Z | true
            ZID figure 3 (c) | Z -> X -> W -> Y; W <-> Z; Z <-> X; X <-> Y; Z <-> Y              | X | Y | target; target Z | true
            ZID figure 3 (d) | Z -> X -> A -> Y; B -> {X Y}; X <-> B; B <-> Z; X <-> Z; X <-> Y; Z <-> Y; A <-> Z | X | Y | target; target Z | true
            ZID figure 3 (e) | W -> Z -> X -> Y; W -> Y; Z <-> X; X <-> W; W <-> Y; Z <-> Y      | X | Y | target; target Z | false
            ZID figure 3 (f) | Z -> W -> Y; Z -> X -> Y; W <-> X; X <-> Z; Z <-> Y               | X | Y | target; target Z | false
            ZID figure 3 (g) | Z -> X -> W -> Y; Z -> Y; W <-> Z; Z <-> X; X <-> Y; Z <-> Y      | X | Y | target; target Z | false
            ZID figure 3 (h) | X -> W -> Z -> Y; X <-> Z; X <-> Y; W <-> Y                       | X | Y | target; target Z | false
            GID figure 1 (a) | X1 -> W -> Y; X2 -> Y; X1 <-> W; X1 <-> X2; X2 <-> Y              | X1 X2 | Y | target X1; target X2 | true
            GID figure 1 (b) | X1 -> W -> Y; X2 -> Y; X1 <-> W; X1 <-> X2; X2 <-> Y; X2 <-> W    | X1 X2 | Y | target X1; target X2 | true
            GID figure 1 (c) | X1 -> W -> Y; X2 -> Y; X1 <-> W; X1 <-> X2; X2 <-> Y; W <-> Y     | X1 X2 | Y | target X1; target X2 | false
            GID figure 1 (d) | X1 -> W -> Y; X2 -> Y; X1 <-> W; X1 <-> X2; X2 <-> Y; X1 <-> Y    | X1 X2 | Y | target X1; target X2 | false
            GID figure 2 (a), Y1 | X1 -> Y1; X2 -> Y2; X1 <-> Y1; X2 <-> Y1; X2 <-> Y2; X1 <-> Y2; X1 <-> X2; Y1 <-> Y2           | X1 | Y1 | target X1 X2 | true
            GID figure 2 (a), Y2 | X1 -> Y1; X2 -> Y2; X1 <-> Y1; X2 <-> Y1; X2 <-> Y2; X1 <-> Y2; X1 <-> X2; Y1 <-> Y2           | X2 | Y2 | target X1 X2 | true
            GID figure 2 (b), Y1 | X1 -> Y1 -> Y2; X2 -> Y2; X1 <-> Y1; X2 <-> Y1; X2 <-> Y2; X1 <-> Y2; X1 <-> X2; Y1 <-> Y2     | X1 | Y1 | target X1 X2 | true
            GID figure 2 (b), Y2 | X1 -> Y1 -> Y2; X2 -> Y2; X1 <-> Y1; X2 <-> Y1; X2 <-> Y2; X1 <-> Y2; X1 <-> X2; Y1 <-> Y2     | X2 | Y2 | target X1 X2 | false
            GID figure 2 (c), Y1 | X1 -> {Y1 Y2}; X2 -> Y2; X1 <-> Y1; X2 <-> Y1; X2 <-> Y2; X1 <-> Y2; X1 <-> X2; Y1 <-> Y2      | X1 | Y1 | target X1 X2 | true
            GID figure 2 (c), Y2 | X1 -> {Y1 Y2}; X2 -> Y2; X1 <-> Y1; X2 <-> Y1; X2 <-> Y2; X1 <-> Y2; X1 <-> X2; Y1 <-> Y2      | X2 | Y2 | target X1 X2 | false
            GID figure 3 (a) | {X1 X2} -> R; X1 <-> R; X2 <-> R                                  | X1 X2 | R | target X1; target X2 | false
            GID figure 3 (b) | X1 -> R1; X2 -> R2; X1 <-> R2; R1 <-> R2; X2 <-> R1               | X1 X2 | R1 R2 | target X1; target X2 | false
            GID figure 3 (c) | W -> {X1 X2} -> R; R <-> W; W <-> X2; W <-> X1                    | X1 X2 | R | target X1; target X2 | false
            GID figure 3 (d) | T5 -> T3 -> T2 -> T1 -> R1; T4 -> T6 -> R2; R1 <-> R2; R2 <-> R3; R3 <-> T4; T4 <-> T1; R2 <-> T3; T3 <-> T5; T5 <-> T2; T2 <-> T6 | T1 T6 | R1 R2 R3 | target | false
            """)
    void experiments(String name, String graph, String x, String y, String data, boolean identified) {
        check(name, graph, x, y, null, data, identified);
    }
}
