// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tests for numbers and levels together. */
class MixedKindsTest {
    private static final List<IndependenceTest> TESTS =
            List.of(ConditionalGaussian.withDefaults(), DegenerateGaussian.withDefaults());

    /** Which of x, y and z are categorical. */
    enum Kinds {
        NUMBERS(false, false, false),
        NUMBERS_GIVEN_LEVELS(false, false, true),
        LEVELS_AND_NUMBER_GIVEN_LEVELS(true, false, true),
        LEVELS_AND_NUMBER_GIVEN_NUMBER(true, false, false),
        LEVELS_GIVEN_LEVELS(true, true, true);

        final boolean x;
        final boolean y;
        final boolean z;

        Kinds(boolean x, boolean y, boolean z) {
            this.x = x;
            this.y = y;
            this.z = z;
        }

        boolean categorical(int column) {
            return column == 0 ? x : column == 1 ? y : z;
        }
    }

    /** x and y follow z, and y also x with this effect. */
    private static Dataset world(Kinds kinds, int rows, double effect, RandomGenerator random) {
        double[][] columns = new double[3][rows];
        for (int row = 0; row < rows; row++) {
            double z = kinds.categorical(2) ? random.nextInt(3) - 1 : random.nextGaussian();
            double x = 0.4 * z + random.nextGaussian();
            if (kinds.categorical(0)) x = x < -0.5 ? 0 : x < 0.5 ? 1 : 2;
            double y = z + effect * x + random.nextGaussian();
            if (kinds.categorical(1)) y = y < 0 ? 0 : 1;
            columns[0][row] = x;
            columns[1][row] = y;
            columns[2][row] = kinds.categorical(2) ? z + 1 : z;
        }
        Dataset data = Dataset.of(List.of("x", "y", "z"), columns);
        for (int j = 0; j < 3; j++) {
            String name = data.names().get(j);
            if (kinds.categorical(j) && data.kind(name) != Kind.BINARY) data = data.withKind(name, Kind.NOMINAL);
        }
        return data;
    }

    private static double[] pValues(IndependenceTest test, Kinds kinds, int rows, double effect, int draws) {
        double[] pValues = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            Dataset data = world(kinds, rows, effect, Seed.of(21).split(draw).random());
            pValues[draw] = test.on(data).test(0, 1, 2).pValue();
        }
        return pValues;
    }

    @ParameterizedTest
    @EnumSource
    void pValuesAreUniformUnderIndependence(Kinds kinds) {
        for (IndependenceTest test : TESTS) {
            double[] pValues = pValues(test, kinds, 700, 0, 1000);
            assertThat(Draws.departureFromUniform(pValues)).as(test.toString()).isLessThan(1.95);
        }
    }

    @ParameterizedTest
    @EnumSource
    void powerRisesWithTheEffect(Kinds kinds) {
        for (IndependenceTest test : TESTS) {
            double little = Confounded.rejected(pValues(test, kinds, 200, 0.1, 100));
            double much = Confounded.rejected(pValues(test, kinds, 200, 0.6, 100));
            assertThat(little).as(test.toString()).isLessThan(0.7);
            assertThat(much).as(test.toString()).isGreaterThan(0.75).isGreaterThan(little);
        }
    }

    /** For numbers both are tests of zero partial correlation, for levels the first is G². */
    @Test
    void agreesWithTheTestsForOneKind() {
        Dataset numbers = world(Kinds.NUMBERS, 500, 0.1, Seed.of(2).random());
        double p = FisherZ.withDefaults().on(numbers).test(0, 1, 2).pValue();
        for (IndependenceTest test : TESTS)
            assertThat(test.on(numbers).test(0, 1, 2).pValue()).isCloseTo(p, within(0.002));
        Dataset levels = world(Kinds.LEVELS_GIVEN_LEVELS, 500, 0.3, Seed.of(2).random());
        TestResult expected = GSquare.withDefaults().on(levels).test(0, 1, 2);
        TestResult found = ConditionalGaussian.withDefaults().on(levels).test(0, 1, 2);
        assertThat(found.statistic()).isCloseTo(expected.statistic(), within(1e-8));
        assertThat(found.degreesOfFreedom()).isEqualTo(expected.degreesOfFreedom());
    }

    /** A number whose spread, not mean, depends on the level. */
    @Test
    void onlyTheConditionalGaussianSeesAChangeOfSpread() {
        RandomGenerator random = Seed.of(5).random();
        double[] level = random.ints(400, 0, 2).mapToDouble(i -> i).toArray();
        double[] number = new double[400];
        for (int row = 0; row < 400; row++) number[row] = (1 + 2 * level[row]) * random.nextGaussian();
        Dataset data = Dataset.of(List.of("level", "number"), new double[][] {level, number});
        assertThat(ConditionalGaussian.withDefaults().on(data).test(0, 1).pValue())
                .isLessThan(1e-6);
        assertThat(DegenerateGaussian.withDefaults().on(data).test(0, 1).pValue())
                .isGreaterThan(0.01);
    }

    @Test
    void countsStandForEqualRows() {
        Dataset data =
                world(Kinds.LEVELS_AND_NUMBER_GIVEN_LEVELS, 60, 0.3, Seed.of(6).random());
        double[] counts = new double[60];
        for (int row = 0; row < 60; row++) counts[row] = 1 + row % 3;
        Dataset counted = data.with("n", counts).withCounts("n");
        for (IndependenceTest test : TESTS)
            assertThat(test.on(counted).test(0, 1, 2).pValue())
                    .isCloseTo(test.on(counted.expanded()).test(0, 1, 2).pValue(), within(1e-9));
    }

    @Test
    void whatTheConditionsDetermineIsIndependent() {
        Dataset data = world(Kinds.NUMBERS, 100, 0.5, Seed.of(7).random());
        double[] twice = data.values("z");
        for (int row = 0; row < 100; row++) twice[row] *= 2;
        Dataset determined = data.with("w", twice);
        for (IndependenceTest test : TESTS) {
            assertThat(test.on(determined).test(0, 3, 2).pValue()).isEqualTo(1);
            assertThat(test.on(determined).test(2, 3, 0).pValue()).isZero();
        }
    }

    @Test
    void refusesTooFewCases() {
        Dataset data = world(Kinds.NUMBERS, 3, 0.5, Seed.of(8).random());
        assertThatThrownBy(() -> DegenerateGaussian.withDefaults().on(data).test(0, 1, 2))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("cases");
        assertThatThrownBy(() -> ConditionalGaussian.withDefaults().on(data.with("x", new double[3])))
                .isInstanceOf(CausalException.class);
    }
}
