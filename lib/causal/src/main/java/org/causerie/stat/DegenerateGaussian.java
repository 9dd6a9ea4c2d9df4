// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/**
 * Tests conditional independence of columns of mixed kinds as if the indicators of levels were jointly normal with the
 * numbers.
 *
 * <p>Every categorical column of <i>l</i> levels becomes <i>l</i> − 1 indicators. The statistic is
 * \(-(n - 1 - |z| - \tfrac12(|x|+|y|+1))\log\frac{|S_{xyz}||S_z|}{|S_{xz}||S_{yz}|}\) from determinants of covariances
 * (with Bartlett's factor), under independence χ² with |x| |y| degrees of freedom, all sizes counted in
 * columns; indicators that the conditioning set determines do not count. For continuous columns it is
 * the likelihood-ratio test of zero partial correlation.
 *
 * <p>Assumes independent cases and effects that add up: an effect of one column that depends on the level of
 * another is seen only in part. Time <i>O(n q²)</i> once for <i>q</i> columns, and the cube of the columns of a test.
 *
 * <p>Andrews, B., Ramsey, J. &amp; Cooper, G. F. (2019). Learning high-dimensional directed acyclic graphs with mixed data-types.
 * PMLR 104, 4-21.
 */
public record DegenerateGaussian() implements IndependenceTest {

    public static DegenerateGaussian withDefaults() {
        return new DegenerateGaussian();
    }

    /**
     * Binds the test to data of any kinds; counts make a row stand for that many cases.
     *
     * @throws CausalException if a column is constant or has missing values
     */
    @Override
    public Independence on(Dataset data) {
        Requirements.complete(data);
        List<double[]> columns = new ArrayList<>();
        int[][] places = new int[data.size()][];
        for (int j = 0; j < places.length; j++) {
            String name = data.names().get(j);
            Requirements.varies(data, name);
            int first = columns.size();
            columns.addAll(embedded(data, name).values());
            places[j] = IntStream.range(first, columns.size()).toArray();
        }
        double[][] all = columns.toArray(double[][]::new);
        double[] weights = data.weights();
        Features features = Features.standardised(all, weights);
        double[] gram = features.gram(weights);
        int size = all.length + 1;
        double[][] matrix = new double[all.length][all.length];
        for (int i = 0; i < all.length; i++)
            for (int j = 0; j < all.length; j++) matrix[i][j] = gram[(i + 1) * size + j + 1] / features.total;
        return new Bound(data.names(), Requirements.effectiveCases(data), places, matrix);
    }

    /** A column of numbers as it is, one of levels as an indicator of each that occurs but the first, by name. */
    static Map<String, double[]> embedded(Dataset data, String name) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        double[] values = data.values(name);
        if (!data.kind(name).categorical()) {
            columns.put(name, values);
            return columns;
        }
        double[] weights = data.weights();
        double[] occurring = IntStream.range(0, values.length)
                .filter(row -> weights[row] > 0)
                .mapToDouble(row -> values[row])
                .sorted()
                .distinct()
                .toArray();
        for (int k = 1; k < occurring.length; k++) {
            double level = occurring[k];
            columns.put(
                    occurring.length == 2
                            ? name
                            : name + " = " + data.levels(name).get((int) level),
                    Arrays.stream(values).map(v -> v == level ? 1 : 0).toArray());
        }
        return columns;
    }

    private record Bound(List<String> names, double cases, int[][] places, double[][] matrix) implements Independence {
        private static final double TINY = 1e-10;

        @Override
        public TestResult test(int x, int y, int... given) {
            Requirements.distinct(names, x, y, given);
            int[] z = Arrays.stream(given)
                    .sorted()
                    .flatMap(i -> Arrays.stream(places[i]))
                    .toArray();
            double[] ofY = pivots(join(z, places[y]));
            double[] ofX = pivots(join(z, places[x]));
            double[] both = pivots(join(z, places[x], places[y]));
            int conditions = count(ofX, 0, z.length);
            int sizeX = count(ofX, z.length, ofX.length);
            int sizeY = count(ofY, z.length, ofY.length);
            double freedom = cases - 1 - conditions - 0.5 * (sizeX + sizeY + 1);
            if (!(freedom > 0)) {
                throw new CausalException("A test with " + (conditions + sizeX + sizeY)
                        + " columns and indicators needs" + " more cases than these; there are " + cases
                        + ". Limit the size of conditioning sets");
            }
            if (sizeX == 0 || sizeY == 0) return new TestResult(0, 0, 1);
            double alone = logarithm(ofY, z.length);
            double together = logarithm(both, z.length + places[x].length);
            boolean determined = count(both, z.length + places[x].length, both.length) < sizeY;
            double statistic = determined ? Double.POSITIVE_INFINITY : Math.max(0, freedom * (alone - together));
            int degrees = sizeX * sizeY;
            double p = determined ? 0 : ChiSquaredDistribution.of(degrees).survivalProbability(statistic);
            return new TestResult(statistic, degrees, p);
        }

        private static int[] join(int[]... parts) {
            return Stream.of(parts).flatMapToInt(Arrays::stream).toArray();
        }

        private static int count(double[] pivots, int from, int to) {
            return (int)
                    Arrays.stream(pivots, from, to).filter(pivot -> pivot > 0).count();
        }

        private static double logarithm(double[] pivots, int from) {
            return Arrays.stream(pivots, from, pivots.length)
                    .filter(pivot -> pivot > 0)
                    .map(Math::log)
                    .sum();
        }

        /** The variance of each column that the columns before it leave, 0 where they determine it. */
        private double[] pivots(int[] chosen) {
            int size = chosen.length;
            double[][] factor = new double[size][size];
            double[] pivots = new double[size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = matrix[chosen[i]][chosen[j]];
                    for (int m = 0; m < j; m++) sum -= factor[i][m] * factor[j][m];
                    if (i == j) pivots[i] = sum > TINY ? sum : 0;
                    factor[i][j] = pivots[j] > 0 ? sum / Math.sqrt(pivots[j]) : 0;
                }
            }
            return pivots;
        }
    }
}
