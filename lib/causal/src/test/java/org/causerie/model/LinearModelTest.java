// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.stat.Covariance;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Linear models against sums over paths, against draws, and against conditioning done by hand. */
class LinearModelTest {

    /** The sum over directed paths of the products of their coefficients (Wright 1921). */
    private static double paths(Scm model, String from, String to) {
        if (from.equals(to)) return 1;
        double sum = 0;
        for (String parent : model.graph().parents(to))
            sum += model.linear().direct(parent, to) * paths(model, from, parent);
        return sum;
    }

    @Test
    void totalEffectsAreSumsOverPaths() {
        for (int i = 0; i < 50; i++) {
            Scm model = RandomModels.linear(6, Seed.of(1).split(i));
            for (String from : model.variables())
                for (String to : model.variables())
                    assertThat(model.linear().total(from, to)).isCloseTo(paths(model, from, to), within(1e-12));
        }
    }

    @Test
    void totalEffectsAreDifferencesOfInterventions() {
        Scm model = RandomModels.linear(6, Seed.of(2));
        for (String to : model.variables()) {
            double one = model.intervene(Intervention.set("V1", 1)).expectation(to);
            double zero = model.intervene(Intervention.set("V1", 0)).expectation(to);
            assertThat(one - zero).isCloseTo(model.linear().total("V1", to), within(1e-12));
        }
    }

    @Test
    void momentsAreThoseOfDraws() {
        Scm model = RandomModels.linear(5, Seed.of(3));
        int rows = 200_000;
        Covariance drawn = Covariance.of(model.sample(rows, Seed.of(4)));
        DMatrixRMaj implied = model.linear().covarianceMatrix();
        for (int i = 0; i < 5; i++) {
            double sd = Math.sqrt(implied.get(i, i));
            assertThat(drawn.mean()[i]).isCloseTo(model.linear().mean("V" + i), within(5 * sd / Math.sqrt(rows)));
            for (int j = 0; j < 5; j++)
                assertThat(drawn.matrix().get(i, j))
                        .isCloseTo(implied.get(i, j), within(8 * sd * Math.sqrt(implied.get(j, j) / rows)));
        }
        assertThat(model.linear().variance("V4")).isCloseTo(implied.get(4, 4), within(1e-12));
    }

    @Test
    void seeingIsNotDoing() {
        Scm model = Scm.builder()
                .root("Z", Noise.gaussian(1))
                .linear("X", Map.of("Z", 1.0), Noise.gaussian(1))
                .linear("Y", Map.of("X", 1.0, "Z", 2.0), Noise.gaussian(1))
                .build();
        // given X = 1, Z is Normal with mean 1/2 and variance 1/2
        Distribution seen = model.distribution("Y", Map.of("X", 1));
        assertThat(seen.mean()).isCloseTo(2, within(1e-9));
        assertThat(seen.standardDeviation()).isCloseTo(Math.sqrt(3), within(1e-9));
        Distribution done = model.intervene(Intervention.set("X", 1)).distribution("Y");
        assertThat(done.mean()).isCloseTo(1, within(1e-9));
        assertThat(done.standardDeviation()).isCloseTo(Math.sqrt(5), within(1e-9));
    }

    @Test
    void conditioningDoesNotDependOnUnits() {
        double tiny = 1e-7;
        Scm model = Scm.builder()
                .root("Z", Noise.gaussian(1e6))
                .linear("X", Map.of("Z", tiny), Noise.gaussian(0.1))
                .linear("Y", Map.of("X", tiny), Noise.gaussian(tiny / 10))
                .build();
        // Var Z|X: prior precision 1e-12 plus (1e-7 / 0.1)^2 = 1e-12
        assertThat(model.distribution("Z", Map.of("X", 0.2)).standardDeviation())
                .isCloseTo(Math.sqrt(0.5e12), within(1.0));
        assertThat(model.distribution("Y", Map.of("X", 0.2, "Z", 0)).standardDeviation())
                .isCloseTo(tiny / 10, within(1e-15));
        assertThat(model.distribution("Y", Map.of("X", 0.2, "Z", 0)).mean()).isCloseTo(0.2 * tiny, within(1e-15));
    }

    /** What does not come before the question does not matter to it. */
    @Test
    void exactAnswersNeedOnlyTheAncestors() {
        Scm model = Scm.builder()
                .root("X", Noise.gaussian(2))
                .linear("Y", Map.of("X", 0.5), Noise.gaussian(1))
                .additive("Z", List.of("Y"), row -> Math.sin(row.get("Y")), Noise.laplace(1))
                .build();
        assertThat(model.distribution("Y").standardDeviation()).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(model.distribution("X", Map.of("Y", 1)).mean()).isCloseTo(1, within(1e-12));
        assertThat(model.intervene(Intervention.set("X", 3)).expectation("Y")).isCloseTo(1.5, within(1e-12));
    }

    @Test
    void shiftsAndDrawsMoveMeans() {
        Scm model = RandomModels.linear(5, Seed.of(5));
        double effect = model.linear().total("V1", "V4");
        assertThat(model.intervene(Intervention.shift("V1", 3)).expectation("V4"))
                .isCloseTo(model.expectation("V4") + 3 * effect, within(1e-12));
        Scm drawn = model.intervene(Intervention.stochastic("V1", Noise.gaussian(2, 3)));
        assertThat(drawn.expectation("V1")).isCloseTo(2, within(1e-12));
        assertThat(drawn.linear().variance("V1")).isCloseTo(9, within(1e-12));
        assertThat(drawn.graph().parents("V1")).isEmpty();
    }

    @Test
    void interventionsLeaveTheNoiseOfTheOthers() {
        Scm model = RandomModels.linear(6, Seed.of(6));
        Dataset before = model.sample(500, Seed.of(7));
        for (Intervention change : new Intervention[] {
            Intervention.shift("V2", 1.5),
            Intervention.set("V2", 1),
            Intervention.stochastic("V2", Noise.uniform(0, 1)),
            Intervention.conditional("V2", row -> 0.5)
        }) {
            Dataset after = model.intervene(change).sample(500, Seed.of(7));
            double[] moved = difference(after.values("V2"), before.values("V2"));
            for (String name : model.variables()) {
                double[] got = difference(after.values(name), before.values(name));
                // in a linear model everything moves by exactly the total effect of what V2 moved by
                for (int row = 0; row < got.length; row++)
                    assertThat(got[row]).isCloseTo(model.linear().total("V2", name) * moved[row], within(1e-9));
            }
        }
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int row = 0; row < a.length; row++) difference[row] = a[row] - b[row];
        return difference;
    }

    @Test
    void drawsDependOnSeedAndNameOnly() {
        Scm one = Scm.builder()
                .root("A", Noise.laplace(1))
                .root("B", Noise.exponential(2))
                .linear("C", Map.of("A", 1.0, "B", -1.0), Noise.empirical(1, 2, 4))
                .build();
        Scm other = Scm.builder()
                .linear("C", Map.of("B", -1.0, "A", 1.0), Noise.empirical(1, 2, 4))
                .root("B", Noise.exponential(2))
                .root("A", Noise.laplace(1))
                .build();
        Dataset first = one.sample(100, Seed.of(8));
        for (String name : one.variables()) {
            assertThat(other.sample(100, Seed.of(8)).values(name)).isEqualTo(first.values(name));
            assertThat(one.sample(40, Seed.of(8)).values(name)).isEqualTo(Arrays.copyOf(first.values(name), 40));
            assertThat(one.sample(100, Seed.of(9)).values(name)).isNotEqualTo(first.values(name));
        }
    }

    @Test
    void noiseHasTheMomentsItStates() {
        Noise[] noises = {
            Noise.gaussian(1, 2),
            Noise.uniform(-1, 3),
            Noise.laplace(1.5),
            Noise.exponential(2),
            Noise.logistic(0.7),
            Noise.studentT(8),
            Noise.empirical(new double[] {0, 1, 5, 7}, new double[] {0, 3, 1, 0})
        };
        int draws = 200_000;
        for (Noise noise : noises) {
            Dataset data = Scm.builder().root("U", noise).build().sample(draws, Seed.of(10));
            double[] values = data.values("U");
            double mean = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values)
                            .map(value -> (value - mean) * (value - mean))
                            .sum()
                    / draws;
            assertThat(mean).as(noise.text()).isCloseTo(noise.mean(), within(5 * Math.sqrt(noise.variance() / draws)));
            assertThat(variance).as(noise.text()).isCloseTo(noise.variance(), within(0.04 * noise.variance()));
        }
    }

    @Test
    void itPrintsItsEquations() {
        Scm model = Scm.builder()
                .root("Z", Noise.gaussian(1))
                .add("X", new Linear(LinearPredictor.of(0.5, Map.of("Z", -1.0)), Noise.uniform(-1, 1)))
                .linear("Y", Map.of("X", 2.0, "Z", -0.25), Noise.gaussian(0.5))
                .build();
        assertThat(model.text()).isEqualTo("""
                        Z ~ Normal(0, 1)
                        X = 0.5 - Z + Uniform(-1, 1)
                        Y = 2·X - 0.25·Z + Normal(0, 0.5)""");
        assertThat(model.intervene(Intervention.set("X", 1)).text()).contains("X = 1\n");
        assertThat(Intervention.set("X", 1).toString()).isEqualTo("do(X = 1)");
        assertThat(Intervention.set("plans", "yes").text()).isEqualTo("do(plans = yes)");
        assertThat(Intervention.shift("X", -2.5).text()).isEqualTo("do(X = X - 2.5)");
        assertThat(Intervention.stochastic("X", Noise.gaussian(1)).text()).isEqualTo("do(X ~ Normal(0, 1))");
    }
}
