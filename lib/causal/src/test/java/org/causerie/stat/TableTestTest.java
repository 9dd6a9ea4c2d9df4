// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Kind;
import org.junit.jupiter.api.Test;

class TableTestTest {
    private static final IndependenceTest G = GSquare.withDefaults();
    private static final IndependenceTest CHI = ChiSquare.withDefaults();

    /**
     * n (ad - bc)² over the product of the margins, and erfc √(χ²/2), for treatment and success of all 700
     * patients.
     */
    @Test
    void aFourFoldTableAgreesWithTheClosedForm() {
        Independence test = CHI.on(Datasets.kidneyStones());
        TestResult result = test.test(1, 2);
        double expected = 700 * Math.pow(273.0 * 61 - 77.0 * 289, 2) / (350.0 * 350 * 562 * 138);
        assertThat(result.statistic()).isCloseTo(expected, within(1e-10));
        assertThat(result.degreesOfFreedom()).isEqualTo(1);
        assertThat(result.pValue()).isCloseTo(0.1284953944, within(1e-9));
        double g = 0;
        double[][] table = {{77, 273}, {61, 289}};
        double[] margin = {138, 562};
        for (double[] row : table) {
            for (int j = 0; j < 2; j++) g += 2 * row[j] * Math.log(row[j] / (350 * margin[j] / 700));
        }
        assertThat(G.on(Datasets.kidneyStones()).test(1, 2).statistic()).isCloseTo(g, within(1e-10));
    }

    /** Given the size of the stone: the sum over the two tables. */
    @Test
    void strataAddUp() {
        double small = fourFold(81, 6, 234, 36);
        double large = fourFold(192, 71, 55, 25);
        TestResult result = CHI.on(Datasets.kidneyStones()).test(1, 2, 0);
        assertThat(result.statistic()).isCloseTo(small + large, within(1e-10));
        assertThat(result.degreesOfFreedom()).isEqualTo(2);
    }

    private static double fourFold(double a, double b, double c, double d) {
        double n = a + b + c + d;
        return n * Math.pow(a * d - b * c, 2) / ((a + b) * (c + d) * (a + c) * (b + d));
    }

    @Test
    void countsAreRepeatedRows() {
        Dataset data = Datasets.collegePlans();
        Independence counted = G.on(data);
        Independence repeated = G.on(data.expanded());
        for (int[] z : new int[][] {{}, {1}, {1, 3}, {1, 2, 3}}) {
            assertThat(counted.test(0, 4, z).statistic())
                    .isCloseTo(repeated.test(0, 4, z).statistic(), within(1e-8));
            assertThat(counted.test(0, 4, z).degreesOfFreedom())
                    .isEqualTo(repeated.test(0, 4, z).degreesOfFreedom());
        }
    }

    /** In the stratum z = 1 only two of x's three levels and one of y's occur: it has no degree of freedom. */
    @Test
    void levelsThatDoNotOccurInAStratumDoNotCount() {
        Dataset data = Dataset.of(List.of("x", "y", "z", "n"), new double[][] {
                    {0, 0, 1, 1, 2, 2, 0, 1},
                    {0, 1, 0, 1, 0, 1, 0, 0},
                    {0, 0, 0, 0, 0, 0, 1, 1},
                    {5, 4, 3, 2, 7, 1, 6, 8}
                })
                .withKind("x", Kind.NOMINAL)
                .withCounts("n");
        assertThat(G.on(data).test(0, 1, 2).degreesOfFreedom()).isEqualTo(2);
        assertThat(G.on(data.where("z", "0").without("z")).test(0, 1).degreesOfFreedom())
                .isEqualTo(2);
    }

    @Test
    void aDeterminedVariableDependsOnNothing() {
        double[] x = {0, 0, 1, 1, 0, 1};
        Dataset data = Dataset.of(List.of("x", "copy", "y"), new double[][] {x, x.clone(), {0, 1, 0, 1, 1, 1}});
        assertThat(G.on(data).test(0, 2, 1)).isEqualTo(new TestResult(0, 0, 1));
    }

    /** Forty three-level variables given at once are more strata than fit: only those that occur are kept. */
    @Test
    void manyStrataAreKeptAsTheyOccur() {
        RandomGenerator random = Seed.of(5).random();
        int rows = 200;
        double[][] columns = new double[42][rows];
        for (double[] column : columns) Arrays.setAll(column, row -> random.nextInt(3));
        // five copies of the first 20 rows with other x and y: strata of ten rows each
        for (int j = 2; j < 42; j++) for (int row = 20; row < rows; row++) columns[j][row] = columns[j][row % 20];
        Dataset data = Dataset.of(Draws.names(42), columns);
        for (String name : data.names()) data = data.withKind(name, Kind.NOMINAL);
        Independence many = CHI.on(data);
        int[] given = new int[40];
        Arrays.setAll(given, i -> i + 2);
        double[] stratum = new double[rows];
        Arrays.setAll(stratum, row -> row % 20);
        Dataset merged = data.select("X1", "X2").with("z", stratum).withKind("z", Kind.NOMINAL);
        TestResult expected = CHI.on(merged).test(0, 1, 2);
        assertThat(many.test(0, 1, given).statistic()).isCloseTo(expected.statistic(), within(1e-10));
        assertThat(many.test(0, 1, given).degreesOfFreedom()).isEqualTo(expected.degreesOfFreedom());
        assertThat(expected.degreesOfFreedom()).isGreaterThan(20);
    }

    /** x and y depend only through z; both have three levels. */
    @Test
    void pValuesAreUniformUnderIndependence() {
        int draws = 1000;
        double[] g = new double[draws];
        double[] chi = new double[draws];
        double[] unconditional = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            Dataset data = throughZ(400, Seed.of(12).split(draw).random());
            Independence test = G.on(data);
            g[draw] = test.test(0, 1, 2).pValue();
            unconditional[draw] = test.test(0, 1).pValue();
            chi[draw] = CHI.on(data).test(0, 1, 2).pValue();
        }
        assertThat(Draws.departureFromUniform(g)).isLessThan(1.95);
        assertThat(Draws.departureFromUniform(chi)).isLessThan(1.95);
        assertThat(Draws.departureFromUniform(unconditional)).as("power").isGreaterThan(5);
    }

    private static Dataset throughZ(int rows, RandomGenerator random) {
        double[][] columns = new double[3][rows];
        for (int row = 0; row < rows; row++) {
            int z = random.nextInt(2);
            columns[2][row] = z;
            for (int j = 0; j < 2; j++) {
                double u = random.nextDouble();
                columns[j][row] = z == 0 ? (u < .5 ? 0 : u < .8 ? 1 : 2) : (u < .25 ? 0 : u < .5 ? 1 : 2);
            }
        }
        Dataset data = Dataset.of(List.of("x", "y", "z"), columns);
        return data.withKind("x", Kind.NOMINAL).withKind("y", Kind.NOMINAL);
    }

    @Test
    void theFullTableHasTheCells() {
        Contingency table = Contingency.of(Datasets.kidneyStones());
        assertThat(table.cases()).isEqualTo(700);
        // size varies fastest: small A, large A, small B, large B
        assertThat(table.counts(0, 1)).containsExactly(87, 263, 270, 80);
        assertThat(table.counts(2)).containsExactly(138, 562);
        assertThat(table.counts(0, 1, 2)).containsExactly(6, 71, 36, 25, 81, 192, 234, 55);
        assertThat(table.levels(0)).isEqualTo(2);
    }
}
