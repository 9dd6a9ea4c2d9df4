// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.numbers.arrays.Selection;
import org.causerie.CausalException;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;

/**
 * Data as kernel methods see it: every variable as one or more columns of mean 0 that together have variance
 * 1; a nominal variable has a column for each of its levels.
 *
 * @param names the variables
 * @param rows the number of cases
 * @param blocks {@code blocks[variable][part][row]}
 */
record KernelColumns(List<String> names, int rows, double[][][] blocks) {
    /** The median distance is taken over the pairs of at most this many cases. */
    private static final int LOOKED_AT = 300;

    /**
     * Prepares the columns.
     *
     * @throws CausalException if a column is constant, a linear function of others or has missing values, or rows have sampling
     *     weights
     */
    static KernelColumns of(Dataset data) {
        Dataset cases = cases(data);
        double[][][] blocks = new double[cases.size()][][];
        for (int j = 0; j < blocks.length; j++) {
            String name = cases.names().get(j);
            Requirements.varies(cases, name);
            blocks[j] = cases.kind(j) == Kind.NOMINAL
                    ? indicators(cases.values(j), cases.levels(name).size())
                    : new double[][] {cases.values(j)};
            standardise(blocks[j]);
        }
        return new KernelColumns(cases.names(), cases.rows(), blocks);
    }

    /**
     * One row per case.
     *
     * @throws CausalException if values are missing, rows have sampling weights, or a number is a linear function of others
     */
    static Dataset cases(Dataset data) {
        Requirements.complete(data);
        if (data.weighted()) {
            throw new CausalException("The rows have sampling weights, which this test cannot take into account;"
                    + " use FisherZ, GSquare or ChiSquare, or resample the rows by their weights");
        }
        Dataset cases = data.expanded();
        if (cases.rows() < 10) {
            throw new CausalException("The data has " + cases.rows() + " cases; this test needs at least 10");
        }
        String[] numbers = IntStream.range(0, cases.size())
                .filter(j -> cases.kind(j) != Kind.NOMINAL)
                .mapToObj(cases.names()::get)
                .toArray(String[]::new);
        if (numbers.length > 1) {
            Covariance covariance = Covariance.of(cases.select(numbers));
            Requirements.undetermined(covariance.names(), cases.rows(), new PartialCorrelation(covariance));
        }
        return cases;
    }

    private static double[][] indicators(double[] codes, int levels) {
        double[][] columns = new double[levels][codes.length];
        for (int row = 0; row < codes.length; row++) columns[(int) codes[row]][row] = 1;
        return Arrays.stream(columns)
                .filter(column -> Arrays.stream(column).anyMatch(value -> value > 0))
                .toArray(double[][]::new);
    }

    private static void standardise(double[][] block) {
        double squares = 0;
        for (double[] column : block) {
            double mean = Arrays.stream(column).sum() / column.length;
            for (int row = 0; row < column.length; row++) column[row] -= mean;
            squares += Products.dot(column, column);
        }
        double scale = 1 / Math.sqrt(squares / block[0].length);
        for (double[] column : block) for (int row = 0; row < column.length; row++) column[row] *= scale;
    }

    /** The columns of some variables, in their order. */
    double[][] of(int... variables) {
        return Arrays.stream(variables)
                .mapToObj(v -> blocks[v])
                .flatMap(Arrays::stream)
                .toArray(double[][]::new);
    }

    /** The columns of some variables as they are, followed by those of others scaled by a factor. */
    double[][] joint(int[] variables, int[] others, double factor) {
        double[][] own = of(variables);
        double[][] more = of(others);
        double[][] all = Arrays.copyOf(own, own.length + more.length);
        for (int k = 0; k < more.length; k++)
            all[own.length + k] =
                    Arrays.stream(more[k]).map(value -> value * factor).toArray();
        return all;
    }

    /** Every so manieth row, so that at most {@code count} are left, of columns. */
    static double[][] thinned(double[][] columns, int count) {
        int rows = columns[0].length;
        if (rows <= count) return columns;
        double[][] thinned = new double[columns.length][count];
        for (int k = 0; k < columns.length; k++)
            for (int i = 0; i < count; i++) thinned[k][i] = columns[k][(int) ((long) i * rows / count)];
        return thinned;
    }

    /** The median of the positive distances between cases. */
    static double medianDistance(double[][] columns) {
        double[][] looked = thinned(columns, LOOKED_AT);
        int rows = looked[0].length;
        double[] distances = new double[rows * (rows - 1) / 2];
        double[] squares = new double[rows];
        int count = 0;
        for (int i = 1; i < rows; i++) {
            squaredDistances(looked, i, squares);
            for (int j = 0; j < i; j++) if (squares[j] > 0) distances[count++] = squares[j];
        }
        if (count == 0) return 1;
        Selection.select(distances, 0, count, count / 2);
        return Math.sqrt(distances[count / 2]);
    }

    /** The squares of the distances of a case from those before it. */
    private static void squaredDistances(double[][] columns, int i, double[] into) {
        Arrays.fill(into, 0, i, 0);
        for (double[] column : columns) {
            double own = column[i];
            for (int j = 0; j < i; j++) {
                double off = own - column[j];
                into[j] += off * off;
            }
        }
    }

    /** The kernel \(\exp(-\|a-b\|^2/2w^2)\) of every two cases. */
    static LowRank.Source gaussian(double[][] columns, double width) {
        double factor = -0.5 / (width * width);
        return new LowRank.Source() {
            @Override
            public double diagonal(int i) {
                return 1;
            }

            @Override
            public void column(int i, double[] into) {
                Arrays.fill(into, 0);
                for (double[] column : columns) {
                    double own = column[i];
                    for (int row = 0; row < into.length; row++) {
                        double off = column[row] - own;
                        into[row] += off * off;
                    }
                }
                for (int row = 0; row < into.length; row++) into[row] = Math.exp(factor * into[row]);
            }
        };
    }
}
