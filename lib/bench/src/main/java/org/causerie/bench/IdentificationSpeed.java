// SPDX-License-Identifier: Apache-2.0
package org.causerie.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.causerie.graph.Edge;
import org.causerie.identification.AdjustmentSets;
import org.causerie.identification.IdAlgorithm;
import org.causerie.identification.InterventionalDistribution;
import org.causerie.identification.TestableImplications;

/**
 * What questions about large graphs take: for each kind the CPU milliseconds of the first and the median and the longest of all.
 *
 * <p>{@code ask FOLDER} prints a table, and writes the graphs for adjustment to files; {@code judge FOLDER} reads the sets that
 * a peer found for these and prints how many of them serve. identification-speed.sh runs both.
 */
public final class IdentificationSpeed {
    private static final int[] SIZES = {100, 1_000, 10_000};

    private IdentificationSpeed() {}

    /** Runs one of the commands. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        if (args[0].equals("judge")) judge(folder);
        else ask(folder);
    }

    private static void ask(Path folder) throws IOException {
        System.out.println("| question | first | median | longest | answers |");
        System.out.println("| --- | --- | --- | --- | --- |");
        for (int nodes : SIZES) {
            Dag dag = dag(nodes);
            Files.write(
                    folder.resolve(nodes + ".dag"),
                    dag.edges().stream().map(Edge::toString).toList());
            time("adjustment: verdict and one minimal set, %,d nodes, %,d edges".formatted(nodes, 5 * nodes), 40, k -> {
                AdjustmentSets sets = AdjustmentSets.of(dag, cause(nodes, k), effect(nodes, k));
                sets.isValid(Set.of());
                return sets.nearest().isPresent();
            });
        }
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

    private static Dag dag(int nodes) {
        return Dag.of(names(nodes), edges(nodes, 5 * nodes, Seed.of(1).random()));
    }

    private static String cause(int nodes, int number) {
        return "V" + (4 * nodes / 10 + number % (nodes / 10));
    }

    private static String effect(int nodes, int number) {
        return "V" + (6 * nodes / 10 + 7 * number % (nodes / 10));
    }

    /** Lines of a peer: nodes, number of the question, CPU milliseconds, and the set or nothing. */
    private static void judge(Path folder) throws IOException {
        for (int nodes : SIZES) {
            Dag dag = dag(nodes);
            List<String[]> lines = Files.readAllLines(folder.resolve("tetrad.out")).stream()
                    .map(line -> line.split("\t", -1))
                    .filter(fields -> fields[0].equals(String.valueOf(nodes)))
                    .toList();
            if (lines.isEmpty()) {
                System.out.printf(Locale.ROOT, "| Tetrad 7.6.6, %,d nodes | no answer in time |%n", nodes);
                continue;
            }
            double[] milliseconds = lines.stream()
                    .mapToDouble(fields -> Double.parseDouble(fields[2]))
                    .toArray();
            long serve =
                    lines.stream().filter(fields -> serves(dag, nodes, fields)).count();
            Arrays.sort(milliseconds);
            System.out.printf(
                    Locale.ROOT,
                    "| Tetrad 7.6.6, %,d nodes | median %.1f ms, longest %.1f ms | %d of %d sets serve |%n",
                    nodes,
                    milliseconds[milliseconds.length / 2],
                    milliseconds[milliseconds.length - 1],
                    serve,
                    lines.size());
        }
    }

    private static boolean serves(Dag dag, int nodes, String... fields) {
        if (fields[3].equals("none")) return false;
        int number = Integer.parseInt(fields[1]);
        Set<String> set = fields[3].isEmpty() ? Set.of() : Set.of(fields[3].split(" ", -1));
        return AdjustmentSets.of(dag, cause(nodes, number), effect(nodes, number))
                .isValid(set);
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
