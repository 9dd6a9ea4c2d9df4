// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Progress;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The canonical correlations of two sets of variables given a third, from a covariance: <i>O((k + p + q)³)</i> for sets of
 * sizes <i>p</i> and <i>q</i> given <i>k</i> variables.
 */
final class CanonicalCorrelations {
    private final Covariance covariance;
    private final int size;
    private final double[] correlation;
    private final PartialCorrelation partial;

    CanonicalCorrelations(Covariance covariance) {
        this.covariance = covariance;
        partial = new PartialCorrelation(covariance);
        size = covariance.names().size();
        correlation = new double[size * size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++)
                correlation[i * size + j] = covariance.matrix().get(i, j)
                        / Math.sqrt(covariance.matrix().get(i, i)
                                * covariance.matrix().get(j, j));
    }

    /** In descending order, min(p, q) of them, each in [0, 1]. */
    double[] of(int[] x, int[] y, int[] given) {
        Progress.checkpoint();
        if (x.length == 1 && y.length == 1) return new double[] {Math.abs(partial.of(x[0], y[0], given))};
        requireDistinct(x, y, given);
        int k = given.length;
        int p = x.length;
        int q = y.length;
        double[] joint = block(concat(given, x, y));
        int n = k + p + q;
        for (int pivot = 0; pivot < k; pivot++) sweep(joint, n, pivot);
        double[][] left = whitener(joint, n, k, p, x);
        double[][] right = whitener(joint, n, k + p, q, y);
        DMatrixRMaj cross = new DMatrixRMaj(p, q);
        for (int i = 0; i < p; i++) for (int j = 0; j < q; j++) cross.set(i, j, joint[(k + i) * n + k + p + j]);
        forward(left, cross, p, q, true);
        forward(right, cross, q, p, false);
        double[] values = singular(cross);
        Arrays.sort(values);
        double[] descending = new double[values.length];
        for (int i = 0; i < values.length; i++) descending[i] = Math.max(0, Math.min(1, values[values.length - 1 - i]));
        return descending;
    }

    private static double[] singular(DMatrixRMaj cross) {
        if (cross.numRows == 1 || cross.numCols == 1) {
            double squares = 0;
            for (double value : cross.data) squares += value * value;
            return new double[] {Math.sqrt(squares)};
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(cross.numRows, cross.numCols, false, false, true);
        if (!svd.decompose(cross))
            throw new CausalException(
                    "The canonical correlations did not converge; is a column a combination of others?");
        return svd.getSingularValues().clone();
    }

    /** Takes a variable out of all others, as far as it still varies. */
    private static void sweep(double[] joint, int n, int pivot) {
        double diagonal = joint[pivot * n + pivot];
        if (diagonal < 1e-10) return;
        for (int i = pivot + 1; i < n; i++) {
            double factor = joint[i * n + pivot] / diagonal;
            if (factor == 0) continue;
            for (int j = pivot + 1; j < n; j++) joint[i * n + j] -= factor * joint[pivot * n + j];
        }
    }

    /** The Cholesky factor of a diagonal block. */
    private double[][] whitener(double[] joint, int n, int start, int length, int[] variables) {
        double[][] factor = new double[length][length];
        for (int i = 0; i < length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = joint[(start + i) * n + start + j];
                for (int m = 0; m < j; m++) sum -= factor[i][m] * factor[j][m];
                if (i > j) factor[i][j] = sum / factor[j][j];
                else if (sum > 1e-10) factor[i][i] = Math.sqrt(sum);
                else throw determined(variables[i]);
            }
        }
        return factor;
    }

    private CausalException determined(int variable) {
        return new CausalException("\"" + covariance.names().get(variable) + "\" is a linear combination of other"
                + " variables of the test, so that ranks say nothing; leave it out with without(\""
                + covariance.names().get(variable) + "\")");
    }

    /** Divides by the factor: its rows where {@code rows}, else its columns. */
    private static void forward(double[][] factor, DMatrixRMaj cross, int length, int others, boolean rows) {
        for (int c = 0; c < others; c++) {
            for (int i = 0; i < length; i++) {
                double sum = rows ? cross.get(i, c) : cross.get(c, i);
                for (int m = 0; m < i; m++) sum -= factor[i][m] * (rows ? cross.get(m, c) : cross.get(c, m));
                if (rows) cross.set(i, c, sum / factor[i][i]);
                else cross.set(c, i, sum / factor[i][i]);
            }
        }
    }

    private double[] block(int[] variables) {
        int n = variables.length;
        double[] block = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) block[i * n + j] = correlation[variables[i] * size + variables[j]];
        return block;
    }

    private static int[] concat(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }

    private void requireDistinct(int[] x, int[] y, int[] given) {
        Set<Integer> seen = new HashSet<>();
        for (int variable : concat(x, y, given))
            if (!seen.add(variable))
                throw new CausalException("A test of rank needs sets without a common variable; \""
                        + covariance.names().get(variable) + "\" is given twice");
        if (x.length == 0 || y.length == 0)
            throw new CausalException("A test of rank needs at least one variable on each side");
    }
}
