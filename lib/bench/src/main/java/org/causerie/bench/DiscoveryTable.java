// SPDX-License-Identifier: Apache-2.0
package org.causerie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.causerie.bench.DiscoverySpeed.Task;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;
import org.causerie.graph.GraphComparison;
import org.causerie.graph.Mag;
import org.causerie.graph.Pag;

/** The table of searches: for each, data and tool the CPU seconds and how far the graphs are from the truth. */
final class DiscoveryTable {
    private static final String END = ".out";

    private DiscoveryTable() {}

    /**
     * What a tool printed about one task.
     *
     * @param warm NaN where it was stopped
     * @param graph what was found beside the truth, or null where no graph was sought or no truth is in the folder
     */
    record Run(Task task, String tool, double cold, double warm, double floor, GraphComparison graph) {

        private static Run read(String tool, String line, Path folder) throws IOException {
            String[] fields = line.split("\t", -1);
            Task task = Task.of(fields[0]);
            if (fields.length < 4) return new Run(task, tool, Double.NaN, Double.NaN, Double.NaN, null);
            return new Run(
                    task,
                    tool,
                    Double.parseDouble(fields[1]),
                    Double.parseDouble(fields[2]),
                    fields.length > 4 ? Double.parseDouble(fields[4]) : Double.NaN,
                    fields[3].isBlank() ? null : compare(task, fields[3], folder));
        }

        private static GraphComparison compare(Task task, String edges, Path folder) throws IOException {
            Path truth = folder.resolve(task.data() + ".truth");
            if (!Files.exists(truth)) return null;
            List<String> lines = Files.readAllLines(truth);
            List<String> observed = List.of(lines.get(1).split("; ", -1));
            return GraphComparison.of(truth(task, lines.get(0), observed), pag(observed, edges));
        }

        private static CausalGraph truth(Task task, String statements, List<String> observed) {
            Dag dag = Dag.of(statements(Stream.of(statements)));
            if (task.search().equals("lingam")) return dag;
            if (!task.search().equals("fci")) return dag.toCpdag();
            List<String> latents = dag.names().stream()
                    .filter(name -> !observed.contains(name))
                    .toList();
            return Mag.projection(dag, latents, List.of()).toPag();
        }

        /** Any graph as one of marks, so that graphs of different types can be compared. */
        private static Pag pag(List<String> names, String edges) {
            return Pag.of(statements(Stream.concat(names.stream(), Stream.of(edges))));
        }

        private static String[] statements(Stream<String> texts) {
            return texts.flatMap(text -> Arrays.stream(text.split("; ", -1)))
                    .filter(statement -> !statement.isBlank())
                    .toArray(String[]::new);
        }

        private String row() {
            return task.search() + " | " + task.kind() + ", p = " + task.variables() + ", degree " + task.degree()
                    + ", n = " + task.cases();
        }
    }

    /** What all tools printed, in that order. */
    static List<Run> read(Path folder) throws IOException {
        List<Run> runs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(END)).sorted().toList()) {
                String name = file.getFileName().toString();
                for (String line : Files.readAllLines(file))
                    runs.add(Run.read(name.substring(0, name.length() - END.length()), line, folder));
            }
        }
        return runs;
    }

    static void print(Path folder) throws IOException {
        Map<String, Map<String, List<Run>>> rows = new LinkedHashMap<>();
        TreeSet<String> tools = new TreeSet<>();
        for (Run run : read(folder)) {
            tools.add(run.tool());
            rows.computeIfAbsent(run.row(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(run.tool(), key -> new ArrayList<>())
                    .add(run);
        }
        System.out.println("| search | data | seeds | " + String.join(" | ", tools) + " | floor |");
        System.out.println("| --- | --- | --- | " + "--- | ".repeat(tools.size()) + "--- |");
        rows.forEach((row, byTool) -> {
            int seeds = byTool.values().stream().mapToInt(List::size).max().orElse(0);
            List<String> cells =
                    tools.stream().map(tool -> cell(byTool.get(tool))).toList();
            System.out.println("| " + row + " | " + seeds + " | " + String.join(" | ", cells) + " | "
                    + floor(byTool.values().stream().flatMap(List::stream).toList()) + " |");
        });
    }

    /** Warm (cold) CPU seconds; F1 of the skeleton, F1 of the arrowheads, structural Hamming distance. */
    private static String cell(List<Run> runs) {
        if (runs == null) return "";
        List<Run> ended = runs.stream().filter(run -> run.warm() >= 0).toList();
        if (ended.isEmpty()) return "stopped";
        String times =
                String.format("%s s (%s cold)", seconds(median(ended, Run::warm)), seconds(median(ended, Run::cold)));
        List<Run> graphs = ended.stream().filter(run -> run.graph() != null).toList();
        return graphs.isEmpty()
                ? times
                : String.format(
                        Locale.ROOT,
                        "%s; %.2f / %.2f / %.1f",
                        times,
                        mean(graphs, run -> run.graph().skeleton().f1()),
                        mean(graphs, run -> run.graph().arrows().f1()),
                        mean(graphs, run -> run.graph().shd()));
    }

    /** The floor, and how many times of it the warm search takes. */
    private static String floor(List<Run> runs) {
        List<Run> known = runs.stream().filter(run -> run.floor() >= 0).toList();
        if (known.isEmpty()) return "";
        return String.format(
                Locale.ROOT,
                "%s s, %.1f times",
                seconds(median(known, Run::floor)),
                median(known, run -> run.warm() / run.floor()));
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, value < 0.1 ? "%.4f" : value < 10 ? "%.2f" : "%.0f", value);
    }

    private static double mean(List<Run> runs, ToDoubleFunction<Run> value) {
        return runs.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
