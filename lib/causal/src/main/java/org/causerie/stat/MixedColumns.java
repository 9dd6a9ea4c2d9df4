// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.causerie.data.Dataset;

/**
 * Columns of any kinds, of which numbers are normal within each combination of levels.
 *
 * @param columns numbers in standard deviations from their means, and codes of those levels that occur, by rows that count
 * @param levels how many levels occur, 0 for a column of numbers
 * @param deviations the standard deviation of each column of numbers
 * @param weights of the rows, which sum to the effective number of cases
 */
record MixedColumns(List<String> names, double[][] columns, int[] levels, double[] deviations, double[] weights) {

    /**
     * Reads the columns.
     *
     * @throws org.causerie.CausalException if a column is constant or has missing values
     */
    static MixedColumns of(Dataset data) {
        Requirements.complete(data);
        double[] given = data.weights();
        int[] counting =
                IntStream.range(0, given.length).filter(row -> given[row] > 0).toArray();
        double scale = Requirements.effectiveCases(data) / Arrays.stream(given).sum();
        double[] weights =
                Arrays.stream(counting).mapToDouble(row -> given[row] * scale).toArray();
        double[][] columns = new double[data.size()][];
        int[] levels = new int[columns.length];
        double[] deviations = new double[columns.length];
        for (int j = 0; j < columns.length; j++) {
            Requirements.varies(data, data.names().get(j));
            double[] values = data.values(j);
            columns[j] = Arrays.stream(counting).mapToDouble(row -> values[row]).toArray();
            if (data.kind(j).categorical()) levels[j] = renumber(columns[j]);
            else deviations[j] = standardise(columns[j], weights);
        }
        return new MixedColumns(data.names(), columns, levels, deviations, weights);
    }

    private static int renumber(double[] codes) {
        double[] occurring = Arrays.stream(codes).sorted().distinct().toArray();
        for (int row = 0; row < codes.length; row++) codes[row] = Arrays.binarySearch(occurring, codes[row]);
        return occurring.length;
    }

    private static double standardise(double[] column, double[] weights) {
        double total = Arrays.stream(weights).sum();
        double mean = Products.dot(column, weights) / total;
        double squares = 0;
        for (int row = 0; row < column.length; row++) {
            column[row] -= mean;
            squares += weights[row] * column[row] * column[row];
        }
        double deviation = Math.sqrt(squares / total);
        for (int row = 0; row < column.length; row++) column[row] /= deviation;
        return deviation;
    }

    boolean number(int column) {
        return levels[column] == 0;
    }

    double cases() {
        return Arrays.stream(weights).sum();
    }

    /** The largest likelihood of these columns together, in the order given. */
    CellLikelihood likelihood(int... set) {
        int[] cells = new int[weights.length];
        int count = 1;
        for (int j : set) if (!number(j)) count = refine(cells, count, columns[j], levels[j]);
        double[][] numbers = Arrays.stream(set)
                .filter(this::number)
                .mapToObj(j -> columns[j])
                .toArray(double[][]::new);
        return CellLikelihood.of(numbers, cells, count, weights);
    }

    /** Splits the cells by the levels of one more column and numbers those that occur. */
    private static int refine(int[] cells, int count, double[] codes, int levels) {
        int[] number = new int[count * levels];
        for (int row = 0; row < cells.length; row++) number[cells[row] * levels + (int) codes[row]] = 1;
        int occurring = 0;
        for (int i = 0; i < number.length; i++) if (number[i] > 0) number[i] = occurring++;
        for (int row = 0; row < cells.length; row++) cells[row] = number[cells[row] * levels + (int) codes[row]];
        return occurring;
    }
}
