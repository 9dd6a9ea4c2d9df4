// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Arrays;
import java.util.List;

/** The probabilities of each variable of a {@link HiddenCauseModel} given its parents and hidden causes, and their products. */
final class ObservedFactors {
    private final DiscreteGraph graph;
    private final int[][] combination;
    private final int[] position;
    private final double[][][][] factors;
    private final int weights;

    /**
     * The factors in a population.
     *
     * @param free a variable by whose hidden causes products are told apart
     */
    ObservedFactors(DiscreteGraph graph, HiddenCauseModel model, Domain population, int free) {
        this.graph = graph;
        int n = graph.graph().size();
        int hidden = model.hidden();
        int[][] edges = edges();
        int all = (int) Math.pow(hidden, edges.length);
        combination = new int[n][all];
        for (int v = 0; v < n; v++)
            for (int u = 0; u < all; u++)
                for (int w : graph.graphs().spouses(v).stream().toArray())
                    combination[v][u] = combination[v][u] * hidden + level(edges, v, w, u, hidden);
        position = combination[free];
        weights = Arrays.stream(position).max().orElse(0) + 1;
        factors = new double[n][][][];
        for (int v = 0; v < n; v++) factors[v] = factor(v, model, population);
    }

    private int[][] edges() {
        return graph.graphs().all().stream()
                .boxed()
                .flatMap(a ->
                        graph.graphs().spouses(a).stream().filter(b -> a < b).mapToObj(b -> new int[] {a, b}))
                .toArray(int[][]::new);
    }

    private static int level(int[][] edges, int v, int w, int u, int hidden) {
        int rest = u;
        for (int[] edge : edges) {
            if (edge[0] == Math.min(v, w) && edge[1] == Math.max(v, w)) break;
            rest /= hidden;
        }
        return rest % hidden;
    }

    private double[][][] factor(int v, HiddenCauseModel model, Domain population) {
        String name = graph.name(v);
        HiddenCauseModel.Mechanism here = model.mechanisms().get(name);
        if (model.elsewhere().containsKey(population))
            here = model.elsewhere().get(population).getOrDefault(name, here);
        List<List<HiddenCauseModel.Choice>> choices = here.choices();
        double[][][] factor = new double[choices.size()][graph.configurations(v)][graph.size(v)];
        for (int c = 0; c < factor.length; c++)
            for (HiddenCauseModel.Choice choice : choices.get(c))
                for (int configuration = 0; configuration < factor[c].length; configuration++)
                    factor[c][configuration][choice.function().get(configuration)] += choice.probability();
        return factor;
    }

    /** The product of the factors of some variables at these levels, by combination of the hidden causes of the free one. */
    double[] weights(int[] values, int[] variables) {
        double[] sums = new double[weights];
        int[] configurations = new int[variables.length];
        for (int i = 0; i < variables.length; i++) configurations[i] = graph.configuration(variables[i], values);
        for (int u = 0; u < position.length; u++) {
            double product = 1;
            for (int i = 0; i < variables.length; i++) {
                int v = variables[i];
                product *= factors[v][combination[v][u]][configurations[i]][values[v]];
            }
            sums[position[u]] += product;
        }
        return sums;
    }
}
