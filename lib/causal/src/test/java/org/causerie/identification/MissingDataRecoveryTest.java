// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.junit.jupiter.api.Test;

class MissingDataRecoveryTest {
    private static final Seed SEED = Seed.of(31);
    private static final MissingDataRecovery RECOVERY = MissingDataRecovery.withDefaults();

    private static Identification ask(MissingnessGraph graph, String... outcomes) {
        return RECOVERY.identify(InterventionalDistribution.of(Set.of(outcomes), Set.of()), graph);
    }

    private static Expression formula(Identification answer) {
        assertThat(answer.identified()).as(answer.text()).isTrue();
        return ((Functional) answer.estimand()).expression();
    }

    /** Every probability of a variable with gaps is among cases in which it is seen. */
    static void isOfWhatIsSeen(Expression expression, MissingnessGraph graph) {
        if (expression instanceof Probability p) {
            TreeSet<Term> terms = new TreeSet<>(p.events());
            terms.addAll(p.given());
            for (Term term : terms) {
                assertThat(term.world()).isEmpty();
                String indicator = graph.indicators().get(term.variable());
                if (indicator == null) continue;
                boolean known =
                        p.given().stream().anyMatch(each -> each.variable().equals(term.variable()));
                assertThat(known ? p.given() : terms)
                        .as("%s in %s", term, p)
                        .contains(Term.of(indicator, new Level("1")));
            }
        }
        Bindings.mapped(expression, part -> {
            isOfWhatIsSeen(part, graph);
            return part;
        });
    }

    static void isRight(Identification answer, InterventionalDistribution query, MissingnessGraph graph) {
        Expression formula = formula(answer);
        isOfWhatIsSeen(formula, graph);
        for (int w = 0; w < 2; w++) {
            SemiMarkovWorld world =
                    new SemiMarkovWorld(graph.graph(), 2, SEED.split("world").split(w));
            assertThat(Truths.difference(formula, query.probability(), world))
                    .as("%s: %s = %s", graph, query, formula)
                    .isLessThan(1e-9);
        }
    }

    private static void isRight(MissingnessGraph graph, String... outcomes) {
        InterventionalDistribution query = InterventionalDistribution.of(Set.of(outcomes), Set.of());
        isRight(RECOVERY.identify(query, graph), query, graph);
    }

    @Test
    void gapsAtRandomNeedNoMoreThanTheSeenCases() {
        MissingnessGraph graph = MissingnessGraph.of("X -> Y", "R_X", "X -> R_Y");
        assertThat(graph.indicators()).isEqualTo(Map.of("X", "R_X", "Y", "R_Y"));
        assertThat(graph.variables()).containsExactly("X", "Y");
        assertThat(formula(ask(graph, "X", "Y")).text())
                .isEqualTo("P(X | \"R_X\" = 1) P(Y | \"R_X\" = 1, \"R_Y\" = 1, X)");
        isRight(graph, "X", "Y");
        isRight(graph, "Y");
    }

    /** Mohan, Pearl and Tian (2013): not at random, and recoverable with a ratio. */
    @Test
    void gapsThatDependOnEachOthersVariablesAreRecovered() {
        MissingnessGraph graph = MissingnessGraph.of("X -> Y", "X -> R_Y", "Y -> R_X");
        assertThat(graph.obstacles()).isEmpty();
        isRight(graph, "X", "Y");
        assertThat(formula(ask(graph, "X", "Y")).text())
                .contains("P(\"R_X\" = 1 | \"R_Y\" = 1, Y)")
                .contains("P(\"R_Y\" = 1 | \"R_X\" = 1, X)");
    }

    @Test
    void gapsThatCauseGapsNeedTheOddsRatio() {
        MissingnessGraph graph = MissingnessGraph.of("X -> Y", "Y -> R_X -> R_Y");
        assertThat(graph.obstacles()).isEmpty();
        isRight(graph, "X", "Y");
        MissingnessGraph three = MissingnessGraph.of("X -> Y -> Z", "Z -> R_X -> R_Y -> R_Z");
        assertThat(three.obstacles()).isEmpty();
        isRight(three, "X", "Y", "Z");
        MissingnessGraph complete = MissingnessGraph.of(
                "X -> Y -> Z", "X -> Z", "W -> {X Y Z}", "W -> {R_X R_Y R_Z}", "R_X -> R_Y -> R_Z", "R_X -> R_Z");
        isRight(complete, "X", "Y", "Z", "W");
    }

    @Test
    void selfCensoringIsNamedAndHarmsOnlyWhatNeedsIt() {
        MissingnessGraph graph = MissingnessGraph.of("X -> Y", "R_X", "Y -> R_Y");
        NotIdentified none = (NotIdentified) ask(graph, "X", "Y");
        MissingnessObstacle obstacle = (MissingnessObstacle) none.witness();
        assertThat(obstacle.kind()).isEqualTo(MissingnessObstacle.Kind.SELF_CENSORING);
        assertThat(none.text()).contains("self-censoring, Y -> R_Y");
        assertThat(ask(graph, "Y").identified()).isFalse();
        isRight(graph, "X");
        // the effect of a censored value is recovered given it
        InterventionalDistribution given =
                InterventionalDistribution.of(Set.of("X"), Set.of()).given("Y");
        isRight(RECOVERY.identify(given, graph), given, graph);
    }

    @Test
    void aColluderBlocksTheFullLawAndNotAlwaysTheVariables() {
        MissingnessGraph graph = MissingnessGraph.of("X -> Y", "X -> R_Y <- R_X");
        assertThat(graph.obstacles())
                .extracting(MissingnessObstacle::kind)
                .containsExactly(MissingnessObstacle.Kind.COLLUDER);
        assertThat(graph.obstacles().get(0).path()).isEqualTo("X -> R_Y <- R_X");
        isRight(graph, "X", "Y");
        MissingnessGraph hidden = MissingnessGraph.of("X -> Y", "X -> R_Y <-> R_X");
        assertThat(hidden.obstacles())
                .extracting(MissingnessObstacle::kind)
                .containsExactly(MissingnessObstacle.Kind.COLLUDING_PATH);
    }

    @Test
    void interventionsAreAnsweredFromTheRecoveredDistribution() {
        MissingnessGraph graph = MissingnessGraph.of("Z -> X -> Y", "Z -> Y", "Z -> R_Y", "Y -> R_Z", "R_X");
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));
        isRight(RECOVERY.identify(query, graph), query, graph);
        MissingnessGraph front = MissingnessGraph.of("X -> M -> Y", "X <-> Y", "X -> R_M", "R_M -> R_Y");
        isRight(RECOVERY.identify(query, front), query, front);
        Identification none = RECOVERY.identify(query, MissingnessGraph.of("X -> Y", "X <-> Y", "X -> R_Y"));
        assertThat(((NotIdentified) none).witness()).isInstanceOf(Hedge.class);
    }

    /** P(y | do(x)) is P(y | x), which needs the cases alone in which both are seen. */
    @Test
    void aTreatmentMayCensorItself() {
        MissingnessGraph graph = MissingnessGraph.of("X -> Y", "X -> R_X", "R_Y");
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));
        Identification answer = RECOVERY.identify(query, graph);
        assertThat(formula(answer).text()).isEqualTo("P(Y | \"R_X\" = 1, \"R_Y\" = 1, X)");
        isRight(answer, query, graph);
    }

    /** The indicator of X stands between Y and its own, and is seen in all cases. */
    @Test
    void theGapsOfOneVariableExplainThoseOfAnother() {
        MissingnessGraph graph = MissingnessGraph.of("X -> R_X", "Y -> R_X -> R_Y");
        assertThat(formula(ask(graph, "Y")).text()).isEqualTo("Σ_{\"R_X\"} P(\"R_X\") P(Y | \"R_X\", \"R_Y\" = 1)");
        isRight(graph, "Y");
    }

    /** X and Y are independent, and each is recovered in its own way. */
    @Test
    void independentVariablesAreRecoveredOneByOne() {
        MissingnessGraph graph = MissingnessGraph.of("X", "Y -> R_X -> R_Y", "X -> R_Y");
        assertThat(graph.obstacles()).hasSize(1);
        isRight(graph, "X", "Y");
    }

    /** X tells nothing of the gaps of Y, which tell of Y: among the cases without them Y makes up for those of X. */
    @Test
    void gapsThatTellNothingAreGivenFirst() {
        MissingnessGraph graph = MissingnessGraph.of("X -> Y -> R_X", "Y <-> R_Y");
        assertThat(formula(ask(graph, "X")).text())
                .isEqualTo("Σ_{Y} P(Y | \"R_Y\" = 1) P(X | \"R_X\" = 1, \"R_Y\" = 1, Y)");
        isRight(graph, "X");
        assertThat(ask(graph, "Y").identified()).isFalse();
    }

    /** Y does not depend on its own gaps given X, and given these X follows from Y. */
    @Test
    void gapsThatTellNothingGivenAnotherVariableAreGivenFirst() {
        MissingnessGraph graph = MissingnessGraph.of("X -> Y -> R_X", "X -> R_Y -> R_X");
        InterventionalDistribution given =
                InterventionalDistribution.of(Set.of("Y"), Set.of()).given("X");
        isRight(RECOVERY.identify(given, graph), given, graph);
        InterventionalDistribution effect = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));
        isRight(RECOVERY.identify(effect, graph), effect, graph);
        assertThat(ask(graph, "X", "Y").identified()).isFalse();
    }

    /** The gaps of Y tell nothing of X, and those of Z nothing given Y, on which they depend: one can be given before the other. */
    @Test
    void gapsAreGivenOneAfterTheOther() {
        MissingnessGraph graph = MissingnessGraph.of("X -> Y -> {R_X R_Z}", "X -> Z -> R_X", "Y <-> R_Y", "Z <-> R_Z");
        isRight(graph, "X");
    }

    /** Three variables, one to three of them with gaps. */
    static MissingnessGraph random(Seed seed) {
        RandomGenerator random = seed.random();
        List<String> names = List.of("A", "B", "C");
        List<String> statements = new ArrayList<>(names);
        List<String> gaps = names.subList(0, 1 + random.nextInt(3));
        for (int a = 0; a < 3; a++)
            for (int b = a + 1; b < 3; b++)
                if (random.nextDouble() < 0.5) statements.add(names.get(a) + " -> " + names.get(b));
        for (String gap : gaps) {
            statements.add("R_" + gap);
            for (String name : names)
                if (random.nextDouble() < (name.equals(gap) ? 0.1 : 0.35)) statements.add(name + " -> R_" + gap);
            for (String other : gaps) {
                if (other.compareTo(gap) >= 0) continue;
                if (random.nextDouble() < 0.25) statements.add("R_" + other + " -> R_" + gap);
                else if (random.nextDouble() < 0.1) statements.add("R_" + other + " <-> R_" + gap);
            }
        }
        if (random.nextDouble() < 0.2) statements.add("A <-> R_" + gaps.get(gaps.size() - 1));
        return MissingnessGraph.of(statements.toArray(String[]::new));
    }

    @Test
    void formulasAreRightInRandomGraphs() {
        int recovered = 0;
        int blocked = 0;
        for (int i = 0; i < 120; i++) {
            MissingnessGraph graph = random(SEED.split(i));
            InterventionalDistribution query = Truths.randomQuery(
                    Admg.of("A", "B", "C"), i % 2 == 0, SEED.split(i).split("query"));
            if (i % 3 == 0) query = InterventionalDistribution.of(query.outcomes(), Set.of());
            Identification answer = RECOVERY.identify(query, graph);
            if (answer.identified()) {
                recovered++;
                isRight(answer, query, graph);
            } else {
                blocked++;
                assertThat(graph.obstacles()).isNotEmpty();
            }
        }
        assertThat(recovered).isGreaterThan(50);
        assertThat(blocked).isGreaterThan(10);
    }

    /** Each way by itself, so that they check one another; the odds ratio works exactly where there is no obstacle. */
    @Test
    void eachWayIsRightWhereItWorks() {
        int[] worked = new int[3];
        InterventionalDistribution all = InterventionalDistribution.of(Set.of("A", "B", "C"), Set.of());
        for (int i = 0; i < 120; i++) {
            MissingnessGraph graph = random(SEED.split("way").split(i));
            SeenLaw seen = new SeenLaw(graph, graph.variables());
            List<Optional<Expression>> ways = List.of(seen.sequential(Set.of()), seen.weighted(), seen.oddsRatio());
            for (int way = 0; way < 3; way++) {
                if (ways.get(way).isEmpty()) continue;
                worked[way]++;
                isRight(new Identified(new Functional(all, ways.get(way).get()), List.of()), all, graph);
            }
            assertThat(ways.get(2).isPresent()).isEqualTo(graph.obstacles().isEmpty());
        }
        for (int count : worked) assertThat(count).isGreaterThan(15);
    }

    @Test
    void manyVariablesAreAnsweredWhereFewOthersAreLeft() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 14; i++) names.add("V" + i);
        List<String> drawn = new ArrayList<>(names);
        drawn.add("V0 -> R_V0");
        MissingnessGraph graph = MissingnessGraph.of(drawn.toArray(String[]::new));
        assertThat(ask(graph, names.subList(0, 13).toArray(String[]::new)).identified())
                .isFalse();
        assertThatThrownBy(() -> ask(graph, "V0")).hasMessageContaining("at most 12");
    }

    @Test
    void badInputIsRefused() {
        MissingnessGraph graph = MissingnessGraph.of("X -> Y", "X -> R_Y");
        assertThatThrownBy(() -> ask(graph, "R_Y"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("indicator");
        assertThatThrownBy(() -> ask(graph, "Q")).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> MissingnessGraph.of("X -> Y", "R_X -> Y")).hasMessageContaining("R_X -> Y");
        assertThatThrownBy(
                        () -> new MissingnessGraph(Admg.of("X", "Y", "R"), new TreeMap<>(Map.of("X", "R", "Y", "R"))))
                .hasMessageContaining("given for two");
    }
}
