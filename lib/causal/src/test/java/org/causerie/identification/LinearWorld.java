// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.graph.Dag;
import org.ejml.simple.SimpleMatrix;

/** A linear model of a graph with random weights: what regression finds in it, and what is true. */
record LinearWorld(SimpleMatrix covariance, SimpleMatrix effects) {

    static LinearWorld of(Dag dag, Seed seed) {
        RandomGenerator random = seed.random();
        int n = dag.size();
        SimpleMatrix weights = new SimpleMatrix(n, n);
        SimpleMatrix noise = new SimpleMatrix(n, n);
        for (int to = 0; to < n; to++) {
            noise.set(to, to, 0.5 + random.nextDouble());
            for (int from = 0; from < n; from++)
                if (dag.hasEdge(from, to))
                    weights.set(to, from, (0.5 + random.nextDouble()) * (random.nextBoolean() ? 1 : -1));
        }
        SimpleMatrix effects = SimpleMatrix.identity(n).minus(weights).invert();
        return new LinearWorld(effects.mult(noise).mult(effects.transpose()), effects);
    }

    double effect(int x, int y) {
        return effects.get(y, x);
    }

    /** The coefficient of x in the regression of y on x and z. */
    double coefficient(int x, int y, List<Integer> z) {
        return partial(x, y, z) / partial(x, x, z);
    }

    /** What the sampling variance of that coefficient tends to, times the number of rows. */
    double variance(int x, int y, List<Integer> z) {
        double residual = partial(y, y, z) - partial(x, y, z) * partial(x, y, z) / partial(x, x, z);
        return residual / partial(x, x, z);
    }

    private double partial(int i, int j, List<Integer> z) {
        int k = z.size();
        if (k == 0) return covariance.get(i, j);
        SimpleMatrix inner = new SimpleMatrix(k, k);
        SimpleMatrix left = new SimpleMatrix(1, k);
        SimpleMatrix right = new SimpleMatrix(k, 1);
        for (int a = 0; a < k; a++) {
            left.set(0, a, covariance.get(i, z.get(a)));
            right.set(a, 0, covariance.get(z.get(a), j));
            for (int b = 0; b < k; b++) inner.set(a, b, covariance.get(z.get(a), z.get(b)));
        }
        return covariance.get(i, j) - left.mult(inner.solve(right)).get(0, 0);
    }
}
