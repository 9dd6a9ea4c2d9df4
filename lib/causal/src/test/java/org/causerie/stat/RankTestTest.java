// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankTestTest {

    /** p columns and q columns that share only {@code factors} hidden variables, and depend on {@code given} observed ones. */
    private static Dataset factorModel(int p, int q, int factors, int given, int rows, Seed seed) {
        RandomGenerator random = seed.random();
        double[][] hidden = Draws.normal(factors, rows, random);
        double[][] columns = Draws.normal(given + p + q, rows, random);
        RandomGenerator loadings = Seed.of(77).random();
        for (int j = given; j < columns.length; j++) {
            for (int f = 0; f < factors; f++) {
                double loading = (0.8 + 0.6 * loadings.nextDouble()) * (loadings.nextBoolean() ? 1 : -1);
                for (int row = 0; row < rows; row++) columns[j][row] += loading * hidden[f][row];
            }
            for (int g = 0; g < given; g++) for (int row = 0; row < rows; row++) columns[j][row] += columns[g][row];
        }
        return Dataset.of(Draws.names(columns.length), columns);
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2, 1, 0, 60",
        "2, 5, 1, 0, 100",
        "3, 3, 2, 0, 200",
        "3, 4, 2, 2, 200",
        "2, 3, 0, 1, 40",
        "1, 1, 0, 3, 30"
    })
    void pValuesAreUniformWhenTheRankIsThat(int p, int q, int factors, int given, int rows) {
        int draws = 1000;
        double[] pValues = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            Dataset data = factorModel(p, q, factors, given, rows, Seed.of(5).split(draw));
            pValues[draw] = RankTest.withDefaults()
                    .on(data)
                    .test(range(given, given + p), range(given + p, given + p + q), range(0, given), factors)
                    .pValue();
        }
        assertThat(Draws.departureFromUniform(pValues)).isLessThan(1.95);
    }

    @Test
    void aLowerRankThanThereIsIsRejected() {
        int rejected = 0;
        for (int draw = 0; draw < 100; draw++) {
            Dataset data = factorModel(3, 3, 2, 0, 500, Seed.of(6).split(draw));
            CrossRank ranks = RankTest.withDefaults().on(data);
            if (ranks.test(range(0, 3), range(3, 6), 1).pValue() < 0.01) rejected++;
            assertThat(ranks.test(range(0, 3), range(3, 6), 0).pValue()).isLessThan(1e-10);
            assertThat(ranks.test(range(0, 3), range(3, 6), 3).pValue()).isEqualTo(1);
        }
        assertThat(rejected).isGreaterThan(95);
    }

    /** For one variable on each side the only canonical correlation is the partial correlation. */
    @Test
    void oneByOneIsThePartialCorrelation() {
        Dataset data = Draws.mixed(5, 80, Seed.of(3).random());
        Covariance covariance = Covariance.of(data);
        double partial = new PartialCorrelation(covariance).of(0, 4, 1, 2, 3);
        assertThat(new CanonicalCorrelations(covariance).of(new int[] {0}, new int[] {4}, new int[] {1, 2, 3})[0])
                .isCloseTo(Math.abs(partial), within(1e-12));
    }

    /** With one variable on one side the squared canonical correlation is R² of its regression on the other side. */
    @Test
    void oneByManyIsTheMultipleCorrelation() {
        Dataset data = Draws.mixed(5, 80, Seed.of(4).random());
        Covariance covariance = Covariance.of(data);
        double left = new PartialCorrelation(covariance).residual(0, 1, 2, 3);
        double rho = new CanonicalCorrelations(covariance).of(new int[] {0}, new int[] {1, 2, 3}, new int[0])[0];
        assertThat(rho * rho).isCloseTo(1 - left, within(1e-12));
    }

    @Test
    void exactRanksAreThoseOfThePopulation() {
        DMatrixRMaj one = new DMatrixRMaj(6, 6);
        double[][] loadings = {{1, 0}, {0.7, 0.5}, {0.3, -1}, {0.6, 0.2}, {-0.9, 0.4}, {0.5, 0.8}};
        for (int i = 0; i < 6; i++)
            for (int j = 0; j < 6; j++)
                one.set(i, j, loadings[i][0] * loadings[j][0] + loadings[i][1] * loadings[j][1] + (i == j ? 1 : 0));
        CrossRank ranks = RankTest.exact(Covariance.population(Draws.names(6), one, 100));
        assertThat(ranks.test(range(0, 3), range(3, 6), 2).pValue()).isEqualTo(1);
        assertThat(ranks.test(range(0, 3), range(3, 6), 1).pValue()).isZero();
    }

    @Test
    void badSetsAreRefused() {
        CrossRank ranks =
                RankTest.withDefaults().on(Draws.mixed(4, 50, Seed.of(1).random()));
        assertThatThrownBy(() -> ranks.test(range(0, 2), range(1, 3), 1))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("X2");
        Dataset data = Draws.mixed(4, 50, Seed.of(1).random());
        Dataset doubled = data.with("X4", data.values("X3"));
        assertThatThrownBy(() -> RankTest.withDefaults().on(doubled).test(range(0, 2), range(2, 4), 1))
                .isInstanceOf(CausalException.class)
                .hasMessageContainingAll("X4", "copy");
        assertThatThrownBy(() -> RankTest.withDefaults()
                        .on(Draws.mixed(9, 8, Seed.of(1).random()))
                        .test(range(0, 4), range(4, 9), 1))
                .isInstanceOf(CausalException.class);
    }
}
