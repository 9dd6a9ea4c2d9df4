// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Seed;

/** Random directed acyclic graphs over {@code X1}, {@code X2}, …; the same seed gives the same graph. */
public final class RandomGraphs {
    private RandomGraphs() {}

    /**
     * Each pair of variables is joined with the same probability, along a random order of the variables.
     *
     * @param n the number of variables, at least 1
     * @param averageDegree the expected number of edges at a variable, from 0 to n - 1; 2 to 4 is usual in
     *     simulations
     */
    public static Dag erdosRenyi(int n, double averageDegree, Seed seed) {
        atLeast("number of variables", n, 1);
        if (!(averageDegree >= 0 && averageDegree <= n - 1))
            throw new CausalException("The average degree of a graph on " + n + " variables is between 0 and " + (n - 1)
                    + "; " + averageDegree + " was given");
        double probability = n == 1 ? 0 : averageDegree / (n - 1);
        RandomGenerator random = seed.random();
        int[] order = permutation(n, random);
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < n; i++)
            for (int j = i + 1; j < n; j++)
                if (random.nextDouble() < probability) edges.add(new int[] {order[i], order[j]});
        return Dag.of(names(n), edges);
    }

    /**
     * Variables come one after another, and each draws its parents among those before with probability proportional
     * to their degree plus one: a few of the first cause many. The order is a random one.
     *
     * <p>Barabási and Albert (1999), doi:10.1126/science.286.5439.509.
     *
     * @param n the number of variables, at least 1
     * @param edgesPerNode the number of parents of a variable, or all before it where there are fewer; at least 0
     */
    public static Dag scaleFree(int n, int edgesPerNode, Seed seed) {
        atLeast("number of variables", n, 1);
        atLeast("number of edges per variable", edgesPerNode, 0);
        RandomGenerator random = seed.random();
        int[] order = permutation(n, random);
        int[] weight = new int[n];
        List<int[]> edges = new ArrayList<>();
        for (int v = 0; v < n; v++) {
            boolean[] chosen = new boolean[v];
            for (int k = 0; k < Math.min(edgesPerNode, v); k++) chosen[draw(weight, chosen, random)] = true;
            weight[v] = 1;
            for (int p = 0; p < v; p++) {
                if (!chosen[p]) continue;
                weight[p]++;
                weight[v]++;
                edges.add(new int[] {order[p], order[v]});
            }
        }
        return Dag.of(names(n), edges);
    }

    /** One of those not chosen, with probability proportional to its weight. */
    private static int draw(int[] weight, boolean[] chosen, RandomGenerator random) {
        int total = 0;
        for (int p = 0; p < chosen.length; p++) if (!chosen[p]) total += weight[p];
        int left = random.nextInt(total);
        int p = 0;
        while (chosen[p] || left >= weight[p]) {
            if (!chosen[p]) left -= weight[p];
            p++;
        }
        return p;
    }

    /**
     * Layers of variables, where each edge from one layer to the next is there with the same probability; layer by
     * layer in the order of the names.
     *
     * @param layers the number of layers, at least 1
     * @param width the number of variables in each, at least 1
     * @param probability of each edge between neighbouring layers, from 0 to 1
     */
    public static Dag layered(int layers, int width, double probability, Seed seed) {
        atLeast("number of layers", layers, 1);
        atLeast("width of a layer", width, 1);
        if (!(probability >= 0 && probability <= 1))
            throw new CausalException("The probability of an edge is between 0 and 1; " + probability + " was given");
        RandomGenerator random = seed.random();
        List<int[]> edges = new ArrayList<>();
        for (int from = 0; from < (layers - 1) * width; from++) {
            int next = (from / width + 1) * width;
            for (int to = next; to < next + width; to++)
                if (random.nextDouble() < probability) edges.add(new int[] {from, to});
        }
        return Dag.of(names(layers * width), edges);
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least)
            throw new CausalException("The " + what + " is at least " + least + "; " + value + " was given");
    }

    private static List<String> names(int n) {
        return IntStream.rangeClosed(1, n).mapToObj(i -> "X" + i).toList();
    }

    private static int[] permutation(int n, RandomGenerator random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
