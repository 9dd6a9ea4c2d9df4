// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.identification.Estimand;
import org.causerie.identification.Population;
import org.causerie.identification.Query;
import org.causerie.identification.ZeroEffect;
import org.junit.jupiter.api.Test;

/** Data and settings that cannot give an answer get a sentence that says why. */
class BadInputTest {
    private static final Seed SEED = Seed.of(1);
    private static final Estimand EFFECT = Worlds.effect(Population.ALL);
    private static final List<Estimator> ALL =
            List.of(RegressionAdjustment.withDefaults(), Ipw.withDefaults(), Aipw.withDefaults());
    private final Dataset data = Worlds.linear(100, SEED);

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(
            Estimator estimator, Estimand estimand, Dataset data) {
        return assertThatThrownBy(() -> estimator.estimate(estimand, data, SEED))
                .as(estimator.name())
                .isInstanceOf(CausalException.class);
    }

    private Dataset filled(String column, double value) {
        double[] values = new double[data.rows()];
        Arrays.fill(values, value);
        return data.with(column, values);
    }

    @Test
    void columnsThatAreNotThere() {
        Estimand misspelt = AdjustmentEstimand.of(Query.ate("t", "y"), Set.of("xx"));
        for (Estimator estimator : ALL) refused(estimator, misspelt, data).hasMessageContaining("did you mean x");
    }

    @Test
    void missingValues() {
        double[] x = data.values("x");
        x[3] = Double.NaN;
        for (Estimator estimator : ALL)
            refused(estimator, EFFECT, data.with("x", x))
                    .hasMessageContaining("\"x\" (1)")
                    .hasMessageContaining("dropMissing");
        double[] t = data.values("t");
        t[3] = Double.NaN;
        refused(Ipw.withDefaults(), EFFECT, data.with("t", t)).hasMessageContaining("\"t\" (1)");
    }

    @Test
    void treatmentsWithoutTwoLevels() {
        for (Estimator estimator : ALL) {
            refused(estimator, EFFECT, filled("t", 1)).hasMessageContaining("is 1 in all 100 rows");
            refused(estimator, AdjustmentEstimand.of(Query.ate("x", "y"), Set.of("z")), data)
                    .hasMessageContaining("100 values")
                    .hasMessageContaining("two are allowed");
        }
    }

    @Test
    void outcomesThatAreNeitherNumbersNorTwoLevels() {
        double[] codes = new double[100];
        for (int i = 0; i < codes.length; i++) codes[i] = i % 3;
        Dataset three = data.with("y", Kind.NOMINAL, List.of("a", "b", "c"), codes);
        for (Estimator estimator : ALL) {
            refused(estimator, EFFECT, three).hasMessageContaining("3 levels");
            refused(estimator, EFFECT, filled("y", 2)).hasMessageContaining("same in all");
        }
        refused(RegressionAdjustment.withDefaults().model(OutcomeModel.LOGISTIC), EFFECT, data)
                .hasMessageContaining("two levels");
    }

    @Test
    void armsThatDoNotOverlap() {
        double[] x = data.values("x");
        double[] decided = Arrays.stream(x).map(value -> value > 0 ? 1 : 0).toArray();
        Dataset separated = data.with("t", decided);
        refused(Ipw.withDefaults(), EFFECT, separated).hasMessageContaining("no overlap");
        refused(Aipw.withDefaults(), EFFECT, separated).hasMessageContaining("overlap");
        double[] level = new double[100];
        double[] t = data.values("t");
        for (int i = 0; i < 100; i++) level[i] = t[i] == 1 && i % 2 == 0 ? 1 : 0;
        Dataset onlyTreated = data.with("x", Kind.NOMINAL, List.of("low", "high"), level)
                .with("z", Kind.BINARY, List.of("no", "yes"), decided);
        refused(RegressionAdjustment.withDefaults(), EFFECT, onlyTreated)
                .hasMessageContaining("No overlap")
                .hasMessageContaining("x=high");
        refused(RegressionAdjustment.withDefaults().saturated(), EFFECT, onlyTreated)
                .hasMessageContaining("No overlap")
                .hasMessageContaining("x = high");
        refused(RegressionAdjustment.withDefaults().saturated(), EFFECT, data).hasMessageContaining("continuous");
        refused(Ipw.withDefaults().trimming(0.499), EFFECT, data).hasMessageContaining("trim less");
    }

    @Test
    void tooFewCases() {
        double[] one = new double[100];
        one[0] = 1;
        for (Estimator estimator : ALL)
            refused(estimator, EFFECT, data.with("t", one)).hasMessageContaining("Only 1 case has t = 1");
        double[] five = new double[100];
        Arrays.fill(five, 0, 5, 1);
        refused(Aipw.withDefaults(), EFFECT, data.with("t", five)).hasMessageContaining("at most 2 folds");
    }

    @Test
    void settingsOutOfRange() {
        assertThatThrownBy(() -> Aipw.withDefaults().folds(1)).hasMessageContaining("at least 2 folds");
        assertThatThrownBy(() -> Aipw.withDefaults().repetitions(4)).hasMessageContaining("odd");
        assertThatThrownBy(() -> Aipw.withDefaults().clipping(0.5)).hasMessageContaining("below 0.5");
        assertThatThrownBy(() -> Ipw.withDefaults().trimming(-1)).hasMessageContaining("-1.0 was given");
        Estimate estimate = NaiveDifference.withDefaults().estimate(EFFECT, data);
        assertThatThrownBy(() -> estimate.interval(95)).hasMessageContaining("0.95");
        Estimate other = NaiveDifference.withDefaults().estimate(EFFECT, Worlds.linear(100, Seed.of(2)));
        assertThatThrownBy(() -> estimate.minus(other)).hasMessageContaining("same data");
    }

    @Test
    void anEffectThatTheGraphSaysIsZero() {
        Estimand zero = new ZeroEffect(Query.ate("t", "y"));
        for (Estimator estimator : ALL) refused(estimator, zero, data).hasMessageContaining("no directed path");
        assertThat(NaiveDifference.withDefaults().estimate(zero, data).text()).contains("naive");
    }
}
