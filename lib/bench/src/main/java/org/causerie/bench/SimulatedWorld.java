// SPDX-License-Identifier: Apache-2.0
package org.causerie.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.graph.Dag;
import org.causerie.graph.RandomGraphs;

/**
 * A random graph and data from it; the order of the columns is unrelated to that of the causes.
 *
 * @param dag the true graph; variables that are not in the data are hidden
 * @param data the sample
 */
record SimulatedWorld(Dag dag, Dataset data) {
    /** Noise of mean 0 and variance 1. */
    static final ToDoubleFunction<RandomGenerator> NORMAL = RandomGenerator::nextGaussian;

    static final ToDoubleFunction<RandomGenerator> UNIFORM = random -> (random.nextDouble() - 0.5) * Math.sqrt(12);

    static SimulatedWorld linear(int variables, double degree, int cases, Seed seed) {
        return linear(variables, degree, cases, seed, NORMAL);
    }

    /** Linear mechanisms: coefficients ± [0.5, 1], noise variances in [1, 2], raw units. */
    static SimulatedWorld linear(
            int variables, double degree, int cases, Seed seed, ToDoubleFunction<RandomGenerator> noise) {
        Dag dag = RandomGraphs.erdosRenyi(variables, degree, seed);
        RandomGenerator random = seed.split("sample").random();
        double[][] columns = new double[variables][cases];
        for (int v : dag.order()) {
            double deviation = Math.sqrt(1 + random.nextDouble());
            for (int row = 0; row < cases; row++) columns[v][row] = deviation * noise.applyAsDouble(random);
            for (int parent : dag.parents(v).stream().toArray()) {
                double coefficient = (0.5 + 0.5 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
                for (int row = 0; row < cases; row++) columns[v][row] += coefficient * columns[parent][row];
            }
        }
        return new SimulatedWorld(dag, Dataset.of(dag.names(), columns));
    }

    /** A linear world in which one variable in ten, with two effects or more where there are such, is not in the data. */
    static SimulatedWorld hidden(int variables, double degree, int cases, Seed seed) {
        int hidden = variables / 10;
        SimulatedWorld whole = linear(variables + hidden, degree, cases, seed);
        Dag dag = whole.dag();
        Set<String> latents = IntStream.range(0, dag.names().size())
                .boxed()
                .sorted(Comparator.comparing(v -> dag.children(v).cardinality() < 2))
                .limit(hidden)
                .map(v -> dag.names().get(v))
                .collect(Collectors.toSet());
        List<String> observed =
                dag.names().stream().filter(name -> !latents.contains(name)).toList();
        return new SimulatedWorld(dag, whole.data().select(observed));
    }

    /** Two to four levels a variable, none rare; each row of a probability table is a flat Dirichlet draw, sharpened. */
    static SimulatedWorld discrete(int variables, double degree, int cases, Seed seed) {
        Dag dag = RandomGraphs.erdosRenyi(variables, degree, seed);
        RandomGenerator random = seed.split("sample").random();
        int[] levels =
                IntStream.range(0, variables).map(v -> 2 + random.nextInt(3)).toArray();
        double[][] columns = new double[variables][cases];
        for (int v : dag.order()) {
            int[] parents = dag.parents(v).stream().toArray();
            int strata = Arrays.stream(parents).map(parent -> levels[parent]).reduce(1, (a, b) -> a * b);
            double[][] cumulative = new double[strata][];
            for (int s = 0; s < strata; s++) cumulative[s] = distribution(levels[v], random);
            for (int row = 0; row < cases; row++) {
                int stratum = 0;
                for (int parent : parents) stratum = stratum * levels[parent] + (int) columns[parent][row];
                double u = random.nextDouble();
                int level = 0;
                while (level < levels[v] - 1 && u > cumulative[stratum][level]) level++;
                columns[v][row] = level;
            }
        }
        return new SimulatedWorld(dag, categorical(dag.names(), columns));
    }

    private static double[] distribution(int levels, RandomGenerator random) {
        double[] weights = new double[levels];
        for (int level = 0; level < levels; level++) {
            double exponential = -Math.log(1 - random.nextDouble());
            weights[level] = 0.02 + exponential * exponential;
        }
        double total = Arrays.stream(weights).sum();
        double sum = 0;
        for (int level = 0; level < levels; level++) weights[level] = sum += weights[level] / total;
        return weights;
    }

    /** Columns of codes from 0 as nominal variables. */
    static Dataset categorical(List<String> names, double[][] columns) {
        Dataset data = Dataset.of(names, columns);
        for (int j = 0; j < columns.length; j++) {
            int highest = (int) Arrays.stream(columns[j]).max().orElse(0);
            List<String> levels = IntStream.rangeClosed(0, highest)
                    .mapToObj(Integer::toString)
                    .toList();
            data = data.with(names.get(j), Kind.NOMINAL, levels, columns[j]);
        }
        return data;
    }
}
