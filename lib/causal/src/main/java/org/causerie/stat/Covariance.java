// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.ejml.data.DMatrixRMaj;

/**
 * Means and covariances of variables: all a linear-Gaussian method needs of its data.
 *
 * <p>Computed in one pass over blocks of rows, shifted by the mean of the first rows, in time
 * <i>O(n p²)</i> and memory <i>O(p²)</i> for <i>n</i> rows and <i>p</i> variables. A count makes a row
 * weigh as much as that many equal rows.
 *
 * @param names the variables
 * @param cases the number of cases: rows, or the sum of counts; with sampling weights <i>w</i> the
 *     effective number (Σw)² / Σw² of Kish (1965)
 * @param mean the mean of each variable
 * @param matrix the symmetric p × p matrix with divisor cases - 1; not to be written to
 */
public record Covariance(List<String> names, double cases, double[] mean, DMatrixRMaj matrix) {
    /** So many rows give the mean by which all are shifted. */
    private static final int START = 64;

    public Covariance {
        names = List.copyOf(names);
        int p = names.size();
        if (new HashSet<>(names).size() < p) throw new CausalException("Two variables have the same name: " + names);
        if (matrix.numRows != p || matrix.numCols != p || mean.length != p) {
            throw new CausalException("For " + p + " variables a " + p + " × " + p + " covariance matrix and " + p
                    + " means are needed; given were " + matrix.numRows + " × " + matrix.numCols + " and "
                    + mean.length);
        }
        for (int i = 0; i < p; i++) requireVariance(names.get(i), matrix.get(i, i));
        if (!Symmetric.exactly(matrix.data, p)) requireSymmetry(names, matrix);
    }

    private static void requireVariance(String name, double variance) {
        if (variance > 0 && variance < Double.POSITIVE_INFINITY) return;
        throw new CausalException(
                "The variance of \"" + name + "\" is " + variance + "; it must be positive and finite");
    }

    private static void requireSymmetry(List<String> names, DMatrixRMaj matrix) {
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                double gap = Math.abs(matrix.get(i, j) - matrix.get(j, i));
                if (!(gap <= 1e-9 * Math.sqrt(matrix.get(i, i) * matrix.get(j, j)))) {
                    throw new CausalException(
                            "The covariance matrix is not symmetric: " + names.get(i) + ", " + names.get(j) + " is "
                                    + matrix.get(i, j) + " one way and " + matrix.get(j, i) + " the other");
                }
            }
        }
    }

    /**
     * The covariance of a population, for runs without sampling error.
     *
     * @param cases how many cases tests and scores shall take it to come from
     */
    public static Covariance population(List<String> names, DMatrixRMaj matrix, double cases) {
        return new Covariance(names, cases, new double[names.size()], matrix.copy());
    }

    /**
     * The covariance of all cases from those of parts of them, for data at several places that tell their means and covariances
     * only: but for rounding the same as {@link #of(Dataset)} of all rows, if these have no sampling weights.
     *
     * @throws CausalException if there is no part, or they are not of the same variables
     */
    public static Covariance together(List<Covariance> parts) {
        if (parts.isEmpty()) throw new CausalException("Covariances are put together of one or more; none was given");
        Covariance sum = parts.get(0);
        for (Covariance part : parts.subList(1, parts.size())) sum = sum.plus(part);
        return sum;
    }

    private Covariance plus(Covariance other) {
        int p = names.size();
        int[] there = names.stream().mapToInt(other.names::indexOf).toArray();
        if (other.names.size() != p || Arrays.stream(there).anyMatch(i -> i < 0))
            throw new CausalException("Covariances are put together over the same variables; given were " + names
                    + " and " + other.names);
        double total = cases + other.cases;
        double[] gap = new double[p];
        double[] joint = new double[p];
        for (int i = 0; i < p; i++) {
            gap[i] = other.mean[there[i]] - mean[i];
            joint[i] = mean[i] + gap[i] * other.cases / total;
        }
        DMatrixRMaj sum = new DMatrixRMaj(p, p);
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                double products = (cases - 1) * matrix.get(i, j)
                        + (other.cases - 1) * other.matrix.get(there[i], there[j])
                        + gap[i] * gap[j] * (cases * other.cases / total);
                sum.set(i, j, products / (total - 1));
            }
        }
        return new Covariance(names, total, joint, sum);
    }

    /**
     * The sample covariance; ordered and binary columns count by their codes.
     *
     * @throws CausalException if a column is nominal, constant, or has missing values, or there are fewer
     *     than 3 cases
     */
    public static Covariance of(Dataset data) {
        return of(data, Execution.sequential());
    }

    /** The sample covariance as {@link #of(Dataset)}, the work shared by threads. */
    public static Covariance of(Dataset data, Execution execution) {
        double[] shift = shift(data);
        CrossProducts sums = CrossProducts.of(data::copyValues, shift, data.weights(), execution);
        int p = data.size();
        double[] mean = new double[p];
        double[] ones = new double[p];
        for (int i = 0; i < p; i++) {
            mean[i] = shift[i] + sums.sum(i) / sums.total();
            ones[i] = 1;
        }
        double cases = Requirements.effectiveCases(data);
        double[] matrix = sums.deviations(ones, cases / (cases - 1) / sums.total(), execution);
        return new Covariance(data.names(), cases, mean, DMatrixRMaj.wrap(p, p, matrix));
    }

    /** The correlations of the sample, refused as by {@link #of(Dataset)}, in less time than by way of its covariance. */
    static PartialCorrelation correlation(Dataset data, Execution execution) {
        CrossProducts sums = CrossProducts.of(data::copyValues, shift(data), data.weights(), execution);
        List<String> names = data.names();
        double[] factors = new double[names.size()];
        for (int i = 0; i < factors.length; i++) {
            double squares = sums.product(i, i) - sums.sum(i) * sums.sum(i) / sums.total();
            requireVariance(names.get(i), squares / sums.total());
            factors[i] = 1 / Math.sqrt(squares);
        }
        return new PartialCorrelation(names, sums.deviations(factors, 1, execution));
    }

    /** About the mean of each column, from its first rows; refuses data that has no covariance. */
    private static double[] shift(Dataset data) {
        Requirements.complete(data);
        List<String> names = data.names();
        double[] weights = data.weights();
        double[] shift = new double[names.size()];
        double[] start = new double[Math.min(START, data.rows())];
        for (int j = 0; j < shift.length; j++) {
            if (data.kind(j) == Kind.NOMINAL) {
                throw new CausalException(
                        "Column \"" + names.get(j) + "\" is NOMINAL and has no covariance; use a method for"
                                + " categories (GSquare, Bdeu), give its levels an order, or leave it out");
            }
            data.copyValues(j, 0, start);
            if (!Requirements.differ(start, weights)) Requirements.varies(names.get(j), data.values(j), weights);
            shift[j] = mean(start);
        }
        return shift;
    }

    private static double mean(double[] values) {
        double mean = 0;
        for (double value : values) mean += value / values.length;
        return mean;
    }
}
