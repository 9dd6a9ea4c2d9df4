// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.Seed;

/**
 * Two models that agree in all sources of data and answer a question differently, by a search that ends with an exact
 * step.
 *
 * <p>All mechanisms but one are drawn at random. The tables of all sources are then linear in the probabilities with
 * which the last variable picks its functions, given its hidden causes. These start as equal, and move in both
 * directions along the gradient of the question where it leaves all tables as they are, for as far as all stay positive.
 * Where a variable with enough levels of its hidden causes is seen through too few others, there is such a direction; more
 * levels and other draws are tried until the answers differ visibly.
 *
 * @param graph the graph, best with few edges, and the levels of its variables
 * @param asked the question
 * @param sources where data come from
 * @param coins by population, the variables that are a fair coin there
 * @param candidates the variables whose mechanism may move
 */
record HiddenCauseModels(
        DiscreteGraph graph,
        Expression asked,
        List<Source> sources,
        SortedMap<Domain, BitSet> coins,
        BitSet candidates) {
    private static final double NOISE = 0.125;
    private static final double VISIBLE = 0.01;
    private static final double LEAST = 1e-4;
    private static final int[] HIDDEN = {2, 3, 4};
    private static final int TRIES = 4;
    private static final long MOST = 1 << 24;

    /** A source of data: a population, and what is set there. */
    record Source(Domain population, BitSet set) {}

    /** Two models and by how much their answers differ. */
    private record Found(ModelPair pair, double difference) {}

    /** The pair whose answers differ most, of those tried; empty where none differ. */
    Optional<ModelPair> find() {
        Found best = null;
        for (int hidden : HIDDEN) {
            if (work(hidden) > MOST) break;
            for (int attempt = 0; attempt < TRIES; attempt++) {
                HiddenCauseModel drawn = drawn(hidden, Seed.of(hidden).split(attempt).random());
                for (int v = candidates.nextSetBit(0); v >= 0; v = candidates.nextSetBit(v + 1)) {
                    Optional<Found> found = moved(drawn, v, Seed.of(attempt).split(v).random());
                    if (found.isPresent() && (best == null || found.get().difference > best.difference))
                        best = found.get();
                    if (best != null && best.difference > VISIBLE) return Optional.of(best.pair);
                }
            }
        }
        return Optional.ofNullable(best).map(Found::pair);
    }

    /** The variables with edges. */
    private BitSet joined() {
        BitSet joined = new BitSet();
        for (int v = 0; v < graph.graph().size(); v++) {
            if (graph.parents(v).length > 0) joined.set(v);
            for (int p : graph.parents(v)) joined.set(p);
            if (!graph.graphs().spouses(v).isEmpty()) joined.set(v);
        }
        return joined;
    }

    private double work(int hidden) {
        int[] joined = joined().stream().toArray();
        long ends = Arrays.stream(joined)
                .mapToLong(v -> graph.graphs().spouses(v).cardinality())
                .sum();
        double assignments = Arrays.stream(joined).mapToDouble(graph::size).reduce(1, (a, b) -> a * b);
        return assignments * sources.size() * Math.pow(hidden, ends / 2.0);
    }

    private int combinations(int v, int hidden) {
        return (int) Math.pow(hidden, graph.graphs().spouses(v).cardinality());
    }

    private HiddenCauseModel drawn(int hidden, RandomGenerator random) {
        SortedMap<String, List<String>> levels = new TreeMap<>();
        SortedMap<String, HiddenCauseModel.Mechanism> mechanisms = new TreeMap<>();
        for (int v = 0; v < graph.graph().size(); v++) {
            levels.put(graph.name(v), graph.levels(v));
            List<List<HiddenCauseModel.Choice>> choices = new ArrayList<>();
            for (int c = 0; c < combinations(v, hidden); c++) {
                List<HiddenCauseModel.Choice> some = constants(v, NOISE / graph.size(v));
                some.add(new HiddenCauseModel.Choice(1 - NOISE, function(v, random)));
                choices.add(some);
            }
            mechanisms.put(graph.name(v), new HiddenCauseModel.Mechanism(choices));
        }
        SortedMap<Domain, SortedMap<String, HiddenCauseModel.Mechanism>> elsewhere = new TreeMap<>();
        coins.forEach((domain, variables) -> {
            SortedMap<String, HiddenCauseModel.Mechanism> other = new TreeMap<>();
            variables.stream()
                    .forEach(v -> other.put(
                            graph.name(v),
                            new HiddenCauseModel.Mechanism(Collections.nCopies(
                                    combinations(v, hidden), constants(v, 1.0 / graph.size(v))))));
            elsewhere.put(domain, other);
        });
        return new HiddenCauseModel(graph.graph(), levels, hidden, mechanisms, elsewhere);
    }

    private List<HiddenCauseModel.Choice> constants(int v, double probability) {
        List<HiddenCauseModel.Choice> constants = new ArrayList<>();
        for (int level = 0; level < graph.size(v); level++)
            constants.add(
                    new HiddenCauseModel.Choice(probability, Collections.nCopies(graph.configurations(v), level)));
        return constants;
    }

    private List<Integer> function(int v, RandomGenerator random) {
        return random.ints(graph.configurations(v), 0, graph.size(v)).boxed().toList();
    }

    /** Moves the mechanism of one variable in both directions. */
    private Optional<Found> moved(HiddenCauseModel drawn, int v, RandomGenerator random) {
        FreeMechanism free = new FreeMechanism(graph, drawn, v, random);
        RowSpace fixed = free.fixed(sources, joined(), coins);
        double[] start = free.start();
        if (fixed.size() == start.length) return Optional.empty();
        double[] any = fixed.rest(
                random.doubles(start.length, -1, 1).toArray());
        Optional<Found> first = pair(free, start, any);
        if (first.isEmpty()) return first;
        Found best = first.get();
        for (double[] gradient : gradients(free, start)) {
            Optional<Found> found = pair(free, start, fixed.rest(gradient));
            if (found.isPresent() && found.get().difference > best.difference) best = found.get();
        }
        return Optional.of(best);
    }

    private Optional<Found> pair(FreeMechanism free, double[] start, double[] direction) {
        double largest = Arrays.stream(direction).map(Math::abs).max().orElse(0);
        if (largest < 1e-9) return Optional.empty();
        double step = (1 - NOISE) * start[0] / largest;
        ModelPair pair = new ModelPair(
                free.at(sum(start, direction, step)), free.at(sum(start, direction, -step)));
        double[] first = Tensor.of(asked, pair.first()).cells();
        double[] second = Tensor.of(asked, pair.second()).cells();
        double difference = IntStream.range(0, first.length)
                .mapToDouble(i -> Math.abs(first[i] - second[i]))
                .max()
                .orElse(0);
        return difference < LEAST ? Optional.empty() : Optional.of(new Found(pair, difference));
    }

    private static double[] sum(double[] start, double[] direction, double step) {
        return IntStream.range(0, start.length)
                .mapToDouble(i -> start[i] + step * direction[i])
                .toArray();
    }

    /** By cell of the question its derivative by each probability of the mechanism. */
    private double[][] gradients(FreeMechanism free, double[] start) {
        double[] before = Tensor.of(asked, free.at(start)).cells();
        double[][] gradients = new double[before.length][start.length];
        for (int i = 0; i < start.length; i++) {
            double[] more = start.clone();
            more[i] *= 1 + NOISE;
            double[] after = Tensor.of(asked, free.at(more)).cells();
            for (int cell = 0; cell < before.length; cell++) gradients[cell][i] = after[cell] - before[cell];
        }
        return gradients;
    }
}
