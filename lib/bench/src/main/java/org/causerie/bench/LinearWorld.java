// SPDX-License-Identifier: Apache-2.0
package org.causerie.bench;

import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Dag;
import org.causerie.graph.RandomGraphs;

/**
 * A random graph and linear-Gaussian data from it: coefficients ± [0.5, 1], noise variances in [1, 2], raw
 * units, column order unrelated to causal order.
 *
 * @param dag the true graph
 * @param data the sample
 */
record LinearWorld(Dag dag, Dataset data) {

    static LinearWorld of(int variables, double degree, int cases, Seed seed) {
        Dag dag = RandomGraphs.erdosRenyi(variables, degree, seed);
        RandomGenerator random = seed.split("sample").random();
        double[][] columns = new double[variables][cases];
        for (int v : dag.order()) {
            double deviation = Math.sqrt(1 + random.nextDouble());
            for (int row = 0; row < cases; row++) columns[v][row] = deviation * random.nextGaussian();
            for (int parent : dag.parents(v).stream().toArray()) {
                double coefficient = (0.5 + 0.5 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
                for (int row = 0; row < cases; row++) columns[v][row] += coefficient * columns[parent][row];
            }
        }
        return new LinearWorld(dag, Dataset.of(dag.names(), columns));
    }
}
