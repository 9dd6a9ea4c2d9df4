// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.data.Dataset;
import org.causerie.stat.Covariance;

/**
 * The numbers of a table in the order in which a search visits its variables.
 *
 * @param variables the variables
 * @param columns {@code columns[i][row]}, with mean 0 and variance 1 (divisor: the number of rows)
 * @param covariance means and covariances of the numbers as they were
 */
record Sample(Variables variables, double[][] columns, Covariance covariance) {
    /** A variable of whose variance less than this is left is taken as determined by the others. */
    private static final double COLLINEAR = 1e-9;

    /**
     * Reads the columns; rows that are counted become as many rows.
     *
     * @throws CausalException if a column is nominal, constant, or has missing values, or rows have sampling weights
     */
    static Sample of(Dataset data, String method) {
        Variables variables = Variables.of(data.names());
        if (data.weighted())
            throw new CausalException(method + " looks at single cases and cannot weigh them; the data has sampling"
                    + " weights: make the table again without them, or use a search by tests or scores");
        Dataset cases = data.expanded();
        List<String> names =
                IntStream.range(0, variables.size()).mapToObj(variables::name).toList();
        Covariance covariance = Covariance.of(cases.select(names));
        int rows = cases.rows();
        double[][] columns = new double[names.size()][];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = cases.values(names.get(i));
            double mean = covariance.mean()[i];
            double scale = 1 / Math.sqrt(covariance.matrix().get(i, i) * (rows - 1) / rows);
            for (int row = 0; row < rows; row++) columns[i][row] = (columns[i][row] - mean) * scale;
        }
        return new Sample(variables, columns, covariance);
    }

    int size() {
        return columns.length;
    }

    int rows() {
        return columns[0].length;
    }

    /** The correlations, row by row. */
    double[] correlations() {
        int p = size();
        double[] correlations = new double[p * p];
        for (int i = 0; i < p; i++)
            for (int j = 0; j < p; j++)
                correlations[i * p + j] = covariance.matrix().get(i, j) / (deviation(i) * deviation(j));
        return correlations;
    }

    double deviation(int i) {
        return Math.sqrt(covariance.matrix().get(i, i));
    }

    /**
     * Checks that no variable is a linear function of others, and returns this.
     *
     * @throws CausalException if there are no more rows than variables, or naming the variable that is
     */
    Sample independent() {
        int p = size();
        if (rows() <= p + 1)
            throw new CausalException(rows() + " cases do not determine the regressions among " + p
                    + " variables; more than " + (p + 1) + " cases are needed, or fewer columns: choose them with"
                    + " select(…)");
        double[] factor = correlations();
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = factor[i * p + j];
                for (int k = 0; k < j; k++) sum -= factor[i * p + k] * factor[j * p + k];
                if (i == j && sum < COLLINEAR)
                    throw new CausalException("Column \"" + variables.name(i) + "\" is a linear function of "
                            + determining(factor, i) + "; leave one of them out with without(…)");
                factor[i * p + j] = i == j ? Math.sqrt(sum) : sum / factor[j * p + j];
            }
        }
        return this;
    }

    /** The earlier variables with a weight in the function that gives the i-th. */
    private List<String> determining(double[] factor, int i) {
        int p = size();
        double[] weights = new double[i];
        for (int j = i - 1; j >= 0; j--) {
            double sum = factor[i * p + j];
            for (int k = j + 1; k < i; k++) sum -= weights[k] * factor[k * p + j];
            weights[j] = sum / factor[j * p + j];
        }
        return IntStream.range(0, i)
                .filter(j -> Math.abs(weights[j]) > 1e-4)
                .mapToObj(variables::name)
                .toList();
    }
}
