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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CmiKnnTest {

    /** For normal variables the information is -log(1 - r²)/2: ranks do not change it. */
    @ParameterizedTest
    @EnumSource
    void findsTheInformationOfNormalVariables(CmiKnn.Estimator estimator) {
        RandomGenerator random = Seed.of(3).random();
        double[][] columns = Draws.normal(3, 1500, random);
        for (int row = 0; row < 1500; row++) {
            columns[0][row] += columns[2][row];
            columns[1][row] += columns[2][row] + 0.8 * (columns[0][row] - columns[2][row]);
        }
        double truth = -0.5 * Math.log(1 - 0.64 / 1.64);
        double found = CmiKnn.withDefaults()
                .estimator(estimator)
                .neighbours(0.01)
                .permutations(20)
                .on(Dataset.of(Draws.names(3), columns))
                .test(0, 1, 2)
                .statistic();
        assertThat(found).isCloseTo(truth, within(0.06));
    }

    /** Two equal coins share log 2; a third coin adds nothing. */
    @Test
    void findsTheInformationOfLevels() {
        RandomGenerator random = Seed.of(4).random();
        double[] coin = random.ints(600, 0, 2).mapToDouble(i -> i).toArray();
        double[] other = random.ints(600, 0, 2).mapToDouble(i -> i).toArray();
        Dataset data = Dataset.of(List.of("a", "b", "c"), new double[][] {coin, coin, other})
                .withKind("a", Kind.NOMINAL)
                .withKind("c", Kind.NOMINAL);
        Independence test =
                CmiKnn.withDefaults().neighbours(0.02).permutations(50).on(data);
        TestResult equal = test.test(0, 1, 2);
        assertThat(equal.statistic()).isCloseTo(Math.log(2), within(0.03));
        assertThat(equal.pValue()).isLessThan(0.03);
        assertThat(test.test(0, 2).statistic()).isLessThan(0.02);
    }

    @ParameterizedTest
    @CsvSource({"0, FRENZEL_POMPE", "1, FRENZEL_POMPE", "1, MESNER_SHALIZI"})
    void pValuesAreUniformUnderIndependence(int causes, CmiKnn.Estimator estimator) {
        CmiKnn test = CmiKnn.withDefaults().permutations(79).estimator(estimator);
        double[] pValues = Confounded.pValues(test, 80, causes, 0, 250);
        // the p-values are multiples of 1/80, which alone departs from uniform by √250/80 = 0.2
        assertThat(Draws.departureFromUniform(pValues)).isLessThan(2.15);
    }

    @Test
    void powerRisesWithTheEffect() {
        CmiKnn test = CmiKnn.withDefaults().permutations(60);
        double little = Confounded.rejected(Confounded.pValues(test, 120, 1, 0.1, 30));
        double much = Confounded.rejected(Confounded.pValues(test, 120, 1, 0.9, 30));
        assertThat(little).isLessThan(0.4);
        assertThat(much).isGreaterThan(0.5);
    }

    @Test
    void theOrderOfColumnsDoesNotMatter() {
        Dataset data = Confounded.curved(60, 2, 0.3, Seed.of(9).random());
        CmiKnn settings = CmiKnn.withDefaults().permutations(50);
        TestResult result = settings.on(data).test(0, 1, 2, 3);
        assertThat(settings.on(data.select("X4", "X3", "X2", "X1")).test(2, 3, 0, 1))
                .isEqualTo(result);
    }

    @Test
    void refusesBadSettings() {
        assertThatThrownBy(() -> CmiKnn.withDefaults().neighbours(1)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> CmiKnn.withDefaults().permutations(5)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> CmiKnn.withDefaults().exchanged(1)).isInstanceOf(CausalException.class);
    }
}
