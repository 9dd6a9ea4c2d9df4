// SPDX-License-Identifier: Apache-2.0
package org.causerie.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.discovery.Boss;
import org.causerie.discovery.DirectLingam;
import org.causerie.discovery.Fci;
import org.causerie.discovery.Ges;
import org.causerie.discovery.Grasp;
import org.causerie.discovery.Pc;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Edge;
import org.causerie.stat.Bic;
import org.causerie.stat.ChiSquare;

/**
 * Whole searches in CPU seconds, ours and the peers' on the same files; discovery-speed.sh runs it.
 *
 * <p>{@code data FOLDER TASK} writes the file of a task, {@code run FOLDER TASK} measures ours on it and prints the CPU seconds of
 * the first run of this process, their median over the runs after it, and the edges found; {@code table FOLDER} reads what all
 * tools printed and prints the table.
 */
public final class DiscoverySpeed {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

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
        switch (args[0]) {
            case "data" -> write(Path.of(args[1]), Task.of(args[2]));
            case "run" -> System.out.println(run(Path.of(args[1]), Task.of(args[2])));
            case "table" -> DiscoveryTable.print(Path.of(args[1]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void write(Path folder, Task task) throws IOException {
        Path csv = folder.resolve(task.data() + ".csv");
        if (Files.exists(csv)) return;
        Seed seed = Seed.of(task.seed());
        SimulatedWorld world = switch (task.kind()) {
            case "gauss" ->
                SimulatedWorld.linear(task.variables(), task.degree(), task.cases(), seed, SimulatedWorld.NORMAL);
            case "uniform" ->
                SimulatedWorld.linear(task.variables(), task.degree(), task.cases(), seed, SimulatedWorld.UNIFORM);
            case "levels" -> SimulatedWorld.discrete(task.variables(), task.degree(), task.cases(), seed);
            default -> throw new IllegalArgumentException(task.kind());
        };
        Files.writeString(
                folder.resolve(task.data() + ".truth"),
                String.join("; ", world.dag().names()) + "; " + edges(world.dag()));
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

    private static String run(Path folder, Task task) throws IOException {
        Dataset data = read(folder.resolve(task.data() + ".csv"), task.kind().equals("levels"));
        Execution execution = Execution.sequential();
        Supplier<CausalGraph> search = switch (task.search()) {
            case "pc" -> () -> Pc.withDefaults().discover(data, execution).cpdag();
            case "chisquare" ->
                () -> Pc.with(ChiSquare.withDefaults())
                        .alpha(0.05)
                        .discover(data, execution)
                        .cpdag();
            case "fci" -> () -> Fci.withDefaults().discover(data, execution).pag();
            case "boss" -> () -> Boss.withDefaults().discover(data, execution).cpdag();
            case "grasp" -> () -> Grasp.withDefaults().discover(data, execution).cpdag();
            case "lingam" ->
                () -> DirectLingam.withDefaults().discover(data, execution).dag();
            case "ges" ->
                () -> Ges.with(Bic.withDefaults().penalty(2))
                        .discover(data, execution)
                        .cpdag();
            default -> throw new IllegalArgumentException(task.search());
        };
        return measure(search);
    }

    /** Times the search: once, then until ten seconds or eleven runs have gone. */
    static String measure(Supplier<CausalGraph> search) {
        List<Double> times = new ArrayList<>();
        double spent = 0;
        CausalGraph graph = null;
        do {
            long begin = PROCESS.getProcessCpuTime();
            graph = search.get();
            double time = (PROCESS.getProcessCpuTime() - begin) / 1e9;
            times.add(time);
            spent += time;
        } while (times.size() < 12 && spent < 10);
        double cold = times.get(0);
        double[] warm = times.stream()
                .skip(times.size() > 1 ? 1 : 0)
                .mapToDouble(t -> t)
                .sorted()
                .toArray();
        return String.format(Locale.ROOT, "%.4f\t%.4f\t%s", cold, warm[warm.length / 2], edges(graph));
    }

    private static String edges(CausalGraph graph) {
        return graph.edges().stream().map(Edge::toString).collect(Collectors.joining("; "));
    }

    private static Dataset read(Path csv, boolean levels) throws IOException {
        try (var lines = Files.newBufferedReader(csv)) {
            List<String> names = Arrays.asList(lines.readLine().split(",", -1));
            List<double[]> rows = lines.lines()
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
            double[][] columns = new double[names.size()][rows.size()];
            for (int i = 0; i < rows.size(); i++)
                for (int j = 0; j < columns.length; j++) columns[j][i] = rows.get(i)[j];
            return levels ? SimulatedWorld.categorical(names, columns) : Dataset.of(names, columns);
        }
    }
}
