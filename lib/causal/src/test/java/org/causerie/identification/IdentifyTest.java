// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.Mag;
import org.causerie.graph.Pag;
import org.junit.jupiter.api.Test;

class IdentifyTest {
    private final Identify identify = Identify.withDefaults();

    @Test
    void adjustsForTheConfounderAndShowsTheFormula() {
        Identification answer = identify.identify(Query.ate("X", "Y"), Dag.of("Z -> X -> Y", "Z -> Y"));
        assertThat(answer.identified()).isTrue();
        assertThat(answer.estimand().text()).isEqualTo("Σ_{Z} (E[Y | X = 1, Z] - E[Y | X = 0, Z]) P(Z)");
        assertThat(answer.latex().orElseThrow()).contains("\\mathrm{do}(\\mathit{X}{=}1)", "P(\\mathit{Z})");
    }

    @Test
    void prefersTheSetThatMakesTheEstimateMostPrecise() {
        Dag dag = Dag.of("A -> B -> X -> Y", "A -> C -> Y", "P -> Y");
        AdjustmentEstimand estimand =
                (AdjustmentEstimand) identify.identify(Query.ate("X", "Y"), dag).estimand();
        assertThat(estimand.adjustmentSet()).containsExactly("C", "P");
    }

    @Test
    void fallsBackOnASmallestSetWhenTheBestIsUnobserved() {
        Dag dag = Dag.of("A -> B -> X -> Y", "A -> C -> Y", "P -> Y");
        Identified answer = (Identified) identify.unobserved("C").identify(Query.ate("X", "Y"), dag);
        assertThat(answer.alternatives()).containsExactly(Set.of("A"), Set.of("B"));
    }

    @Test
    void anEffectAgainstTheArrowsIsZero() {
        Identification answer = identify.identify(Query.ate("Y", "X"), Dag.of("X -> Y"));
        assertThat(answer.estimand()).isInstanceOf(ZeroEffect.class);
    }

    @Test
    void aHiddenCommonCauseIsTheWitness() {
        Identification answer = identify.unobserved("U").identify(Query.ate("X", "Y"), Dag.of("U -> X -> Y", "U -> Y"));
        assertThat(answer.identified()).isFalse();
        assertThatThrownBy(answer::estimand).isInstanceOf(CausalException.class).hasMessageContaining("X <- U -> Y");
    }

    @Test
    void anEdgeThatMayPointEitherWayIsTheWitness() {
        Identification answer = identify.identify(Query.ate("X", "Y"), Cpdag.of("X -- Y"));
        assertThat(answer.identified()).isFalse();
        assertThat(((PathWitness) ((NotIdentified) answer).witness()).path()).isEqualTo("X -- Y");
    }

    @Test
    void refusesGraphsWithoutAConsistentDag() {
        Cpdag square = Cpdag.of("A -- B", "B -- C", "C -- D", "D -- A");
        assertThatThrownBy(() -> identify.identify(Query.ate("A", "C"), square))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("No DAG agrees");
    }

    @Test
    void anInterventionInAGraphWithoutHiddenCausesIsAnsweredByItsFactors() {
        Identification answer = identify.identify(Query.parse("P(y | do(x))"), Dag.of("Z -> X -> Y", "Z -> Y"));
        assertThat(answer.text()).isEqualTo("P(Y | do(X))\n  = Σ_{Z} P(Z) P(Y | X, Z)");
        assertThat(answer.latex().orElseThrow()).startsWith("\\begin{aligned} &P(\\mathit{Y} \\mid");
        assertThat(identify.identify(Query.parse("E[y | do(x = 1)]"), Dag.of("Z -> X -> Y", "Z -> Y"))
                        .estimand()
                        .text())
                .isEqualTo("Σ_{Z} P(Z) E[Y | X = 1, Z]");
    }

    @Test
    void everyQuestionOfOneWorldHasTheValueOfItsMeaning() {
        Dag dag = Dag.of("Z -> X -> M -> Y", "Z -> Y", "W -> M", "X -> Y");
        SemiMarkovWorld world = new SemiMarkovWorld(Admg.of(dag), 2, Seed.of(11));
        List<Query> queries = List.of(
                Query.parse("P(Y = 1 | do(X = 1))"),
                Query.parse("P(Y = 1, Z = 0 | do(X = 1), M = 1)"),
                Query.parse("P(Y = 1 | X = 0)"),
                Query.parse("E[Y | do(X = 1), Z = 1] - E[Y | do(X = 0), Z = 1]"),
                Query.cde("X", "Y", Map.of("M", "0")),
                Query.effect("Y", Map.of("X", "1", "W", "0"), Map.of("X", "0", "W", "1")),
                Query.parse("E[Y | do(X = 1 if Z = 1; else {0: 0.3, 1: 0.7})]"));
        for (Query query : queries) {
            Expression formula = ((Functional) identify.identify(query, dag).estimand()).expression();
            assertThat(formula.text()).doesNotContain("do(");
            assertThat(formula.evaluate(world, Map.of()))
                    .as(query.text())
                    .isEqualTo(query.asExpression().evaluate(world, Map.of()), within(1e-12));
        }
    }

    @Test
    void anEffectThatAdjustmentCannotGiveMayFollowOtherwise() {
        Identified answer = (Identified)
                identify.unobserved("U").identify(Query.ate("X", "Y"), Dag.of("U -> X -> M -> Y", "U -> Y"));
        Expression formula = ((Functional) answer.estimand()).expression();
        assertThat(answer.derivations()).hasSize(1);
        assertThat(answer.text()).startsWith("E[Y | do(X = 1)] - E[Y | do(X = 0)]\n  = ");
        SemiMarkovWorld world = new SemiMarkovWorld(Admg.of("X -> M -> Y", "X <-> Y"), 2, Seed.of(12));
        assertThat(formula.evaluate(world, Map.of()))
                .isEqualTo(Query.ate("X", "Y").asExpression().evaluate(world, Map.of()), within(1e-12));
        Identification none = identify.identify(Query.parse("E[y | do(x = 1)]"), Admg.of("X -> Y", "X <-> Y"));
        assertThat(none.text()).startsWith("E[Y | do(X = 1)] is not identified: hedge");
    }

    @Test
    void whatIsIdentifiedInRandomGraphsHasTheValueOfItsMeaning() {
        int identified = 0;
        for (int i = 0; i < 40; i++) {
            Admg graph = SemiMarkovWorld.randomGraph(5, 0.5, 0.2, Seed.of(13).split(i));
            SemiMarkovWorld world = new SemiMarkovWorld(graph, 2, Seed.of(14).split(i));
            for (Query query : List.of(
                    Query.ate("B", "E"),
                    Query.effect("E", Map.of("A", "1", "C", "0"), Map.of("A", "0", "C", "1")),
                    Query.parse("P(D = 1 | do(B = 1), E = 0)"),
                    Query.parse("E[E | do(C = 1 if A = 1; else {0: 0.4, 1: 0.6})]"))) {
                Identification answer = identify.identify(query, graph);
                if (!(answer instanceof Identified found) || !(found.estimand() instanceof Functional functional))
                    continue;
                identified++;
                assertThat(functional.expression().evaluate(world, Map.of()))
                        .as(query.text() + " in " + graph + "\n" + functional.text())
                        .isEqualTo(query.asExpression().evaluate(world, Map.of()), within(1e-9));
            }
        }
        assertThat(identified).isGreaterThan(50);
    }

    @Test
    void questionsAboutOneWorldAreAnsweredInClasses() {
        Cpdag cpdag = Dag.of("A -> X", "B -> X", "X -> Y", "B -> Y").toCpdag();
        SemiMarkovWorld world =
                new SemiMarkovWorld(Admg.of(cpdag.consistentExtension().orElseThrow()), 2, Seed.of(13));
        Pag pag = Pag.of("A o-> X", "B o-> X", "X -> Y");
        SemiMarkovWorld hidden = new SemiMarkovWorld(Admg.of("A <-> X", "B -> X -> Y", "B <-> X"), 2, Seed.of(14));
        for (Query query : List.of(
                Query.parse("P(y | do(x))"),
                Query.parse("E[Y | do(X = 1)] - E[Y | do(X = 0)]"),
                Query.parse("E[Y | do(X = 1 if A = 1; else 0)]"),
                Query.effect("Y", Map.of("X", "1", "A", "1"), Map.of("X", "0", "A", "1")))) {
            Identified inCpdag = (Identified) identify.identify(query, cpdag);
            Identified inPag = (Identified) identify.identify(query, pag);
            if (inCpdag.estimand() instanceof Functional found) {
                assertThat(Truths.difference(found.expression(), query.on(cpdag).asExpression(), world))
                        .isLessThan(1e-9);
                assertThat(inCpdag.derivations()).isNotEmpty();
            }
            if (inPag.estimand() instanceof Functional found)
                assertThat(Truths.difference(found.expression(), query.on(pag).asExpression(), hidden))
                        .isLessThan(1e-9);
        }
        assertThat(((NotIdentified) identify.identify(Query.parse("P(x | do(a))"), Pag.of("A o-> X"))).witness())
                .isInstanceOf(ClassObstacle.class);
    }

    @Test
    void whatTheGraphCannotBeAskedIsRefused() {
        Dag dag = Dag.of("Z -> X -> Y", "Z -> Y", "U -> X", "U -> Y");
        says(() -> identify.unobserved("U").identify(Query.parse("P(u | do(x))"), dag), "which is not observed");
        says(() -> identify.unobserved("V").identify(Query.parse("P(y | do(x))"), dag), "no variable \"V\"");
        says(() -> identify.identify(Query.parse("P(y | do(q))"), dag), "no variable \"q\"");
        says(() -> identify.identify(Query.parse("P(y | do(x))"), Mag.of("X -> Y")), "Of a Mag only average");
        says(
                () -> identify.identify(Query.parse("E[Y | do(X = 1 if Z = 1; else 0)]"), Cpdag.of("X -- Z -- Y")),
                "may change");
        says(() -> identify.identify(Query.parse("P(y_x | x')"), Cpdag.of("X -- Y")), "questions about one world");
        says(
                () -> identify.unobserved("Z").identify(Query.parse("P(y | do(x))"), Cpdag.of("Z -- X -- Y")),
                "Only in a Dag");
        says(() -> identify.identify(Query.parse("P(y, y' | do(x))"), dag), "names Y twice");
        says(() -> identify.identify(Query.parse("E[Z | do(X = 1 if Y = 1; else 0)]"), dag), "which X changes");
    }

    private static void says(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(CausalException.class).hasMessageContaining(message);
    }
}
