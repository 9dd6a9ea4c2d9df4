// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.junit.jupiter.api.Test;

/** Counterfactuals of models with numbers: worked examples, consistency, and one way of finding them against another. */
class AbductionTest {

    /** Pearl, Glymour and Jewell (2016), section 4.2.3: encouragement X, homework H, exam score Y. */
    private static final Scm HOMEWORK = Scm.builder()
            .root("X", Noise.gaussian(1))
            .linear("H", Map.of("X", 0.5), Noise.gaussian(1))
            .linear("Y", Map.of("X", 0.7, "H", 0.4), Noise.gaussian(1))
            .build();

    @Test
    void joeWithMoreHomework() {
        Counterfactual found = HOMEWORK.counterfactual(Map.of("X", 0.5, "H", 1, "Y", 1.5), Intervention.set("H", 2));
        assertThat(found.mean("Y")).isCloseTo(1.90, within(1e-12));
        assertThat(found.method()).isEqualTo(Counterfactual.Method.POINT);
        assertThat(found.distribution("Y").standardDeviation()).isEqualTo(0);
        assertThat(found.changed()).containsExactly("H", "Y");
        assertThat(found.coupling()).isEmpty();
        assertThat(found.text())
                .startsWith("Given ")
                .contains("under do(H = 2)")
                .contains("Y: 1.9");
    }

    @Test
    void shiftsKeepTheNoise() {
        Counterfactual found = HOMEWORK.counterfactual(Map.of("X", 0.5, "H", 1, "Y", 1.5), Intervention.shift("X", 1));
        assertThat(found.mean("H")).isCloseTo(1.5, within(1e-12));
        assertThat(found.mean("Y")).isCloseTo(1.5 + 0.7 + 0.4 * 0.5, within(1e-12));
    }

    @Test
    void changingNothingReturnsEveryDraw() {
        Scm model = Scm.builder()
                .root("Z", Noise.uniform(0, 1))
                .additive("X", List.of("Z"), row -> Math.exp(row.get("Z")), Noise.laplace(1))
                .add(
                        "Y",
                        Equation.of(
                                        List.of("X", "Z"),
                                        (row, u) -> row.get("Z") + (1 + row.get("Z")) * u,
                                        Noise.gaussian(1))
                                .invertedBy((row, value) -> (value - row.get("Z")) / (1 + row.get("Z"))))
                .build();
        Dataset data = model.sample(20, Seed.of(1));
        for (int row = 0; row < 20; row++) {
            Map<String, Object> seen = Row.of(data, row).toMap();
            Counterfactual same = model.counterfactual(seen, Intervention.set("X", (Double) seen.get("X")));
            for (String name : model.variables())
                assertThat(same.mean(name)).isCloseTo((Double) seen.get(name), within(1e-12));
        }
    }

    /** A draw's counterfactual is the draw with the same seed under the intervention. */
    @Test
    void pointCounterfactualsEqualCoupledDraws() {
        Scm model = Scm.builder()
                .root("Z", Noise.exponential(1))
                .additive("X", List.of("Z"), row -> Math.sqrt(row.get("Z")), Noise.gaussian(1))
                .additive("M", List.of("X"), row -> Math.sin(row.get("X")), Noise.studentT(5))
                .additive(
                        "Y",
                        List.of("M", "X", "Z"),
                        row -> row.get("M") * row.get("X") - row.get("Z"),
                        Noise.gaussian(1))
                .build();
        Dataset data = model.sample(20, Seed.of(2));
        for (Intervention change : List.of(
                Intervention.set("X", 2),
                Intervention.shift("X", -1),
                Intervention.conditional("X", row -> 3 * row.get("Z")))) {
            Dataset other = model.intervene(change).sample(20, Seed.of(2));
            for (int row = 0; row < 20; row++)
                assertThat(model.counterfactual(Row.of(data, row), change).mean("Y"))
                        .isCloseTo(other.values("Y")[row], within(1e-9));
        }
    }

    /** Y seen, X and H not: conditioning by hand on the covariance of the noises with Y. */
    @Test
    void partialEvidenceInALinearGaussianModel() {
        // Y = 0.9 U_X + 0.4 U_H + U_Y, variance 0.81 + 0.16 + 1; under do(H = 2), Y is 0.7 U_X + 0.8 + U_Y
        double variance = 1.97;
        Counterfactual found = HOMEWORK.counterfactual(Map.of("Y", 1.5), Intervention.set("H", 2));
        double covariance = 0.7 * 0.9 + 1;
        assertThat(found.method()).isEqualTo(Counterfactual.Method.GAUSSIAN);
        assertThat(found.mean("Y")).isCloseTo(0.8 + covariance / variance * 1.5, within(1e-9));
        assertThat(found.distribution("Y").standardDeviation())
                .isCloseTo(Math.sqrt(0.49 + 1 - covariance * covariance / variance), within(1e-9));
        assertThat(found.mean("H")).isCloseTo(2, within(1e-12));
    }

    @Test
    void weightedDrawsAgreeWithGaussianConditioning() {
        // the same model written so that only draws can answer
        Scm drawn = Scm.builder()
                .root("X", Noise.gaussian(1))
                .additive("H", List.of("X"), row -> 0.5 * row.get("X"), Noise.gaussian(1))
                .additive("Y", List.of("X", "H"), row -> 0.7 * row.get("X") + 0.4 * row.get("H"), Noise.gaussian(1))
                .build();
        for (Intervention change : List.of(Intervention.set("H", 2), Intervention.shift("X", 1))) {
            Counterfactual exact = HOMEWORK.counterfactual(Map.of("Y", 1.5), change);
            Counterfactual found = Abduction.withDefaults().draws(100_000).predict(drawn, Map.of("Y", 1.5), change);
            assertThat(found.method()).isEqualTo(Counterfactual.Method.WEIGHTED_DRAWS);
            DrawnDistribution y = (DrawnDistribution) found.distribution("Y");
            assertThat(y.mean()).isCloseTo(exact.mean("Y"), within(1e-9 + 5 * y.monteCarloError()));
            assertThat(y.monteCarloError()).isLessThan(0.01);
            assertThat(y.standardDeviation()).isCloseTo(exact.distribution("Y").standardDeviation(), within(0.02));
            assertThat(y.quantile(0.9)).isCloseTo(exact.distribution("Y").quantile(0.9), within(0.03));
        }
    }

    /** A level among numbers: its noise is known up to a piece of (0, 1), the rest follows. */
    @Test
    void weightedDrawsOfLevelsAgreeWithTheTwinNetwork() {
        Scm levels = RandomModels.levels(4, 3, Seed.of(3));
        // an unrelated number forces draws
        ScmBuilder builder = Scm.builder();
        for (String name : levels.variables()) builder.add(name, levels.mechanism(name));
        Scm mixed = builder.root("U", Noise.gaussian(1)).build();
        Map<String, Object> seen = new LinkedHashMap<>(Map.of("V0", "low", "V3", "low"));
        Counterfactual exact = levels.counterfactual(seen, Intervention.set("V1", "mid"));
        Counterfactual found =
                Abduction.withDefaults().draws(100_000).predict(mixed, seen, Intervention.set("V1", "mid"));
        for (String name : levels.variables())
            for (String level : levels.variable(name).levels())
                assertThat(found.probability(name, level)).isCloseTo(exact.probability(name, level), within(0.015));
        assertThat(found.coupling()).contains(Coupling.INVERSE_CDF);
    }

    @Test
    void aBinaryTreatmentHeldForACaseThatIsKnownGivesASingleValue() {
        Scm model = Scm.builder()
                .root("W", Noise.gaussian(1))
                .binary("T", List.of("W"), row -> 1 / (1 + Math.exp(-row.get("W"))))
                .additive("Y", List.of("T", "W"), row -> (2 + row.get("W")) * row.get("T"), Noise.gaussian(1))
                .build();
        Counterfactual found = model.counterfactual(Map.of("W", 0.5, "T", 0, "Y", 0.3), Intervention.set("T", 1));
        assertThat(found.method()).isEqualTo(Counterfactual.Method.POINT);
        assertThat(found.mean("Y")).isCloseTo(2.8, within(1e-12));
        assertThat(found.probability("T", 1)).isEqualTo(1);
        Counterfactual drawn = model.counterfactual(
                Map.of("W", 0.5, "T", 0, "Y", 0.3), Intervention.stochastic("T", Map.of("0", 0.5, "1", 0.5)));
        assertThat(drawn.method()).isEqualTo(Counterfactual.Method.WEIGHTED_DRAWS);
        assertThat(drawn.mean("Y")).isCloseTo(0.3 + 0.5 * 2.5, within(0.05));
    }

    @Test
    void theSeedSettlesDraws() {
        Scm model = Scm.builder()
                .root("X", Noise.laplace(1))
                .linear("Y", Map.of("X", 1.0), Noise.laplace(1))
                .build();
        Abduction abduction = Abduction.withDefaults().seed(Seed.of(4));
        double first = abduction
                .predict(model, Map.of("Y", 1), Intervention.shift("X", 1))
                .mean("Y");
        assertThat(abduction
                        .predict(model, Map.of("Y", 1), Intervention.shift("X", 1))
                        .mean("Y"))
                .isEqualTo(first);
        // whatever the noises, all of Y moves by 1
        assertThat(first).isCloseTo(2, within(1e-9));
    }

    @Test
    void evidenceOnTheUnchangedNeedsNoInverse() {
        Scm model = Scm.builder()
                .equation("Z", List.of(), (row, u) -> u * u, Noise.gaussian(1))
                .root("X", Noise.gaussian(1))
                .linear("Y", Map.of("X", 1.0, "Z", 1.0), Noise.gaussian(1))
                .build();
        assertThat(model.counterfactual(Map.of("Z", 4, "X", 0, "Y", 5), Intervention.set("X", 1))
                        .mean("Y"))
                .isCloseTo(6, within(1e-12));
    }
}
