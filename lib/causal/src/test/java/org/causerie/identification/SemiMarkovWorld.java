// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.causerie.Seed;
import org.causerie.graph.Admg;

/**
 * A random discrete model of a mixed graph, with all its answers by enumeration: each {@code <->} is a hidden cause of
 * two levels, each variable a random function of its parents, its hidden causes and a noise of its own. Every
 * combination of levels has a positive probability, before and after interventions. Levels are "0", "1", ….
 */
public final class SemiMarkovWorld implements Distributions {
    /** Noise values with which a variable follows a function of its causes; with the others it has a fixed level. */
    private static final int FUNCTIONS = 2;

    private final Admg graph;
    private final int levels;
    private final int[] order;
    private final int[][] parents;
    private final int[][] hidden;
    private final double[] hiddenOne;
    private final double[][] noise;
    private final int[][][] response;
    private final Map<List<CounterfactualVariable>, double[]> known = new HashMap<>();
    private final Map<Map<String, String>, double[]> full = new HashMap<>();

    public SemiMarkovWorld(Admg graph, int levels, Seed seed) {
        this.graph = graph;
        this.levels = levels;
        RandomGenerator random = seed.random();
        int n = graph.size();
        order = graph.topologicalOrder().stream().mapToInt(graph::index).toArray();
        parents = new int[n][];
        List<List<Integer>> causes = new ArrayList<>();
        for (int v = 0; v < n; v++) {
            parents[v] = graph.parents(v).stream().toArray();
            causes.add(new ArrayList<>());
        }
        int count = 0;
        for (int a = 0; a < n; a++)
            for (int b = a + 1; b < n; b++)
                if (graph.bidirected(a, b)) {
                    causes.get(a).add(count);
                    causes.get(b).add(count++);
                }
        hidden = causes.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        hiddenOne = random.doubles(count, 0.25, 0.75).toArray();
        noise = new double[n][];
        response = new int[n][FUNCTIONS][];
        for (int v = 0; v < n; v++) {
            double[] weights = random.doubles(levels + FUNCTIONS, 0.05, 0.15).toArray();
            for (int f = 0; f < FUNCTIONS; f++) weights[levels + f] += 0.3 * random.nextDouble() + 0.2;
            double sum = Arrays.stream(weights).sum();
            noise[v] = Arrays.stream(weights).map(weight -> weight / sum).toArray();
            int inputs = (int) Math.pow(levels, parents[v].length) << hidden[v].length;
            for (int f = 0; f < FUNCTIONS; f++)
                response[v][f] = random.ints(inputs, 0, levels).toArray();
        }
    }

    /** The same world where some variables come about in another random way from the same causes. */
    public SemiMarkovWorld changed(Collection<String> variables, Seed seed) {
        SemiMarkovWorld other = new SemiMarkovWorld(graph, levels, seed);
        System.arraycopy(hiddenOne, 0, other.hiddenOne, 0, hiddenOne.length);
        for (int v = 0; v < order.length; v++)
            if (!variables.contains(graph.names().get(v))) {
                other.noise[v] = noise[v];
                other.response[v] = response[v];
            }
        return other;
    }

    /** A random graph of variables A, B, …, in causal order. */
    public static Admg randomGraph(int size, double directed, double bidirected, Seed seed) {
        RandomGenerator random = seed.random();
        List<String> names = new ArrayList<>();
        List<int[]> arrows = new ArrayList<>();
        List<int[]> arcs = new ArrayList<>();
        for (int v = 0; v < size; v++) {
            names.add(String.valueOf((char) ('A' + v)));
            for (int p = 0; p < v; p++) {
                if (random.nextDouble() < directed) arrows.add(new int[] {p, v});
                if (random.nextDouble() < bidirected) arcs.add(new int[] {p, v});
            }
        }
        return Admg.of(names, arrows, arcs);
    }

    public Admg graph() {
        return graph;
    }

    @Override
    public List<String> levels(String variable) {
        graph.index(variable);
        List<String> names = new ArrayList<>();
        for (int level = 0; level < levels; level++) names.add(String.valueOf(level));
        return names;
    }

    @Override
    public double[] joint(Domain domain, List<CounterfactualVariable> variables) {
        List<CounterfactualVariable> asked = List.copyOf(variables);
        return known.computeIfAbsent(asked, this::compute).clone();
    }

    /** Variables of one world are a margin of all variables in it, which is enumerated once for each world. */
    private double[] compute(List<CounterfactualVariable> asked) {
        List<Map<String, String>> worlds = worlds(asked);
        if (worlds.size() > 1) return enumerate(asked, worlds);
        List<CounterfactualVariable> all = graph.names().stream()
                .map(name -> new CounterfactualVariable(name, new TreeMap<>(worlds.get(0))))
                .toList();
        double[] joint = full.computeIfAbsent(worlds.get(0), world -> enumerate(all, worlds));
        int[] place = asked.stream()
                .mapToInt(outcome -> graph.index(outcome.variable()))
                .toArray();
        double[] table = new double[(int) Math.pow(levels, place.length)];
        int[] values = new int[graph.size()];
        for (int cell = 0; cell < joint.length; cell++) {
            for (int v = values.length - 1, rest = cell; v >= 0; v--, rest /= levels) values[v] = rest % levels;
            int target = 0;
            for (int v : place) target = target * levels + values[v];
            table[target] += joint[cell];
        }
        return table;
    }

    private static List<Map<String, String>> worlds(List<CounterfactualVariable> asked) {
        return asked.stream()
                .map(outcome -> (Map<String, String>) outcome.world())
                .distinct()
                .toList();
    }

    private double[] enumerate(List<CounterfactualVariable> asked, List<Map<String, String>> worlds) {
        int[][] set = new int[worlds.size()][graph.size()];
        for (int w = 0; w < set.length; w++)
            for (int v = 0; v < graph.size(); v++)
                set[w][v] = Integer.parseInt(
                        worlds.get(w).getOrDefault(graph.names().get(v), "-1"));
        int[][] places = asked.stream()
                .map(outcome -> new int[] {worlds.indexOf(outcome.world()), graph.index(outcome.variable())})
                .toArray(int[][]::new);
        double[] table = new double[(int) Math.pow(levels, asked.size())];
        for (int latent = 0; latent < 1 << hiddenOne.length; latent++) {
            double probability = 1;
            for (int h = 0; h < hiddenOne.length; h++)
                probability *= (latent >> h & 1) == 1 ? hiddenOne[h] : 1 - hiddenOne[h];
            follow(0, latent, probability, new int[set.length][graph.size()], set, places, table);
        }
        return table;
    }

    /** Adds up, from this depth of the causal order on, over what the noises do. */
    private void follow(
            int depth, int latent, double probability, int[][] values, int[][] set, int[][] places, double[] table) {
        if (depth == order.length) {
            int cell = 0;
            for (int[] place : places) cell = cell * levels + values[place[0]][place[1]];
            table[cell] += probability;
            return;
        }
        int v = order[depth];
        int[] inputs = new int[values.length];
        double[] branches = new double[(int) Math.pow(levels, values.length)];
        for (int w = 0; w < inputs.length; w++) inputs[w] = input(v, latent, values[w]);
        for (int u = 0; u < noise[v].length; u++) {
            int branch = 0;
            for (int w = 0; w < inputs.length; w++) {
                int level = set[w][v] >= 0 ? set[w][v] : u < levels ? u : response[v][u - levels][inputs[w]];
                branch = branch * levels + level;
            }
            branches[branch] += noise[v][u];
        }
        for (int branch = 0; branch < branches.length; branch++) {
            if (branches[branch] == 0) continue;
            for (int w = inputs.length - 1, rest = branch; w >= 0; w--, rest /= levels) values[w][v] = rest % levels;
            follow(depth + 1, latent, probability * branches[branch], values, set, places, table);
        }
    }

    private int input(int v, int latent, int[] values) {
        int input = 0;
        for (int parent : parents[v]) input = input * levels + values[parent];
        for (int h : hidden[v]) input = input * 2 + (latent >> h & 1);
        return input;
    }
}
