// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.ejml.simple.SimpleMatrix;
import org.ejml.simple.SimpleSVD;

/**
 * Which coefficients of a linear model can move while all covariances stay as they are: the derivative of the covariances by the
 * parameters has, at almost every point, the largest rank it can have, and one random point tells.
 */
record ParameterRank(Admg graph) {
    private static final double ZERO = 1e-9;

    /** By directed edge, in the order of child and then parent: whether its coefficient is not determined even locally. */
    BitSet loose() {
        int n = graph.size();
        RandomGenerator random = Seed.of(1).split("parameter rank").random();
        SimpleMatrix lambda = new SimpleMatrix(n, n);
        SimpleMatrix omega = new SimpleMatrix(n, n);
        List<int[]> edges = new ArrayList<>();
        List<int[]> errors = new ArrayList<>();
        for (int v = 0; v < n; v++) {
            for (int p : graph.parents(v).stream().toArray()) {
                edges.add(new int[] {p, v});
                lambda.set(p, v, 0.3 + random.nextDouble());
            }
            omega.set(v, v, n + random.nextDouble());
            errors.add(new int[] {v, v});
            BitSet spouses = graph.spouses(v);
            spouses.clear(v, Math.max(v, spouses.length()));
            for (int s : spouses.stream().toArray()) {
                double value = 0.3 + random.nextDouble();
                omega.set(v, s, value);
                omega.set(s, v, value);
                errors.add(new int[] {s, v});
            }
        }
        SimpleMatrix through = SimpleMatrix.identity(n).minus(lambda).invert();
        SimpleMatrix sigma = through.transpose().mult(omega).mult(through);
        SimpleMatrix derivative = new SimpleMatrix(n * (n + 1) / 2, edges.size() + errors.size());
        for (int k = 0; k < edges.size(); k++) {
            // dΣ = Bᵀ dΛᵀ Σ + Σ dΛ B with B = (I − Λ)⁻¹
            SimpleMatrix change = new SimpleMatrix(n, n);
            change.set(edges.get(k)[0], edges.get(k)[1], 1);
            SimpleMatrix half = sigma.mult(change).mult(through);
            put(derivative, k, half.plus(half.transpose()));
        }
        for (int k = 0; k < errors.size(); k++) {
            SimpleMatrix change = new SimpleMatrix(n, n);
            change.set(errors.get(k)[0], errors.get(k)[1], 1);
            change.set(errors.get(k)[1], errors.get(k)[0], 1);
            put(derivative, edges.size() + k, through.transpose().mult(change).mult(through));
        }
        return kernel(derivative, edges.size());
    }

    private static void put(SimpleMatrix derivative, int column, SimpleMatrix change) {
        int row = 0;
        for (int i = 0; i < change.getNumRows(); i++)
            for (int j = 0; j <= i; j++) derivative.set(row++, column, change.get(i, j));
    }

    /** The first parameters that are not constant on the kernel. */
    private static BitSet kernel(SimpleMatrix derivative, int first) {
        int columns = derivative.getNumCols();
        BitSet loose = new BitSet();
        if (columns == 0) return loose;
        SimpleMatrix square = new SimpleMatrix(Math.max(derivative.getNumRows(), columns), columns);
        square.insertIntoThis(0, 0, derivative);
        SimpleSVD<SimpleMatrix> svd = square.svd();
        double largest = svd.getSingleValue(0);
        for (int k = 0; k < columns; k++) {
            if (svd.getSingleValue(k) > ZERO * largest) continue;
            for (int parameter = 0; parameter < first; parameter++)
                if (Math.abs(svd.getV().get(parameter, k)) > 1e-6) loose.set(parameter);
        }
        return loose;
    }
}
