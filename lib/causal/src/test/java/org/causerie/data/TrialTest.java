// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

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
import org.causerie.identification.Domain;
import org.causerie.identification.Expression;
import org.causerie.identification.Functional;
import org.causerie.identification.InterventionalDistribution;
import org.causerie.identification.Level;
import org.causerie.identification.Populations;
import org.causerie.identification.Query;
import org.causerie.identification.Regime;
import org.causerie.identification.SelectionDiagram;
import org.causerie.identification.Symbol;
import org.causerie.identification.TransportIdentification;
import org.causerie.model.Cpt;
import org.causerie.model.Intervention;
import org.causerie.model.Scm;
import org.causerie.model.ScmDistributions;
import org.junit.jupiter.api.Test;

/** Experiments and populations as sources of a formula's probabilities. */
class TrialTest {
    private static final Query EFFECT = Query.parse("P(Y = 1 | do(X = 1))");

    private static Scm city(double old) {
        return Scm.builder()
                .binary("Z", old)
                .add("X", Cpt.of("0", "1").given("Z").when("0", 0.8, 0.2).when("1", 0.3, 0.7))
                .add(
                        "Y",
                        Cpt.of("0", "1")
                                .given("X", "Z")
                                .when(List.of("0", "0"), 0.9, 0.1)
                                .when(List.of("0", "1"), 0.6, 0.4)
                                .when(List.of("1", "0"), 0.3, 0.7)
                                .when(List.of("1", "1"), 0.5, 0.5))
                .build();
    }

    @Test
    void eachArmIsAWorld() {
        Dataset data = Dataset.of(
                List.of("X", "Y"), new double[][] {{0, 0, 0, 0, 1, 1, 1, 1, 1}, {0, 1, 1, 1, 0, 0, 1, 1, 1}});
        Trial trial = Trial.of(data, "X");
        assertThat(EFFECT.asExpression().evaluate(trial, Map.of())).isEqualTo(0.6, within(1e-12));
        assertThat(Query.effect("Y", Map.of("X", "1"), Map.of("X", "0"))
                        .asExpression()
                        .evaluate(trial, Map.of()))
                .isEqualTo(0.6 - 0.75, within(1e-12));
    }

    @Test
    void aTrialElsewhereIsCarriedOver() {
        Scm here = city(0.7);
        Scm there = city(0.2);
        Expression formula = formula();
        Populations exact = Populations.of(ScmDistributions.of(here)).with("trial", ScmDistributions.of(there));
        double truth = here.intervene(Intervention.set("X", "1")).probability("Y", "1");
        assertThat(formula.evaluate(exact, Map.of())).isEqualTo(truth, within(1e-12));
        Dataset lots = there.intervene(Intervention.stochastic("X", Map.of("0", 0.5, "1", 0.5)))
                .sample(40_000, Seed.of(1));
        Dataset seen = here.sample(40_000, Seed.of(2));
        Populations data = Populations.of(Frequencies.of(seen)).with("trial", Trial.of(lots, "X"));
        assertThat(formula.evaluate(data, Map.of())).isEqualTo(truth, within(0.015));
        double carriedAsItIs = EFFECT.asExpression().evaluate(Trial.of(lots, "X"), Map.of());
        assertThat(Math.abs(carriedAsItIs - truth)).isGreaterThan(0.05);
    }

    private static Expression formula() {
        SelectionDiagram diagram =
                SelectionDiagram.of(Admg.of("Z -> X -> Y", "Z -> Y")).with("trial", "Z");
        List<Regime> data = List.of(Regime.experiment("X").in(new Domain("trial")), Regime.observed());
        return ((Functional) TransportIdentification.withDefaults()
                        .identify(InterventionalDistribution.of(Set.of("Y"), Set.of("X")), diagram, data)
                        .estimand())
                .expression()
                .substitute(Map.of(
                        Symbol.of("X"), new Level("1"),
                        Symbol.of("Y"), new Level("1")));
    }

    @Test
    void otherWorldsAndPopulationsAreRefused() {
        Dataset data = city(0.5).sample(50, Seed.of(3));
        says(() -> Trial.of(data), "at least one variable");
        says(() -> Trial.of(data, "W"), "no column \"W\"");
        says(() -> Query.parse("P(Y = 1)").asExpression().evaluate(Trial.of(data, "X"), Map.of()), "sets X and shows");
        says(() -> EFFECT.asExpression().evaluate(Trial.of(data, "Z"), Map.of()), "sets Z and shows no other world");
        Populations one = Populations.of(Frequencies.of(data)).with("trial", Trial.of(data, "X"));
        says(() -> Query.parse("P^tral(Y = 1)").asExpression().evaluate(one, Map.of()), "no population \"tral\"");
        Dataset renamed = data.with("Y", Kind.BINARY, List.of("no", "yes"), data.values("Y"));
        Populations two = Populations.of(Frequencies.of(data)).with("trial", Frequencies.of(renamed));
        says(() -> Query.parse("P^trial(Y = 1)").asExpression().evaluate(two, Map.of()), "the same, in the same order");
    }

    private static void says(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(CausalException.class).hasMessageContaining(message);
    }
}
