// SPDX-License-Identifier: Apache-2.0
package org.causerie.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.discovery.Boss;
import org.causerie.discovery.ColliderRule;
import org.causerie.discovery.DirectLingam;
import org.causerie.discovery.ExactPosterior;
import org.causerie.discovery.Fci;
import org.causerie.discovery.Ges;
import org.causerie.discovery.Grasp;
import org.causerie.discovery.Pc;
import org.causerie.discovery.Search;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.stat.AdaptiveBic;
import org.causerie.stat.Bge;
import org.causerie.stat.ChiSquare;
import org.causerie.stat.Decision;
import org.causerie.stat.FisherZ;
import org.causerie.stat.IndependenceTest;
import org.causerie.stat.Kci;
import org.causerie.stat.Rcit;
import org.causerie.stat.Score;

/**
 * Whole searches in CPU seconds, ours and the peers' on the same files; discovery-speed.sh runs it.
 *
 * <p>{@code data FOLDER TASK...} writes the files of the tasks. {@code run MOST TASK...} measures ours on the same data, with so
 * many runs at most, and prints for each task a line: its name, the CPU seconds of the first run in this process, their median
 * over the runs after it, the edges found and, where there is one and more than one run, the floor. {@code threads PAIRS TASK...} prints the seconds on
 * the clock with one thread and with two, {@code first FOLDER TASK...} the CPU seconds of the first run on the file of a task. {@code table
 * FOLDER} reads what all tools printed and prints the table, {@code plot FOLDER FILE} draws the seconds by size.
 */
public final class DiscoverySpeed {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** What a test finds. */
    private static final CausalGraph NO_GRAPH = Dag.of();

    private DiscoverySpeed() {}

    /** A search on a kind of data. */
    record Task(String search, String kind, int variables, int degree, int cases, int seed) {

        static Task of(String name) {
            String[] parts = name.split("-", -1);
            return new Task(
                    parts[0],
                    parts[1],
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]),
                    Integer.parseInt(parts[4]),
                    Integer.parseInt(parts[5]));
        }

        String name() {
            return search + "-" + data();
        }

        String data() {
            return kind + "-" + variables + "-" + degree + "-" + cases + "-" + seed;
        }
    }

    /** Runs one of the commands. */
    public static void main(String[] args) throws IOException {
        List<Task> tasks = Arrays.stream(args)
                .skip(2)
                .filter(name -> !args[0].equals("plot"))
                .map(Task::of)
                .toList();
        switch (args[0]) {
            case "data" -> {
                for (Task task : tasks) write(Path.of(args[1]), task);
            }
            case "run" -> tasks.forEach(task -> System.out.println(task.name() + run(task, Integer.parseInt(args[1]))));
            case "threads" -> tasks.forEach(task -> System.out.println(threads(task, Integer.parseInt(args[1]))));
            case "first" -> tasks.forEach(task -> System.out.println(first(Path.of(args[1]), task)));
            case "table" -> DiscoveryTable.print(Path.of(args[1]));
            case "plot" -> ScalingPlot.draw(Path.of(args[1]), Path.of(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static SimulatedWorld world(Task task) {
        Seed seed = Seed.of(task.seed());
        return switch (task.kind()) {
            case "gauss" ->
                SimulatedWorld.linear(task.variables(), task.degree(), task.cases(), seed, SimulatedWorld.NORMAL);
            case "uniform" ->
                SimulatedWorld.linear(task.variables(), task.degree(), task.cases(), seed, SimulatedWorld.UNIFORM);
            case "levels" -> SimulatedWorld.discrete(task.variables(), task.degree(), task.cases(), seed);
            case "hidden" -> SimulatedWorld.hidden(task.variables(), task.degree(), task.cases(), seed);
            default -> throw new IllegalArgumentException(task.kind());
        };
    }

    private static void write(Path folder, Task task) throws IOException {
        Path csv = folder.resolve(task.data() + ".csv");
        if (Files.exists(csv)) return;
        SimulatedWorld world = world(task);
        Files.writeString(
                folder.resolve(task.data() + ".truth"),
                String.join("; ", world.dag().names()) + "; " + edges(world.dag()) + "\n"
                        + String.join("; ", world.data().names()));
        List<double[]> columns =
                world.data().names().stream().map(world.data()::values).toList();
        try (var out = Files.newBufferedWriter(csv)) {
            out.write(String.join(",", world.data().names()) + "\n");
            for (int row = 0; row < task.cases(); row++) {
                StringBuilder line = new StringBuilder();
                for (double[] column : columns)
                    line.append(line.isEmpty() ? "" : ",").append(column[row]);
                out.write(line.append('\n').toString());
            }
        }
    }

    private static String run(Task task, int most) {
        Dataset data = world(task).data();
        FisherZ fisher = FisherZ.withDefaults();
        Score bic = AdaptiveBic.withDefaults();
        return switch (task.search()) {
            case "pc" -> byTests(data, most, fisher, 0.01, test -> Pc.with(test).alpha(0.01));
            case "pcstandard" ->
                byTests(
                        data,
                        most,
                        fisher,
                        0.01,
                        test -> Pc.with(test).alpha(0.01).colliders(ColliderRule.STANDARD));
            case "chisquare" ->
                byTests(
                        data,
                        most,
                        ChiSquare.withDefaults(),
                        0.05,
                        test -> Pc.with(test).alpha(0.05));
            case "fci" ->
                byTests(data, most, fisher, 0.01, test -> Fci.with(test).alpha(0.01));
            case "ges" -> byScores(data, most, bic, Ges::with);
            case "boss" -> byScores(data, most, bic, Boss::with);
            case "grasp" -> byScores(data, most, bic, Grasp::with);
            case "exact" -> byScores(data, most, bic, ExactPosterior::with);
            case "exactbge" -> byScores(data, most, Bge.withDefaults(), ExactPosterior::with);
            case "lingam" -> measure(search(DirectLingam.withDefaults(), data), most);
            case "kci" -> measure(() -> oneTest(Kci.withDefaults(), data), most);
            case "rcit" -> measure(() -> oneTest(Rcit.withDefaults(), data), most);
            case "fisherz" -> {
                int[][] questions = questions(data.names().size());
                yield measure(() -> manyTests(data, questions), most);
            }
            default -> throw new IllegalArgumentException(task.search());
        };
    }

    private static String byTests(
            Dataset data, int most, IndependenceTest test, double alpha, Function<IndependenceTest, Search> search) {
        String measured = measure(search(search.apply(test), data), most);
        return most == 1 ? measured : measured + "\t" + Floor.ofTests(test, alpha, data, search);
    }

    private static String byScores(Dataset data, int most, Score score, Function<Score, Search> search) {
        String measured = measure(search(search.apply(score), data), most);
        return most == 1 ? measured : measured + "\t" + Floor.ofScores(score, data, search);
    }

    private static Supplier<CausalGraph> search(Search search, Dataset data) {
        return () -> search.discover(data, Execution.sequential()).graph();
    }

    /** Tests the first column against the second, given the others; no edges. */
    private static CausalGraph oneTest(IndependenceTest test, Dataset data) {
        test.on(data).test(0, 1, IntStream.range(2, data.names().size()).toArray());
        return NO_GRAPH;
    }

    /** A million pairs of columns, each followed by 0 to 5 others. */
    private static int[][] questions(int columns) {
        RandomGenerator random = Seed.of(1).random();
        int[] all = IntStream.range(0, columns).toArray();
        int[][] questions = new int[1_000_000][];
        for (int i = 0; i < questions.length; i++) {
            questions[i] = new int[2 + random.nextInt(6)];
            for (int k = 0; k < questions[i].length; k++) {
                int other = k + random.nextInt(columns - k);
                questions[i][k] = all[other];
                all[other] = all[k];
                all[k] = questions[i][k];
            }
        }
        return questions;
    }

    private static CausalGraph manyTests(Dataset data, int[][] questions) {
        Decision decision =
                FisherZ.withDefaults().on(data, Execution.sequential()).deciding(0.01);
        int[] given = new int[5];
        int dependent = 0;
        for (int[] question : questions) {
            int size = question.length - 2;
            System.arraycopy(question, 2, given, 0, size);
            if (decision.departure(question[0], question[1], given, size) >= 1) dependent++;
        }
        if (dependent == 0) throw new IllegalStateException("No test found anything");
        return NO_GRAPH;
    }

    /**
     * Seconds on the clock with one thread and with two after five CPU seconds to warm up, and their ratio; beside it what the machine
     * allows: how many times the work of one it does when two searches of one thread run at once. The median of the runs,
     * and their faster quartile, which other work on the machine disturbs less.
     */
    private static String threads(Task task, int pairs) {
        Dataset data = world(task).data();
        Search search = byDefault(task);
        Runnable one = () -> search.discover(data, Execution.sequential());
        List<Runnable> ways = List.of(one, () -> search.discover(data, new Execution(2)), () -> twice(one));
        double[][] seconds = new double[ways.size()][pairs];
        double start = cpu();
        while (cpu() < start + 5) ways.forEach(Runnable::run);
        for (int run = 0; run < pairs; run++) {
            for (int way = 0; way < ways.size(); way++) {
                long begin = System.nanoTime();
                ways.get(way).run();
                seconds[way][run] = (System.nanoTime() - begin) / 1e9;
            }
        }
        for (double[] times : seconds) Arrays.sort(times);
        return String.format(
                Locale.ROOT,
                "%s: median %s; quartile %s",
                task.name(),
                gain(seconds, pairs / 2),
                gain(seconds, pairs / 4));
    }

    /** What two threads gain where so many of the pairs were faster. */
    private static String gain(double[][] seconds, int rank) {
        double one = seconds[0][rank];
        double two = seconds[1][rank];
        return String.format(
                Locale.ROOT,
                "%.3f s with one thread, %.3f s with two, %.2f times as fast, two searches at once %.2f times",
                one,
                two,
                one / two,
                2 * one / seconds[2][rank]);
    }

    /** The first search in this process, which has read the table, in CPU seconds of the thread that runs it and of all threads. */
    private static String first(Path folder, Task task) {
        Dataset data = Dataset.csv(folder.resolve(task.data() + ".csv"));
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        double all = cpu();
        long its = thread.getCurrentThreadCpuTime();
        byDefault(task).discover(data, Execution.sequential());
        double seconds = (thread.getCurrentThreadCpuTime() - its) / 1e9;
        return String.format(
                Locale.ROOT,
                "%s: first run %.3f s of its thread, %.2f s of all threads",
                task.name(),
                seconds,
                cpu() - all);
    }

    private static Search byDefault(Task task) {
        return switch (task.search()) {
            case "pc" -> Pc.withDefaults();
            case "pcstandard" -> Pc.withDefaults().colliders(ColliderRule.STANDARD);
            default -> Boss.withDefaults();
        };
    }

    private static void twice(Runnable work) {
        Thread other = new Thread(work);
        other.start();
        work.run();
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** CPU seconds of this process so far. */
    private static double cpu() {
        return PROCESS.getProcessCpuTime() / 1e9;
    }

    /** CPU seconds of a piece of work, which is repeated until the clock's steps of a hundredth do not matter. */
    static double seconds(Supplier<?> work) {
        double begin = cpu();
        int runs = 0;
        do {
            Objects.requireNonNull(work.get());
            runs++;
        } while (cpu() < begin + 0.3);
        return (cpu() - begin) / runs;
    }

    /** Times the search: the first run and, after five seconds to warm up, the median of repetitions, until ten or so many have gone. */
    private static String measure(Supplier<CausalGraph> search, int most) {
        double begin = cpu();
        CausalGraph found = search.get();
        double cold = cpu() - begin;
        while (most > 1 && cpu() < begin + 5) found = search.get();
        List<Double> times = new ArrayList<>();
        while (times.size() + 1 < most && cpu() < begin + 10) times.add(seconds(search));
        if (times.isEmpty()) times.add(cold);
        times.sort(null);
        return String.format(Locale.ROOT, "\t%.4f\t%.5f\t%s", cold, times.get(times.size() / 2), edges(found));
    }

    private static String edges(CausalGraph graph) {
        return graph.edges().stream().map(Edge::toString).collect(Collectors.joining("; "));
    }
}
