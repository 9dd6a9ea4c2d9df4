// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.graph.Dag;

/** Random worlds with numbers and columns of three levels, in which levels depend on levels only. */
final class MixedWorlds {
    private static final int LEVELS = 3;
    private static final List<String> NAMES = List.of("low", "middle", "high");

    private MixedWorlds() {}

    /**
     * Draws cases.
     *
     * @param interacting whether the effects of numbers, and how far numbers spread, differ between the levels that cause the same
     *     number; otherwise all effects on numbers add up, and levels have one cause at most
     */
    static Dataset sample(Dag dag, boolean interacting, int cases, Seed seed) {
        RandomGenerator random = seed.split("mixed").random();
        int p = dag.size();
        boolean[] number = new boolean[p];
        double[][] columns = new double[p][cases];
        for (int v : dag.order()) {
            List<Integer> levels = new ArrayList<>();
            List<Integer> numbers = new ArrayList<>();
            for (int parent : Worlds.members(dag.parents(v))) (number[parent] ? numbers : levels).add(parent);
            boolean can = numbers.isEmpty() && (interacting || levels.size() <= 1);
            number[v] = !can || random.nextDouble() < 0.4;
            double[][][] effect = new double[p][LEVELS][LEVELS];
            for (int parent : levels) {
                int turn = random.nextInt(LEVELS);
                for (int level = 0; level < LEVELS; level++)
                    for (int k = 0; k < LEVELS; k++)
                        effect[parent][level][k] = number[v]
                                ? ((level + turn) % LEVELS - 1) * (0.8 + 0.4 * random.nextDouble())
                                : (level + turn) % LEVELS == k ? 1.6 + 0.5 * random.nextDouble() : 0;
            }
            double[][] slope = new double[p][LEVELS];
            for (int parent : numbers) {
                double first = (0.5 + 0.5 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
                for (int level = 0; level < LEVELS; level++) slope[parent][level] = first * (1 + 0.5 * level);
            }
            for (int row = 0; row < cases; row++) {
                int among = interacting && !levels.isEmpty() ? (int) columns[levels.get(0)][row] : 0;
                if (number[v]) {
                    double value = random.nextGaussian() * (1 + 0.4 * among);
                    for (int parent : levels) value += effect[parent][(int) columns[parent][row]][0];
                    for (int parent : numbers) value += slope[parent][among] * columns[parent][row];
                    columns[v][row] = value;
                } else {
                    double[] weight = {0.8, 1, 1.2};
                    double sum = 0;
                    for (int k = 0; k < LEVELS; k++) {
                        for (int parent : levels) weight[k] *= Math.exp(effect[parent][(int) columns[parent][row]][k]);
                        sum += weight[k];
                    }
                    double left = random.nextDouble() * sum;
                    int level = 0;
                    while (level < LEVELS - 1 && left > weight[level]) left -= weight[level++];
                    columns[v][row] = level;
                }
            }
        }
        Dataset data = Dataset.of(dag.names(), columns);
        for (int v = 0; v < p; v++)
            if (!number[v]) data = data.with(dag.names().get(v), Kind.NOMINAL, NAMES, columns[v]);
        return data;
    }
}
