// SPDX-License-Identifier: Apache-2.0
package org.causerie.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.identification.PathSpecificEffect;
import org.causerie.model.Choice;
import org.causerie.model.Cpt;
import org.causerie.model.Intervention;
import org.causerie.model.Noise;
import org.causerie.model.RandomModels;
import org.causerie.model.Scm;
import org.causerie.model.ScmBuilder;
import org.junit.jupiter.api.Test;

/** Parts of a disparity against worlds added up, closed forms, and the published identities. */
class FairnessTest {
    private static final FairnessDecomposition PARTS = FairnessDecomposition.withDefaults();
    private static final Seed SEED = Seed.of(1);

    /** The model in which the outcome's table reads the other level of the attribute. */
    private static Scm swapped(Scm model, String attribute, String outcome) {
        ScmBuilder builder = Scm.builder();
        for (String name : model.variables()) {
            Cpt table = (Cpt) model.mechanism(name);
            int place = table.parents().indexOf(attribute);
            if (name.equals(outcome) && place >= 0) {
                Cpt other = Cpt.ordered(table.levels().toArray(String[]::new))
                        .given(table.parents().toArray(String[]::new));
                for (Map.Entry<List<String>, List<Double>> row : table.rows().entrySet()) {
                    List<String> key = new ArrayList<>(row.getKey());
                    List<String> levels = model.variable(attribute).levels();
                    key.set(place, levels.get(1 - levels.indexOf(key.get(place))));
                    other = other.when(
                            key,
                            row.getValue().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray());
                }
                table = other;
            }
            builder.add(name, table);
        }
        return builder.build();
    }

    private static double mean(Scm model, String outcome, Map<String, String> given) {
        double mean = 0;
        List<String> levels = model.variable(outcome).levels();
        for (int level = 1; level < levels.size(); level++)
            mean += level * RandomModels.probability(model, Map.of(outcome, levels.get(level)), given);
        return mean;
    }

    @Test
    void partsOfADisparityFromEveryWorld() {
        int several = 0;
        for (int i = 0; i < 30; i++) {
            Scm model = RandomModels.levels(5, 2, SEED.split(i));
            FairnessDecomposition.Result found = PARTS.explain(model, "V1", "V4", SEED);
            Map<String, String> zero = Map.of("V1", "low");
            Map<String, String> one = Map.of("V1", "mid");
            double seenZero = mean(model, "V4", zero);
            double seenOne = mean(model, "V4", one);
            Scm other = swapped(model, "V1", "V4");
            // among those at 0: the outcome at 1 with mediators of 0, and the outcome at 1
            double mixedZero = mean(other, "V4", zero);
            double mixedOne = mean(other, "V4", one);
            double setOne =
                    model.counterfactual(zero, Intervention.set("V1", "mid")).mean("V4");
            double setZero =
                    model.counterfactual(one, Intervention.set("V1", "low")).mean("V4");
            FairnessDecomposition.Parts forward = found.forward();
            FairnessDecomposition.Parts backward = found.backward();
            assertThat(forward.direct().value()).isCloseTo(mixedZero - seenZero, within(1e-10));
            assertThat(forward.indirect().value()).isCloseTo(mixedZero - setOne, within(1e-10));
            assertThat(forward.spurious().value()).isCloseTo(setOne - seenOne, within(1e-10));
            assertThat(backward.direct().value()).isCloseTo(mixedOne - seenOne, within(1e-10));
            assertThat(backward.indirect().value()).isCloseTo(mixedOne - setZero, within(1e-10));
            assertThat(backward.spurious().value()).isCloseTo(setZero - seenZero, within(1e-10));
            double variation = found.totalVariation().value();
            assertThat(variation).isCloseTo(seenOne - seenZero, within(1e-10));
            assertThat(forward.direct().value()
                            - forward.spurious().value()
                            - forward.indirect().value())
                    .isCloseTo(variation, within(1e-12));
            assertThat(backward.spurious().value()
                            + backward.indirect().value()
                            - backward.direct().value())
                    .isCloseTo(variation, within(1e-12));
            if (Math.abs(forward.indirect().value()) > 0.01
                    && Math.abs(forward.spurious().value()) > 0.01) several++;
        }
        assertThat(several).isGreaterThan(2);
    }

    /** Numbers by draws: the parts are products of coefficients, whatever the group. */
    @Test
    void partsOfADisparityOfNumbers() {
        Scm model = Scm.builder()
                .root("Z", Noise.gaussian(1))
                .add("X", Choice.logistic(0.2, Map.of("Z", 1.0)))
                .linear("W", Map.of("X", 2.0), Noise.gaussian(1))
                .linear("Y", Map.of("X", 0.5, "W", 3.0, "Z", 1.5), Noise.gaussian(1))
                .build();
        FairnessDecomposition.Result found = PARTS.explain(model, "X", "Y", SEED);
        assertThat(found.forward().direct().value()).isCloseTo(0.5, within(1e-9));
        assertThat(found.forward().indirect().value()).isCloseTo(-6, within(1e-9));
        assertThat(found.backward().direct().value()).isCloseTo(-0.5, within(1e-9));
        assertThat(found.backward().indirect().value()).isCloseTo(6, within(1e-9));
        EffectSize spurious = found.backward().spurious();
        assertThat(spurious.standardError()).isBetween(1e-3, 0.1);
        assertThat(found.totalVariation().value()).isCloseTo(6.5 + spurious.value(), within(0.1));
        assertThat(found.text()).contains("direct").contains("spurious");
        assertThat(found.html().orElseThrow()).contains("for X = 1");
    }

    @Test
    void aDecisionByMeritIsFairAndOneByGroupIsNot() {
        Scm model = Scm.builder()
                .binary("A", 0.4)
                .binary("merit", 0.5)
                .binary("W", List.of("A", "merit"), row -> row.get("A") == 1 ? 0.8 : 0.3)
                .binary("byMerit", List.of("merit"), row -> row.get("merit"))
                .binary("byGroup", List.of("A"), row -> row.get("A"))
                .binary("byW", List.of("W"), row -> row.get("W"))
                .build();
        CounterfactualFairness fairness = CounterfactualFairness.withDefaults();
        assertThat(fairness.explain(model, "A", "byMerit").fair()).isTrue();
        assertThat(fairness.explain(model, "A", "byMerit").text()).contains("is counterfactually fair");
        CounterfactualFairness.Result group = fairness.explain(model, "A", "byGroup");
        assertThat(group.averageGap()).isCloseTo(1, within(1e-12));
        assertThat(group.unfairShare()).isCloseTo(1, within(1e-12));
        // W = 1 where the noise is above 0.2 or 0.7; only those between change, half a unit of noise
        CounterfactualFairness.Result mediated = fairness.explain(model, "A", "byW");
        assertThat(mediated.averageGap()).isCloseTo(0.5, within(1e-12));
        assertThat(mediated.fair()).isFalse();
        // those at A = 0, W = 1 keep it under A = 1; of those at A = 0, W = 0 a share of 0.5 / 0.7 gains it
        for (CounterfactualFairness.Case each : mediated.cases())
            if (each.evidence().get("A").equals("0")
                    && each.evidence().get("byMerit").equals("0"))
                assertThat(each.gap()).isCloseTo(each.evidence().get("W").equals("0") ? 0.5 / 0.7 : 0, within(1e-12));
    }

    /** The average gap from every combination of noises, gathered by what is known of a case. */
    @Test
    void gapsAgreeWithEveryNoise() {
        for (int i = 0; i < 3; i++) {
            Scm model = RandomModels.levels(4, 2, SEED.split("gaps").split(i));
            List<Double> probabilities = new ArrayList<>();
            double[][] noise = RandomModels.noiseGrid(model, probabilities);
            double[][] actual = model.solve(noise);
            double[][][] set = {
                model.intervene(Intervention.set("V0", "low")).solve(noise),
                model.intervene(Intervention.set("V0", "mid")).solve(noise)
            };
            Map<List<Double>, double[]> cases = new HashMap<>();
            for (int cell = 0; cell < noise[0].length; cell++) {
                double[] sums = cases.computeIfAbsent(
                        List.of(actual[0][cell], actual[1][cell], actual[2][cell]), unseen -> new double[2]);
                for (int level = 0; level < 2; level++) sums[level] += probabilities.get(cell) * set[level][3][cell];
            }
            double average = cases.values().stream()
                    .mapToDouble(sums -> Math.abs(sums[0] - sums[1]))
                    .sum();
            CounterfactualFairness.Result found =
                    CounterfactualFairness.withDefaults().explain(model, "V0", "V3");
            assertThat(found.averageGap()).isCloseTo(average, within(1e-10));
        }
    }

    @Test
    void gapsOfNumbersCaseByCase() {
        Scm model = Scm.builder()
                .binary("A", 0.5)
                .additive("score", List.of("A"), row -> 2 * row.get("A"), Noise.gaussian(1))
                .additive("loan", List.of("score"), row -> 3 * row.get("score"), Noise.none())
                .build();
        Dataset cases = model.sample(20, SEED);
        CounterfactualFairness.Result found =
                CounterfactualFairness.withDefaults().explain(model, "A", "loan", cases);
        assertThat(found.cases()).hasSize(20).allMatch(each -> Math.abs(each.gap() - 6) < 1e-9);
        assertThat(found.averageGap()).isCloseTo(6, within(1e-9));
        assertThatThrownBy(() -> CounterfactualFairness.withDefaults().explain(model, "score", "loan", cases))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("score");
    }

    /** In a linear model each path has the product of its coefficients. */
    @Test
    void pathsOfALinearModel() {
        Scm model = Scm.builder()
                .root("A", Noise.gaussian(1))
                .linear("M", Map.of("A", 2.0), Noise.gaussian(1))
                .linear("W", Map.of("A", 0.5, "M", 3.0), Noise.gaussian(1))
                .linear("D", Map.of("A", 1.0, "M", -1.0, "W", 4.0), Noise.gaussian(1))
                .build();
        PathEffect effect = PathEffect.withDefaults().draws(200);
        assertThat(along(effect, model, "A -> D")).isCloseTo(1, within(1e-9));
        assertThat(along(effect, model, "A -> M", "M -> D")).isCloseTo(-2, within(1e-9));
        assertThat(along(effect, model, "A -> M", "M -> W", "W -> D")).isCloseTo(24, within(1e-9));
        assertThat(along(effect, model, "A -> W", "W -> D")).isCloseTo(2, within(1e-9));
        assertThat(along(effect, model, "A -> M", "M -> D", "A -> D")).isCloseTo(-1, within(1e-9));
        PathEffect.Result all = effect.explain(
                model, PathSpecificEffect.of("A", "D", "A -> M -> W -> D", "A -> W", "A -> D", "M -> D"), SEED);
        assertThat(all.effect().value()).isCloseTo(25, within(1e-9));
        assertThat(all.total().value()).isCloseTo(25, within(1e-9));
        assertThat(all.text()).contains("along all paths");
        assertThatThrownBy(() -> along(effect, model, "A -> D", "W -> M"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("no edge");
    }

    private static double along(PathEffect effect, Scm model, String... edges) {
        return effect.explain(model, PathSpecificEffect.of("A", "D", edges), SEED)
                .effect()
                .value();
    }

    /** The edge from cause to outcome alone is the natural direct effect; all edges are the total effect. */
    @Test
    void pathsOfModelsOfLevels() {
        for (int i = 0; i < 6; i++) {
            Scm model = RandomModels.levels(4, 2, SEED.split("paths").split(i));
            PathEffect effect = PathEffect.withDefaults();
            if (!model.graph().ancestors("V3").contains("V0")) continue;
            PathEffect.Result all = effect.explain(
                    model,
                    new PathSpecificEffect("V0", "mid", "low", model.graph().edges(), "V3"),
                    SEED);
            assertThat(all.effect().value())
                    .isCloseTo(
                            model.intervene(Intervention.set("V0", "mid")).expectation("V3")
                                    - model.intervene(Intervention.set("V0", "low"))
                                            .expectation("V3"),
                            within(1e-12));
            assertThat(all.effect().standardError()).isZero();
            assertThat(effect.explain(
                                    model,
                                    new PathSpecificEffect(
                                            "V0", "1", "0", model.graph().edges(), "V3"),
                                    SEED)
                            .effect())
                    .as("0 and 1 stand for the two levels")
                    .isEqualTo(all.effect());
            if (!model.graph().hasEdge("V0", "V3")) continue;
            Map<String, String> low = Map.of("V0", "low");
            double direct = mean(swapped(model, "V0", "V3"), "V3", low) - mean(model, "V3", low);
            List<Edge> edge = Dag.of("V0 -> V3").edges();
            assertThat(effect.explain(model, new PathSpecificEffect("V0", "mid", "low", edge, "V3"), SEED)
                            .effect()
                            .value())
                    .isCloseTo(direct, within(1e-12));
        }
    }

    @Test
    void mistakesAreNamed() {
        Scm model = RandomModels.levels(3, 2, SEED);
        assertThatThrownBy(() -> PARTS.explain(model, "V0", "V9", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("V9");
        assertThatThrownBy(() -> PARTS.explain(RandomModels.linear(3, SEED), "V0", "V2", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("V0");
        assertThatThrownBy(() -> PARTS.explain(model, "V0", "V0", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("same variable");
        Scm certain = Scm.builder()
                .binary("A", 1)
                .binary("Y", List.of("A"), row -> 0.5)
                .build();
        assertThatThrownBy(() -> PARTS.explain(certain, "A", "Y", SEED))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("Nobody");
    }
}
