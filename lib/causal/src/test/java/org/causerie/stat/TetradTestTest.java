// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TetradTestTest {

    /** Four indicators of one factor; the first two share {@code extra} of another. */
    private static Dataset indicators(double extra, int rows, boolean skewed, Seed seed) {
        RandomGenerator random = seed.random();
        double[][] columns = new double[4][rows];
        double[] loadings = {1, 0.8, -1.2, 0.9};
        for (int row = 0; row < rows; row++) {
            double factor = noise(random, skewed);
            double shared = noise(random, skewed);
            for (int j = 0; j < 4; j++)
                columns[j][row] = loadings[j] * factor + noise(random, skewed) + (j < 2 ? extra * shared : 0);
        }
        return Dataset.of(Draws.names(4), columns);
    }

    private static double noise(RandomGenerator random, boolean skewed) {
        return skewed ? -Math.log(1 - random.nextDouble()) - 1 : random.nextGaussian();
    }

    private static double departure(int rows, boolean skewed, ToDoubleFunction<Dataset> p) {
        double[] pValues = new double[1000];
        for (int draw = 0; draw < pValues.length; draw++)
            pValues[draw] =
                    p.applyAsDouble(indicators(0, rows, skewed, Seed.of(8).split(draw)));
        return Draws.departureFromUniform(pValues);
    }

    @ParameterizedTest
    @EnumSource(TetradTest.class)
    void pValuesAreUniformWhereTetradsVanish(TetradTest test) {
        assertThat(departure(500, false, data -> test.on(data).test(0, 1, 2, 3).pValue()))
                .isLessThan(1.95);
        if (test == TetradTest.WISHART) return;
        assertThat(departure(
                        500, false, data -> test.on(data).quartet(0, 1, 2, 3).pValue()))
                .isLessThan(1.95);
    }

    @Test
    void fourthMomentsHoldWithoutNormality() {
        assertThat(departure(
                        2000,
                        true,
                        data -> TetradTest.DISTRIBUTION_FREE
                                .on(data)
                                .quartet(0, 1, 2, 3)
                                .pValue()))
                .isLessThan(1.95);
    }

    /** The Bonferroni correction keeps the error at most at the level. */
    @Test
    void wishartsQuartetIsConservative() {
        int rejected = 0;
        for (int draw = 0; draw < 1000; draw++)
            if (TetradTest.WISHART
                            .on(indicators(0, 300, false, Seed.of(9).split(draw)))
                            .quartet(0, 1, 2, 3)
                            .pValue()
                    < 0.05) rejected++;
        assertThat(rejected).isBetween(10, 65);
    }

    @ParameterizedTest
    @EnumSource(TetradTest.class)
    void tetradsThatDoNotVanishAreSeen(TetradTest test) {
        Dataset data = indicators(1.5, 1000, false, Seed.of(2));
        assertThat(test.on(data).test(0, 1, 2, 3).pValue()).isGreaterThan(0.001);
        assertThat(test.on(data).test(0, 2, 1, 3).pValue()).isLessThan(1e-6);
        assertThat(test.on(data).quartet(0, 1, 2, 3).pValue()).isLessThan(1e-6);
        assertThat(test.on(data).uncorrelated(0, 1).pValue()).isLessThan(1e-6);
    }

    /**
     * Rank 1 of two by two is one tetrad: the tests are asymptotically the same one.
     */
    @Test
    void agreesWithTheTestOfRank() {
        for (int draw = 0; draw < 50; draw++) {
            Dataset data = indicators(0, 5000, false, Seed.of(12).split(draw));
            double byRank = RankTest.withDefaults()
                    .on(data)
                    .test(new int[] {0, 1}, new int[] {2, 3}, 1)
                    .pValue();
            for (TetradTest test : TetradTest.values())
                assertThat(test.on(data).test(0, 1, 2, 3).pValue()).isCloseTo(byRank, within(0.06));
        }
    }

    @Test
    void theOrderOfTheFourDoesNotMatter() {
        Dataset data = indicators(0.3, 200, false, Seed.of(4));
        for (TetradTest test : TetradTest.values()) {
            Tetrads tetrads = test.on(data);
            double p = tetrads.quartet(0, 1, 2, 3).pValue();
            for (int[] order : new int[][] {{3, 2, 1, 0}, {1, 3, 0, 2}, {2, 0, 1, 3}})
                assertThat(tetrads.quartet(order[0], order[1], order[2], order[3])
                                .pValue())
                        .isCloseTo(p, within(1e-9));
        }
    }
}
