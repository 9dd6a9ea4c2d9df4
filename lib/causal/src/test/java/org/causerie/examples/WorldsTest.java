// SPDX-License-Identifier: Apache-2.0
package org.causerie.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.identification.Query;
import org.causerie.model.Intervention;
import org.causerie.model.Scm;
import org.causerie.model.TrueEffect;
import org.causerie.stat.LinearRegression;
import org.junit.jupiter.api.Test;

/** The truths that the worlds state, each found a second way. */
class WorldsTest {

    /** The coefficient of the first column in a regression on all of them. */
    private static double slope(Dataset data, String outcome, String... on) {
        double[][] columns = new double[on.length][];
        for (int j = 0; j < on.length; j++) columns[j] = data.values(on[j]);
        return LinearRegression.withDefaults()
                .fit(columns, data.values(outcome), data.weights())
                .coefficients()[1];
    }

    @Test
    void confoundedLinear() {
        World world = Worlds.confoundedLinear();
        assertThat(world.truth().value()).isCloseTo(1, within(1e-12));
        assertThat(world.truth().exact()).isTrue();
        Dataset data = world.data(50_000, Seed.of(1));
        assertThat(slope(data, "Y", "X")).isCloseTo(2, within(0.03));
        assertThat(slope(data, "Y", "X", "Z")).isCloseTo(1, within(0.03));
    }

    @Test
    void treatments() {
        TrueEffect.Result linear = Worlds.linearTreatment().truth();
        assertThat(linear.value()).isCloseTo(2, within(1e-9));
        World curved = Worlds.nonlinearTreatment();
        TrueEffect.Result effect = curved.truth();
        // E[1 + W1 / 2 + W3] = 1.4
        assertThat(effect.value()).isCloseTo(1.4, within(4 * effect.standardError()));
        assertThat(effect.standardError()).isBetween(1e-5, 0.002);
        // the treated have more W3 and as much W1 as the rest
        TrueEffect.Result treated = curved.truth(Query.att("T", "Y"));
        TrueEffect.Result control = curved.truth(Query.atu("T", "Y"));
        assertThat(treated.value()).isGreaterThan(effect.value() + 0.01);
        assertThat(control.value()).isLessThan(effect.value() - 0.01);
        Dataset data = curved.data(100_000, Seed.of(2));
        double share = Arrays.stream(data.values("T")).average().orElseThrow();
        assertThat(share * treated.value() + (1 - share) * control.value()).isCloseTo(effect.value(), within(0.01));
        assertThat(Math.abs(slope(data, "Y", "T", "W1", "W2", "W3") - 1.4)).isGreaterThan(0.2);
    }

    @Test
    void collegePlans() {
        World world = Worlds.collegePlans();
        Scm model = world.model();
        double naive = model.probability("plans", "yes", Map.of("encouragement", "high"))
                - model.probability("plans", "yes", Map.of("encouragement", "low"));
        double truth = world.truth().value();
        assertThat(truth).isBetween(0.2, naive - 0.05);
        // the back-door formula, written out: sex, class and IQ
        double sum = 0;
        for (String sex : model.variable("sex").levels())
            for (String ses : model.variable("ses").levels())
                for (String iq : model.variable("iq").levels()) {
                    double weight =
                            model.table("sex", "ses", "iq").probability(Map.of("sex", sex, "ses", ses, "iq", iq));
                    double high = model.probability(
                            "plans", "yes", Map.of("sex", sex, "ses", ses, "iq", iq, "encouragement", "high"));
                    double low = model.probability(
                            "plans", "yes", Map.of("sex", sex, "ses", ses, "iq", iq, "encouragement", "low"));
                    sum += weight * (high - low);
                }
        assertThat(truth).isCloseTo(sum, within(1e-12));
        // the whole is the treated and the others together
        double share = model.probability("encouragement", "high");
        double treated = world.truth(Query.att("encouragement", "plans")).value();
        double control = world.truth(Query.atu("encouragement", "plans")).value();
        assertThat(share * treated + (1 - share) * control).isCloseTo(truth, within(1e-12));
        assertThat(world.data(20, Seed.of(1)).levels("ses"))
                .containsExactly("low", "lower-middle", "upper-middle", "high");
    }

    @Test
    void frontDoor() {
        World world = Worlds.frontDoor();
        Scm model = world.model();
        // Pearl's formula on what is seen: sum over m of P(m | x) sum over x' of P(y | x', m) P(x')
        double[] held = new double[2];
        for (int x = 0; x < 2; x++)
            for (int m = 0; m < 2; m++)
                for (int other = 0; other < 2; other++)
                    held[x] += model.probability("M", m, Map.of("X", x))
                            * model.probability("Y", 1, Map.of("X", other, "M", m))
                            * model.probability("X", other);
        assertThat(world.truth().value()).isCloseTo(held[1] - held[0], within(1e-12));
        assertThat(world.data(10, Seed.of(1)).names()).containsExactly("X", "M", "Y");
        double naive = model.probability("Y", 1, Map.of("X", 1)) - model.probability("Y", 1, Map.of("X", 0));
        assertThat(naive).isGreaterThan(world.truth().value() + 0.1);
    }

    @Test
    void instrument() {
        World world = Worlds.instrument();
        Dataset data = world.data(200_000, Seed.of(3));
        assertThat(data.names()).containsExactly("Z", "X", "Y");
        double wald = slope(data, "Y", "Z") / slope(data, "X", "Z");
        assertThat(wald).isCloseTo(world.truth().value(), within(0.05));
        assertThat(slope(data, "Y", "X")).isLessThan(1);
        assertThat(world.observedGraph().names()).containsExactly("Z", "X", "Y");
    }

    @Test
    void mBias() {
        World world = Worlds.mBias();
        Dataset data = world.data(100_000, Seed.of(4));
        assertThat(slope(data, "Y", "X")).isCloseTo(world.truth().value(), within(0.02));
        assertThat(Math.abs(slope(data, "Y", "X", "Z") - world.truth().value())).isGreaterThan(0.1);
    }

    @Test
    void everyWorldTellsItsTruthAndIsTheSameForTheSameSeed() {
        for (World world : Worlds.all()) {
            assertThat(world.text())
                    .contains(world.name(), world.lesson(), world.query().text());
            assertThat(world.data(50, Seed.of(5)).hash())
                    .isEqualTo(world.data(50, Seed.of(5)).hash());
            Scm held = world.model()
                    .intervene(Intervention.conditional(world.query().treatment(), row -> 1));
            assertThat(held.graph().parents(world.query().treatment()))
                    .isEqualTo(world.graph().parents(world.query().treatment()));
        }
    }
}
