// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.stat.Boosting;
import org.junit.jupiter.api.Test;

/** Gumbel-max choices: exact joint probabilities against races, hindsight against waiting, and stability. */
class GumbelMaxTest {

    private static double[] probabilities(int levels, RandomGenerator random) {
        double[] p = new double[levels];
        for (int k = 0; k < levels; k++) p[k] = random.nextInt(6) == 0 ? 0 : 0.02 + random.nextDouble();
        p[random.nextInt(levels)] += 0.1;
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(value -> value / sum).toArray();
    }

    private static double[] scores(double[] p) {
        return Arrays.stream(p).map(Math::log).toArray();
    }

    @Test
    void jointProbabilitiesHaveTheRightMarginalsAndAreStable() {
        for (int i = 0; i < 300; i++) {
            RandomGenerator random = Seed.of(1).split(i).random();
            int levels = 2 + random.nextInt(5);
            double[] p = probabilities(levels, random);
            double[] q = probabilities(levels, random);
            double[] columns = new double[levels];
            for (int a = 0; a < levels; a++) {
                double row = 0;
                for (int b = 0; b < levels; b++) {
                    double joint = GumbelMax.joint(p, a, q, b);
                    assertThat(joint).isCloseTo(GumbelMax.joint(q, b, p, a), within(1e-12));
                    // from a to b only if the odds of b against a have risen (Oberst and Sontag: counterfactual
                    // stability)
                    if (a != b && q[b] * p[a] <= q[a] * p[b]) assertThat(joint).isZero();
                    row += joint;
                    columns[b] += joint;
                }
                assertThat(row).isCloseTo(p[a], within(1e-12));
            }
            for (int b = 0; b < levels; b++) assertThat(columns[b]).isCloseTo(q[b], within(1e-12));
        }
    }

    @Test
    void jointProbabilitiesAreTheFrequenciesOfRaces() {
        RandomGenerator random = Seed.of(2).random();
        double[] p = {0.1, 0.4, 0.3, 0.2};
        double[] q = {0.3, 0.1, 0.2, 0.4};
        int races = 200_000;
        double[][] counts = new double[4][4];
        for (int race = 0; race < races; race++) {
            double[] noise = GumbelMax.noise(4, random);
            counts[GumbelMax.choose(scores(p), noise)][GumbelMax.choose(scores(q), noise)]++;
        }
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                double exact = GumbelMax.joint(p, a, q, b);
                double error = Math.sqrt(exact * (1 - exact) / races);
                assertThat(counts[a][b] / races).isCloseTo(exact, within(4 * error + 1e-12));
            }
        }
    }

    /** With two levels the race is one uniform number read through the inverse distribution function. */
    @Test
    void twoLevelsAreTheMonotoneCoupling() {
        for (double a : new double[] {0.1, 0.5, 0.8})
            for (double b : new double[] {0.2, 0.5, 0.95})
                for (int from = 0; from < 2; from++)
                    for (int to = 0; to < 2; to++)
                        assertThat(GumbelMax.joint(new double[] {1 - a, a}, from, new double[] {1 - b, b}, to))
                                .isCloseTo(
                                        Coupling.INVERSE_CDF.joint(
                                                new double[] {1 - a, 1}, from, new double[] {1 - b, 1}, to, false),
                                        within(1e-12));
    }

    /** Hindsight noises reproduce the choice, and are distributed as those of races waited for. */
    @Test
    void hindsightIsLikeWaitingForTheChoice() {
        double[] scores = scores(new double[] {0.5, 0.3, 0.15, 0.05});
        RandomGenerator random = Seed.of(3).random();
        int draws = 40_000;
        for (int chosen = 0; chosen < 4; chosen++) {
            double[][] hindsight = new double[4][draws];
            double[][] waited = new double[4][draws];
            for (int draw = 0; draw < draws; draw++) {
                double[] noise = GumbelMax.posterior(scores, chosen, random);
                assertThat(GumbelMax.choose(scores, noise)).isEqualTo(chosen);
                double[] other = GumbelMax.noise(4, random);
                while (GumbelMax.choose(scores, other) != chosen) other = GumbelMax.noise(4, random);
                for (int k = 0; k < 4; k++) {
                    hindsight[k][draw] = noise[k];
                    waited[k][draw] = other[k];
                }
            }
            // two-sample Kolmogorov-Smirnov, critical value of level 1e-4
            for (int k = 0; k < 4; k++)
                assertThat(distance(hindsight[k], waited[k])).isLessThan(2.23 * Math.sqrt(2.0 / draws));
        }
        assertThatThrownBy(() -> GumbelMax.posterior(scores(new double[] {0, 1}), 0, random))
                .hasMessageContaining("probability 0");
        // an impossible level's noise is not told by the choice
        double mean = 0;
        for (int draw = 0; draw < draws; draw++)
            mean += GumbelMax.posterior(scores(new double[] {0.4, 0, 0.6}), 2, random)[1] / draws;
        assertThat(mean).isCloseTo(0.5772, within(0.03));
    }

    private static double distance(double[] a, double[] b) {
        Arrays.sort(a);
        Arrays.sort(b);
        double most = 0;
        int j = 0;
        for (int i = 0; i < a.length; i++) {
            while (j < b.length && b[j] <= a[i]) j++;
            most = Math.max(most, Math.abs((i + 1.0) / a.length - (double) j / b.length));
        }
        return most;
    }

    /** A level among numbers, by hindsight draws, against the exact answer of the same model without numbers. */
    @Test
    void drawsAgreeWithTheExactAnswer() {
        Cpt table = Cpt.of("a", "b", "c").given("X").when("0", 0.5, 0.3, 0.2).when("1", 0.2, 0.35, 0.45);
        Scm exact = Scm.builder().binary("X", 0.5).add("Y", table).build();
        Scm mixed = Scm.builder()
                .binary("X", 0.5)
                .add("Y", table)
                .linear("Z", Map.of(), Noise.gaussian(1))
                .build();
        Abduction gumbel = Abduction.withDefaults().coupling(Coupling.GUMBEL_MAX);
        for (String seen : List.of("a", "b", "c")) {
            Map<String, Object> evidence = Map.of("X", 0, "Y", seen);
            Counterfactual found = gumbel.predict(mixed, evidence, Intervention.set("X", 1));
            Counterfactual truth = gumbel.predict(exact, evidence, Intervention.set("X", 1));
            assertThat(found.coupling()).contains(Coupling.GUMBEL_MAX);
            for (String level : List.of("a", "b", "c")) {
                assertThat(found.probability("Y", level)).isCloseTo(truth.probability("Y", level), within(0.015));
                assertThat(truth.probability("Y", level))
                        .isBetween(
                                truth.bounds("Y", level).lower() - 1e-12,
                                truth.bounds("Y", level).upper() + 1e-12);
            }
        }
        // the odds of a have fallen against both: nobody moves there
        assertThat(gumbel.predict(mixed, Map.of("X", 0, "Y", "b"), Intervention.set("X", 1))
                        .probability("Y", "a"))
                .isZero();
    }

    /** A boosted classifier of three levels: its counterfactuals against those of the chances that made the data. */
    @Test
    void aClassifierLearnsTheChancesAndGumbelNoiseTheCounterfactuals() {
        Scm truth = Scm.builder()
                .root("X", Noise.uniform(-2, 2))
                .add("Y", Choice.of(List.of("a", "b", "c"), List.of("X"), row -> chances(row.get("X"))))
                .build();
        Dataset data = truth.sample(8000, Seed.of(4));
        Scm learned = FitScm.withDefaults().classifier(Boosting.withDefaults()).fit(truth.graph(), data);
        Abduction gumbel =
                Abduction.withDefaults().coupling(Coupling.GUMBEL_MAX).draws(2000);
        double error = 0;
        for (double x : new double[] {-1.2, 0, 0.9}) {
            for (String seen : List.of("a", "b", "c")) {
                Counterfactual found =
                        gumbel.predict(learned, Map.of("X", x, "Y", seen), Intervention.set("X", x + 0.7));
                int from = "abc".indexOf(seen);
                for (int to = 0; to < 3; to++)
                    error += Math.abs(found.probability(
                                            "Y", List.of("a", "b", "c").get(to))
                                    - GumbelMax.joint(chances(x), from, chances(x + 0.7), to) / chances(x)[from])
                            / 27;
            }
        }
        assertThat(error).isLessThan(0.06);
    }

    private static double[] chances(double x) {
        double[] weights = {Math.exp(-x), 1 + Math.sin(2 * x) / 2, Math.exp(x / 2)};
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    @Test
    void threeWorldsOnThreeRowsAreRefused() {
        Scm model = Scm.builder()
                .add("X", Cpt.of("0", "1", "2").always(0.2, 0.3, 0.5))
                .add(
                        "Y",
                        Cpt.of("a", "b", "c")
                                .given("X")
                                .when("0", 0.5, 0.3, 0.2)
                                .when("1", 0.2, 0.3, 0.5)
                                .when("2", 0.1, 0.8, 0.1))
                .build();
        List<PotentialOutcome> all = List.of("0", "1", "2").stream()
                .map(x -> PotentialOutcome.of("Y", Intervention.set("X", x)))
                .toList();
        Abduction gumbel = Abduction.withDefaults().coupling(Coupling.GUMBEL_MAX);
        assertThatThrownBy(() -> gumbel.predict(model, Map.of(), all)).hasMessageContaining("two rows");
        assertThat(gumbel.predict(model, Map.of(), all.subList(0, 2))
                        .joint()
                        .orElseThrow()
                        .probability(Map.of("Y[X = 0]", "a", "Y[X = 1]", "c")))
                .isCloseTo(
                        GumbelMax.joint(new double[] {0.5, 0.3, 0.2}, 0, new double[] {0.2, 0.3, 0.5}, 2),
                        within(1e-12));
    }
}
