// SPDX-License-Identifier: Apache-2.0
package org.causerie.bench;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.stat.CmiKnn;
import org.causerie.stat.ConditionalGaussian;
import org.causerie.stat.DegenerateGaussian;
import org.causerie.stat.FisherZ;
import org.causerie.stat.Gcm;
import org.causerie.stat.IndependenceTest;
import org.causerie.stat.Kci;
import org.causerie.stat.Rcit;
import org.causerie.stat.Rcot;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * How often tests of conditional independence reject, by how strong the dependence is, ours and the peers' on the same files;
 * test-power.sh runs it.
 *
 * <p>{@code data FOLDER} writes the files, {@code run FOLDER} prints for ours, line by line, the tool, the data, the test, the
 * effect and the share of draws with a p-value below 0.05; {@code table FOLDER PNG} prints and draws what all tools printed.
 * {@code uniform DRAWS} prints, for ours without an effect, how far the p-values of so many draws are from uniform: the
 * Kolmogorov-Smirnov distance times the root of their number, above 1.36 in one of twenty and above 1.95 in one of a thousand.
 */
public final class TestPower {
    private static final int DRAWS = 200;
    private static final int CASES = 200;
    private static final double[] EFFECTS = {0, 0.25, 0.5, 0.75, 1};
    private static final List<String> KINDS = List.of("curves", "lines", "mixed");

    private TestPower() {}

    /** Runs one of the commands. */
    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "data" -> {
                for (String kind : KINDS) for (double effect : EFFECTS) write(Path.of(args[1]), kind, effect);
            }
            case "run" -> KINDS.forEach(TestPower::run);
            case "uniform" -> KINDS.forEach(kind -> uniform(kind, Integer.parseInt(args[1])));
            case "table" -> table(Path.of(args[1]), Path.of(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /**
     * Draws of x, y and z, one below the other. Both x and y hang on z and have noise; of the noise of both, a part that grows
     * with the effect is the same. With curves all is bent: sine, square, cube, tanh and a bell, another for each draw. With mixed
     * kinds z has three levels and y two.
     */
    private static double[][] draw(String kind, double effect, int draws) {
        RandomGenerator random = Seed.of(1).split(kind + effect).random();
        List<DoubleUnaryOperator> curves = List.of(
                u -> 2 * Math.sin(u),
                u -> u * u - 1,
                u -> u * u * u / 4,
                u -> 2 * Math.tanh(u),
                u -> 3 * Math.exp(-u * u));
        double[][] columns = new double[3][draws * CASES];
        for (int draw = 0; draw < draws; draw++) {
            DoubleUnaryOperator f = kind.equals("curves") ? curves.get(random.nextInt(5)) : u -> u;
            DoubleUnaryOperator g = kind.equals("curves") ? curves.get(random.nextInt(5)) : u -> u;
            DoubleUnaryOperator bend = kind.equals("curves") ? curves.get(random.nextInt(5)) : u -> u;
            for (int row = draw * CASES; row < (draw + 1) * CASES; row++) {
                double z = kind.equals("mixed") ? random.nextInt(3) : random.nextGaussian();
                double shared = random.nextGaussian();
                columns[0][row] = f.applyAsDouble(z) + effect * shared + random.nextGaussian();
                double y = g.applyAsDouble(z) + effect * bend.applyAsDouble(shared) + random.nextGaussian();
                columns[1][row] = kind.equals("mixed") ? (y > 1 ? 1 : 0) : y;
                columns[2][row] = z;
            }
        }
        return columns;
    }

    private static void write(Path folder, String kind, double effect) throws IOException {
        double[][] columns = draw(kind, effect, DRAWS);
        try (var out = Files.newBufferedWriter(folder.resolve(kind + "-" + effect + ".csv"))) {
            out.write("x,y,z\n");
            for (int row = 0; row < columns[0].length; row++)
                out.write(columns[0][row] + "," + columns[1][row] + "," + columns[2][row] + "\n");
        }
    }

    private static void run(String kind) {
        tests(kind).forEach((name, test) -> {
            for (double effect : EFFECTS) {
                long rejected = Arrays.stream(pValues(kind, test, effect, DRAWS))
                        .filter(p -> p < 0.05)
                        .count();
                System.out.println(
                        "Causerie\t" + kind + "\t" + name + "\t" + effect + "\t" + (double) rejected / DRAWS);
            }
        });
    }

    private static void uniform(String kind, int draws) {
        tests(kind).forEach((name, test) -> {
            if (name.equals("Fisher-Z") && kind.equals("curves")) return;
            double[] sorted =
                    Arrays.stream(pValues(kind, test, 0, draws)).sorted().toArray();
            double distance = 0;
            for (int i = 0; i < draws; i++)
                distance = Math.max(distance, Math.max(sorted[i] - (double) i / draws, (i + 1.0) / draws - sorted[i]));
            System.out.printf(Locale.ROOT, "| %s | %s | %.2f |%n", kind, name, Math.sqrt(draws) * distance);
        });
    }

    private static double[] pValues(String kind, IndependenceTest test, double effect, int draws) {
        double[][] columns = draw(kind, effect, draws);
        return IntStream.range(0, draws)
                .mapToDouble(draw ->
                        test.on(sample(kind, columns, draw)).test(0, 1, 2).pValue())
                .toArray();
    }

    private static Map<String, IndependenceTest> tests(String kind) {
        Map<String, IndependenceTest> tests = new LinkedHashMap<>();
        if (kind.equals("mixed")) {
            tests.put("conditional Gaussian", ConditionalGaussian.withDefaults());
            tests.put("degenerate Gaussian", DegenerateGaussian.withDefaults());
        } else {
            tests.put("Fisher-Z", FisherZ.withDefaults());
            tests.put("KCI", Kci.withDefaults());
            tests.put("RCIT", Rcit.withDefaults());
            tests.put("RCoT", Rcot.withDefaults());
            tests.put("GCM", Gcm.withDefaults());
        }
        tests.put("kNN-CMI", CmiKnn.withDefaults());
        return tests;
    }

    private static Dataset sample(String kind, double[][] columns, int draw) {
        double[][] part = Arrays.stream(columns)
                .map(column -> Arrays.copyOfRange(column, draw * CASES, (draw + 1) * CASES))
                .toArray(double[][]::new);
        Dataset data = Dataset.of(List.of("x", "y", "z"), part);
        return kind.equals("mixed")
                ? data.with("y", Kind.NOMINAL, List.of("0", "1"), part[1])
                        .with("z", Kind.NOMINAL, List.of("0", "1", "2"), part[2])
                : data;
    }

    private static void table(Path folder, Path png) throws IOException {
        Map<String, Map<String, TreeMap<Double, Double>>> rates = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".out")).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    String[] fields = line.split("\t", -1);
                    rates.computeIfAbsent(fields[1], key -> new TreeMap<>())
                            .computeIfAbsent(fields[2] + ", " + fields[0], key -> new TreeMap<>())
                            .put(Double.parseDouble(fields[3]), Double.parseDouble(fields[4]));
                }
            }
        }
        List<XYChart> charts = new ArrayList<>();
        System.out.println("| data | test | "
                + String.join(
                        " | ", Arrays.stream(EFFECTS).mapToObj(Double::toString).toList()) + " |");
        System.out.println("| --- | --- |" + " --- |".repeat(EFFECTS.length));
        rates.forEach((kind, tests) -> {
            XYChart chart = new XYChartBuilder()
                    .width(520)
                    .height(520)
                    .title(kind)
                    .xAxisTitle("effect")
                    .yAxisTitle("rejected at 0.05")
                    .build();
            chart.getStyler()
                    .setLegendPosition(LegendPosition.OutsideS)
                    .setChartBackgroundColor(Color.WHITE)
                    .setPlotBorderVisible(false);
            tests.forEach((test, curve) -> {
                System.out.println("| " + kind + " | " + test + " | "
                        + String.join(
                                " | ",
                                curve.values().stream()
                                        .map(r -> String.format(Locale.ROOT, "%.2f", r))
                                        .toList())
                        + " |");
                chart.addSeries(test, List.copyOf(curve.keySet()), List.copyOf(curve.values()));
            });
            charts.add(chart);
        });
        BitmapEncoder.saveBitmap(charts, 1, charts.size(), png.toString(), BitmapFormat.PNG);
    }
}
