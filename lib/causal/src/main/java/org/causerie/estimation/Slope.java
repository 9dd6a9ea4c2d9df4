// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import java.util.Arrays;
import org.causerie.CausalException;
import org.causerie.stat.Covariance;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A function of the covariances of linear-Gaussian variables with its derivative, so that differences and products know
 * their standard errors.
 *
 * @param value the number
 * @param gradient the symmetric G with d value = tr(G dΣ)
 */
record Slope(double value, DMatrixRMaj gradient) {

    /** Zero, whatever the data. */
    static Slope none(int variables) {
        return new Slope(0, new DMatrixRMaj(variables, variables));
    }

    /** The coefficient of x in the regression of y on x and others. O(k³ + p²) for k others and p variables. */
    static Slope of(Covariance covariance, int x, int y, int[] others) {
        Residual cause = Residual.of(covariance, x, others);
        double value = cause.with(y) / cause.variance();
        int[] both = Arrays.copyOf(others, others.length + 1);
        both[others.length] = x;
        double[] a = cause.form();
        double[] b = Residual.of(covariance, y, both).form();
        DMatrixRMaj gradient = new DMatrixRMaj(a.length, a.length);
        for (int i = 0; i < a.length; i++)
            for (int j = 0; j < a.length; j++) gradient.set(i, j, (a[i] * b[j] + a[j] * b[i]) / (2 * cause.variance()));
        return new Slope(value, gradient);
    }

    /** This less the product of two others. */
    Slope minus(Slope one, Slope other) {
        DMatrixRMaj result = gradient.copy();
        CommonOps_DDRM.addEquals(result, -other.value, one.gradient);
        CommonOps_DDRM.addEquals(result, -one.value, other.gradient);
        return new Slope(value - one.value * other.value, result);
    }

    /** The standard error of large samples: \(\sqrt{2\,tr(G Σ G Σ) / (n - 1)}\). */
    double standardError(Covariance covariance) {
        int p = gradient.numRows;
        DMatrixRMaj product = CommonOps_DDRM.mult(gradient, covariance.matrix(), null);
        double trace = 0;
        for (int i = 0; i < p; i++) for (int j = 0; j < p; j++) trace += product.get(i, j) * product.get(j, i);
        return Math.sqrt(2 * Math.max(0, trace) / (covariance.cases() - 1));
    }

    /**
     * What is left of a variable when others are regressed out.
     *
     * @param covariance of all variables
     * @param form the coefficients of all variables in it: 1 for its own, less those of the regression
     * @param variance its variance
     */
    record Residual(Covariance covariance, double[] form, double variance) {

        /** The residual, O(k³) for k others. */
        static Residual of(Covariance covariance, int v, int[] others) {
            DMatrixRMaj all = covariance.matrix();
            int k = others.length;
            double[] form = new double[all.numRows];
            form[v] = 1;
            double variance = all.get(v, v);
            if (k > 0) {
                DMatrixRMaj block = new DMatrixRMaj(k, k);
                DMatrixRMaj right = new DMatrixRMaj(k, 1);
                for (int i = 0; i < k; i++) {
                    right.set(i, all.get(others[i], v));
                    for (int j = 0; j < k; j++) block.set(i, j, all.get(others[i], others[j]));
                }
                DMatrixRMaj solution = new DMatrixRMaj(k, 1);
                LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(k);
                if (!solver.setA(block)) throw collinear(covariance, v);
                solver.solve(right.copy(), solution);
                for (int i = 0; i < k; i++) {
                    form[others[i]] = -solution.get(i);
                    variance -= solution.get(i) * right.get(i);
                }
            }
            if (!(variance > 1e-10 * all.get(v, v))) throw collinear(covariance, v);
            return new Residual(covariance, form, variance);
        }

        private static CausalException collinear(Covariance covariance, int v) {
            return new CausalException("\"" + covariance.names().get(v) + "\" or what its regression is on follows from"
                    + " other variables, so that no coefficient can be told; leave out columns that others determine");
        }

        /** Its covariance with another variable. */
        double with(int w) {
            double sum = 0;
            for (int i = 0; i < form.length; i++)
                if (form[i] != 0) sum += form[i] * covariance.matrix().get(i, w);
            return sum;
        }
    }
}
