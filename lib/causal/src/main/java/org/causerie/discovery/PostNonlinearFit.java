// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import org.causerie.Progress;

/**
 * The post-nonlinear model of one direction, \(g(y) = f(x) + e\): f is a spline, g a line plus sigmoid steps with positive weights,
 * and the entropy of the noise e comes from a kernel density that leaves out the case itself.
 */
final class PostNonlinearFit {
    private static final int STEPS_OF_G = 8;
    private static final int BASIS = 8;
    private static final double RIDGE = 1e-3;
    private static final int LIMIT = 150;

    private final int n;
    private final double[][] basis;
    private final double[][] steps;
    private final double[][] slopes;
    private final double[] start;
    private final double[] parameters;

    PostNonlinearFit(double[] x, double[] y) {
        n = x.length;
        basis = SplineBasis.of(x, Math.min(BASIS, AdditiveSplines.basisSize(n))).columns();
        steps = new double[STEPS_OF_G + 1][n];
        slopes = new double[STEPS_OF_G + 1][n];
        steps[0] = y.clone();
        Arrays.fill(slopes[0], 1);
        for (int k = 1; k <= STEPS_OF_G; k++) {
            double centre = -2.4 + 4.8 * (k - 0.5) / STEPS_OF_G;
            double width = 4.8 / STEPS_OF_G;
            for (int row = 0; row < n; row++) {
                steps[k][row] = Math.tanh((y[row] - centre) / width);
                slopes[k][row] = (1 - steps[k][row] * steps[k][row]) / width;
            }
        }
        start = new double[STEPS_OF_G + 1 + basis.length];
        for (int k = 1; k <= STEPS_OF_G; k++) start[k] = -2;
        regress();
        parameters = start.clone();
        boolean[] free = new boolean[start.length];
        Arrays.fill(free, true);
        new OrthantWise(this::information, new double[start.length], free).minimise(parameters, LIMIT, 1e-5);
    }

    /** Starts f at the regression of the first g. */
    private void regress() {
        int d = basis.length;
        double[] target = new double[n];
        for (int k = 0; k <= STEPS_OF_G; k++)
            for (int row = 0; row < n; row++) target[row] += Math.exp(start[k]) * steps[k][row];
        double[] block = new double[d * d];
        double[] products = new double[d];
        for (int a = 0; a < d; a++) {
            products[a] = Dense.dot(basis[a], target);
            for (int b = 0; b < d; b++) block[a * d + b] = Dense.dot(basis[a], basis[b]);
            block[a * d + a] += 1e-6 * n;
        }
        Dense.factor(block, d);
        Dense.solve(block, d, products);
        System.arraycopy(products, 0, start, STEPS_OF_G + 1, d);
    }

    /** The noise at the optimum, with mean 0 and variance 1. */
    double[] noise() {
        double[] noise = noise(parameters);
        standardise(noise);
        return noise;
    }

    /** The number of parameters. */
    int size() {
        return parameters.length;
    }

    private double[] noise(double[] at) {
        double[] noise = new double[n];
        for (int k = 0; k <= STEPS_OF_G; k++) {
            double weight = Math.exp(at[k]);
            for (int row = 0; row < n; row++) noise[row] += weight * steps[k][row];
        }
        for (int k = 0; k < basis.length; k++)
            for (int row = 0; row < n; row++) noise[row] -= at[STEPS_OF_G + 1 + k] * basis[k][row];
        return noise;
    }

    private static double standardise(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = 0;
        for (int row = 0; row < values.length; row++) {
            values[row] -= mean;
            squares += values[row] * values[row];
        }
        double deviation = Math.sqrt(Math.max(squares / values.length, 1e-300));
        for (int row = 0; row < values.length; row++) values[row] /= deviation;
        return deviation;
    }

    /** The mutual information of cause and noise up to a constant, and a small ridge around the start. */
    double information(double[] at, double[] gradient) {
        Progress.checkpoint();
        double[] noise = noise(at);
        double deviation = standardise(noise);
        double[] pull = new double[n];
        double value = entropy(noise, pull) + Math.log(deviation);
        chain(noise, deviation, pull);
        Arrays.fill(gradient, 0);
        double[] slope = new double[n];
        for (int k = 0; k <= STEPS_OF_G; k++) {
            double weight = Math.exp(at[k]);
            for (int row = 0; row < n; row++) slope[row] += weight * slopes[k][row];
        }
        for (int row = 0; row < n; row++) value -= Math.log(slope[row]) / n;
        for (int k = 0; k <= STEPS_OF_G; k++) {
            double weight = Math.exp(at[k]);
            for (int row = 0; row < n; row++)
                gradient[k] += weight * (pull[row] * steps[k][row] - slopes[k][row] / slope[row] / n);
        }
        for (int k = 0; k < basis.length; k++) gradient[STEPS_OF_G + 1 + k] = -Dense.dot(pull, basis[k]);
        for (int k = 0; k < at.length; k++) {
            double away = at[k] - start[k];
            value += RIDGE / 2 * away * away;
            gradient[k] += RIDGE * away;
        }
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }

    /** The entropy of standardised values, and what each adds to it. */
    private double entropy(double[] values, double[] pull) {
        double width = 1.06 * Math.pow(n, -0.2);
        double[] density = new double[n];
        double[] kernel = new double[n * (n - 1) / 2];
        int at = 0;
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double d = (values[i] - values[j]) / width;
                double k = Math.exp(-d * d / 2);
                kernel[at++] = k;
                density[i] += k;
                density[j] += k;
            }
        }
        double entropy = 0;
        for (int i = 0; i < n; i++) {
            density[i] = Math.max(density[i], 1e-12);
            entropy -= Math.log(density[i]) / n;
        }
        at = 0;
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double d = (values[i] - values[j]) / width;
                double force = kernel[at++] * d / width * (1 / density[i] + 1 / density[j]) / n;
                pull[i] += force;
                pull[j] -= force;
            }
        }
        return entropy;
    }

    /** From the gradient in standardised values to the gradient in the values themselves, with that of the log deviation. */
    private void chain(double[] standardised, double deviation, double[] pull) {
        double mean = Arrays.stream(pull).sum() / n;
        double along = Dense.dot(pull, standardised) / n;
        for (int row = 0; row < n; row++)
            pull[row] = (pull[row] - mean - along * standardised[row] + standardised[row] / n) / deviation;
    }
}
