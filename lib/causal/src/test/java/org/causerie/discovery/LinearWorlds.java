// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Dag;

/** Linear worlds with noise of any shape, coefficients ±[0.5, 1] and their samples; and copies of data that must not matter. */
final class LinearWorlds {
    private LinearWorlds() {}

    /** A shape of noise, with mean 0 and variance 1. */
    enum Shape {
        GAUSSIAN,
        UNIFORM,
        EXPONENTIAL,
        LAPLACE;

        double draw(RandomGenerator random) {
            return switch (this) {
                case GAUSSIAN -> random.nextGaussian();
                case UNIFORM -> Math.sqrt(12) * (random.nextDouble() - 0.5);
                case EXPONENTIAL -> random.nextExponential() - 1;
                case LAPLACE -> random.nextExponential() * (random.nextBoolean() ? 1 : -1) / Math.sqrt(2);
            };
        }
    }

    /** A world and a sample of it; {@code weights[i][j]} is what a unit of i adds to j. */
    record World(Dag dag, double[][] weights, Dataset data) {}

    static World draw(Dag dag, Shape shape, int cases, Seed seed) {
        RandomGenerator random = seed.split("linear world").random();
        int p = dag.size();
        double[][] weights = new double[p][p];
        double[][] columns = new double[p][cases];
        for (int v : dag.order()) {
            int[] parents = Worlds.members(dag.parents(v));
            for (int parent : parents)
                weights[parent][v] = (0.5 + 0.5 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
            for (int row = 0; row < cases; row++) {
                double value = shape.draw(random);
                for (int parent : parents) value += weights[parent][v] * columns[parent][row];
                columns[v][row] = value;
            }
        }
        return new World(dag, weights, Dataset.of(dag.names(), columns));
    }

    /** The same data with its columns in another order. */
    static Dataset shuffled(Dataset data, Seed seed) {
        List<String> names = new ArrayList<>();
        for (int column : Worlds.shuffled(data.size(), seed))
            names.add(data.names().get(column));
        return data.select(names);
    }

    static boolean valid(List<String> order, Dag dag) {
        return IntStream.range(0, dag.size())
                .allMatch(v -> dag.parents(v).stream()
                        .allMatch(parent -> order.indexOf(dag.names().get(parent))
                                < order.indexOf(dag.names().get(v))));
    }
}
