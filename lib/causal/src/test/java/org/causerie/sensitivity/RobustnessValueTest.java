// SPDX-License-Identifier: Apache-2.0
package org.causerie.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.TDistribution;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.RegressionAdjustment;
import org.causerie.estimation.Worlds;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.identification.Population;
import org.causerie.identification.Query;
import org.causerie.sensitivity.RobustnessValue.Regression;
import org.causerie.stat.LinearRegression;
import org.junit.jupiter.api.Test;

class RobustnessValueTest {
    /** Cinelli and Hazlett (2020), table 1: harm and attitudes to peace in Darfur, to the digits of their sensemakr. */
    private static final Regression DARFUR = new Regression(0.09731582, 0.02325654, 783);

    @Test
    void publishedTable() {
        assertThat(DARFUR.t()).isCloseTo(4.18445, within(1e-4));
        assertThat(DARFUR.partialR2()).isCloseTo(0.02187, within(1e-5));
        assertThat(DARFUR.robustness(1)).isCloseTo(0.13878, within(1e-5));
        assertThat(DARFUR.robustness(1, 0.05)).isCloseTo(0.07626, within(1e-5));
    }

    @Test
    void publishedBoundOfAConfounderAsStrongAsGender() {
        Regression adjusted = DARFUR.adjusted(0.009164287, 0.1246409);
        assertThat(adjusted.coefficient()).isCloseTo(0.07522023, within(1e-7));
        assertThat(adjusted.standardError()).isCloseTo(0.02187331, within(1e-6));
        // gender's partial R² with the treatment is worked back from the bound above, so only the second bound is a
        // check;
        // that with the outcome, 0.1090, follows from its t-statistic of -9.79
        double[] bounds = RobustnessValue.bounds("female", 1, 0.00908106, 0.1090);
        assertThat(bounds[0]).isCloseTo(0.00916, within(1e-5));
        assertThat(bounds[1]).isCloseTo(0.1246, within(2e-4));
    }

    @Test
    void aCauseOfThatStrengthLeavesNothingByAlgebra() {
        double rv = DARFUR.robustness(1);
        assertThat(DARFUR.adjusted(rv, rv).coefficient()).isCloseTo(0, within(1e-12));
        double limit = DARFUR.robustness(1, 0.05);
        double critical = TDistribution.of(782).inverseSurvivalProbability(0.025);
        assertThat(DARFUR.adjusted(limit, limit).t()).isCloseTo(critical, within(1e-9));
        double half = DARFUR.robustness(0.5);
        assertThat(DARFUR.adjusted(half, half).coefficient()).isCloseTo(DARFUR.coefficient() / 2, within(1e-12));
        assertThat(new Regression(0.01, 0.02, 100).robustness(1, 0.05)).isZero();
    }

    /** A column is built that has the robustness value as both of its partial R²; adjusting for it leaves exactly zero. */
    @Test
    void aCauseOfThatStrengthLeavesNothingInData() {
        Dataset data = Worlds.linear(300, Seed.of(5));
        Estimate estimate = RegressionAdjustment.withDefaults().estimate(Worlds.effect(Population.ALL), data);
        RobustnessValue found = RobustnessValue.of(estimate);
        double r = found.value();
        double[] x = data.values("x");
        double[] z = data.values("z");
        double[] t = data.values("t");
        double[] y = data.values("y");
        double[] dRest = unit(residuals(t, x, z));
        double[] yRest = unit(residuals(y, x, z, t));
        RandomGenerator random = Seed.of(6).random();
        double[] noise = new double[300];
        for (int i = 0; i < 300; i++) noise[i] = random.nextGaussian();
        double[] own = unit(residuals(noise, x, z, t, y));
        double[] hidden = new double[300];
        double sign = Math.signum(found.regression().coefficient());
        for (int i = 0; i < 300; i++) {
            hidden[i] = Math.sqrt(r) * dRest[i] + sign * Math.sqrt(r * (1 - r)) * yRest[i] + (1 - r) * own[i];
        }
        Estimate adjusted = RegressionAdjustment.withDefaults()
                .estimate(
                        AdjustmentEstimand.of(Query.ate("t", "y"), Set.of("x", "z", "hidden")),
                        data.with("hidden", hidden));
        assertThat(found.regression().coefficient()).isGreaterThan(1);
        assertThat(RobustnessValue.of(adjusted).regression().coefficient()).isCloseTo(0, within(1e-9));
    }

    private static double[] residuals(double[] y, double[]... columns) {
        double[] ones = new double[y.length];
        Arrays.fill(ones, 1);
        return LinearRegression.withDefaults().fit(columns, y, ones).residuals();
    }

    private static double[] unit(double[] values) {
        double norm = 0;
        for (double value : values) norm += value * value;
        double[] out = values.clone();
        for (int i = 0; i < out.length; i++) out[i] /= Math.sqrt(norm);
        return out;
    }

    @Test
    void coefficientAndErrorAreThoseOfTheLinearModel() {
        Dataset data = Worlds.linear(200, Seed.of(8));
        RobustnessValue found =
                RobustnessValue.of(RegressionAdjustment.withDefaults().estimate(Worlds.effect(Population.ALL), data));
        double[] ones = new double[200];
        Arrays.fill(ones, 1);
        var fit = LinearRegression.withDefaults()
                .fit(new double[][] {data.values("t"), data.values("x"), data.values("z")}, data.values("y"), ones);
        assertThat(found.regression().coefficient()).isCloseTo(fit.coefficients()[1], within(1e-10));
        assertThat(found.regression().standardError())
                .isCloseTo(Math.sqrt(fit.modelCovariance().get(1, 1)), within(1e-10));
        assertThat(found.regression().degreesOfFreedom()).isEqualTo(196);
    }

    @Test
    void countsAreTheSameAsThatManyRowsAndBenchmarksName() {
        Dataset data = Datasets.collegePlans();
        var estimand = AdjustmentEstimand.of(Query.ate("encouragement", "plans"), Set.of("ses", "iq", "sex"));
        RobustnessValue counted =
                RobustnessValue.of(RegressionAdjustment.withDefaults().estimate(estimand, data));
        RobustnessValue rows =
                RobustnessValue.of(RegressionAdjustment.withDefaults().estimate(estimand, data.expanded()));
        assertThat(counted.value()).isCloseTo(rows.value(), within(1e-10));
        assertThat(counted.limit()).isCloseTo(rows.limit(), within(1e-10)).isLessThan(counted.value());
        RobustnessValue.Benchmark once = counted.benchmark("iq", 1);
        RobustnessValue.Benchmark twice = counted.benchmark("iq", 2);
        assertThat(once.adjusted().coefficient())
                .isLessThan(counted.regression().coefficient())
                .isGreaterThan(twice.adjusted().coefficient());
        assertThat(counted.text()).contains("as strong as iq").contains("Robustness value");
        assertThatThrownBy(() -> counted.benchmark("IQs", 1))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("iq");
        assertThatThrownBy(() -> counted.benchmark("ses", 1000)).hasMessageContaining("fewer");
    }
}
