// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

/** Counterfactuals of levels against adding up every noise, against published formulas, and against their own bounds. */
class DiscreteCounterfactualTest {
    private static final double EXACT = 1e-12;
    private static final Abduction INDEPENDENT = Abduction.withDefaults().coupling(Coupling.INDEPENDENT_ROWS);

    /** Solves both models for every combination of noise atoms and keeps those that agree with the evidence. */
    private static double byNoises(
            Scm model, Map<String, String> evidence, Intervention change, String asked, String level) {
        List<Double> probabilities = new ArrayList<>();
        double[][] noise = RandomModels.noiseGrid(model, probabilities);
        double[][] actual = model.solve(noise);
        double[][] other = model.intervene(change).solve(noise);
        double all = 0;
        double hit = 0;
        for (int cell = 0; cell < probabilities.size(); cell++) {
            boolean agrees = true;
            for (Map.Entry<String, String> seen : evidence.entrySet()) {
                int v = model.graph().index(seen.getKey());
                agrees &= model.variable(seen.getKey())
                        .levels()
                        .get((int) actual[v][cell])
                        .equals(seen.getValue());
            }
            if (!agrees) continue;
            all += probabilities.get(cell);
            if (other[model.graph().index(asked)][cell] == model.variable(asked).code(level))
                hit += probabilities.get(cell);
        }
        return hit / all;
    }

    @Test
    void theTwinNetworkEqualsTheSumOverNoises() {
        for (int i = 0; i < 20; i++) {
            Scm model = RandomModels.levels(4, 3, Seed.of(1).split(i));
            RandomGenerator random = Seed.of(2).split(i).random();
            Map<String, String> evidence = new LinkedHashMap<>();
            for (String name : model.variables())
                if (random.nextDouble() < 0.6) evidence.put(name, random.nextBoolean() ? "low" : "mid");
            Intervention change = Intervention.set("V" + random.nextInt(3), "mid");
            Counterfactual found = model.counterfactual(evidence, change);
            for (String asked : model.variables())
                for (String level : model.variable(asked).levels())
                    assertThat(found.probability(asked, level))
                            .as("%s = %s given %s under %s", asked, level, evidence, change)
                            .isCloseTo(byNoises(model, evidence, change, asked, level), within(EXACT));
        }
    }

    /** With a noise for each row, a case's level on another row is a fresh draw: the response functions by hand. */
    @Test
    void independentRowsEqualTheSumOverResponseFunctions() {
        double x1 = 0.4;
        double[] m = {0.3, 0.8};
        double[][] y = {{0.1, 0.5}, {0.6, 0.9}}; // by x, m
        Scm model = Scm.builder()
                .binary("X", x1)
                .add("M", Cpt.of("0", "1").given("X").when("0", 1 - m[0], m[0]).when("1", 1 - m[1], m[1]))
                .add(
                        "Y",
                        Cpt.of("0", "1")
                                .given("X", "M")
                                .when(List.of("0", "0"), 1 - y[0][0], y[0][0])
                                .when(List.of("0", "1"), 1 - y[0][1], y[0][1])
                                .when(List.of("1", "0"), 1 - y[1][0], y[1][0])
                                .when(List.of("1", "1"), 1 - y[1][1], y[1][1]))
                .build();
        double all = 0;
        double hit = 0;
        // M's response to x and Y's response to (x, m), bit by bit; evidence X = 1, Y = 1, question Y under X = 0
        for (int mResponse = 0; mResponse < 4; mResponse++) {
            for (int yResponse = 0; yResponse < 16; yResponse++) {
                double probability = x1;
                for (int x = 0; x < 2; x++) probability *= (mResponse >> x & 1) == 1 ? m[x] : 1 - m[x];
                for (int x = 0; x < 2; x++)
                    for (int level = 0; level < 2; level++)
                        probability *= (yResponse >> (2 * x + level) & 1) == 1 ? y[x][level] : 1 - y[x][level];
                int actual = yResponse >> (2 + (mResponse >> 1 & 1)) & 1;
                if (actual != 1) continue;
                all += probability;
                if ((yResponse >> (mResponse & 1) & 1) == 1) hit += probability;
            }
        }
        assertThat(INDEPENDENT
                        .predict(model, Map.of("X", 1, "Y", 1), Intervention.set("X", 0))
                        .probability("Y", 1))
                .isCloseTo(hit / all, within(EXACT));
    }

    /** Pearl (2009), section 7.1.2: a court's order C, riflemen A (nervous with probability q) and B, a death D. */
    @Test
    void theFiringSquad() {
        double p = 0.7;
        double q = 0.2;
        Scm model = Scm.builder()
                .binary("C", p)
                .binary("W", q)
                .binary("A", List.of("C", "W"), row -> Math.max(row.get("C"), row.get("W")))
                .binary("B", List.of("C"), row -> row.get("C"))
                .binary("D", List.of("A", "B"), row -> Math.max(row.get("A"), row.get("B")))
                .build();
        for (Coupling coupling : Coupling.values()) {
            double alive = Abduction.withDefaults()
                    .coupling(coupling)
                    .predict(model, Map.of("D", 1), Intervention.set("A", 0))
                    .probability("D", 0);
            assertThat(alive).isCloseTo((1 - p) * q / (1 - (1 - p) * (1 - q)), within(EXACT));
        }
    }

    /**
     * Pearl (2009), section 1.4.4: treatment X and death Y with a fair coin for each. In one model the treatment does
     * nothing, in the other it kills half and saves the other half; no experiment tells them apart, and of those who were
     * treated and died nobody or everybody would have lived without it.
     */
    @Test
    void twoModelsThatNoExperimentTellsApart() {
        Scm idle = Scm.builder()
                .binary("U1", 0.5)
                .binary("U2", 0.5)
                .binary("X", List.of("U1"), row -> row.get("U1"))
                .binary("Y", List.of("X", "U2"), row -> row.get("U2"))
                .build();
        Scm active = Scm.builder()
                .binary("U1", 0.5)
                .binary("U2", 0.5)
                .binary("X", List.of("U1"), row -> row.get("U1"))
                .binary("Y", List.of("X", "U2"), row -> row.get("X") == row.get("U2") ? 1 : 0)
                .build();
        for (int x = 0; x < 2; x++)
            for (Scm model : List.of(idle, active))
                assertThat(model.intervene(Intervention.set("X", x)).probability("Y", 1))
                        .isCloseTo(0.5, within(EXACT));
        Map<String, Integer> dead = Map.of("X", 1, "Y", 1);
        assertThat(idle.counterfactual(dead, Intervention.set("X", 0)).probability("Y", 0))
                .isZero();
        assertThat(active.counterfactual(dead, Intervention.set("X", 0)).probability("Y", 0))
                .isCloseTo(1, within(EXACT));
    }

    /** The probability of necessity of a treatment at random: Tian and Pearl (2000). */
    @Test
    void theProbabilityOfNecessityAndItsBounds() {
        for (double[] risks : new double[][] {{0.3, 0.8}, {0.6, 0.9}, {0.5, 0.4}}) {
            double control = risks[0];
            double treated = risks[1];
            Scm model = Scm.builder()
                    .binary("X", 0.5)
                    .binary("Y", List.of("X"), row -> row.get("X") == 1 ? treated : control)
                    .build();
            Map<String, Integer> dead = Map.of("X", 1, "Y", 1);
            Counterfactual found = model.counterfactual(dead, Intervention.set("X", 0));
            assertThat(found.bounds("Y", 0).lower())
                    .isCloseTo(Math.max(0, (treated - control) / treated), within(EXACT));
            assertThat(found.bounds("Y", 0).upper()).isCloseTo(Math.min(1, (1 - control) / treated), within(EXACT));
            // monotone: the excess risk ratio
            assertThat(found.probability("Y", 0)).isCloseTo(Math.max(0, 1 - control / treated), within(EXACT));
            assertThat(INDEPENDENT
                            .predict(model, dead, Intervention.set("X", 0))
                            .probability("Y", 0))
                    .isCloseTo(1 - control, within(EXACT));
        }
    }

    @Test
    void boundsHoldForBothCouplings() {
        for (int i = 0; i < 30; i++) {
            Scm model = RandomModels.levels(4, 3, Seed.of(3).split(i));
            Map<String, String> evidence = i % 2 == 0
                    ? Map.of("V0", "low", "V1", "mid", "V2", "low", "V3", "mid")
                    : Map.of("V1", "mid", "V3", "low");
            Intervention change = Intervention.set("V0", "mid");
            Counterfactual monotone = model.counterfactual(evidence, change);
            Counterfactual independent = INDEPENDENT.predict(model, evidence, change);
            assertThat(monotone.bounds()).isEqualTo(independent.bounds());
            for (String name : monotone.bounds().keySet())
                for (String level : model.variable(name).levels()) {
                    Counterfactual.Bounds bounds = monotone.bounds(name, level);
                    for (Counterfactual found : List.of(monotone, independent))
                        assertThat(found.probability(name, level))
                                .isBetween(bounds.lower() - EXACT, bounds.upper() + EXACT);
                }
        }
    }

    /** For one binary variable, tables of response functions at both ends of the bounds exist: they are reached. */
    @Test
    void boundsAreReachedWhenOneMechanismCanChange() {
        // levels 0, 1, 2 with x = 0: .2 .3 .5 and with x = 1: .6 .3 .1; seen x = 0, y = 2
        Scm model = Scm.builder()
                .binary("X", 0.5)
                .add(
                        "Y",
                        Cpt.ordered("a", "b", "c")
                                .given("X")
                                .when("0", 0.2, 0.3, 0.5)
                                .when("1", 0.6, 0.3, 0.1))
                .build();
        Counterfactual found = model.counterfactual(Map.of("X", 0, "Y", "c"), Intervention.set("X", 1));
        // mass .5 must go into a (.6), b (.3), c (.1)
        assertThat(found.bounds("Y", "a").upper()).isCloseTo(1, within(EXACT));
        assertThat(found.bounds("Y", "a").lower()).isCloseTo((0.5 - 0.4) / 0.5, within(EXACT));
        assertThat(found.bounds("Y", "b").upper()).isCloseTo(0.6, within(EXACT));
        assertThat(found.bounds("Y", "b").lower()).isCloseTo(0, within(EXACT));
        assertThat(found.bounds("Y", "c").upper()).isCloseTo(0.2, within(EXACT));
    }

    @Test
    void changingNothingReturnsTheEvidence() {
        Scm model = RandomModels.levels(4, 3, Seed.of(5));
        Map<String, String> seen = Map.of("V0", "low", "V1", "mid", "V2", "low", "V3", "mid");
        for (Coupling coupling : Coupling.values()) {
            Abduction abduction = Abduction.withDefaults().coupling(coupling);
            // consistency: what is held at what it was changes nothing
            for (Counterfactual found : List.of(
                    abduction.predict(model, seen), abduction.predict(model, seen, Intervention.set("V0", "low"))))
                seen.forEach((name, level) ->
                        assertThat(found.probability(name, level)).isCloseTo(1, within(EXACT)));
        }
    }

    @Test
    void withoutEvidenceItIsTheInterventionalDistribution() {
        Scm model = RandomModels.levels(4, 3, Seed.of(6));
        Intervention change = Intervention.set("V1", "mid");
        for (Coupling coupling : Coupling.values())
            assertThat(Abduction.withDefaults()
                            .coupling(coupling)
                            .predict(model, Map.of(), change)
                            .probability("V3", "low"))
                    .isCloseTo(model.intervene(change).probability("V3", "low"), within(EXACT));
    }

    @Test
    void aPolicyThatReadsALaterDeclaredVariable() {
        Scm model = Scm.builder()
                .binary("X", 0.5)
                .binary("Y", List.of("X", "Z"), row -> 0.1 + 0.4 * row.get("X") + 0.4 * row.get("Z"))
                .binary("Z", 0.3)
                .build();
        Intervention policy = Intervention.conditional("X", List.of("Z"), row -> row.get("Z"));
        Counterfactual found = model.counterfactual(Map.of("X", 0, "Z", 1, "Y", 0), policy);
        // from 0.5 to 0.9 for a case that was 0: (0.9 - 0.5) / 0.5
        assertThat(found.probability("X", 1)).isCloseTo(1, within(EXACT));
        assertThat(found.probability("Y", 1)).isCloseTo(0.8, within(EXACT));
        assertThat(found.bounds("Y", 1).lower()).isCloseTo(0.8, within(EXACT));
        assertThat(found.bounds("Y", 1).upper()).isCloseTo(1, within(EXACT));
    }

    @Test
    void itSaysWhatItAssumes() {
        Scm model = Scm.builder()
                .add("encouragement", Cpt.of("low", "high").always(0.5, 0.5))
                .add(
                        "plans",
                        Cpt.of("no", "yes")
                                .given("encouragement")
                                .when("low", 0.9, 0.1)
                                .when("high", 0.4, 0.6))
                .build();
        String text = model.counterfactual(
                        Map.of("encouragement", "low", "plans", "no"), Intervention.set("encouragement", "high"))
                .text();
        assertThat(text).isEqualTo("""
                        Given encouragement = low, plans = no, under do(encouragement = high)
                          encouragement: low 0.0000, high 1.0000
                          plans: no 0.4444, yes 0.5556  (yes between 0.5556 and 0.6667 whatever the noise)
                        Exact probabilities; assumes one uniform noise read through each row's inverse distribution function (monotone)""");
    }
}
