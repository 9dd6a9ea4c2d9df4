// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;

/** The family of corrections: inverses, derivatives, and what all parameters 0 stand for. */
class NoiseCorrectionTest {
    private static final Hats SCORE = new Hats(-2, 0.8, 6);
    private static final List<NoiseCorrection> FAMILIES = List.of(
            new NoiseCorrection(new Hats(-1, 0.5, 5), OptionalInt.empty(), SCORE, new Hats[] {new Hats(0, 1, 4)}),
            new NoiseCorrection(new Hats(0, 1, 3), OptionalInt.of(3), SCORE, new Hats[0]));

    private interface Case {
        void check(NoiseCorrection family, double[] parameters, NoiseCorrection.Place place, double score);
    }

    private static void each(Case test) {
        RandomGenerator random = Seed.of(1).random();
        for (NoiseCorrection family : FAMILIES) {
            for (int i = 0; i < 200; i++) {
                double[] parameters = random.doubles(family.size(), -1, 1).toArray();
                double treated = family.levels().isPresent() ? random.nextInt(3) : random.nextDouble(-2, 2);
                double[] features =
                        random.doubles(family.exogenous().length, -1, 5).toArray();
                test.check(family, parameters, family.place(treated, features), random.nextDouble(-4, 4));
            }
        }
    }

    @Test
    void valuesRiseAndAreInverted() {
        each((family, parameters, place, score) -> {
            double value = family.value(parameters, place, family.areas(score));
            assertThat(family.inverse(parameters, place, value)).isCloseTo(score, within(1e-10));
            assertThat(family.value(parameters, place, family.areas(score + 0.01)))
                    .isGreaterThan(value);
            assertThat(family.value(new double[family.size()], place, family.areas(score)))
                    .isCloseTo(score, within(1e-12));
        });
    }

    @Test
    void derivativesAreDifferences() {
        each((family, parameters, place, score) -> {
            double step = 1e-6;
            double above = family.value(parameters, place, family.areas(score + step));
            double below = family.value(parameters, place, family.areas(score - step));
            assertThat(family.slope(parameters, place, score)).isCloseTo((above - below) / (2 * step), within(1e-5));
            double[] dense = new double[family.size()];
            NoiseCorrection.Gradient gradient = family.gradient(parameters, place, family.areas(score));
            for (int i = 0; i < gradient.at().length; i++) dense[gradient.at()[i]] += gradient.by()[i];
            for (int p = 0; p < dense.length; p++) {
                double[] more = parameters.clone();
                double[] less = parameters.clone();
                more[p] += step;
                less[p] -= step;
                double slope = (family.value(more, place, family.areas(score))
                                - family.value(less, place, family.areas(score)))
                        / (2 * step);
                assertThat(dense[p]).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
            }
        });
    }

    @Test
    void straightCorrectionsAreSmooth() {
        NoiseCorrection family = FAMILIES.get(0);
        double[] parameters = new double[family.size()];
        for (int cell = 0; cell < 5; cell++) parameters[cell] = 0.3 - 0.7 * cell;
        for (int slope = 5; slope < 35; slope++) parameters[slope] = 0.4;
        for (int k = 0; k < 4; k++) parameters[35 + k] = 0.2 * k;
        double sum = 0;
        for (int a = 0; a < parameters.length; a++)
            for (int b = 0; b < parameters.length; b++)
                sum += parameters[a] * family.roughness().get(a, b) * parameters[b];
        assertThat(sum).isCloseTo(0, within(1e-12));
        // beyond the knots it goes on straight
        double[] at = {0};
        double first = family.value(parameters, family.place(1.5, at), family.areas(0));
        double second = family.value(parameters, family.place(2, at), family.areas(0));
        assertThat(second - first).isCloseTo(-0.7, within(1e-12));
    }

    @Test
    void knotsSpanTheBulkOfTheWeight() {
        double[] values = new double[101];
        double[] weights = new double[101];
        for (int i = 0; i < 101; i++) {
            values[i] = 100 - i;
            weights[i] = 1;
        }
        Hats axis = Hats.over(values, weights, 5);
        assertThat(axis.first()).isEqualTo(2);
        assertThat(axis.knot(4)).isCloseTo(98, within(1e-9));
        assertThat(Hats.over(new double[] {3, 3, 3}, new double[] {1, 1, 1}, 3).step())
                .isEqualTo(1);
    }
}
