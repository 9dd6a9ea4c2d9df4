// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Dag;

/** Linear worlds with normal noise in which environments or groups change what some variables do. */
final class EnvironmentWorlds {
    private EnvironmentWorlds() {}

    /**
     * One environment without and one with interventions for each set of targets: a target's coefficients are halved or turned, its noise
     * is doubled and its mean shifted. The column "e" tells the environment.
     */
    static Dataset interventions(Dag dag, List<BitSet> targets, int casesEach, Seed seed) {
        RandomGenerator random = seed.split("interventions").random();
        int p = dag.size();
        double[][] weights = new double[p][p];
        for (int v = 0; v < p; v++)
            for (int parent : Worlds.members(dag.parents(v)))
                weights[parent][v] = (0.5 + 0.5 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
        int environments = targets.size() + 1;
        double[][] columns = new double[p + 1][environments * casesEach];
        for (int e = 0; e < environments; e++) {
            for (int row = e * casesEach; row < (e + 1) * casesEach; row++) {
                columns[p][row] = e;
                for (int v : dag.order()) {
                    boolean acted = e > 0 && targets.get(e - 1).get(v);
                    double value = random.nextGaussian() * (acted ? 2 : 1) + (acted ? 1.5 : 0);
                    for (int parent : Worlds.members(dag.parents(v)))
                        value += weights[parent][v] * (acted ? 0.3 : 1) * columns[parent][row];
                    columns[v][row] = value;
                }
            }
        }
        return withGroups(dag, "e", columns);
    }

    /** Groups of which every mechanism has its own intercept, with a spread of its own. */
    static Dataset exchangeable(Dag dag, int groups, int casesEach, Seed seed) {
        RandomGenerator random = seed.split("exchangeable").random();
        int p = dag.size();
        double[][] weights = new double[p][p];
        double[] spread = new double[p];
        List<Integer> places = Worlds.shuffled(p, seed);
        for (int v = 0; v < p; v++) {
            spread[v] = 0.35 * Math.pow(2.5, places.get(v) % 3);
            for (int parent : Worlds.members(dag.parents(v)))
                weights[parent][v] = (0.8 + 0.5 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
        }
        double[][] columns = new double[p + 1][groups * casesEach];
        for (int g = 0; g < groups; g++) {
            double[] intercept = new double[p];
            for (int v = 0; v < p; v++) intercept[v] = spread[v] * random.nextGaussian();
            for (int row = g * casesEach; row < (g + 1) * casesEach; row++) {
                columns[p][row] = g;
                for (int v : dag.order()) {
                    double value = intercept[v] + random.nextGaussian();
                    for (int parent : Worlds.members(dag.parents(v)))
                        value += weights[parent][v] * columns[parent][row];
                    columns[v][row] = value;
                }
            }
        }
        return withGroups(dag, "g", columns);
    }

    private static Dataset withGroups(Dag dag, String name, double[][] columns) {
        List<String> names = new ArrayList<>(dag.names());
        names.add(name);
        return Dataset.of(names, columns).withGroups(name);
    }
}
