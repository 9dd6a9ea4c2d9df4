// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.graph.Admg;

/** A mixed graph whose variables have finitely many levels; combinations of parents' levels are numbered, the last fastest. */
final class DiscreteGraph {
    private static final int MOST = 1 << 20;

    private final Subgraphs graphs;
    private final List<List<String>> levels;
    private final int[][] parents;
    private final int[] configurations;
    private final int[] order;

    /** The graph whose variables, in its order, have these levels. */
    DiscreteGraph(Admg graph, List<List<String>> levels) {
        this.graphs = new Subgraphs(graph);
        this.levels = levels.stream().map(List::copyOf).toList();
        parents = IntStream.range(0, graph.size())
                .mapToObj(v -> graph.parents(v).stream().toArray())
                .toArray(int[][]::new);
        configurations = IntStream.range(0, graph.size())
                .map(v -> configurations(graph.names().get(v), parents[v]))
                .toArray();
        order = graph.topologicalOrder().stream().mapToInt(graph::index).toArray();
    }

    static DiscreteGraph of(Admg graph, Distributions source) {
        return new DiscreteGraph(
                graph, graph.names().stream().map(source::levels).toList());
    }

    private int configurations(String name, int[] causes) {
        long count = 1;
        for (int parent : causes) {
            count *= size(parent);
            if (count > MOST)
                throw new CausalException(
                        name + " has more than " + MOST + " combinations of its parents' levels; merge some levels");
        }
        return (int) count;
    }

    Admg graph() {
        return graphs.graph();
    }

    Subgraphs graphs() {
        return graphs;
    }

    String name(int v) {
        return graph().names().get(v);
    }

    List<String> levels(int v) {
        return levels.get(v);
    }

    /** How many levels a variable has. */
    int size(int v) {
        return levels.get(v).size();
    }

    int[] parents(int v) {
        return parents[v].clone();
    }

    /** How many combinations of levels the parents of a variable have. */
    int configurations(int v) {
        return configurations[v];
    }

    /** The number of the combination that the parents of v have among these values. */
    int configuration(int v, int[] values) {
        int number = 0;
        for (int parent : parents[v]) number = number * size(parent) + values[parent];
        return number;
    }

    /** These variables with causes before effects. */
    int[] ordered(BitSet set) {
        return Arrays.stream(order).filter(set::get).toArray();
    }

    /** The number of a level. */
    int level(int v, String level) {
        int number = levels.get(v).indexOf(level);
        if (number < 0) throw CausalException.unknown("level of " + name(v), level, levels.get(v));
        return number;
    }

    /** How many combinations of levels the variables have. */
    int combinations(int[] variables) {
        long count = 1;
        for (int v : variables) count = Math.min((long) MOST + 1, count * size(v));
        if (count > MOST)
            throw new CausalException("There are more than " + MOST + " combinations of the levels of "
                    + variables.length + " variables; merge some levels or take a smaller graph");
        return (int) count;
    }

    /** Writes the levels of one combination of these variables into the values. */
    void put(int[] variables, int combination, int[] values) {
        for (int i = variables.length - 1, rest = combination; i >= 0; i--) {
            values[variables[i]] = rest % size(variables[i]);
            rest /= size(variables[i]);
        }
    }
}
