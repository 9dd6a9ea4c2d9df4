// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Dag;

/** Samples of worlds where smooth random functions of the causes and noise add up. */
final class AdditiveWorlds {
    private static final int WAVES = 40;

    private AdditiveWorlds() {}

    /** Functions as from a Gaussian process with a Gaussian kernel of width 1, noise of standard deviation 0.45 to 0.7. */
    static Dataset draw(Dag dag, boolean normal, int cases, Seed seed) {
        RandomGenerator random = seed.split("additive world").random();
        double[][] columns = new double[dag.size()][cases];
        for (int v : dag.order()) {
            int[] parents = Worlds.members(dag.parents(v));
            double deviation = parents.length == 0 ? 1.4 : 0.45 + 0.25 * random.nextDouble();
            for (int row = 0; row < cases; row++)
                columns[v][row] =
                        deviation * (normal ? random.nextGaussian() : Math.sqrt(12) * (random.nextDouble() - 0.5));
            for (int parent : parents) add(columns[parent], columns[v], random);
        }
        return Dataset.of(dag.names(), columns);
    }

    private static void add(double[] from, double[] to, RandomGenerator random) {
        double[] frequency = new double[WAVES];
        double[] phase = new double[WAVES];
        double[] height = new double[WAVES];
        for (int k = 0; k < WAVES; k++) {
            frequency[k] = random.nextGaussian();
            phase[k] = 2 * Math.PI * random.nextDouble();
            height[k] = random.nextGaussian() * Math.sqrt(2.0 / WAVES);
        }
        for (int row = 0; row < from.length; row++)
            for (int k = 0; k < WAVES; k++) to[row] += height[k] * Math.cos(frequency[k] * from[row] + phase[k]);
    }
}
