// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * What a centred kernel K of the conditioning variables does not explain: the matrix
 * \(R = \lambda(K + \lambda I)^{-1}\), kept as the factor of K and the Cholesky factor of a small matrix.
 */
final class KernelRegression {
    private final LowRank kernel;
    private final double[][] gram;
    private final Cholesky small;
    private final double[][] removed;
    private final double lost;
    private final double[] left;

    KernelRegression(LowRank centred, double ridge) {
        kernel = centred;
        gram = Products.gram(centred.columns());
        int r = gram.length;
        double[] matrix = new double[r * r];
        for (int i = 0; i < r; i++) {
            System.arraycopy(gram[i], 0, matrix, i * r, r);
            matrix[i * r + i] += ridge;
        }
        small = new Cholesky(matrix, r);
        removed = removed();
        double sum = 0;
        for (int i = 0; i < r; i++) sum += Products.dot(removed[i], gram[i]);
        lost = sum;
        left = left();
    }

    /** \(R A\) for the factor A of another kernel, so that the result is the factor of \(R A A^\top R\). */
    LowRank residual(LowRank target) {
        double[][] products = Products.inner(target.columns(), kernel.columns());
        double[][] columns = new double[products.length][];
        for (int j = 0; j < columns.length; j++) {
            double[] factors = small.solve(products[j]);
            for (int k = 0; k < factors.length; k++) factors[k] = -factors[k];
            columns[j] = target.columns()[j].clone();
            Products.add(kernel.columns(), factors, factors.length, columns[j]);
        }
        return new LowRank(target.rows(), columns);
    }

    /**
     * By how much the statistic of two residuals exceeds what their diagonals let expect, because residuals fill fewer than
     * n dimensions: \(\operatorname{tr}(R_a^2R_b^2)/\sum_i(R_a^2)_{ii}(R_b^2)_{ii}\), of centred cases.
     */
    static double inflation(KernelRegression a, KernelRegression b) {
        double[][] between = a == b ? a.gram : Products.inner(a.kernel.columns(), b.kernel.columns());
        double[][] left = times(a.removed, between);
        double[][] right = times(between, b.removed);
        double both = a.kernel.rows() - 1 - a.lost - b.lost;
        for (int i = 0; i < left.length; i++) both += Products.dot(left[i], right[i]);
        return both / Products.dot(a.left, b.left);
    }

    /** N of \(R^2 = I - G N G^\top\) for the factor G of the kernel. */
    private double[][] removed() {
        int r = gram.length;
        double[] flat = small.inverse();
        double[][] inverse = new double[r][];
        for (int i = 0; i < r; i++) inverse[i] = Arrays.copyOfRange(flat, i * r, (i + 1) * r);
        double[][] result = times(times(inverse, gram), inverse);
        for (int i = 0; i < r; i++) for (int j = 0; j < r; j++) result[i][j] = 2 * inverse[i][j] - result[i][j];
        return result;
    }

    /** The diagonal of R² for centred cases. */
    private double[] left() {
        int rows = kernel.rows();
        double[] diagonal = new double[rows];
        Arrays.fill(diagonal, 1 - 1.0 / rows);
        double[] column = new double[rows];
        for (int k = 0; k < kernel.rank(); k++) {
            Arrays.fill(column, 0);
            Products.add(kernel.columns(), removed[k], kernel.rank(), column);
            double[] own = kernel.columns()[k];
            for (int row = 0; row < rows; row++) diagonal[row] -= own[row] * column[row];
        }
        return diagonal;
    }

    /** The product of two small matrices, row by row. */
    private static double[][] times(double[][] a, double[][] b) {
        int columns = b.length == 0 ? 0 : b[0].length;
        double[][] product = new double[a.length][columns];
        for (int i = 0; i < a.length; i++) Products.add(b, a[i], b.length, product[i]);
        return product;
    }

    long weight() {
        return kernel.weight() + 3L * kernel.rank() * kernel.rank();
    }

    /**
     * The likelihood of Gaussian-process regressions on one kernel, for every ratio of noise to signal.
     *
     * @param vectors the kernel's eigenvectors as columns
     * @param values its eigenvalues
     */
    record Likelihood(double[][] vectors, double[] values) {

        static Likelihood of(LowRank centred) {
            double[][] gram = Products.gram(centred.columns());
            int r = gram.length;
            EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(r, true, true);
            eigen.decompose(new DMatrixRMaj(gram));
            double[][] vectors = new double[r][centred.rows()];
            double[] values = new double[r];
            for (int k = 0; k < r; k++) {
                values[k] = Math.max(1e-12, eigen.getEigenvalue(k).getReal());
                double[] factors = eigen.getEigenVector(k).getData().clone();
                double scale = 1 / Math.sqrt(values[k]);
                for (int i = 0; i < r; i++) factors[i] *= scale;
                Products.add(centred.columns(), factors, r, vectors[k]);
            }
            return new Likelihood(vectors, values);
        }

        /** How much of the target lies along each eigenvector. */
        double[] along(LowRank target) {
            double[][] products = Products.inner(vectors, target.columns());
            double[] along = new double[products.length];
            for (int k = 0; k < along.length; k++) along[k] = Products.dot(products[k], products[k]);
            return along;
        }

        /**
         * Twice the logarithm of the likelihood for each output, at the best size of the signal.
         *
         * @param along as {@link #along} tells
         * @param total the target's trace
         */
        double log(double[] along, double total, int rows, double ridge) {
            double determinant = 0;
            double explained = 0;
            double rest = total;
            for (int k = 0; k < values.length; k++) {
                determinant += Math.log(values[k] + ridge);
                explained += along[k] / (values[k] + ridge);
                rest -= along[k];
            }
            int free = rows - 1;
            determinant += Math.max(0, free - values.length) * Math.log(ridge);
            return -determinant - free * Math.log(explained + Math.max(0, rest) / ridge);
        }

        long weight() {
            return (long) vectors.length * (vectors.length == 0 ? 0 : vectors[0].length);
        }
    }
}
