// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** A distribution known by weighted draws. */
public final class DrawnDistribution implements Distribution {
    private final Variable variable;
    private final double[] values;
    private final double[] weights;

    /**
     * Keeps the draws in ascending order.
     *
     * @param weights at least 0, summing to 1
     */
    DrawnDistribution(Variable variable, double[] values, double[] weights) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.variable = variable;
        this.values = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
        this.weights = Arrays.stream(order).mapToDouble(i -> weights[i]).toArray();
    }

    @Override
    public Variable variable() {
        return variable;
    }

    @Override
    public double mean() {
        double mean = 0;
        for (int i = 0; i < values.length; i++) mean += weights[i] * values[i];
        return mean;
    }

    @Override
    public double standardDeviation() {
        double mean = mean();
        double variance = 0;
        for (int i = 0; i < values.length; i++) variance += weights[i] * (values[i] - mean) * (values[i] - mean);
        return Math.sqrt(variance);
    }

    /** The standard error of {@link #mean()} that comes from the number of draws. */
    public double monteCarloError() {
        double squares = 0;
        double mean = mean();
        for (int i = 0; i < values.length; i++)
            squares += weights[i] * weights[i] * (values[i] - mean) * (values[i] - mean);
        return Math.sqrt(squares);
    }

    @Override
    public double probability(Object level) {
        throw GaussianDistribution.notLevels(variable);
    }

    @Override
    public double quantile(double probability) {
        GaussianDistribution.requireProbability(probability);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i];
            if (weights[i] > 0 && sum >= probability) return values[i];
        }
        return values[values.length - 1];
    }

    @Override
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s: mean %s, sd %s, 95%% between %s and %s",
                variable.name(),
                Numbers.text(mean()),
                Numbers.text(standardDeviation()),
                Numbers.text(quantile(0.025)),
                Numbers.text(quantile(0.975)));
    }

    @Override
    public String toString() {
        return text();
    }
}
