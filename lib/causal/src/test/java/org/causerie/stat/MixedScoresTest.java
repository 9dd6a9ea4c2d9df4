// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Kind;
import org.junit.jupiter.api.Test;

/** The scores for numbers and levels together. */
class MixedScoresTest {
    private static final Score CONDITIONAL = ConditionalGaussianBic.withDefaults();
    private static final Score DEGENERATE = DegenerateGaussianBic.withDefaults();

    /** Two numbers, three nominal levels, two levels, and a number, all dependent. */
    private static Dataset world(int rows, Seed seed) {
        RandomGenerator random = seed.random();
        double[][] columns = new double[5][rows];
        for (int row = 0; row < rows; row++) {
            double a = 2 * random.nextGaussian() + 5;
            int level = Math.min(2, (int) Math.floor(Math.abs(0.4 * a - 1 + random.nextGaussian())));
            int binary = random.nextDouble() < 0.2 + 0.3 * level ? 1 : 0;
            double b = 0.5 * a * (1 - level) + random.nextGaussian() * (1 + binary);
            double c = a - b + level + random.nextGaussian();
            double[] values = {a, b, level, binary, c};
            for (int j = 0; j < 5; j++) columns[j][row] = values[j];
        }
        return Dataset.of(List.of("a", "b", "level", "binary", "c"), columns).withKind("level", Kind.NOMINAL);
    }

    @Test
    void numbersAloneScoreAsByBic() {
        Dataset plain = Draws.mixed(5, 80, Seed.of(2).random());
        double[] counts = IntStream.range(0, 80).mapToDouble(row -> row % 4).toArray();
        for (Dataset data : List.of(
                plain,
                plain.with("n", counts).withCounts("n"),
                plain.with("w", counts).withWeights("w"))) {
            LocalScore bic = Bic.withDefaults().penalty(1.5).on(data);
            for (Score score : List.of(new ConditionalGaussianBic(1.5), new DegenerateGaussianBic(1.5))) {
                LocalScore local = score.on(data);
                for (int[] parents : new int[][] {{}, {0}, {3, 0}, {0, 1, 2, 3}})
                    assertThat(local.score(4, parents)).isCloseTo(bic.score(4, parents), within(1e-7));
            }
        }
    }

    @Test
    void levelsAloneScoreAsByBic() {
        for (Dataset data : List.of(Datasets.collegePlans(), Datasets.berkeleyAdmissions())) {
            LocalScore bic = Bic.withDefaults().penalty(2).on(data);
            LocalScore local = new ConditionalGaussianBic(2).on(data);
            for (int node = 0; node < data.size(); node++) {
                int child = node;
                int[] others =
                        IntStream.range(0, data.size()).filter(j -> j != child).toArray();
                for (int k = 0; k <= others.length; k++)
                    assertThat(local.score(node, Arrays.copyOf(others, k)))
                            .isCloseTo(bic.score(node, Arrays.copyOf(others, k)), within(1e-7));
            }
        }
    }

    @Test
    void equivalentGraphsHaveTheSameScore() {
        for (int rows : new int[] {40, 400}) {
            ScoreTest.equivalentGraphsScoreTheSame(CONDITIONAL.on(world(rows, Seed.of(3))), 1e-7);
            ScoreTest.equivalentGraphsScoreTheSame(DEGENERATE.on(world(rows, Seed.of(4))), 1e-7);
        }
    }

    /** A number given levels and a number: one regression within each combination of levels. */
    @Test
    void theConditionalScoreOfANumberIsThatOfRegressions() {
        Dataset data = world(300, Seed.of(5));
        double expected = 0;
        for (int level = 0; level < 3; level++) {
            for (int binary = 0; binary < 2; binary++) {
                int l = level;
                int b = binary;
                int[] rows = IntStream.range(0, 300)
                        .filter(row -> data.values("level")[row] == l && data.values("binary")[row] == b)
                        .toArray();
                assertThat(rows.length).isGreaterThan(4);
                expected += logLikelihood(data.rows(rows), "c", "a");
            }
        }
        expected -= 0.5 * 6 * 3 * Math.log(300);
        assertThat(CONDITIONAL.on(data).score(4, 0, 2, 3)).isCloseTo(expected, within(1e-7));
    }

    private static double logLikelihood(Dataset data, String y, String... x) {
        double[] residuals = residuals(data, data.values(y), x);
        double squares = 0;
        for (double residual : residuals) squares += residual * residual;
        return -0.5 * residuals.length * (Math.log(2 * Math.PI * squares / residuals.length) + 1);
    }

    private static double[] residuals(Dataset data, double[] y, String... x) {
        return LinearRegression.withDefaults()
                .fit(Arrays.stream(x).map(data::values).toArray(double[][]::new), y, Draws.ones(y.length))
                .residuals();
    }

    /** Levels given a number: Bayes' rule with a normal density of the number at each level. */
    @Test
    void theConditionalScoreOfLevelsIsByBayesRule() {
        Dataset data = world(300, Seed.of(6));
        double expected = -logLikelihood(data, "a");
        for (String level : data.levels("level")) {
            Dataset here = data.where("level", level);
            expected += logLikelihood(here, "a") + here.rows() * Math.log(here.rows() / 300.0);
        }
        expected -= 0.5 * (2 + 2 * 2) * Math.log(300);
        assertThat(CONDITIONAL.on(data).score(2, 0)).isCloseTo(expected, within(1e-7));
    }

    /** Two indicators given a number and a level: their joint normal regression. */
    @Test
    void theDegenerateScoreIsThatOfAMultivariateRegression() {
        Dataset data = world(300, Seed.of(7));
        double[] level = data.values("level");
        double[][] left = new double[2][];
        for (int k = 0; k < 2; k++) {
            int code = k + 1;
            double[] indicator =
                    Arrays.stream(level).map(v -> v == code ? 1 : 0).toArray();
            left[k] = residuals(data, indicator, "a", "binary");
        }
        double[] product = new double[3];
        for (int row = 0; row < 300; row++) {
            product[0] += left[0][row] * left[0][row] / 300;
            product[1] += left[0][row] * left[1][row] / 300;
            product[2] += left[1][row] * left[1][row] / 300;
        }
        double determinant = product[0] * product[2] - product[1] * product[1];
        double expected =
                -150 * (2 * Math.log(2 * Math.PI) + 2 + Math.log(determinant)) - 0.5 * (2 * 2 + 3 + 2) * Math.log(300);
        assertThat(DEGENERATE.on(data).score(2, 0, 3)).isCloseTo(expected, within(1e-7));
    }

    @Test
    void countsStandForEqualRows() {
        Dataset data = world(60, Seed.of(8));
        double[] counts = IntStream.range(0, 60).mapToDouble(row -> row % 3).toArray();
        Dataset counted = data.with("n", counts).withCounts("n");
        for (Score score : List.of(CONDITIONAL, DEGENERATE))
            for (int node : new int[] {2, 4})
                assertThat(score.on(counted).score(node, 0, 3))
                        .isCloseTo(score.on(counted.expanded()).score(node, 0, 3), within(1e-7));
    }

    /** A number that is 0 at one level, and levels with a single case, say something but not everything. */
    @Test
    void cellsWithoutAVarianceOfTheirOwnBorrowOne() {
        Dataset data = world(200, Seed.of(9));
        double[] level = data.values("level");
        double[] zeros = data.values("b");
        double[] many = new double[200];
        for (int row = 0; row < 200; row++) {
            if (level[row] == 0) zeros[row] = 0;
            many[row] = Math.floorDiv(row, 2);
        }
        List<String> names = IntStream.range(0, 100).mapToObj(i -> "v" + i).toList();
        LocalScore local = CONDITIONAL.on(data.with("b", zeros).with("many", Kind.NOMINAL, names, many));
        assertThat(local.score(1, 2) - local.score(1)).isBetween(5.0, 300.0);
        assertThat(local.score(0, 1, 2) - local.score(0, 1)).isBetween(-30.0, 300.0);
        assertThat(local.score(1, 5)).isLessThan(local.score(1));
        assertThat(local.score(5, 1)).isLessThan(local.score(5));
    }

    @Test
    void refusesWhatIsDeterminedAndWhatIsNoPenalty() {
        Dataset data = world(100, Seed.of(10));
        double[] twice = Arrays.stream(data.values("a")).map(v -> 2 * v).toArray();
        for (Score score : List.of(CONDITIONAL, DEGENERATE)) {
            assertThatThrownBy(() -> score.on(data.with("twice", twice)))
                    .isInstanceOf(CausalException.class)
                    .hasMessageContaining("twice");
            assertThatThrownBy(() -> score.on(data).score(0, 0)).isInstanceOf(CausalException.class);
        }
        Dataset copied = data.with("same", Kind.NOMINAL, List.of("x", "y", "z"), data.values("level"));
        assertThatThrownBy(() -> DEGENERATE.on(copied))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("same = ");
        assertThatThrownBy(() -> new ConditionalGaussianBic(0)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> new DegenerateGaussianBic(-1)).isInstanceOf(CausalException.class);
    }
}
