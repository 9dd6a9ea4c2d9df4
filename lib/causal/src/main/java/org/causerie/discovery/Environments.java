// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.FDistribution;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * Numbers from several environments, one for each group of rows, as sums of products: enough for linear regressions within
 * any of them.
 *
 * @param sample the numbers of all environments together, standardised
 * @param cases how many cases each environment has
 * @param grams for each environment the sums of products of the variables and the constant, which comes last, row by row
 */
record Environments(Sample sample, int[] cases, double[][] grams) {

    /**
     * Reads the groups of the rows.
     *
     * @throws CausalException if there are no groups or only one, or what {@link Sample#of} and {@link Sample#independent}
     *     refuse
     */
    static Environments of(Dataset data, String method) {
        if (data.weighted()) Sample.of(data, method);
        Dataset expanded = data.expanded();
        int[] groups = groups(expanded, method);
        Sample sample = Sample.of(expanded, method).independent();
        int count = Arrays.stream(groups).max().orElse(0) + 1;
        int p = sample.size();
        int[] cases = new int[count];
        double[][] grams = new double[count][(p + 1) * (p + 1)];
        double[] row = new double[p + 1];
        row[p] = 1;
        for (int r = 0; r < groups.length; r++) {
            cases[groups[r]]++;
            double[] gram = grams[groups[r]];
            for (int i = 0; i < p; i++) row[i] = sample.columns()[i][r];
            for (int i = 0; i <= p; i++) for (int j = 0; j <= p; j++) gram[i * (p + 1) + j] += row[i] * row[j];
        }
        return new Environments(sample, cases, grams);
    }

    static int[] groups(Dataset data, String method) {
        int[] groups = data.groups()
                .orElseThrow(() -> new CausalException(method + " compares environments, but the rows have no groups;"
                        + " say which column tells the environment with withGroups(…)"));
        if (Arrays.stream(groups).distinct().count() < 2)
            throw new CausalException(method + " compares environments, but all rows are in the same group; at least"
                    + " two groups are needed");
        return groups;
    }

    int count() {
        return cases.length;
    }

    int size() {
        return sample.size();
    }

    /**
     * Checks that regressions on so many variables are possible in each environment.
     *
     * @throws CausalException naming the smallest environment if not
     */
    void requireCases(int variables) {
        int fewest = Arrays.stream(cases).min().orElse(0);
        if (fewest < variables + 3)
            throw new CausalException("The smallest environment has " + fewest + " cases; a regression on " + variables
                    + " variables within it needs at least " + (variables + 3)
                    + ": join environments, or use fewer columns or smaller sets");
    }

    /** The sums of products over some environments together. */
    double[] gram(IntStream environments) {
        double[] sum = new double[grams[0].length];
        environments.forEach(e -> {
            for (int k = 0; k < sum.length; k++) sum[k] += grams[e][k];
        });
        return sum;
    }

    int cases(IntStream environments) {
        return environments.map(e -> cases[e]).sum();
    }

    /**
     * A least-squares regression.
     *
     * @param slopes of the regressors and the constant, in standardised units
     * @param inverse of the sums of products, row by row
     * @param squares the sum of squared residuals
     */
    record Regression(double[] slopes, double[] inverse, double squares) {}

    Regression regression(double[] gram, int target, int[] causes) {
        int p = size();
        int q = causes.length + 1;
        int[] used = Arrays.copyOf(causes, q);
        used[q - 1] = p;
        double[] inverse = new double[q * q];
        double[] products = new double[q];
        for (int a = 0; a < q; a++) {
            products[a] = gram[used[a] * (p + 1) + target];
            for (int b = 0; b < q; b++) inverse[a * q + b] = gram[used[a] * (p + 1) + used[b]];
            inverse[a * q + a] *= 1 + 1e-12;
        }
        if (!Dense.invert(inverse, q))
            throw new CausalException("Within an environment the variables " + named(causes)
                    + " are constant or linear functions of each other; leave one of them out, or join environments");
        double[] slopes = Dense.times(inverse, products);
        double squares = gram[target * (p + 1) + target] - Dense.dot(slopes, products);
        return new Regression(slopes, inverse, Math.max(squares, 1e-12));
    }

    private List<String> named(int[] variables) {
        return Arrays.stream(variables).mapToObj(sample.variables()::name).toList();
    }

    /**
     * The p-value of the hypothesis that a variable depends on these causes in the same way in two sets of environments: Chow's test
     * of the coefficients and the F test of the variances, corrected for being two. Exact for linear models with normal noise.
     */
    double invariance(int target, int[] causes, int[] here, int[] there) {
        int q = causes.length + 1;
        double[] gramHere = gram(IntStream.of(here));
        double[] gramThere = gram(IntStream.of(there));
        double[] both = gramHere.clone();
        for (int k = 0; k < both.length; k++) both[k] += gramThere[k];
        double n = cases(IntStream.of(here));
        double m = cases(IntStream.of(there));
        double squaresHere = regression(gramHere, target, causes).squares();
        double squaresThere = regression(gramThere, target, causes).squares();
        double apart = squaresHere + squaresThere;
        double together = regression(both, target, causes).squares();
        double chow = Math.max(0, together - apart) / q / (apart / (n + m - 2 * q));
        double coefficients = FDistribution.of(q, n + m - 2 * q).survivalProbability(chow);
        FDistribution ratio = FDistribution.of(n - q, m - q);
        double f = squaresHere / (n - q) / (squaresThere / (m - q));
        double variances = 2 * Math.min(ratio.cumulativeProbability(f), ratio.survivalProbability(f));
        return Math.min(1, 2 * Math.min(coefficients, variances));
    }
}
