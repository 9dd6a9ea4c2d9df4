// SPDX-License-Identifier: Apache-2.0
package org.causerie.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.estimation.Estimate;
import org.causerie.estimation.NaiveDifference;
import org.causerie.identification.AdjustmentEstimand;
import org.causerie.stat.Design;
import org.causerie.stat.LinearRegression;
import org.causerie.stat.Target;

/** Sums of squares of ordinary least squares on the treatment and the columns an estimate adjusts for. */
final class LeastSquares {
    private final Dataset data;
    private final SortedSet<String> covariates;
    private final double[] treatment;
    private final double[] outcome;
    private final double[] weights;

    LeastSquares(Estimate estimate) {
        double[] counts = estimate.data().weights();
        int[] rows =
                IntStream.range(0, counts.length).filter(row -> counts[row] > 0).toArray();
        data = rows.length == counts.length ? estimate.data() : estimate.data().rows(rows);
        covariates = estimate.estimand() instanceof AdjustmentEstimand adjustment
                        && !(estimate.estimator() instanceof NaiveDifference)
                ? adjustment.adjustmentSet()
                : new TreeSet<>();
        double[] levels = data.values(estimate.treatment());
        double upper = Arrays.stream(levels).max().orElseThrow();
        treatment = Arrays.stream(levels).map(level -> level == upper ? 1 : 0).toArray();
        outcome = data.values(estimate.outcome());
        weights = data.weights();
        if (data.weighted()) {
            double scale = data.rows() / Arrays.stream(weights).sum();
            for (int i = 0; i < weights.length; i++) weights[i] *= scale;
        }
    }

    SortedSet<String> covariates() {
        return covariates;
    }

    double[] treatment() {
        return treatment;
    }

    double[] outcome() {
        return outcome;
    }

    /** Cases less the intercept, the treatment and the columns adjusted for. */
    double degreesOfFreedom() {
        return Arrays.stream(weights).sum() - 2 - columns(covariates).size();
    }

    /** Features that vary: levels as dummies. */
    private List<double[]> columns(Collection<String> names) {
        List<double[]> columns = new ArrayList<>();
        if (names.isEmpty()) return columns;
        for (double[] column : Design.of(data, names).columns()) {
            if (Arrays.stream(column).anyMatch(value -> value != column[0])) columns.add(column);
        }
        return columns;
    }

    /** What is left of a column after regressing it on others. */
    double[] residuals(double[] column, Collection<String> names, boolean withTreatment) {
        List<double[]> features = columns(names);
        if (withTreatment) features.add(treatment);
        double[] fitted = new double[column.length];
        if (features.isEmpty()) Arrays.fill(fitted, product(column, ones()) / product(ones(), ones()));
        else {
            double[][] x = features.toArray(double[][]::new);
            fitted = LinearRegression.withDefaults()
                    .fit(Target.REGRESSION, x, column, weights, Seed.of(0))
                    .predict(x);
        }
        double[] residuals = new double[column.length];
        for (int i = 0; i < residuals.length; i++) residuals[i] = column[i] - fitted[i];
        return residuals;
    }

    private double[] ones() {
        double[] ones = new double[weights.length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The weighted inner product. */
    double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += weights[i] * a[i] * b[i];
        return sum;
    }

    /** How much of what others leave of a column the named one explains: partial R². */
    double partialR2(double[] column, String name, boolean withTreatment) {
        List<String> others =
                covariates.stream().filter(each -> !each.equals(name)).toList();
        double[] with = residuals(column, covariates, withTreatment);
        double[] without = residuals(column, others, withTreatment);
        return Math.max(0, 1 - product(with, with) / product(without, without));
    }
}
