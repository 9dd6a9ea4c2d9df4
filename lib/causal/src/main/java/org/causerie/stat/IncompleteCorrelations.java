// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.List;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The correlations of columns with missing cells, and how many cases have both of each pair. The most likely ones, found from
 * those of the pairs made positive definite.
 *
 * @param matrix row by row
 * @param cases how many cases each pair was seen together
 */
record IncompleteCorrelations(double[] matrix, double[] cases) {
    /** A correlation seen in so many cases is taken half. */
    private static final double PRIOR = 4;

    private static final double SMALLEST = 1e-3;

    /** <i>O(np² + p³)</i>. */
    static IncompleteCorrelations of(Dataset data) {
        int p = data.size();
        if (data.cases() < Requirements.FEWEST)
            throw new CausalException("The data has " + data.rows()
                    + " rows, too few to find a graph: any would fit; at least " + Requirements.FEWEST + " are needed");
        double[][] columns = new double[p][];
        for (int j = 0; j < p; j++) columns[j] = standardised(data, j);
        double[] weights = data.weights();
        double[] matrix = new double[p * p];
        double[] cases = new double[p * p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                Progress.checkpoint();
                pair(columns[i], columns[j], weights, matrix, cases, i * p + j);
                if (i != j && same(matrix[i * p + j], cases[i * p + j]))
                    throw Requirements.determined(
                            data.names().get(i), List.of(data.names().get(j)));
                matrix[j * p + i] = matrix[i * p + j];
                cases[j * p + i] = cases[i * p + j];
            }
        }
        if (!data.hasMissing()) Requirements.undetermined(Covariance.of(data));
        double[] start = definite(matrix, p);
        return new IncompleteCorrelations(ExpectedCorrelations.of(columns, weights, start), cases);
    }

    private static double[] standardised(Dataset data, int column) {
        String name = data.names().get(column);
        if (data.kind(column) == Kind.NOMINAL)
            throw new CausalException(
                    "Column \"" + name + "\" is NOMINAL and has no correlation; give its levels an order"
                            + " with withLevels, or leave it out");
        double[] values = data.values(column);
        double sum = 0;
        int seen = 0;
        boolean varies = false;
        double first = Double.NaN;
        for (double value : values) {
            if (Double.isNaN(value)) continue;
            if (seen++ == 0) first = value;
            else varies |= value != first;
            sum += value;
        }
        if (seen < 3)
            throw new CausalException("Column \"" + name + "\" has " + seen
                    + " values, too few to say anything; leave it" + " out with without(\"" + name + "\")");
        if (!varies)
            throw new CausalException(
                    "Column \"" + name + "\" has the same value in every row, so nothing can depend on"
                            + " it; leave it out with without(\"" + name + "\")");
        double mean = sum / seen;
        double squares = 0;
        for (double value : values) if (!Double.isNaN(value)) squares += (value - mean) * (value - mean);
        double deviation = Math.sqrt(squares / seen);
        for (int row = 0; row < values.length; row++) values[row] = (values[row] - mean) / deviation;
        return values;
    }

    /** Whether two columns are the same, but for rounding, in all rows that have both. */
    private static boolean same(double shrunk, double cases) {
        return cases >= 4 && Math.abs(shrunk) * (cases + PRIOR) / cases > 1 - 1e-12;
    }

    private static void pair(double[] x, double[] y, double[] weights, double[] matrix, double[] cases, int at) {
        double n = 0;
        double sx = 0;
        double sy = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int row = 0; row < x.length; row++) {
            double product = x[row] * y[row];
            if (Double.isNaN(product)) continue;
            double w = weights[row];
            n += w;
            sx += w * x[row];
            sy += w * y[row];
            xx += w * x[row] * x[row];
            yy += w * y[row] * y[row];
            xy += w * product;
        }
        cases[at] = n;
        double varX = xx - sx * sx / n;
        double varY = yy - sy * sy / n;
        if (n < 4 || varX < 1e-9 * n || varY < 1e-9 * n) return;
        double r = (xy - sx * sy / n) / Math.sqrt(varX * varY);
        matrix[at] = x == y ? 1 : r * n / (n + PRIOR);
    }

    /** The matrix itself where it is positive definite, else with its small eigenvalues raised and 1 on the diagonal again. */
    private static double[] definite(double[] matrix, int p) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(p, true, true);
        if (!eigen.decompose(DMatrixRMaj.wrap(p, p, matrix.clone())))
            throw new CausalException("The correlations of the columns have no eigenvalues; is a column infinite?");
        boolean definite = true;
        for (int k = 0; k < p; k++) definite &= eigen.getEigenvalue(k).real >= SMALLEST;
        if (definite) return matrix;
        double[] raised = new double[p * p];
        for (int k = 0; k < p; k++) {
            Progress.checkpoint();
            double value = Math.max(SMALLEST, eigen.getEigenvalue(k).real);
            double[] vector = eigen.getEigenVector(k).data;
            for (int i = 0; i < p; i++) for (int j = 0; j < p; j++) raised[i * p + j] += value * vector[i] * vector[j];
        }
        double[] scaled = new double[p * p];
        for (int i = 0; i < p; i++)
            for (int j = 0; j < p; j++)
                scaled[i * p + j] = raised[i * p + j] / Math.sqrt(raised[i * p + i] * raised[j * p + j]);
        return scaled;
    }
}
