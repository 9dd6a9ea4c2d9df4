// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.junit.jupiter.api.Test;

/** Exact probabilities against adding up every world, and against draws. */
class DiscreteModelTest {
    private static final double EXACT = 1e-12;

    @Test
    void marginalsAndConditionalsEqualTheSumOverWorlds() {
        for (int i = 0; i < 60; i++) {
            Scm model = RandomModels.levels(5, 3, Seed.of(1).split(i));
            for (String asked : model.variables()) {
                for (String level : model.variable(asked).levels()) {
                    assertThat(model.probability(asked, level))
                            .isCloseTo(RandomModels.probability(model, Map.of(asked, level), Map.of()), within(EXACT));
                    Map<String, String> given = Map.of("V1", "high".equals(level) ? "low" : "mid", "V3", "low");
                    if (!model.variable("V1").levels().contains(given.get("V1")) || given.containsKey(asked)) continue;
                    assertThat(model.probability(asked, level, given))
                            .isCloseTo(RandomModels.probability(model, Map.of(asked, level), given), within(EXACT));
                }
            }
        }
    }

    @Test
    void jointTablesEqualTheSumOverWorldsInAnyOrder() {
        Scm model = RandomModels.levels(5, 3, Seed.of(2));
        ProbabilityTable table = model.table("V4", "V0", "V2");
        double sum = 0;
        for (String a : model.variable("V4").levels())
            for (String b : model.variable("V0").levels())
                for (String c : model.variable("V2").levels()) {
                    Map<String, String> event = Map.of("V4", a, "V0", b, "V2", c);
                    double probability = table.probability(event);
                    sum += probability;
                    assertThat(probability).isCloseTo(RandomModels.probability(model, event, Map.of()), within(EXACT));
                }
        assertThat(sum).isCloseTo(1, within(EXACT));
        assertThat(table.marginal("V0").probability("low")).isCloseTo(model.probability("V0", "low"), within(EXACT));
    }

    /** P(v | do(x)) is the product of all tables but that of X, where X = x (Pearl 2009, section 1.3). */
    @Test
    void interventionsFollowTheTruncatedFactorisation() {
        for (int i = 0; i < 40; i++) {
            Scm model = RandomModels.levels(5, 3, Seed.of(3).split(i));
            Cpt own = (Cpt) model.mechanism("V2");
            Map<String, Double> truncated = new LinkedHashMap<>();
            RandomModels.worlds(model, (world, probability) -> {
                if (!world.get("V2").equals("low")) return;
                List<String> row = own.parents().stream().map(world::get).toList();
                truncated.merge(
                        world.get("V4"), probability / own.rows().get(row).get(0), Double::sum);
            });
            Scm held = model.intervene(Intervention.set("V2", "low"));
            truncated.forEach((level, probability) ->
                    assertThat(held.probability("V4", level)).isCloseTo(probability, within(EXACT)));
            assertThat(held.probability("V2", "low")).isEqualTo(1);
        }
    }

    @Test
    void aStochasticInterventionMixesTheHeldModels() {
        Scm model = RandomModels.levels(4, 3, Seed.of(4));
        String other = model.variable("V1").levels().get(1);
        double low = model.intervene(Intervention.set("V1", "low")).probability("V3", "low");
        double high = model.intervene(Intervention.set("V1", other)).probability("V3", "low");
        Scm mixed = model.intervene(Intervention.stochastic("V1", Map.of("low", 0.3, other, 0.7)));
        assertThat(mixed.probability("V3", "low")).isCloseTo(0.3 * low + 0.7 * high, within(EXACT));
    }

    @Test
    void aPolicyHoldsTheVariableAtWhatItPicksForEachCase() {
        Scm model = Scm.builder()
                .binary("Z", 0.3)
                .binary("X", List.of("Z"), row -> 0.2 + 0.5 * row.get("Z"))
                .binary("Y", List.of("X", "Z"), row -> 0.1 + 0.3 * row.get("X") + 0.4 * row.get("Z"))
                .build();
        Scm policy = model.intervene(Intervention.conditional("X", row -> 1 - row.get("Z")));
        // Z = 0 gives X = 1 and Y with 0.4; Z = 1 gives X = 0 and Y with 0.5
        assertThat(policy.probability("Y", 1)).isCloseTo(0.7 * 0.4 + 0.3 * 0.5, within(EXACT));
        Scm named = model.intervene(Intervention.conditional(
                "X", List.of("Z"), row -> row.level("Z").equals("0") ? "1" : "0"));
        assertThat(named.probability("Y", 1)).isCloseTo(policy.probability("Y", 1), within(EXACT));
    }

    @Test
    void aReplacedMechanismCountsInPlaceOfTheOld() {
        Scm model = RandomModels.levels(4, 2, Seed.of(5));
        Cpt replacement =
                Cpt.ordered("low", "mid").given("V0").when("low", 0.9, 0.1).when("mid", 0.4, 0.6);
        Scm changed = model.intervene(Intervention.replace("V2", replacement));
        assertThat(changed.probability("V2", "low", Map.of("V0", "mid"))).isCloseTo(0.4, within(EXACT));
        assertThat(changed.graph().parents("V2")).containsExactly("V0");
        assertThat(changed.probability("V1", "low")).isCloseTo(model.probability("V1", "low"), within(EXACT));
    }

    @Test
    void drawsHaveTheExactFrequencies() {
        Scm model = RandomModels.levels(5, 3, Seed.of(6));
        int rows = 200_000;
        Dataset data = model.sample(rows, Seed.of(7));
        for (String name : model.variables()) {
            double[] codes = data.values(name);
            for (int level = 0; level < model.variable(name).levels().size(); level++) {
                int wanted = level;
                double frequency =
                        Arrays.stream(codes).filter(code -> code == wanted).count() / (double) rows;
                double truth =
                        model.probability(name, model.variable(name).levels().get(level));
                assertThat(frequency).isCloseTo(truth, within(5 * Math.sqrt(truth * (1 - truth) / rows)));
            }
            assertThat(data.levels(name)).isEqualTo(model.variable(name).levels());
            assertThat(data.kind(name)).isEqualTo(model.variable(name).kind());
        }
    }

    @Test
    void expectationsOfBinaryVariablesAreProbabilities() {
        Scm model = Scm.builder()
                .add("plans", Cpt.of("no", "yes").always(0.75, 0.25))
                .build();
        assertThat(model.expectation("plans")).isCloseTo(0.25, within(EXACT));
        assertThat(model.distribution("plans").standardDeviation()).isCloseTo(Math.sqrt(0.1875), within(EXACT));
        assertThat(model.distribution("plans").quantile(0.5)).isEqualTo(0);
        assertThat(model.distribution("plans").text()).isEqualTo("plans: no 0.7500, yes 0.2500");
    }

    @Test
    void aLongChainIsEliminatedNotEnumerated() {
        ScmBuilder builder = Scm.builder().binary("X0", 0.5);
        for (int i = 1; i < 60; i++)
            builder.add(
                    "X" + i,
                    Cpt.of("0", "1").given("X" + (i - 1)).when("0", 0.9, 0.1).when("1", 0.1, 0.9));
        Scm chain = builder.build().intervene(Intervention.set("X0", "1"));
        // the eigenvalue of the transition is 0.8
        assertThat(chain.probability("X59", "1")).isCloseTo(0.5 + 0.5 * Math.pow(0.8, 59), within(EXACT));
    }

    @Test
    void sharedNoiseGoesFromIndependentToEqual() {
        Scm model = RandomModels.levels(4, 3, Seed.of(8));
        for (Coupling coupling : Coupling.values()) {
            double[][] none = model.sharedNoise("V3", Set.of(), coupling);
            double[][] all = model.sharedNoise("V3", Set.copyOf(model.variables()), coupling);
            double[] marginal = ((LevelDistribution) model.distribution("V3"))
                    .probabilities().stream().mapToDouble(Double::doubleValue).toArray();
            for (int a = 0; a < marginal.length; a++)
                for (int b = 0; b < marginal.length; b++) {
                    assertThat(none[a][b]).isCloseTo(marginal[a] * marginal[b], within(EXACT));
                    assertThat(all[a][b]).isCloseTo(a == b ? marginal[a] : 0, within(EXACT));
                }
        }
    }
}
