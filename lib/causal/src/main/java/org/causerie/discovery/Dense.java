// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** EJML on small square matrices that are stored row by row in arrays. */
final class Dense {
    private Dense() {}

    /**
     * Overwrites a positive definite matrix with its lower Cholesky factor.
     *
     * @return whether it is positive definite
     */
    static boolean factor(double[] a, int n) {
        if (n == 0) return true;
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(n, true);
        DMatrixRMaj matrix = DMatrixRMaj.wrap(n, n, a);
        if (!cholesky.decompose(matrix)) return false;
        cholesky.getT(matrix);
        return true;
    }

    /** Solves in place with the Cholesky factor of the matrix. */
    static void solve(double[] factor, int n, double[] b) {
        TriangularSolver_DDRM.solveL(factor, b, n);
        TriangularSolver_DDRM.solveTranL(factor, b, n);
    }

    /** Replaces a positive definite matrix by its inverse, and says whether it is one. */
    static boolean invert(double[] a, int n) {
        if (n == 0) return true;
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(n);
        if (!solver.setA(new DMatrixRMaj(n, n, true, a))) return false;
        solver.invert(DMatrixRMaj.wrap(n, n, a));
        return true;
    }

    /** A square matrix times a vector. */
    static double[] times(double[] a, double[] x) {
        int n = x.length;
        double[] product = new double[n];
        CommonOps_DDRM.mult(DMatrixRMaj.wrap(n, n, a), DMatrixRMaj.wrap(n, 1, x), DMatrixRMaj.wrap(n, 1, product));
        return product;
    }

    /** The product of two square matrices. */
    static double[] times(double[] a, double[] b, int n) {
        double[] product = new double[n * n];
        CommonOps_DDRM.mult(DMatrixRMaj.wrap(n, n, a), DMatrixRMaj.wrap(n, n, b), DMatrixRMaj.wrap(n, n, product));
        return product;
    }

    /** The inner product, with four sums at once, which the processor adds side by side. */
    static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < a.length; k += 4) {
            s0 += a[k] * b[k];
            s1 += a[k + 1] * b[k + 1];
            s2 += a[k + 2] * b[k + 2];
            s3 += a[k + 3] * b[k + 3];
        }
        for (; k < a.length; k++) s0 += a[k] * b[k];
        return s0 + s1 + (s2 + s3);
    }
}
