// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.graph.Mag;
import org.causerie.graph.Pag;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Graphs of papers on adjustment, mediators, possible effects and linear models, with the sets and values that the papers
 * give. Edges and verdicts of the first are those with which R package pcalg documents its functions gac and backdoor.
 */
class PublishedAdjustmentTest {

    /** Valid sets and others; "none" is the empty set. */
    private static void check(CausalGraph graph, String treatments, String outcome, String valid, String invalid) {
        AdjustmentSets sets =
                AdjustmentSets.of(graph, Set.of(treatments.split(" ")), Set.of(outcome), Set.<String>of());
        for (Set<String> set : sets(valid))
            assertThat(sets.isValid(set)).as("%s", set).isTrue();
        for (Set<String> set : sets(invalid))
            assertThat(sets.isValid(set)).as("%s", set).isFalse();
        assertThat(sets.obstruction().isPresent()).isEqualTo(valid == null);
        assertThat(sets.minimal().isEmpty()).isEqualTo(valid == null);
    }

    private static List<Set<String>> sets(String text) {
        if (text == null) return List.of();
        return Arrays.stream(text.split("; "))
                .map(set -> set.equals("none") ? Set.<String>of() : Set.of(set.split(" ")))
                .toList();
    }

    /**
     * P15 is Perković et al., A complete generalized adjustment criterion, UAI 2015, whose examples 4.1 to 4.4 are examples
     * 2, 3, 4 and 8 of Perković et al., JMLR 18 (2018); PKM17 is Perković, Kalisch and Maathuis, UAI 2017, on background
     * knowledge; JMLR example 9 is of two treatments.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cpdag | P15 example 4.1, figure 1     | A -- B; A -> X; B -> X; B -- C; B -- D; C -> X; C -- D; C -> Y; D -> Y; X -> Y | X | Y | B C; C D; A B C; A C D; B C D; A B C D | B; none
            pag   | P15 example 4.2, figure 3 (a) | A o-o X; B o-o X; B o-o Y; X o-o Y                            | X     | Y | | none; A; B; A B
            mag   | P15 example 4.2, figure 3 (b) | X -> A; X -> B; X -> Y; B -> Y                                | X     | Y | | none; A
            mag   | P15 example 4.2, figure 3 (c) | A -> X; X -> B; X -> Y; B -> Y                                | X     | Y | none; A | B; A B
            pag   | P15 example 4.3, figure 4 (a) | A o-> X; B o-> X; X -> Y; X -> D; C o-> X; D o-> Y; C -> Y; C -> D | X | Y | C; A C; B C; A B C | none; D; A
            pag   | P15 example 4.3, figure 4 (b) | A o-> X; B o-> X; X -> D; X <-> C; D -> Y; C -> Y; C <-> D    | X     | Y | | none; C; C D; A C; B C; A B C; D; A
            cpdag | P15 example 4.4, figure 5 (a) | X1 -- A; A -> B; Y -> B; B -> X2                              | X1 X2 | Y | A B | A
            pag   | P15 example 4.4, figure 5 (b) | A o-> X1; B o-> X1; X1 -> C; X1 -> Y; C -> D; D <-> Y; D -> X2 | X1 X2 | Y | C D; A C D; B C D; A B C D | none
            dag   | JMLR example 9                | X2 -> A -> X1; B -> X1; C -> B; X2 -> Y; C -> Y; X1 -> Y      | X1 X2 | Y | B; C; B C | none; A
            pdag  | PKM17 example 4.7, figure 3 (a) | A -- X; X -- B; X -- Y; B -- Y                              | X     | Y | | none; A; B
            pdag  | PKM17 example 4.7, figure 3 (b) | A -> X; X -> B; X -> Y; B -- Y                              | X     | Y | none; A | B
            pdag  | PKM17 example 4.7, figure 3 (c) | X -> A; X -- B; Y -> X; B -- Y                              | X     | Y | | none; A; B; A B
            dag   | Causality figure 3.4          | X1 -> X3 -> X; X2 -> X5 -> Y; X -> X6 -> Y; X1 -> X4; X2 -> X4; X4 -> X; X4 -> Y | X | Y | X3 X4; X4 X5 | none; X4; X6; X3; X5
            """)
    void sets(String kind, String name, String edges, String treatments, String outcome, String valid, String invalid) {
        CausalGraph graph = switch (kind) {
            case "dag" -> Dag.parse(edges);
            case "mag" -> Mag.parse(edges);
            case "pag" -> Pag.parse(edges);
            default -> Cpdag.parse(edges);
        };
        check(graph, treatments, outcome, valid, invalid);
    }

    /** JMLR example 9: the two least sets, of one variable each. */
    @Test
    void twoTreatments() {
        Dag graph = Dag.of("X2 -> A -> X1", "C -> B -> X1", "X2 -> Y", "C -> Y", "X1 -> Y");
        assertThat(AdjustmentSets.of(graph, Set.of("X1", "X2"), Set.of("Y"), Set.<String>of())
                        .minimal())
                .containsExactlyInAnyOrder(new TreeSet<>(Set.of("B")), new TreeSet<>(Set.of("C")));
    }

    /**
     * DAGs, some with variables that nobody sees. SVR10 is Shpitser, VanderWeele and Robins, UAI 2010; SP13 is Pearl on
     * Simpson's paradox, technical report R-414; the games are those of the Book of Why, chapter 4; SSR21 is Smucler,
     * Sapienza and Rotnitzky, Biometrika 109; SR22 is Smucler and Rotnitzky, Journal of Causal Inference 10; ZLT19 is van
     * der Zander, Liskiewicz and Textor, Artificial Intelligence 270, where X has no effect on Y, so that adjusting is
     * separating. The papers' sets are among the least and the valid ones; the others follow from the paths by hand.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SVR10 figure 1 (b) | X -> {Y Z}                                                            |       | none         | none; Z      | -
            SP13 figure 1 (c)  | L1 -> {X Z}; L2 -> {Z Y}; X -> Y                                      | L1 L2 | none         | none         | Z
            SP13 figure 1 (d)  | L -> {X Z}; {X Z} -> Y                                                | L     | Z            | Z            | none
            SP13 figure 2 (a)  | X -> {Y Z}; L -> {Z Y}                                                | L     | none         | none         | Z
            SP13 figure 2 (b)  | Z -> X; L -> {X Y}; X -> Y                                            | L     | -            | -            | none; Z
            game 2             | A -> {X B}; B -> C; D -> {B E}; X -> E -> Y                           |       | none         | none; A; A B | B; C; B C; E
            game 5             | A -> {X B}; C -> {B Y}; B -> X; X -> Y                                |       | C; A B       | C; A B; B C  | none; A; B
            SSR21 figure 3     | T -> {X F}; F -> X; U -> {F Y}; X -> M -> Y                           | U     | F T          | F T          | none; F; T; F M T
            SSR21 figure 4     | T -> {W1 Y}; W1 -> X; W2 -> {W1 Y}; W3 -> {W1 Y}; W4 -> Y; X -> Y     |       | W1; T W2 W3  | T W2 W3 W4   | none; W2 W3 W4
            SSR21 figure 5     | X -> Y; Z1 -> {X Z2}; U -> {Z2 Y}                                     | U     | none         | none; Z1; Z1 Z2 | Z2
            SSR21 figure 6     | T -> X -> Y; U -> {Y F}                                               | U     | none         | none; T; F; F T | -
            SR22 figure 2      | {L K} -> X -> M -> Y; B -> {K R}; Q -> {K T}; {R T} -> Y; U -> {Y F}  | U     | K; B Q; B T; Q R; R T | R T L; K F | none; R; T; B; Q; B R; M R T
            ZLT19 figure 5     | V1 -> X; Z1 -> X; {X Y} -> V2; Z2 -> {Y Z1}                           |       | Z1; Z2       | Z1; Z2; V1 Z1 | none; V2; Z1 V2
            """)
    void hiddenVariables(String name, String drawn, String hidden, String least, String valid, String invalid) {
        AdjustmentSets sets = AdjustmentSets.of(
                Dag.of(drawn.split("; ")), "X", "Y", hidden == null ? Set.of() : Set.of(hidden.split(" ")));
        assertThat(Set.copyOf(sets.minimal())).as(name).isEqualTo(Set.copyOf(known(least)));
        for (Set<String> set : known(valid))
            assertThat(sets.isValid(set)).as("%s %s", name, set).isTrue();
        for (Set<String> set : known(invalid))
            assertThat(sets.isValid(set)).as("%s %s", name, set).isFalse();
    }

    private static List<Set<String>> known(String text) {
        return sets(text.equals("-") ? null : text);
    }

    /**
     * The figures of Smucler, Sapienza and Rotnitzky: a best set of four, and a graph of hidden causes without one; those of
     * Smucler and Rotnitzky, with their costs: two variables of cost 1 beat K of cost 4, and causes of the treatment beat
     * the dearer ones of the outcome. As in the tests of Python package optimaladj.
     */
    @Test
    void bestSets() {
        Dag four = Dag.of("T -> {W1 Y}", "W1 -> X", "{W2 W3} -> {W1 Y}", "W4 -> Y", "X -> Y");
        assertThat(AdjustmentSets.of(four, "X", "Y").optimal()).contains(new TreeSet<>(Set.of("T", "W2", "W3", "W4")));
        Dag five = Dag.of("X -> Y", "Z1 -> {X Z2}", "U -> {Z2 Y}");
        assertThat(AdjustmentSets.of(five, "X", "Y", Set.of("U")).optimal()).isEmpty();
        Dag two = Dag.of("{L K} -> X -> M -> Y", "B -> {K R}", "Q -> {K T}", "{R T} -> Y", "U -> {Y F}");
        Map<String, Double> costs = Map.of("L", 1.0, "B", 2.0, "K", 4.0, "Q", 1.0, "R", 1.0, "T", 1.0);
        assertThat(AdjustmentSets.of(two, "X", "Y", Set.of("U", "M", "F"))
                        .cheapest(costs::get)
                        .map(Set::copyOf))
                .hasValueSatisfying(set -> assertThat(set).isIn(Set.of("R", "T"), Set.of("R", "Q")));
        AdjustmentSets three = AdjustmentSets.of(Dag.of("B -> {X T}", "Q -> {X R}", "{X T R} -> Y"), "X", "Y");
        assertThat(three.optimal()).contains(new TreeSet<>(Set.of("T", "R")));
        Map<String, Double> dear = Map.of("B", 1.0, "Q", 1.0, "R", 2.0, "T", 2.0);
        assertThat(three.cheapest(dear::get)).contains(new TreeSet<>(Set.of("B", "Q")));
    }

    /**
     * SSR21 figure 1, warming up and injuries, where the decision to warm up looks at motivation and earlier injuries, so
     * that every set holds them: the set of five that the paper finds has the least variance of all, three is the least
     * number, and the set of four can lose nothing. Edges and sets as in the tests of Python package optimaladj.
     */
    @Test
    void injuries() {
        Dag graph = Dag.of(
                "Coach -> {Motivation Fitness}",
                "Fitness -> {Before Fatigue}",
                "Motivation -> {WarmUp Earlier}",
                "Before -> WarmUp -> Within -> Injury",
                "Contact -> {Earlier Within}",
                "Genes -> {Fitness Fatigue Disorder}",
                "Disorder -> {Fatigue Weakness}",
                "Fatigue -> {Within Injury}",
                "Weakness -> Injury");
        AdjustmentSets sets =
                AdjustmentSets.of(graph, "WarmUp", "Injury", Set.of("Before", "Within", "Genes", "Weakness"));
        List<String> others = List.of("Coach", "Fitness", "Contact", "Fatigue", "Disorder");
        List<Set<String>> valid = new ArrayList<>();
        for (int code = 0; code < 1 << others.size(); code++) {
            Set<String> set = new TreeSet<>(Set.of("Motivation", "Earlier"));
            for (int i = 0; i < others.size(); i++) if ((code >> i & 1) == 1) set.add(others.get(i));
            if (sets.isValid(set)) valid.add(set);
        }
        Set<String> five = Set.of("Motivation", "Earlier", "Contact", "Disorder", "Fatigue");
        Set<String> four = Set.of("Motivation", "Earlier", "Disorder", "Fatigue");
        assertThat(valid).contains(five, four, Set.of("Motivation", "Earlier", "Fitness"));
        assertThat(valid).allMatch(set -> set.size() >= 3);
        assertThat(valid).noneMatch(set -> set.size() < 4 && four.containsAll(set));
        for (int i = 0; i < 20; i++) {
            LinearWorld world = LinearWorld.of(graph, Seed.of(64).split(i));
            double least = variance(world, graph, five);
            for (Set<String> set : valid) {
                assertThat(least).isLessThanOrEqualTo(variance(world, graph, set) * (1 + 1e-9));
                assertThat(world.coefficient(graph.index("WarmUp"), graph.index("Injury"), indices(graph, set)))
                        .isCloseTo(world.effect(graph.index("WarmUp"), graph.index("Injury")), within(1e-9));
            }
        }
    }

    private static double variance(LinearWorld world, Dag graph, Set<String> set) {
        return world.variance(graph.index("WarmUp"), graph.index("Injury"), indices(graph, set));
    }

    private static List<Integer> indices(Dag graph, Set<String> set) {
        return set.stream().map(graph::index).toList();
    }

    /** Maathuis and Colombo, A generalized back-door criterion, Annals of Statistics 43 (2015), figures 3 and 5. */
    @Test
    void generalizedBackDoor() {
        Cpdag three = Dag.of("{A B} -> {X D Y}", "X -> D -> Y").toCpdag();
        check(three, "X", "Y", null, "none; A; A B");
        Cpdag other = Dag.of("{A B} -> {Y D X}", "Y -> E", "D -> {E X}").toCpdag();
        check(other, "X", "Y", "A B", "none; A; B");
        Pag five = Mag.projection(
                        Dag.of("{A B} -> {X D}", "X -> {D Y}", "D -> F", "U -> {Y F}"), List.of("U"), List.of())
                .toPag();
        check(five, "X", "Y", "A B; none", "F");
    }

    /** Jeong, Tian and Bareinboim (2022), figure 1, from their own program; the largest set is {A, B, C}. */
    @Test
    void frontDoorSets() {
        FrontDoor one = FrontDoor.of(Admg.of("X -> Z -> Y", "X <-> Y"), "X", "Y");
        assertThat(one.all(10)).containsExactly(new TreeSet<>(Set.of("Z")));
        FrontDoor two =
                FrontDoor.of(Admg.of("X -> A -> B -> Y", "A -> D -> Y", "A -> C -> Y", "X <-> Y", "X <-> D"), "X", "Y");
        assertThat(two.all(10))
                .containsExactlyInAnyOrder(
                        new TreeSet<>(Set.of("A")),
                        new TreeSet<>(Set.of("A", "B")),
                        new TreeSet<>(Set.of("A", "C")),
                        new TreeSet<>(Set.of("A", "B", "C")));
        assertThat(two.largest()).contains(new TreeSet<>(Set.of("A", "B", "C")));
    }

    /**
     * Nandy, Maathuis and Richardson (2017), the example of pcalg's jointIda: what the parents of 1 and 2 may be together,
     * and the joint effects on 6 that follow, (0, 0.4) once and (0.99, 0.4) twice.
     */
    @Test
    void jointEffects() {
        double[][] weights = new double[6][6];
        Dag dag = Dag.of(
                "V1",
                "V2",
                "V3",
                "V4",
                "V5",
                "V6",
                "V1 -> {V3 V4}",
                "V2 -> V6",
                "V3 -> {V2 V4 V6}",
                "V4 -> V2",
                "V5 -> {V1 V4}");
        weights[2][0] = 1.1;
        weights[3][0] = 0.3;
        weights[5][1] = 0.4;
        weights[1][2] = 0.6;
        weights[3][2] = 0.8;
        weights[5][2] = 0.9;
        weights[1][3] = 0.5;
        weights[0][4] = 0.2;
        weights[3][4] = 0.7;
        SimpleMatrix effects =
                SimpleMatrix.identity(6).minus(new SimpleMatrix(weights)).invert();
        LinearWorld world = new LinearWorld(effects.mult(effects.transpose()), effects);
        PossibleParents parents = PossibleParents.of(dag.toCpdag(), List.of("V1", "V2"));
        assertThat(parents.choices().stream().map(choice -> choice.parents().get(0)))
                .containsExactlyInAnyOrder(new TreeSet<>(), new TreeSet<>(Set.of("V3")), new TreeSet<>(Set.of("V5")));
        for (PossibleParents.Choice choice : parents.choices()) {
            assertThat(choice.parents().get(1)).containsExactly("V3", "V4");
            List<Integer> ofOne =
                    choice.parents().get(0).stream().map(dag::index).toList();
            List<Integer> ofTwo =
                    choice.parents().get(1).stream().map(dag::index).toList();
            double second = world.coefficient(1, 5, ofTwo);
            // what 1 does to 6 and not by way of 2
            double first = world.coefficient(0, 5, ofOne) - world.coefficient(0, 1, ofOne) * second;
            assertThat(second).isCloseTo(0.4, within(1e-9));
            assertThat(first).isCloseTo(ofOne.contains(2) ? 0 : 0.99, within(1e-9));
        }
    }

    /**
     * Coefficients of linear models. FDD is Foygel, Draisma and Drton (2012), the acyclic graphs among the examples that
     * their package SEMID numbers. Yes: all coefficients follow from the covariances by the half-trek criterion; no:
     * infinitely many values are possible; several: finitely many, so that some must stay undecided; component, screen:
     * they follow, but the half-trek criterion is silent before the graph is taken apart, or some variables screen others
     * off. What is found is true in random models.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FDD example 3 (a) | A -> B -> C -> D -> E; A <-> C; A <-> D; B <-> D; B <-> E | yes
            FDD example 3 (b) | A -> B; A -> E; B -> C; B -> D; C -> E; A <-> C; A <-> D; A <-> E | yes
            FDD example 3 (c) | A -> B; A -> C; A -> D; D -> E; A <-> B; A <-> C; A <-> D; A <-> E | screen
            FDD example 4 (a) | A -> B; A -> C; A -> D; A -> E; B -> C; B -> D; C -> D; C -> E; B <-> C; B <-> E | no
            FDD example 4 (b) | A -> B; A -> C; A -> D; A -> E; B -> C; D -> E; A <-> B; A <-> C; A <-> D; A <-> E | no
            FDD example 5 (a) | A -> B; A -> C; A -> D; A -> E; B -> E; C -> E; D -> E; A <-> B; A <-> C; A <-> D | several
            FDD example 5 (b) | A -> B; A -> D; A -> E; B -> C; B -> E; C -> D; A <-> B; A <-> C; A <-> E; B <-> D | several
            FDD example 7, figure 9 (a) | A -> B; A -> C; B -> C; B -> D; B -> E; C -> D; D -> E; A <-> D; B <-> C; B <-> E | component
            Verma's graph     | A -> B; A -> C; B -> C; C -> D; B <-> D | yes
            instrument        | Z -> X -> Y; X <-> Y | yes
            """)
    void linearModels(String name, String drawn, String verdict) {
        Admg graph = Admg.of(drawn.split("; "));
        LinearIdentification answer = LinearIdentification.of(graph);
        assertThat(answer.open().isEmpty()).as("%s: %s", name, answer).isEqualTo(!verdict.equals("no"));
        assertThat(answer.undecided().isEmpty()).as("%s: %s", name, answer).isEqualTo(!verdict.equals("several"));
        assertThat(answer.steps().stream().anyMatch(step -> !step.screen().isEmpty()))
                .as("%s: %s", name, answer)
                .isEqualTo(verdict.equals("screen"));
        assertThat(answer.steps().stream().anyMatch(step -> !step.component().isEmpty()))
                .as("%s: %s", name, answer)
                .isEqualTo(verdict.equals("component"));
        Dag full = AncestralAdjustmentTest.canonical(graph);
        for (int i = 0; i < 3; i++) {
            LinearWorld world = LinearWorld.of(full, Seed.of(63).split(name).split(i));
            SimpleMatrix weights =
                    SimpleMatrix.identity(full.size()).minus(world.effects().invert());
            int n = graph.size();
            double[][] covariance = world.covariance().extractMatrix(0, n, 0, n).toArray2();
            answer.coefficients(covariance)
                    .forEach((edge, value) -> assertThat(value)
                            .as("%s in %s", edge, name)
                            .isCloseTo(weights.get(graph.index(edge.to()), graph.index(edge.from())), within(1e-6)));
        }
    }

    /** Tian, Identifying direct causal effects in linear models, AAAI 2005, figure 1: only the bow's arrow is open. */
    @Test
    void tiansLinearModel() {
        LinearIdentification answer =
                LinearIdentification.of(Admg.of("X -> W -> Y", "X -> Z -> Y", "X <-> Z", "W <-> Y"));
        assertThat(answer.open()).containsExactly(Edge.directed("X", "Z"));
        assertThat(answer.undecided()).isEmpty();
    }

    /** A conditional instrument, from dagitty's own tests: z is one given w; with u seen, given u. */
    @Test
    void aConditionalInstrument() {
        Dag graph = Dag.of("W -> Z -> X -> Y", "W -> U -> X", "U -> Y");
        Instruments hidden = Instruments.of(graph, "X", "Y", Set.of("U"));
        assertThat(hidden.find()).extracting(Instrument::text).containsExactly("cov(Z, Y | W) / cov(Z, X | W)");
        assertThat(hidden.isValid("Z", Set.of())).isFalse();
        assertThat(Instruments.of(graph, "X", "Y").isValid("Z", Set.of("U"))).isTrue();
        assertThat(hidden.find().stream().map(Instrument::instrument).collect(Collectors.toSet()))
                .containsExactly("Z");
    }
}
