// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
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
    private final Map<List<PotentialOutcome>, double[]> known = new HashMap<>();

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
    public double[] joint(Domain domain, List<PotentialOutcome> variables) {
        return known.computeIfAbsent(List.copyOf(variables), this::enumerate).clone();
    }

    private double[] enumerate(List<PotentialOutcome> asked) {
        List<Map<String, String>> worlds = asked.stream()
                .map(outcome -> (Map<String, String>) outcome.world())
                .distinct()
                .toList();
        double[] table = new double[(int) Math.pow(levels, asked.size())];
        for (int latent = 0; latent < 1 << hiddenOne.length; latent++) {
            double probability = 1;
            for (int h = 0; h < hiddenOne.length; h++)
                probability *= (latent >> h & 1) == 1 ? hiddenOne[h] : 1 - hiddenOne[h];
            follow(0, latent, probability, new int[worlds.size()][graph.size()], worlds, asked, table);
        }
        return table;
    }

    /** Adds up, from this depth of the causal order on, over what the noises do. */
    private void follow(
            int depth,
            int latent,
            double probability,
            int[][] values,
            List<Map<String, String>> worlds,
            List<PotentialOutcome> asked,
            double[] table) {
        if (depth == order.length) {
            int cell = 0;
            for (PotentialOutcome outcome : asked)
                cell = cell * levels + values[worlds.indexOf(outcome.world())][graph.index(outcome.variable())];
            table[cell] += probability;
            return;
        }
        int v = order[depth];
        String name = graph.names().get(v);
        Map<List<Integer>, Double> branches = new TreeMap<>(SemiMarkovWorld::compare);
        for (int u = 0; u < noise[v].length; u++) {
            List<Integer> outcome = new ArrayList<>();
            for (int w = 0; w < values.length; w++) {
                String set = worlds.get(w).get(name);
                outcome.add(
                        set != null
                                ? Integer.parseInt(set)
                                : u < levels ? u : response[v][u - levels][input(v, latent, values[w])]);
            }
            branches.merge(outcome, noise[v][u], Double::sum);
        }
        branches.forEach((outcome, weight) -> {
            for (int w = 0; w < values.length; w++) values[w][v] = outcome.get(w);
            follow(depth + 1, latent, probability * weight, values, worlds, asked, table);
        });
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        return Arrays.compare(
                a.stream().mapToInt(Integer::intValue).toArray(),
                b.stream().mapToInt(Integer::intValue).toArray());
    }

    private int input(int v, int latent, int[] values) {
        int input = 0;
        for (int parent : parents[v]) input = input * levels + values[parent];
        for (int h : hidden[v]) input = input * 2 + (latent >> h & 1);
        return input;
    }
}
