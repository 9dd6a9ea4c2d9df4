// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.identification.Population;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What units, the order of rows and the estimator itself must leave as it was. */
class PropertiesTest {
    private static final List<Estimator> ORDERLESS =
            List.of(NaiveDifference.withDefaults(), RegressionAdjustment.withDefaults(), Ipw.withDefaults());

    @RepeatedTest(5)
    void scalesWithTheUnitOfTheOutcomeAndNotWithThoseOfCovariates(RepetitionInfo info) {
        Seed seed = Seed.of(info.getCurrentRepetition());
        Dataset data = Worlds.linear(150, seed);
        Dataset scaled = data.with(
                        "y",
                        Arrays.stream(data.values("y")).map(y -> 7 - 250 * y).toArray())
                .with(
                        "x",
                        Arrays.stream(data.values("x")).map(x -> 1e4 + 0.01 * x).toArray());
        for (Population population : Population.values()) {
            for (Estimator estimator : with(Aipw.withDefaults())) {
                Estimate plain = estimator.estimate(Worlds.effect(population), data, seed);
                Estimate other = estimator.estimate(Worlds.effect(population), scaled, seed);
                assertThat(other.value()).as(estimator.name()).isCloseTo(-250 * plain.value(), within(1e-4));
                assertThat(other.standardError())
                        .as(estimator.name())
                        .isCloseTo(250 * plain.standardError(), within(1e-4));
            }
        }
    }

    private static List<Estimator> with(Estimator more) {
        return Stream.concat(ORDERLESS.stream(), Stream.of(more)).toList();
    }

    @RepeatedTest(5)
    void theOrderOfTheRowsDoesNotMatter(RepetitionInfo info) {
        Seed seed = Seed.of(info.getCurrentRepetition());
        Dataset data = Worlds.binary(150, seed);
        Dataset other = Worlds.permuted(data, seed);
        for (Estimator estimator : ORDERLESS) {
            Estimate first = estimator.estimate(Worlds.effect(Population.ALL), data, seed);
            Estimate second = estimator.estimate(Worlds.effect(Population.ALL), other, seed);
            assertThat(second.value()).as(estimator.name()).isCloseTo(first.value(), within(1e-9));
            assertThat(second.standardError()).as(estimator.name()).isCloseTo(first.standardError(), within(1e-9));
        }
    }

    @RepeatedTest(3)
    void treatedAndControlTradePlacesWithTheSign(RepetitionInfo info) {
        Seed seed = Seed.of(info.getCurrentRepetition());
        Dataset data = Worlds.linear(150, seed);
        Dataset swapped =
                data.with("t", Arrays.stream(data.values("t")).map(t -> 1 - t).toArray());
        for (Estimator estimator : ORDERLESS) {
            Estimate treated = estimator.estimate(Worlds.effect(Population.TREATED), data, seed);
            Estimate control = estimator.estimate(Worlds.effect(Population.CONTROL), swapped, seed);
            assertThat(control.value()).as(estimator.name()).isCloseTo(-treated.value(), within(1e-8));
            assertThat(control.standardError()).as(estimator.name()).isCloseTo(treated.standardError(), within(1e-8));
        }
    }

    @RepeatedTest(2)
    void dataAndInfluenceAreNotWrittenTo(RepetitionInfo info) {
        Seed seed = Seed.of(info.getCurrentRepetition());
        Dataset data = Worlds.linear(100, seed);
        double[] before = data.values("y");
        for (Estimator estimator : with(Aipw.withDefaults())) {
            Estimate estimate = estimator.estimate(Worlds.effect(Population.ALL), data, seed);
            double[] influence = estimate.influence();
            double kept = influence[0];
            influence[0] = 99;
            assertThat(estimate.influence()[0]).isEqualTo(kept);
            double weighted = Arrays.stream(estimate.influence()).average().orElseThrow();
            assertThat(weighted).as(estimator.name()).isCloseTo(0, within(1e-8));
        }
        assertThat(data.values("y")).containsExactly(before);
    }
}
