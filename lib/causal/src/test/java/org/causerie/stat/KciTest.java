// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KciTest {

    /** The formulas of the paper with full matrices and inverses. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4})
    void agreesWithFullMatrices(int causes) {
        for (int draw = 0; draw < 3; draw++) {
            Dataset data =
                    Confounded.curved(120, causes, 0.1, Seed.of(3).split(draw).random());
            KernelColumns columns = KernelColumns.of(data);
            int[] given = IntStream.range(2, 2 + causes).toArray();
            TestResult result = Kci.withDefaults()
                    .ridge(1e-3)
                    .nullDistribution(NullDistribution.GAMMA)
                    .on(data)
                    .test(0, 1, given);
            SimpleMatrix a = kernel(columns.joint(new int[] {0}, given, 0.5));
            SimpleMatrix b = kernel(columns.of(1));
            int n = 120;
            double inflation = 1;
            if (causes > 0) {
                SimpleMatrix r = kernel(columns.of(given))
                        .plus(SimpleMatrix.identity(n).scale(1e-3))
                        .invert()
                        .scale(1e-3);
                a = r.mult(a).mult(r);
                b = r.mult(b).mult(r);
                SimpleMatrix square = centre(n).mult(r).mult(r);
                inflation = square.mult(square).trace()
                        / square.diag().elementMult(square.diag()).elementSum();
            }
            double statistic = a.mult(b).trace();
            SimpleMatrix product = a.elementMult(b);
            double mean = causes > 0 ? inflation * product.trace() : a.trace() * b.trace() / (n - 1);
            double squares = causes > 0
                    ? inflation * inflation * product.elementMult(product).elementSum()
                    : a.mult(a).trace() * b.mult(b).trace() / (n - 1.0) / (n - 1);
            double p = GammaDistribution.of(mean * mean / (2 * squares), 2 * squares / mean)
                    .survivalProbability(statistic);
            assertThat(result.statistic()).isCloseTo(statistic / n, within(1e-4 * statistic / n));
            assertThat(result.pValue()).isCloseTo(p, within(1e-3));
        }
    }

    private static SimpleMatrix kernel(double[][] columns) {
        int n = columns[0].length;
        double width = KernelColumns.medianDistance(columns);
        SimpleMatrix matrix = new SimpleMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double square = 0;
                for (double[] column : columns) square += (column[i] - column[j]) * (column[i] - column[j]);
                matrix.set(i, j, Math.exp(-square / (2 * width * width)));
            }
        }
        return centre(n).mult(matrix).mult(centre(n));
    }

    private static SimpleMatrix centre(int n) {
        SimpleMatrix ones = new SimpleMatrix(n, n);
        ones.fill(1.0 / n);
        return SimpleMatrix.identity(n).minus(ones);
    }

    @ParameterizedTest
    @CsvSource({"0, 500", "1, 400"})
    void pValuesAreUniformUnderIndependence(int causes, int draws) {
        double[] pValues = Confounded.pValues(Kci.withDefaults(), 100, causes, 0, draws);
        assertThat(Draws.departureFromUniform(pValues)).isLessThan(1.95);
    }

    @ParameterizedTest
    @EnumSource
    void powerRisesWithTheEffect(NullDistribution nullDistribution) {
        Kci test = Kci.withDefaults().permutations(100).nullDistribution(nullDistribution);
        double little = Confounded.rejected(Confounded.pValues(test, 200, 1, 0.1, 30));
        double much = Confounded.rejected(Confounded.pValues(test, 200, 1, 0.9, 30));
        assertThat(little).isLessThan(0.35);
        assertThat(much).isGreaterThan(0.7);
    }

    @Test
    void seesWhatACorrelationDoesNot() {
        Dataset data = Confounded.curved(500, 1, 0.8, Seed.of(8).random());
        Independence kernel = Kci.withDefaults().on(data);
        assertThat(FisherZ.withDefaults().on(data).test(0, 1, 2).pValue()).isGreaterThan(0.05);
        assertThat(kernel.test(0, 1, 2).pValue()).isLessThan(0.001);
        assertThat(kernel.test(1, 2).pValue()).isLessThan(1e-6);
    }

    @Test
    void neitherTheOrderOfColumnsNorOfArgumentsMatters() {
        Dataset data = Confounded.curved(80, 2, 0.3, Seed.of(9).random());
        Independence test = Kci.withDefaults().on(data);
        Independence reversed = Kci.withDefaults().on(data.select("X4", "X3", "X2", "X1"));
        double p = test.test(0, 1, 2, 3).pValue();
        assertThat(test.test(1, 0, 3, 2).pValue()).isEqualTo(p);
        assertThat(reversed.test(3, 2, 1, 0).pValue()).isEqualTo(p);
        assertThat(reversed.test(2, 3, 0, 1).pValue()).isEqualTo(p);
    }

    @Test
    void levelsAreComparedAsSuch() {
        RandomGenerator random = Seed.of(10).random();
        double[] level = random.ints(150, 0, 3).mapToDouble(i -> i).toArray();
        double[] number = new double[150];
        for (int row = 0; row < 150; row++) number[row] = (level[row] == 1 ? 3 : 1) * random.nextGaussian();
        Dataset data = Dataset.of(java.util.List.of("level", "number"), new double[][] {level, number})
                .withKind("level", Kind.NOMINAL);
        assertThat(Kci.withDefaults().on(data).test(0, 1).pValue()).isLessThan(0.01);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> Kci.withDefaults().width(0))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("0.0 was given");
        assertThatThrownBy(() -> Kci.withDefaults().ridge(Double.NaN)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> Kci.withDefaults().permutations(3)).isInstanceOf(CausalException.class);
        Dataset data = Confounded.curved(20, 1, 0, Seed.of(1).random());
        Independence test = Kci.withDefaults().on(data);
        assertThatThrownBy(() -> test.test(0, 0)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> test.test(0, 1, 1)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> Kci.withDefaults().on(data.with("X3", new double[20])))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("X3");
    }
}
