// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.junit.jupiter.api.Test;

class CovarianceTest {

    @Test
    void agreesWithHandValues() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("x", new double[] {1, 2, 3, 6});
        columns.put("y", new double[] {2, 1, 4, 5});
        Covariance found = Covariance.of(Dataset.of(columns));
        assertThat(found.mean()).containsExactly(3, 3);
        assertThat(found.cases()).isEqualTo(4);
        assertThat(found.matrix().get(0, 0)).isCloseTo(14 / 3.0, within(1e-14));
        assertThat(found.matrix().get(1, 0)).isCloseTo(10 / 3.0, within(1e-14));
        assertThat(found.matrix().get(0, 1)).isEqualTo(found.matrix().get(1, 0));
        assertThat(found.matrix().get(1, 1)).isCloseTo(10 / 3.0, within(1e-14));
    }

    /** Several blocks, far from 0, where the textbook formula loses all digits. */
    @Test
    void keepsItsDigitsFarFromZero() {
        Dataset data = Draws.mixed(3, 1000, Seed.of(1).random());
        double[] x = data.values("X2");
        for (int row = 0; row < x.length; row++) x[row] = 1e8 + x[row];
        Covariance near = Covariance.of(data);
        Covariance far = Covariance.of(data.with("X2", x));
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(far.matrix().get(i, j)).isCloseTo(near.matrix().get(i, j), within(1e-7));
            }
        }
        double[] centred = data.values("X1");
        double mean = near.mean()[0];
        double variance = 0;
        for (double value : centred) variance += (value - mean) * (value - mean) / (centred.length - 1);
        assertThat(near.matrix().get(0, 0)).isCloseTo(variance, within(1e-12));
    }

    /** Whole and broken blocks of columns and rows, on one thread and on three, which must agree to the last bit. */
    @Test
    void agreesWithTheDefinitionForManyColumns() {
        for (int[] size : new int[][] {{1, 5}, {3, 7}, {16, 256}, {17, 257}, {255, 30}, {257, 261}, {300, 601}}) {
            int p = size[0];
            int n = size[1];
            RandomGenerator random = Seed.of(8).split(p).random();
            double[][] columns = new double[p][n];
            for (int row = 0; row < n; row++) {
                double shared = random.nextGaussian();
                for (double[] column : columns) column[row] = 3 + shared + random.nextGaussian();
            }
            Dataset data =
                    Dataset.of(IntStream.range(0, p).mapToObj(j -> "X" + j).toList(), columns);
            Covariance found = Covariance.of(data);
            double[] matrix = found.matrix().data;
            assertThat(Covariance.of(data, new Execution(3)).matrix().data).isEqualTo(matrix);
            double[] correlation =
                    Covariance.correlation(data, new Execution(3)).matrix();
            assertThat(Covariance.correlation(data, Execution.sequential()).matrix())
                    .isEqualTo(correlation);
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    double sum = 0;
                    for (int row = 0; row < n; row++)
                        sum += (columns[i][row] - found.mean()[i]) * (columns[j][row] - found.mean()[j]);
                    assertThat(matrix[i * p + j]).isCloseTo(sum / (n - 1), within(1e-12));
                    assertThat(correlation[i * p + j])
                            .isCloseTo(
                                    matrix[i * p + j] / Math.sqrt(matrix[i * p + i] * matrix[j * p + j]),
                                    within(1e-13));
                }
            }
        }
    }

    @Test
    void countsAreRepeatedRows() {
        RandomGenerator random = Seed.of(2).random();
        Dataset data = Draws.mixed(4, 300, random)
                .with(
                        "n",
                        IntStream.range(0, 300)
                                .mapToDouble(i -> random.nextInt(4))
                                .toArray())
                .withCounts("n");
        Covariance counted = Covariance.of(data);
        Covariance repeated = Covariance.of(data.expanded());
        assertThat(counted.cases()).isEqualTo(repeated.cases());
        for (int i = 0; i < 16; i++) {
            assertThat(counted.matrix().data[i]).isCloseTo(repeated.matrix().data[i], within(1e-12));
        }
    }

    @Test
    void samplingWeightsHaveAnEffectiveNumberOfCases() {
        Dataset data = Draws.mixed(2, 50, Seed.of(3).random());
        double[] equal = Draws.ones(50);
        double[] unequal = equal.clone();
        unequal[0] = 50;
        Covariance same = Covariance.of(data.with("w", equal.clone()).withWeights("w"));
        assertThat(same.cases()).isEqualTo(50);
        assertThat(same.matrix().get(0, 1))
                .isCloseTo(Covariance.of(data).matrix().get(0, 1), within(1e-13));
        assertThat(Covariance.of(data.with("w", unequal).withWeights("w")).cases())
                .isCloseTo(99.0 * 99 / (49 + 2500), within(1e-12));
    }

    @Test
    void partsGiveTheWhole() {
        for (int draw = 0; draw < 20; draw++) {
            Dataset data = Draws.mixed(5, 200, Seed.of(60).split(draw).random());
            Covariance whole = Covariance.of(data);
            int[] bounds = {0, 20, 33, 120, 200};
            List<Covariance> parts = new ArrayList<>();
            for (int k = 0; k + 1 < bounds.length; k++)
                parts.add(Covariance.of(
                        data.rows(IntStream.range(bounds[k], bounds[k + 1]).toArray())
                                .select(k % 2 == 0 ? data.names() : List.of("X5", "X1", "X3", "X2", "X4"))));
            Covariance together = Covariance.together(parts);
            assertThat(together.cases()).isEqualTo(200);
            for (int i = 0; i < 5; i++) assertThat(together.mean()[i]).isCloseTo(whole.mean()[i], within(1e-13));
            for (int i = 0; i < 25; i++)
                assertThat(together.matrix().data[i]).isCloseTo(whole.matrix().data[i], within(1e-13));
        }
        assertThatThrownBy(() -> Covariance.together(List.of())).isInstanceOf(CausalException.class);
        Covariance two = Covariance.of(Draws.mixed(2, 20, Seed.of(61).random()));
        Covariance three = Covariance.of(Draws.mixed(3, 20, Seed.of(62).random()));
        assertThatThrownBy(() -> Covariance.together(List.of(two, three)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("X3");
    }
}
