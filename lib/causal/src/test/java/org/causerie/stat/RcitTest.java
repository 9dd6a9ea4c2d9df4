// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RcitTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void pValuesAreUniformUnderIndependence(int causes) {
        int rows = 200;
        double[] joint = Confounded.pValues(Rcit.withDefaults(), rows, causes, 0, 400);
        double[] alone = Confounded.pValues(Rcot.withDefaults(), rows, causes, 0, 400);
        assertThat(Draws.departureFromUniform(joint)).as("RCIT").isLessThan(1.95);
        assertThat(Draws.departureFromUniform(alone)).as("RCoT").isLessThan(1.95);
    }

    @Test
    void powerRisesWithTheEffect() {
        double before = 0;
        for (double effect : new double[] {0.1, 0.3, 0.6}) {
            double power = Confounded.rejected(Confounded.pValues(Rcot.withDefaults(), 300, 1, effect, 60));
            assertThat(power).isGreaterThan(before);
            before = power;
        }
        assertThat(before).isGreaterThan(0.9);
        assertThat(Confounded.rejected(Confounded.pValues(Rcit.withDefaults(), 300, 1, 0.6, 60)))
                .isGreaterThan(0.6);
    }

    /** The sign of the correlation of x and y is that of z: only the features of y with z show it. */
    @Test
    void theJointFormSeesADependenceThatChangesItsSign() {
        int joint = 0;
        int alone = 0;
        for (int draw = 0; draw < 20; draw++) {
            RandomGenerator random = Seed.of(12).split(draw).random();
            double[][] columns = Draws.normal(3, 500, random);
            for (int row = 0; row < 500; row++)
                columns[1][row] = 0.5 * columns[1][row] + columns[0][row] * Math.signum(columns[2][row]);
            Dataset data = Dataset.of(Draws.names(3), columns);
            if (Rcit.withDefaults().features(20).on(data).test(0, 1, 2).pValue() < 0.01) joint++;
            if (Rcot.withDefaults().features(1).on(data).test(0, 1, 2).pValue() < 0.01) alone++;
        }
        assertThat(joint).isGreaterThanOrEqualTo(19).isGreaterThan(alone);
    }

    /** Nearly the same question: the weighted sum, its gamma approximation, permutations. */
    @Test
    void theNullDistributionsAgree() {
        Dataset data = Confounded.curved(500, 1, 0.12, Seed.of(13).random());
        double p = Rcot.withDefaults().on(data).test(0, 1, 2).pValue();
        double gamma = Rcot.withDefaults()
                .nullDistribution(NullDistribution.GAMMA)
                .on(data)
                .test(0, 1, 2)
                .pValue();
        double permuted =
                Rcot.withDefaults().permutations(2000).on(data).test(0, 1, 2).pValue();
        assertThat(gamma).isBetween(p - 0.03, p + 0.03);
        assertThat(permuted).isBetween(p - 0.08, p + 0.08);
    }

    @Test
    void neitherTheOrderOfColumnsNorOfArgumentsMatters() {
        Dataset data = Confounded.curved(80, 2, 0.3, Seed.of(9).random());
        for (IndependenceTest settings : new IndependenceTest[] {Rcit.withDefaults(), Rcot.withDefaults()}) {
            Independence test = settings.on(data);
            Independence reversed = settings.on(data.select("X4", "X3", "X2", "X1"));
            double p = test.test(0, 1, 2, 3).pValue();
            assertThat(test.test(1, 0, 3, 2).pValue()).isEqualTo(p);
            assertThat(reversed.test(3, 2, 1, 0).pValue()).isEqualTo(p);
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> Rcit.withDefaults().features(0))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("0 and 100 were given");
        assertThatThrownBy(() -> Rcot.withDefaults().conditioning(-1)).isInstanceOf(CausalException.class);
    }
}
