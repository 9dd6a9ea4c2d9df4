// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.causerie.Seed;

/**
 * Two models that agree in all sources of data and answer a question differently: a search that ends with an exact step.
 *
 * <p>All mechanisms are drawn at random but one. The tables of the sources are linear in the probabilities with which that
 * variable picks its functions, given its hidden causes; those are equal at first, and then move both ways along the part
 * of the question's gradient that leaves all tables as they are, as far as they stay positive. There is such a part where
 * the levels of the hidden causes are more than the sources tell apart, so that more levels are tried where few do not do.
 *
 * <p>Hidden causes of 2, 3, 4 and 6 levels are tried, 6 draws of each for every candidate; hidden causes have at most 256 combinations of levels together. A pair is
 * taken at once if its answers differ by 0.01, and must differ by 0.0001.
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
    private static final double ZERO = 1e-9;
    private static final int[] HIDDEN = {2, 3, 4, 6};
    private static final int TRIES = 6;
    private static final int MOST = 256;

    /** A source of data: a population, and what is set there. */
    record Source(Domain population, BitSet set) {}

    /** Two models and by how much their answers differ. */
    private record Found(ModelPair pair, double difference) {}

    /** The pair of the first of these families that has one, with as few levels of hidden causes as it takes. */
    static Optional<ModelPair> first(List<HiddenCauseModels> families) {
        for (int hidden : HIDDEN)
            for (HiddenCauseModels family : families) {
                Optional<ModelPair> pair = family.best(hidden);
                if (pair.isPresent()) return pair;
            }
        return Optional.empty();
    }

    /** The pair whose answers differ most; empty where none differ, or hidden causes have too many levels together. */
    private Optional<ModelPair> best(int hidden) {
        if (Math.pow(hidden, causes()) > MOST) return Optional.empty();
        Optional<Found> best = Optional.empty();
        for (int attempt = 0; attempt < TRIES; attempt++)
            for (int v = candidates.nextSetBit(0); v >= 0; v = candidates.nextSetBit(v + 1)) {
                Seed seed = Seed.of(hidden).split(attempt);
                Optional<Found> found = moved(drawn(hidden, attempt % 2 == 0, seed.random()), v, seed.split(v));
                best = Stream.of(best, found)
                        .flatMap(Optional::stream)
                        .max(Comparator.comparingDouble(Found::difference));
                if (best.filter(some -> some.difference > VISIBLE).isPresent()) return best.map(Found::pair);
            }
        return best.map(Found::pair);
    }

    private int causes() {
        return joined().stream()
                        .map(v -> graph.graphs().spouses(v).cardinality())
                        .sum()
                / 2;
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

    private int combinations(int v, int hidden) {
        return (int) Math.pow(hidden, graph.graphs().spouses(v).cardinality());
    }

    /** A model whose mechanisms are random functions, with the same noise everywhere or with different ones. */
    private HiddenCauseModel drawn(int hidden, boolean even, RandomGenerator random) {
        SortedMap<String, List<String>> levels = new TreeMap<>();
        SortedMap<String, HiddenCauseModel.Mechanism> mechanisms = new TreeMap<>();
        for (int v = 0; v < graph.graph().size(); v++) {
            levels.put(graph.name(v), graph.levels(v));
            List<List<HiddenCauseModel.Choice>> choices = new ArrayList<>();
            for (int c = 0; c < combinations(v, hidden); c++)
                choices.add(mostly(v, function(v, random), even ? NOISE : NOISE * (1 + random.nextInt(4))));
            mechanisms.put(graph.name(v), new HiddenCauseModel.Mechanism(choices));
        }
        SortedMap<Domain, SortedMap<String, HiddenCauseModel.Mechanism>> elsewhere = new TreeMap<>();
        coins.forEach((domain, variables) -> {
            SortedMap<String, HiddenCauseModel.Mechanism> other = new TreeMap<>();
            variables.stream()
                    .forEach(v -> other.put(
                            graph.name(v),
                            new HiddenCauseModel.Mechanism(
                                    Collections.nCopies(combinations(v, hidden), constants(v, 1.0 / graph.size(v))))));
            elsewhere.put(domain, other);
        });
        return new HiddenCauseModel(graph.graph(), levels, hidden, mechanisms, elsewhere);
    }

    /** The function, or now and then a level whatever the parents are. */
    private List<HiddenCauseModel.Choice> mostly(int v, List<Integer> function, double noise) {
        SortedMap<String, HiddenCauseModel.Choice> some = new TreeMap<>();
        List<HiddenCauseModel.Choice> all = constants(v, noise / graph.size(v));
        all.add(new HiddenCauseModel.Choice(1 - noise, function));
        for (HiddenCauseModel.Choice choice : all)
            some.merge(
                    choice.function().toString(),
                    choice,
                    (a, b) -> new HiddenCauseModel.Choice(a.probability() + b.probability(), a.function()));
        return List.copyOf(some.values());
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

    /** Moves the mechanism of one variable: first anyhow, and where that tells along the gradients. */
    private Optional<Found> moved(HiddenCauseModel drawn, int v, Seed seed) {
        FreeMechanism free = new FreeMechanism(graph, drawn, v, seed.random());
        RowSpace fixed = free.fixed(sources, joined(), coins);
        double[] start = free.start();
        if (fixed.size() == start.length) return Optional.empty();
        double[] any = seed.split("any").random().doubles(start.length, -1, 1).toArray();
        Optional<Found> found = pair(free, start, fixed.rest(any));
        if (found.filter(some -> some.difference > ZERO).isEmpty()) return Optional.empty();
        return Stream.concat(
                        found.stream(),
                        Arrays.stream(gradients(free, start))
                                .flatMap(gradient -> pair(free, start, fixed.rest(gradient)).stream()))
                .filter(some -> some.difference > LEAST)
                .max(Comparator.comparingDouble(Found::difference));
    }

    /** The models at the ends of a line through the start; empty where the direction is nothing but rounding. */
    private Optional<Found> pair(FreeMechanism free, double[] start, double[] direction) {
        double largest = Arrays.stream(direction).map(Math::abs).max().orElse(0);
        if (largest < ZERO) return Optional.empty();
        double step = (1 - NOISE) * start[0] / largest;
        ModelPair pair = new ModelPair(free.at(sum(start, direction, step)), free.at(sum(start, direction, -step)));
        double[] first = Tensor.of(asked, pair.first()).cells();
        double[] second = Tensor.of(asked, pair.second()).cells();
        double difference = IntStream.range(0, first.length)
                .mapToDouble(i -> Math.abs(first[i] - second[i]))
                .max()
                .orElse(0);
        return Optional.of(new Found(pair, difference));
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
