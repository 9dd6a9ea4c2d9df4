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
 */
public final class TestPower {
    private static final int DRAWS = 200;
    private static final int CASES = 200;
    private static final double[] EFFECTS = {0, 0.25, 0.5, 0.75, 1};
    private static final List<String> KINDS = List.of("curves", "lines", "mixed");

    private TestPower() {}

    /** Runs one of the commands. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        switch (args[0]) {
            case "data" -> {
                for (String kind : KINDS) for (double effect : EFFECTS) write(folder, kind, effect);
            }
            case "run" -> KINDS.forEach(TestPower::run);
            case "table" -> table(folder, Path.of(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /**
     * Draws of x, y and z, one below the other. Both x and y hang on z and have noise; of the noise of both, a part that grows
     * with the effect is the same. With curves all is bent: sine, square, cube, tanh and a bell, another for each draw. With mixed
     * kinds z has three levels and y two.
     */
    private static double[][] draw(String kind, double effect) {
        RandomGenerator random = Seed.of(1).split(kind + effect).random();
        List<DoubleUnaryOperator> curves = List.of(
                u -> 2 * Math.sin(u),
                u -> u * u - 1,
                u -> u * u * u / 4,
                u -> 2 * Math.tanh(u),
                u -> 3 * Math.exp(-u * u));
        double[][] columns = new double[3][DRAWS * CASES];
        for (int draw = 0; draw < DRAWS; draw++) {
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
        double[][] columns = draw(kind, effect);
        try (var out = Files.newBufferedWriter(folder.resolve(kind + "-" + effect + ".csv"))) {
            out.write("x,y,z\n");
            for (int row = 0; row < columns[0].length; row++)
                out.write(columns[0][row] + "," + columns[1][row] + "," + columns[2][row] + "\n");
        }
    }

    private static void run(String kind) {
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
        tests.forEach((name, test) -> {
            for (double effect : EFFECTS) {
                double[][] columns = draw(kind, effect);
                int rejected = 0;
                for (int draw = 0; draw < DRAWS; draw++)
                    if (test.on(sample(kind, columns, draw)).test(0, 1, 2).pValue() < 0.05) rejected++;
                System.out.println(
                        "Causerie\t" + kind + "\t" + name + "\t" + effect + "\t" + (double) rejected / DRAWS);
            }
        });
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
                    .height(420)
                    .title(kind)
                    .xAxisTitle("effect")
                    .yAxisTitle("rejected at 0.05")
                    .build();
            chart.getStyler()
                    .setLegendPosition(LegendPosition.InsideSE)
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
