// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.graph.Dag;

/** What the searches for linear models share: their graphs, weights and sentences. */
final class LinearModels {
    private LinearModels() {}

    /** The graph of the edges, over the variables in the order of the data's columns. */
    static Dag dag(List<String> names, List<WeightedEdge> edges) {
        return Dag.of(
                names,
                edges.stream()
                        .map(edge -> new int[] {names.indexOf(edge.from()), names.indexOf(edge.to())})
                        .toList());
    }

    /** {@code [i][j]}: what a unit of variable i adds to variable j. */
    static double[][] adjacency(List<String> names, List<WeightedEdge> edges) {
        double[][] weights = new double[names.size()][names.size()];
        for (WeightedEdge edge : edges)
            weights[names.indexOf(edge.from())][names.indexOf(edge.to())] = edge.coefficient();
        return weights;
    }

    static List<String> named(Variables variables, int[] order) {
        return Arrays.stream(order).mapToObj(variables::name).toList();
    }

    /** The edges, one to a line. */
    static String text(List<WeightedEdge> edges) {
        return edges.stream().map(WeightedEdge::toString).collect(Collectors.joining("\n"));
    }

    static void requirePenalty(double penalty) {
        if (!(penalty >= 0) || Double.isInfinite(penalty))
            throw new CausalException("The penalty of a coefficient is 0 or more; " + penalty
                    + " was given. 1 is the Bayesian information criterion, 2 suits many variables");
    }
}
