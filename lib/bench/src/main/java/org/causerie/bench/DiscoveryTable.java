// SPDX-License-Identifier: Apache-2.0
package org.causerie.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.causerie.bench.DiscoverySpeed.Task;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;
import org.causerie.graph.GraphComparison;
import org.causerie.graph.Pag;

/** The table of searches: for each, data and tool the CPU seconds and how far the graphs are from the truth. */
final class DiscoveryTable {
    private static final String END = ".out";

    private DiscoveryTable() {}

    /** What a tool printed about one file; no graph when it was stopped. */
    private record Run(Task task, String tool, double cold, double warm, GraphComparison graph) {

        static Run read(Path file, Path folder) {
            String name = file.getFileName().toString();
            int dot = name.indexOf('.');
            Task task = Task.of(name.substring(0, dot));
            String tool = name.substring(dot + 1, name.length() - END.length());
            try {
                String[] fields = Files.readString(file).strip().split("\t", -1);
                if (fields.length < 3) return new Run(task, tool, Double.NaN, Double.NaN, null);
                return new Run(
                        task,
                        tool,
                        Double.parseDouble(fields[0]),
                        Double.parseDouble(fields[1]),
                        GraphComparison.of(
                                truth(task, folder), pag(truth(task, folder).names(), fields[2])));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static CausalGraph truth(Task task, Path folder) throws IOException {
            String truth = Files.readString(folder.resolve(task.data() + ".truth"));
            Dag dag = Dag.of(Arrays.stream(truth.split("; ", -1))
                    .filter(statement -> !statement.isBlank())
                    .toArray(String[]::new));
            return task.search().equals("lingam") ? dag : dag.toCpdag();
        }

        /** Any graph as one of marks, so that graphs of different types can be compared. */
        private static Pag pag(List<String> names, String edges) {
            String[] statements = Stream.concat(names.stream(), Stream.of(edges.split("; ", -1)))
                    .filter(statement -> !statement.isBlank())
                    .toArray(String[]::new);
            return Pag.of(statements);
        }

        String row() {
            return task.search() + " | " + task.kind() + ", p = " + task.variables() + ", degree " + task.degree()
                    + ", n = " + task.cases();
        }
    }

    static void print(Path folder) throws IOException {
        Map<String, Map<String, List<Run>>> rows = new TreeMap<>();
        TreeSet<String> tools = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(END)).sorted().forEach(file -> {
                Run run = Run.read(file, folder);
                tools.add(run.tool());
                rows.computeIfAbsent(run.row(), key -> new TreeMap<>())
                        .computeIfAbsent(run.tool(), key -> new ArrayList<>())
                        .add(run);
            });
        }
        System.out.println("| search | data | seeds | " + String.join(" | ", tools) + " |");
        System.out.println("| --- | --- | --- | "
                + String.join(" | ", tools.stream().map(t -> "---").toList()) + " |");
        rows.forEach((row, byTool) -> {
            int seeds = byTool.values().stream().mapToInt(List::size).max().orElse(0);
            System.out.println("| " + row + " | " + seeds + " | "
                    + String.join(
                            " | ",
                            tools.stream().map(tool -> cell(byTool.get(tool))).toList()) + " |");
        });
    }

    /** Warm (cold) CPU seconds; F1 of the skeleton, F1 of the arrowheads, structural Hamming distance. */
    private static String cell(List<Run> runs) {
        if (runs == null) return "";
        List<Run> ended = runs.stream().filter(run -> run.graph() != null).toList();
        if (ended.isEmpty()) return "stopped";
        return String.format(
                Locale.ROOT,
                "%s s (%s cold); %.2f / %.2f / %.1f",
                seconds(median(ended, Run::warm)),
                seconds(median(ended, Run::cold)),
                mean(ended, run -> run.graph().skeleton().f1()),
                mean(ended, run -> run.graph().arrows().f1()),
                mean(ended, run -> run.graph().shd()));
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, value < 0.1 ? "%.4f" : value < 10 ? "%.2f" : "%.0f", value);
    }

    private static double mean(List<Run> runs, ToDoubleFunction<Run> value) {
        return runs.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> value) {
        double[] sorted = runs.stream().mapToDouble(value).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
