// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.causerie.Seed;
import org.causerie.graph.Admg;

/**
 * All models of a small graph whose districts are cliques: each variable picks a function of its parents, and the
 * functions of a district have any joint distribution. A variable with children has three levels, another two.
 *
 * <p>A quantity is a smooth function of those distributions. It follows from what is available just if, at a random
 * point, its gradient is a combination of the gradients of what is available: otherwise there is a direction in which
 * everything available stays the same and the quantity changes.
 */
final class AllModels {
    private static final int MOST = 6000;

    private final Admg graph;
    private final int[] order;
    private final int[] levels;
    private final int[] types;
    private final int[] district;
    private final double[][] weights;
    private final int[] start;
    private final Map<CounterfactualIdentification.Available, List<double[]>> spans =
            new EnumMap<>(CounterfactualIdentification.Available.class);

    private AllModels(Admg graph, Seed seed) {
        this.graph = graph;
        int n = graph.size();
        order = graph.topologicalOrder().stream().mapToInt(graph::index).toArray();
        levels = new int[n];
        types = new int[n];
        district = new int[n];
        for (int v = 0; v < n; v++) levels[v] = graph.children(v).isEmpty() ? 2 : 3;
        for (int v = 0; v < n; v++) types[v] = (int) Math.pow(levels[v], inputs(v));
        List<Set<String>> districts = graph.districts();
        weights = new double[districts.size()][];
        start = new int[districts.size() + 1];
        RandomGenerator random = seed.random();
        for (int d = 0; d < weights.length; d++) {
            int size = 1;
            for (String name : districts.get(d)) {
                district[graph.index(name)] = d;
                size *= types[graph.index(name)];
            }
            weights[d] = random.doubles(size, 0.5, 1.5).toArray();
            double total = Arrays.stream(weights[d]).sum();
            for (int k = 0; k < size; k++) weights[d][k] /= total;
            start[d + 1] = start[d] + size;
        }
    }

    /** The models; empty where they are too many or a district is not a clique. */
    static Optional<AllModels> of(Admg graph, Seed seed) {
        for (int a = 0; a < graph.size(); a++)
            for (int b : graph.district(a).stream().toArray())
                if (a != b && !graph.bidirected(a, b)) return Optional.empty();
        AllModels models = new AllModels(graph, seed);
        long joint = Arrays.stream(models.types).asLongStream().reduce(1, (a, b) -> a * b);
        return joint > MOST ? Optional.empty() : Optional.of(models);
    }

    private int inputs(int v) {
        int inputs = 1;
        for (int p : graph.parents(v).stream().toArray()) inputs *= levels[p];
        return inputs;
    }

    /** A sum of products of weights, and its gradient. */
    private final class Quantity {
        private double value;
        private final double[] gradient = new double[start[weights.length]];

        void add(int[] type) {
            int[] place = places(type);
            double product = 1;
            for (int d = 0; d < place.length; d++) product *= weights[d][place[d]];
            value += product;
            for (int d = 0; d < place.length; d++) gradient[start[d] + place[d]] += product / weights[d][place[d]];
        }
    }

    private int[] places(int[] type) {
        int[] place = new int[weights.length];
        for (int v = 0; v < type.length; v++) place[district[v]] = place[district[v]] * types[v] + type[v];
        return place;
    }

    private List<int[]> all() {
        List<int[]> all = new ArrayList<>(List.of(new int[types.length]));
        for (int v = 0; v < types.length; v++) {
            List<int[]> more = new ArrayList<>();
            for (int[] type : all)
                for (int k = 0; k < types[v]; k++) {
                    int[] next = type.clone();
                    next[v] = k;
                    more.add(next);
                }
            all = more;
        }
        return all;
    }

    /** The level of every variable in the world where some are set. */
    private int[] levels(int[] type, Map<Integer, Integer> set) {
        int[] level = new int[type.length];
        for (int v : order) {
            int input = 0;
            for (int p : graph.parents(v).stream().toArray()) input = input * levels[p] + level[p];
            int picked = type[v];
            for (int i = 0; i < input; i++) picked /= levels[v];
            level[v] = set.getOrDefault(v, picked % levels[v]);
        }
        return level;
    }

    private boolean holds(Term event, int[] type) {
        Map<Integer, Integer> set = new HashMap<>();
        event.world().forEach((name, value) -> set.put(graph.index(name), number(value)));
        return levels(type, set)[graph.index(event.variable())] == number(event.value());
    }

    private static int number(Value value) {
        return Integer.parseInt(((Level) value).name());
    }

    private Quantity quantity(Collection<Term> events) {
        Quantity quantity = new Quantity();
        for (int[] type : all()) if (events.stream().allMatch(event -> holds(event, type))) quantity.add(type);
        return quantity;
    }

    /** Whether the events can hold together. */
    boolean possible(Collection<Term> events) {
        return quantity(events).value > 0;
    }

    boolean identified(CounterfactualDistribution query, CounterfactualIdentification.Available available) {
        List<Term> both = new ArrayList<>(query.events());
        both.addAll(query.given());
        Quantity joint = quantity(both);
        Quantity given = quantity(query.given());
        double[] gradient = new double[joint.gradient.length];
        for (int k = 0; k < gradient.length; k++)
            gradient[k] =
                    (joint.gradient[k] * given.value - joint.value * given.gradient[k]) / (given.value * given.value);
        double before = norm(gradient);
        return before < 1e-9 || norm(rest(gradient, spans.computeIfAbsent(available, this::span))) < 1e-7 * before;
    }

    /** An orthonormal base of the gradients of all that is available. */
    private List<double[]> span(CounterfactualIdentification.Available available) {
        List<double[]> base = new ArrayList<>();
        for (int d = 0; d < weights.length; d++) {
            double[] total = new double[start[weights.length]];
            Arrays.fill(total, start[d], start[d + 1], 1);
            extend(base, total);
        }
        List<Map<Integer, Integer>> settings =
                available == CounterfactualIdentification.Available.OBSERVATION ? List.of(Map.of()) : settings();
        List<int[]> all = all();
        for (Map<Integer, Integer> set : settings) {
            Map<List<Integer>, Quantity> cells = new HashMap<>();
            for (int[] type : all)
                cells.computeIfAbsent(
                                Arrays.stream(levels(type, set)).boxed().collect(Collectors.toList()),
                                cell -> new Quantity())
                        .add(type);
            cells.values().forEach(cell -> extend(base, cell.gradient));
        }
        return base;
    }

    private List<Map<Integer, Integer>> settings() {
        List<Map<Integer, Integer>> settings = new ArrayList<>(List.of(Map.of()));
        for (int v = 0; v < types.length; v++)
            for (Map<Integer, Integer> set : List.copyOf(settings))
                for (int level = 0; level < levels[v]; level++) {
                    Map<Integer, Integer> more = new HashMap<>(set);
                    more.put(v, level);
                    settings.add(more);
                }
        return settings;
    }

    private static void extend(List<double[]> base, double[] vector) {
        double before = norm(vector);
        double[] rest = rest(rest(vector, base), base);
        double norm = norm(rest);
        if (norm < 1e-9 * before) return;
        base.add(Arrays.stream(rest).map(x -> x / norm).toArray());
    }

    private static double[] rest(double[] vector, List<double[]> base) {
        double[] rest = vector.clone();
        for (double[] unit : base) {
            double along = 0;
            for (int k = 0; k < rest.length; k++) along += rest[k] * unit[k];
            for (int k = 0; k < rest.length; k++) rest[k] -= along * unit[k];
        }
        return rest;
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double x : vector) sum += x * x;
        return Math.sqrt(sum);
    }
}
