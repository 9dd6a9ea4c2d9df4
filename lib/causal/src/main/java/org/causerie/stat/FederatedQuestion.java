// SPDX-License-Identifier: Apache-2.0
package org.causerie.stat;

import java.util.Arrays;
import java.util.Map;

/** What a server of a federation may ask its clients: each kind of question is answered by sums over a client's cases. */
public sealed interface FederatedQuestion {

    /**
     * The answer from one client's cases.
     *
     * @param data the parts of each variable: the column, or an indicator of each level of a nominal one
     * @param cases how many cases there are
     */
    FederatedSums over(Map<String, double[][]> data, int cases);

    /**
     * How large the parts are and how they vary: the sums of all parts of a variable in {@link FederatedSums#sums}, those of their
     * squares in the one row of {@link FederatedSums#products}.
     *
     * @param variable the variable
     * @param centres what is taken from each part first, so that no digits are lost; not to be written to
     */
    record Moments(String variable, double[] centres) implements FederatedQuestion {
        @Override
        public FederatedSums over(Map<String, double[][]> data, int cases) {
            double[][] parts = data.get(variable);
            double[] sums = new double[parts.length];
            double[] squares = new double[parts.length];
            for (int k = 0; k < parts.length; k++) {
                for (double value : parts[k]) {
                    sums[k] += value - centres[k];
                    squares[k] += (value - centres[k]) * (value - centres[k]);
                }
            }
            return new FederatedSums(cases, sums, new double[][] {squares});
        }
    }

    /**
     * The sums of the products of every feature of the one group, a constant 1 first, with every feature of the other, and the
     * sums of the latter.
     *
     * @param left the one group
     * @param right the other, again with a constant 1 first
     */
    record FeatureProducts(FourierFeatures left, FourierFeatures right) implements FederatedQuestion {
        @Override
        public FederatedSums over(Map<String, double[][]> data, int cases) {
            double[][] first = left.withOnes(data, cases);
            double[][] products =
                    left.equals(right) ? Products.gram(first) : Products.inner(first, right.withOnes(data, cases));
            return new FederatedSums(cases, products[0].clone(), products);
        }
    }

    /**
     * What is left of some features when a linear function of those of the conditioning variables, a constant 1 first, is added.
     *
     * @param own the features; none for the linear functions alone
     * @param coefficients {@code coefficients[residual][feature]}; not to be written to
     */
    record Residuals(FourierFeatures own, double[][] coefficients) {
        double[][] of(Map<String, double[][]> data, int cases, double[][] conditions) {
            double[][] left = own.count() > 0 ? own.of(data, cases) : new double[coefficients.length][cases];
            for (int j = 0; j < left.length; j++) Products.add(conditions, coefficients[j], conditions.length, left[j]);
            return left;
        }
    }

    /**
     * Products of the residuals of two groups: in {@link FederatedSums#sums} their sums, the second group's index varying fastest,
     * and last the sum over cases of \((1-z^\top Nz)^2\) for the conditioning features <i>z</i>; in
     * {@link FederatedSums#products} the sums of the products of every two of these products.
     *
     * @param conditions the features of the conditioning variables
     * @param first residuals of the one group
     * @param second residuals of the other
     * @param removed N, which tells how much of a case the regression has used up; not to be written to
     */
    record ResidualProducts(FourierFeatures conditions, Residuals first, Residuals second, double[][] removed)
            implements FederatedQuestion {
        @Override
        public FederatedSums over(Map<String, double[][]> data, int cases) {
            double[][] z = conditions.withOnes(data, cases);
            double[][] a = first.of(data, cases, z);
            double[][] b = second.of(data, cases, z);
            double[][] products = new double[a.length * b.length][cases];
            double[] sums = new double[products.length + 1];
            for (int k = 0; k < products.length; k++) {
                double[] one = a[k / b.length];
                double[] other = b[k % b.length];
                for (int row = 0; row < cases; row++) {
                    products[k][row] = one[row] * other[row];
                    sums[k] += products[k][row];
                }
            }
            sums[products.length] = squaresLeft(z, cases);
            return new FederatedSums(cases, sums, Products.gram(products));
        }

        private double squaresLeft(double[][] z, int cases) {
            double[] left = new double[cases];
            Arrays.fill(left, 1);
            double[] mapped = new double[cases];
            for (int k = 0; k < z.length; k++) {
                Arrays.fill(mapped, 0);
                Products.add(z, removed[k], z.length, mapped);
                for (int row = 0; row < cases; row++) left[row] -= z[k][row] * mapped[row];
            }
            return Products.dot(left, left);
        }
    }
}
