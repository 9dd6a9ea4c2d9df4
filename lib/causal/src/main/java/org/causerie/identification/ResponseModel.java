// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Progress;
import org.causerie.graph.Admg;

/**
 * A model of a mixed graph with finitely many levels: in each district a hidden cause picks the function of its parents
 * that each variable follows. It has exact answers to questions about any number of worlds.
 *
 * @param graph the graph
 * @param levelsByVariable the levels of each variable in their order
 * @param blocks the districts
 */
public record ResponseModel(Admg graph, SortedMap<String, List<String>> levelsByVariable, List<Block> blocks)
        implements Distributions, Displayable {

    /**
     * The hidden cause of a district.
     *
     * @param variables the variables of the district
     * @param types what the hidden cause can be
     */
    public record Block(List<String> variables, List<Type> types) {
        public Block {
            variables = List.copyOf(variables);
            types = List.copyOf(types);
        }
    }

    /**
     * One value of a hidden cause.
     *
     * @param probability how probable it is
     * @param functions for each variable of the district the index of its level, by combination of the levels of its
     *     parents: these in the order of the graph, the last fastest
     */
    public record Type(double probability, List<List<Integer>> functions) {
        public Type {
            functions = functions.stream().map(List::copyOf).toList();
        }

        static Type of(double probability, int[][] functions) {
            return new Type(
                    probability,
                    Arrays.stream(functions)
                            .map(each -> Arrays.stream(each).boxed().toList())
                            .toList());
        }
    }

    public ResponseModel {
        levelsByVariable = Collections.unmodifiableSortedMap(new TreeMap<>(levelsByVariable));
        blocks = List.copyOf(blocks);
    }

    @Override
    public List<String> levels(String variable) {
        return Names.get(levelsByVariable, variable);
    }

    @Override
    public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
        if (!domain.equals(Domain.target()))
            throw new CausalException("This model is of one population; there is no population \"" + domain + "\"");
        return new Enumeration(this, variables).table();
    }

    /** Adds up the probabilities of all combinations of hidden causes. */
    private static final class Enumeration {
        private final ResponseModel model;
        private final DiscreteGraph graph;
        private final int[][] asked;
        private final List<Map<String, String>> worlds;
        private final int[] order;
        private final List<List<Integer>> functions;
        private final double[] table;

        Enumeration(ResponseModel model, List<CounterfactualVariable> variables) {
            this.model = model;
            graph = DiscreteGraph.of(model.graph, model);
            worlds = variables.stream()
                    .map(each -> (Map<String, String>) each.world())
                    .distinct()
                    .toList();
            asked = variables.stream()
                    .map(each -> new int[] {worlds.indexOf(each.world()), model.graph.index(each.variable())})
                    .toArray(int[][]::new);
            order = graph.ordered(graph.graphs().all());
            functions = new ArrayList<>(Collections.nCopies(model.graph.size(), List.of()));
            table = new double
                    [graph.combinations(
                            Arrays.stream(asked).mapToInt(each -> each[1]).toArray())];
        }

        double[] table() {
            pick(0, 1);
            return table;
        }

        private void pick(int block, double probability) {
            if (block == model.blocks.size()) {
                Progress.checkpoint();
                table[outcome()] += probability;
                return;
            }
            Block here = model.blocks.get(block);
            for (Type type : here.types) {
                for (int i = 0; i < here.variables.size(); i++)
                    functions.set(model.graph.index(here.variables.get(i)), type.functions.get(i));
                pick(block + 1, probability * type.probability);
            }
        }

        private int outcome() {
            int[][] values = new int[worlds.size()][order.length];
            for (int w = 0; w < values.length; w++)
                for (int v : order) {
                    String set = worlds.get(w).get(graph.name(v));
                    values[w][v] =
                            set == null ? functions.get(v).get(graph.configuration(v, values[w])) : graph.level(v, set);
                }
            int cell = 0;
            for (int[] each : asked) cell = cell * graph.size(each[1]) + values[each[0]][each[1]];
            return cell;
        }
    }

    /** Each type with its probability, and the levels that the variables take for each combination of their parents'. */
    @Override
    public String text() {
        return blocks.stream().map(this::text).collect(Collectors.joining("\n"));
    }

    private String text(Block block) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < block.variables.size(); i++) {
            String name = block.variables.get(i);
            int v = graph.index(name);
            String parents =
                    graph.parents(v).stream().mapToObj(graph.names()::get).collect(Collectors.joining(", "));
            out.append(i == 0 ? "" : "; ").append(name);
            if (!parents.isEmpty()) out.append(" by ").append(parents);
        }
        for (Type type : block.types) {
            out.append(String.format(Locale.ROOT, "%n  %.4f ", type.probability).replace("\r", ""));
            for (int i = 0; i < block.variables.size(); i++) {
                List<String> names = levels(block.variables.get(i));
                out.append(type.functions.get(i).stream().map(names::get).collect(Collectors.joining(" ", " [", "]")));
            }
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
