// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.HashSet;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.ejml.data.DMatrixRMaj;

/**
 * Means and covariances of variables: all a linear-Gaussian method needs of its data.
 *
 * <p>Computed in one pass over blocks of rows, shifted by the mean of the first block, in time
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
    private static final int BLOCK = 256;

    public Covariance {
        names = List.copyOf(names);
        int p = names.size();
        if (new HashSet<>(names).size() < p) throw new CausalException("Two variables have the same name: " + names);
        if (matrix.numRows != p || matrix.numCols != p || mean.length != p) {
            throw new CausalException("For " + p + " variables a " + p + " × " + p + " covariance matrix and " + p
                    + " means are needed; given were " + matrix.numRows + " × " + matrix.numCols + " and "
                    + mean.length);
        }
        for (int i = 0; i < p; i++) {
            if (!(matrix.get(i, i) > 0) || Double.isInfinite(matrix.get(i, i))) {
                throw new CausalException("The variance of \"" + names.get(i) + "\" is " + matrix.get(i, i)
                        + "; it must be positive and finite");
            }
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
     * The sample covariance; ordered and binary columns count by their codes.
     *
     * @throws CausalException if a column is nominal, constant, or has missing values, or there are fewer than 3 cases
     */
    public static Covariance of(Dataset data) {
        Requirements.complete(data);
        for (String name : data.names()) {
            if (data.kind(name) == Kind.NOMINAL) {
                throw new CausalException("Column \"" + name + "\" is NOMINAL and has no covariance; use a method for"
                        + " categories (GSquare, Bdeu), give its levels an order, or leave it out");
            }
            Requirements.varies(data, name);
        }
        int p = data.size();
        double[][] columns = new double[p][];
        for (int j = 0; j < p; j++) columns[j] = data.values(j);
        return new Accumulator(columns, data.weights()).covariance(data);
    }

    /** Sums over the rows of shifted values and of their products. */
    private static final class Accumulator {
        private final double[][] columns;
        private final double[] weights;
        private final double[] shift;
        private final double[] sum;
        private final double[] products;
        private final double[][] centred;
        private final double[][] weighted;

        Accumulator(double[][] columns, double[] weights) {
            int p = columns.length;
            this.columns = columns;
            this.weights = weights;
            shift = new double[p];
            sum = new double[p];
            products = new double[p * p];
            centred = new double[p][BLOCK];
            weighted = new double[p][BLOCK];
            int first = Math.min(BLOCK, weights.length);
            for (int j = 0; j < p; j++) {
                for (int row = 0; row < first; row++) shift[j] += columns[j][row] / first;
            }
        }

        Covariance covariance(Dataset data) {
            for (int start = 0; start < weights.length; start += BLOCK) {
                Progress.checkpoint();
                add(start, Math.min(BLOCK, weights.length - start));
            }
            double total = 0;
            double squares = 0;
            for (double weight : weights) {
                total += weight;
                squares += weight * weight;
            }
            double cases = data.weighted() ? total * total / squares : data.cases();
            int p = columns.length;
            double[] mean = new double[p];
            DMatrixRMaj matrix = new DMatrixRMaj(p, p);
            for (int i = 0; i < p; i++) {
                mean[i] = shift[i] + sum[i] / total;
                for (int j = 0; j <= i; j++) {
                    double value = (products[i * p + j] - sum[i] * sum[j] / total) / total * (cases / (cases - 1));
                    matrix.set(i, j, value);
                    matrix.set(j, i, value);
                }
            }
            return new Covariance(data.names(), cases, mean, matrix);
        }

        private void add(int start, int length) {
            int p = columns.length;
            for (int j = 0; j < p; j++) {
                double blockSum = 0;
                for (int row = 0; row < length; row++) {
                    double value = columns[j][start + row] - shift[j];
                    centred[j][row] = value;
                    weighted[j][row] = weights[start + row] * value;
                    blockSum += weighted[j][row];
                }
                sum[j] += blockSum;
            }
            for (int i = 0; i < p; i++) {
                for (int j = 0; j <= i; j++) products[i * p + j] += dot(weighted[i], centred[j], length);
            }
        }

        /** Four running sums, which a processor can add at the same time. */
        private static double dot(double[] a, double[] b, int length) {
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            int k = 0;
            for (; k + 3 < length; k += 4) {
                s0 += a[k] * b[k];
                s1 += a[k + 1] * b[k + 1];
                s2 += a[k + 2] * b[k + 2];
                s3 += a[k + 3] * b[k + 3];
            }
            for (; k < length; k++) s0 += a[k] * b[k];
            return s0 + s1 + (s2 + s3);
        }
    }
}
