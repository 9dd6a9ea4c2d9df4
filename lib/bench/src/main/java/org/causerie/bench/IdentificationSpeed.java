// SPDX-License-Identifier: Apache-2.0
package org.causerie.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.causerie.explanation.ActualCause;
import org.causerie.explanation.Formula;
import org.causerie.explanation.Situation;
import org.causerie.explanation.StructuralEquations;
import org.causerie.explanation.StructuralEquationsBuilder;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.causerie.identification.AdjustmentSets;
import org.causerie.identification.IdAlgorithm;
import org.causerie.identification.InterventionalDistribution;
import org.causerie.identification.TestableImplications;

/** What questions about large graphs take: for each kind the CPU milliseconds of the first and the median and the longest of all. */
public final class IdentificationSpeed {
    private IdentificationSpeed() {}

    /** Asks all kinds of questions and prints a table. */
    public static void main(String[] args) {
        System.out.println("| question | first | median | longest | answers |");
        System.out.println("| --- | --- | --- | --- | --- |");
        Dag large = Dag.of(names(10_000), edges(10_000, 50_000, Seed.of(1).random()));
        time("adjustment: verdict and one minimal set, 10,000 nodes, 50,000 edges", 40, k -> {
            AdjustmentSets sets = AdjustmentSets.of(large, "V" + (4000 + k), "V" + (6000 + 7 * k));
            sets.isValid(Set.of());
            return sets.nearest().isPresent();
        });
        List<Admg> mixed = IntStream.range(0, 100)
                .mapToObj(k -> mixed(50, Seed.of(2).split(k).random()))
                .toList();
        time(
                "ID: P(V49 | do(V25)), 50 nodes, 100 edges, 15 hidden causes",
                100,
                k -> IdAlgorithm.withDefaults()
                        .identify(InterventionalDistribution.of(Set.of("V49"), Set.of("V25")), mixed.get(k))
                        .identified());
        List<Dag> middling = IntStream.range(0, 20)
                .mapToObj(k ->
                        Dag.of(names(200), edges(200, 400, Seed.of(3).split(k).random())))
                .toList();
        time(
                "implied independences (basis), 200 nodes, 400 edges",
                20,
                k -> !TestableImplications.of(middling.get(k)).local().isEmpty());
        time(
                "one independence for each missing edge, 200 nodes, 400 edges",
                20,
                k -> !TestableImplications.of(middling.get(k)).pairwise().isEmpty());
        Situation votes = votes(11);
        for (ActualCause.Definition definition : ActualCause.Definition.values())
            time(
                    "actual causes, 12 binary variables, " + definition.text(),
                    10,
                    k -> !ActualCause.withDefaults()
                            .definition(definition)
                            .explain(votes, Formula.is("win", 1))
                            .causes()
                            .isEmpty());
    }

    private static void time(String question, int count, IntFunction<Boolean> ask) {
        double[] milliseconds = new double[count];
        int yes = 0;
        for (int k = 0; k < count; k++) {
            double begin = milliseconds();
            if (ask.apply(k)) yes++;
            milliseconds[k] = milliseconds() - begin;
        }
        double first = milliseconds[0];
        Arrays.sort(milliseconds);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f ms | %.2f ms | %.1f ms | %d of %d |%n",
                question,
                first,
                milliseconds[count / 2],
                milliseconds[count - 1],
                yes,
                count);
    }

    private static double milliseconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "V" + i).toList();
    }

    /** So many different pairs, the smaller number first. */
    private static List<int[]> edges(int nodes, int count, RandomGenerator random) {
        Set<Long> seen = new HashSet<>();
        List<int[]> edges = new ArrayList<>();
        while (edges.size() < count) {
            int i = random.nextInt(nodes);
            int j = random.nextInt(nodes);
            if (i != j && seen.add((long) Math.min(i, j) * nodes + Math.max(i, j)))
                edges.add(new int[] {Math.min(i, j), Math.max(i, j)});
        }
        return edges;
    }

    private static Admg mixed(int nodes, RandomGenerator random) {
        return Admg.of(names(nodes), edges(nodes, 2 * nodes, random), edges(nodes, 3 * nodes / 10, random));
    }

    /** All of them in favour, and most of them enough. */
    private static Situation votes(int count) {
        StructuralEquationsBuilder builder = StructuralEquations.builder();
        Map<String, Integer> context = new LinkedHashMap<>();
        for (int i = 1; i <= count; i++) {
            builder.root("voter " + i);
            context.put("voter " + i, 1);
        }
        List<String> voters = List.copyOf(context.keySet());
        return builder.equation(
                        "win",
                        voters,
                        row -> voters.stream().mapToDouble(row::get).sum() > count / 2.0)
                .build()
                .in(context);
    }
}
