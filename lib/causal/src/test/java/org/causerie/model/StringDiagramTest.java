// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.causerie.identification.FrontDoor;
import org.causerie.identification.Functional;
import org.causerie.identification.IdAlgorithm;
import org.causerie.identification.InterventionalDistribution;
import org.causerie.identification.Level;
import org.causerie.identification.Symbol;
import org.causerie.identification.Value;
import org.junit.jupiter.api.Test;

/** Meanings of diagrams against sums over all combinations; combs against surgery on the whole model, hidden part too. */
class StringDiagramTest {
    private static final Dag SMOKING = Dag.of("H -> S -> T -> C", "H -> C");

    private static Variable yesNo(String name) {
        return Variable.categorical(name, List.of("no", "yes"));
    }

    @Test
    void aDiagramMeansTheJointDistribution() {
        for (int i = 0; i < 10; i++) {
            Scm scm = RandomModels.levels(5, 3, Seed.of(61).split(i));
            StringDiagram diagram = StringDiagram.of(scm.graph());
            ProbabilityTable joint = diagram.meaning(scm).table();
            RandomModels.worlds(
                    scm, (world, p) -> assertThat(joint.probability(world)).isCloseTo(p, within(1e-12)));
            StringDiagram some = diagram.outputs("V4", "V1");
            assertThat(some.meaning(scm).distance(StochasticMatrix.of(scm.table("V4", "V1"))))
                    .isLessThan(1e-12);
            assertThat(some.reduced().meaning(scm).distance(some.meaning(scm))).isLessThan(1e-12);
        }
    }

    @Test
    void surgeryIsAnInterventionOnTheModel() {
        for (int i = 0; i < 10; i++) {
            Scm scm = RandomModels.levels(5, 3, Seed.of(62).split(i));
            StringDiagram diagram = StringDiagram.of(scm.graph()).outputs("V0", "V3", "V4");
            for (String level : scm.variable("V2").levels()) {
                ProbabilityTable held = diagram.hold("V2", level).meaning(scm).table();
                Scm set = scm.intervene(Intervention.set("V2", level));
                assertThat(StochasticMatrix.of(held).distance(StochasticMatrix.of(set.table("V0", "V3", "V4"))))
                        .isLessThan(1e-12);
                // drawn by a coin and then seen is the same as set
                StochasticMatrix seen = diagram.outputs("V2", "V0", "V3", "V4")
                        .cut("V2")
                        .meaning(scm)
                        .disintegrate("V2");
                assertThat(StochasticMatrix.of(seen.row(Map.of("V2", level))).distance(StochasticMatrix.of(held)))
                        .isLessThan(1e-12);
            }
        }
    }

    /** Any diagram is its first boxes, then its last ones; surgery and meaning go through both ways of putting them together. */
    @Test
    void meaningAndSurgeryAreFunctors() {
        for (int i = 0; i < 20; i++) {
            Scm scm = RandomModels.levels(6, 3, Seed.of(63).split(i));
            Dag graph = scm.graph();
            StringDiagram whole = StringDiagram.of(graph);
            List<String> names = graph.names();
            StringDiagram early = whole.part(names.subList(0, 3));
            StringDiagram late = new StringDiagram(
                    names.subList(0, 3), whole.part(names.subList(3, 6)).boxes(), names);
            early = early.outputs("V0", "V1", "V2");
            assertThat(early.then(late)).isEqualTo(whole);
            assertThat(early.meaning(scm).then(late.meaning(scm)).distance(whole.meaning(scm)))
                    .isLessThan(1e-12);
            StringDiagram apart = new StringDiagram(
                    List.of("P"), List.of(new StringDiagram.Mechanism("Q", List.of("P"))), List.of("Q"));
            StochasticMatrix coin = StochasticMatrix.of(
                    List.of(yesNo("P")), List.of(yesNo("Q")), new double[][] {{0.3, 0.7}, {0.9, 0.1}});
            StochasticMatrix apartMeaning = apart.meaning(Map.of("Q", coin), List.of(yesNo("P"), yesNo("Q")));
            assertThat(apartMeaning.distance(coin)).isZero();
            for (String name : names) {
                assertThat(cut(early, name).then(cut(late, name))).isEqualTo(whole.cut(name));
                assertThat(cut(early, name).beside(apart)).isEqualTo(cut(early.beside(apart), name));
            }
            assertThat(early.meaning(scm)
                            .beside(apartMeaning)
                            .outputs("Q", "V2")
                            .rows()[1][0])
                    .isCloseTo(0.9 * scm.table("V2").cells().get(0), within(1e-12));
        }
    }

    private static StringDiagram cut(StringDiagram diagram, String variable) {
        return diagram.wires().contains(variable) ? diagram.cut(variable) : diagram;
    }

    @Test
    void disintegrationGivesTheStateBack() {
        Scm scm = RandomModels.levels(4, 3, Seed.of(64));
        StochasticMatrix state = StochasticMatrix.of(scm.table("V0", "V1", "V2", "V3"));
        StochasticMatrix channel = state.disintegrate("V2", "V0");
        ProbabilityTable base = scm.table("V2", "V0");
        RandomModels.worlds(scm, (world, p) -> {
            Map<String, String> given = Map.of("V2", world.get("V2"), "V0", world.get("V0"));
            Map<String, String> rest = Map.of("V1", world.get("V1"), "V3", world.get("V3"));
            assertThat(base.probability(given) * channel.probability(rest, given))
                    .isCloseTo(p, within(1e-12));
        });
        StochasticMatrix certain =
                StochasticMatrix.point(yesNo("A"), "yes").beside(StochasticMatrix.uniform(yesNo("B")));
        assertThatThrownBy(() -> certain.disintegrate("A"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("A = no is 0");
    }

    /** The example of the paper: cancer is more frequent among smokers than smoking makes it. */
    @Test
    void theSmokingExample() {
        StringDiagram diagram = StringDiagram.of(SMOKING).outputs("S", "T", "C");
        StochasticMatrix observed = StochasticMatrix.state(
                List.of(yesNo("S"), yesNo("T"), yesNo("C")), 0.5, 0.1, 0.01, 0.02, 0.1, 0.05, 0.02, 0.2);
        StochasticMatrix seen = observed.outputs("S", "C").disintegrate("S");
        assertThat(seen.probability(Map.of("C", "yes"), Map.of("S", "no"))).isCloseTo(0.19, within(0.005));
        assertThat(seen.probability(Map.of("C", "yes"), Map.of("S", "yes"))).isCloseTo(0.68, within(0.005));
        CombDisintegration.Combs combs = CombDisintegration.withDefaults().disintegrate(diagram, observed, "S");
        StochasticMatrix effect = combs.effect("C");
        assertThat(effect.probability(Map.of("C", "yes"), Map.of("S", "no"))).isCloseTo(0.25347763, within(1e-8));
        assertThat(effect.probability(Map.of("C", "yes"), Map.of("S", "yes"))).isCloseTo(0.54229730, within(1e-8));
        assertThat(combs.composed().distance(observed)).isLessThan(1e-12);
        assertThat(combs.outerDiagram().inputs()).containsExactly("T");
        assertThat(combs.outerDiagram().outputs()).containsExactly("S", "C");
        assertThat(combs.innerDiagram().text()).isEqualTo("in: S\nS -> [T]\nout: T");
        assertThat(diagram.cut("S").text())
                .isEqualTo("-> [H]\nuniform -> [S] copied to 2 places\n"
                        + "S -> [T] copied to 2 places\nH, T -> [C]\nout: S, T, C");
    }

    /** What is taken apart from observations alone is what the hidden boxes mean. */
    @Test
    void combsAreTheMeaningsOfTheirDiagramsAndEqualTheFrontDoorFormula() {
        for (int i = 0; i < 30; i++) {
            Scm scm = random(SMOKING, Seed.of(65).split(i));
            StringDiagram diagram = StringDiagram.of(SMOKING).outputs("S", "T", "C");
            CombDisintegration.Combs combs = CombDisintegration.withDefaults()
                    .disintegrate(diagram, StochasticMatrix.of(scm.table("C", "S", "T")), "S");
            assertThat(combs.outer().distance(combs.outerDiagram().meaning(scm).outputs("S", "C")))
                    .isLessThan(1e-9);
            assertThat(combs.inner().distance(combs.innerDiagram().meaning(scm)))
                    .isLessThan(1e-9);
            assertThat(combs.cut().distance(diagram.cut("S").meaning(scm))).isLessThan(1e-9);
            Functional frontDoor = FrontDoor.of(SMOKING, "S", "C", Set.of("H")).estimand(Set.of("T"));
            StochasticMatrix effect = combs.effect("C");
            for (String s : scm.variable("S").levels())
                for (String c : scm.variable("C").levels()) {
                    double truth = scm.intervene(Intervention.set("S", s)).probability("C", c);
                    assertThat(effect.probability(Map.of("C", c), Map.of("S", s)))
                            .isCloseTo(truth, within(1e-9));
                    assertThat(value(frontDoor, scm, Map.of("S", s, "C", c))).isCloseTo(truth, within(1e-9));
                }
        }
    }

    /** Random diagrams: where the combs exist the effect on all else is that of surgery; where not, ID has no formula. */
    @Test
    void theConditionIsThatOfTianAndPearl() {
        int done = 0;
        int refused = 0;
        for (int i = 0; i < 120; i++) {
            Scm scm = RandomModels.levels(7, 2, Seed.of(66).split(i));
            List<String> seen = new ArrayList<>(scm.variables());
            List<String> hidden = i % 2 == 0 ? List.of("V0", "V2") : List.of("V0", "V1");
            seen.removeAll(hidden);
            StringDiagram diagram = StringDiagram.of(scm.graph()).outputs(seen.toArray(String[]::new));
            StochasticMatrix observed = StochasticMatrix.of(scm.table(seen.toArray(String[]::new)));
            String x = seen.get(i % 4);
            Admg graph = Admg.projection(scm.graph(), hidden);
            Set<String> others = new TreeSet<>(seen);
            others.remove(x);
            boolean identified = IdAlgorithm.withDefaults()
                    .identify(InterventionalDistribution.of(others, Set.of(x)), graph)
                    .identified();
            try {
                CombDisintegration.Combs combs =
                        CombDisintegration.withDefaults().disintegrate(diagram, observed, x);
                assertThat(combs.cut().distance(diagram.cut(x).meaning(scm))).isLessThan(1e-9);
                assertThat(combs.composed().distance(observed)).isLessThan(1e-9);
                assertThat(identified).isTrue();
                done++;
            } catch (CausalException refusal) {
                assertThat(refusal).hasMessageContaining("no combs around " + x);
                assertThat(identified).as(x + " in " + graph).isFalse();
                refused++;
            }
        }
        assertThat(done).isGreaterThan(30);
        assertThat(refused).isGreaterThan(15);
    }

    private static double value(Functional formula, Scm scm, Map<String, String> levels) {
        Map<Symbol, Value> at = new HashMap<>();
        levels.forEach((name, level) -> at.put(Symbol.of(name), new Level(level)));
        return formula.expression().substitute(at).evaluate(ScmDistributions.of(scm), Map.of());
    }

    /** Tables of random rows, 2 or 3 levels each. */
    private static Scm random(Dag graph, Seed seed) {
        RandomGenerator random = seed.random();
        ScmBuilder builder = Scm.builder();
        Map<String, List<String>> levels = new HashMap<>();
        for (String name : graph.topologicalOrder()) {
            List<String> own = List.of("a", "b", "c").subList(0, 2 + random.nextInt(2));
            levels.put(name, own);
            List<List<String>> keys = List.of(List.of());
            List<String> parents = List.copyOf(graph.parents(name));
            for (String parent : parents)
                keys = keys.stream()
                        .flatMap(key -> levels.get(parent).stream()
                                .map(level -> Stream.concat(key.stream(), Stream.of(level))
                                        .toList()))
                        .toList();
            Cpt table = Cpt.of(own.toArray(String[]::new)).given(parents.toArray(String[]::new));
            for (List<String> key : keys) {
                double[] row = random.doubles(own.size(), 0.05, 1).toArray();
                double sum = Arrays.stream(row).sum();
                table = table.when(key, Arrays.stream(row).map(p -> p / sum).toArray());
            }
            builder.add(name, table);
        }
        return builder.build();
    }

    @Test
    void whatCannotBeDoneIsRefusedWithASentence() {
        StringDiagram bow = StringDiagram.of(Dag.of("H -> X -> Y", "H -> Y")).outputs("X", "Y");
        StochasticMatrix state = StochasticMatrix.uniform(yesNo("X")).beside(StochasticMatrix.uniform(yesNo("Y")));
        CombDisintegration combs = CombDisintegration.withDefaults();
        says(() -> combs.disintegrate(bow, state, "X"), "tie it to its own effect, X <-> Y");
        says(() -> combs.disintegrate(bow, state, "H"), "no output of the diagram \"H\"");
        StochasticMatrix certain = StochasticMatrix.point(yesNo("X"), 0).beside(StochasticMatrix.uniform(yesNo("Y")));
        StringDiagram plain = StringDiagram.of(Dag.of("X -> Y"));
        says(() -> combs.disintegrate(plain, certain, "X"), "X = yes, Y = no is 0");
        says(
                () -> combs.disintegrate(plain, StochasticMatrix.uniform(yesNo("X")), "X"),
                "joint distribution of [X, Y]");
        says(() -> plain.cut("Z"), "no wire \"Z\"");
        says(() -> plain.beside(plain), "two beginnings");
        says(() -> plain.then(plain), "must be the same wires");
        says(
                () -> new StringDiagram(
                        List.of(),
                        List.of(
                                new StringDiagram.Mechanism("A", List.of("B")),
                                new StringDiagram.Mechanism("B", List.of("A"))),
                        List.of("A")),
                "in a circle");
        says(() -> StochasticMatrix.state(List.of(yesNo("X")), 0.5, 0.6), "sum to 1");
        says(() -> StochasticMatrix.state(List.of(yesNo("X")), 0.5), "1 rows of 2 probabilities");
        says(() -> StochasticMatrix.uniform(Variable.continuous("X")), "X is a number");
    }

    private static void says(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(CausalException.class).hasMessageContaining(message);
    }
}
