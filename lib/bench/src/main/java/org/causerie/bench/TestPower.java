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
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.stat.ChiSquare;
import org.causerie.stat.CmiKnn;
import org.causerie.stat.ConditionalGaussian;
import org.causerie.stat.DegenerateGaussian;
import org.causerie.stat.DropoutDeletion;
import org.causerie.stat.FederatedClient;
import org.causerie.stat.FederatedIndependence;
import org.causerie.stat.FisherZ;
import org.causerie.stat.GSquare;
import org.causerie.stat.Gcm;
import org.causerie.stat.IndependenceTest;
import org.causerie.stat.Kci;
import org.causerie.stat.QuantumKernel;
import org.causerie.stat.Rcit;
import org.causerie.stat.Rcot;
import org.causerie.stat.TestwiseDeletion;
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
    private static final List<String> NAMES = List.of("x", "y", "z");
    private static final List<String> KINDS = List.of("curves", "lines", "mixed");

    private TestPower() {}

    /** Runs one of the commands. */
    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "data" -> {
                for (String kind : KINDS) for (double effect : EFFECTS) write(Path.of(args[1]), kind, effect);
            }
            case "run" -> KINDS.forEach(TestPower::run);
            case "uniform" -> {
                int draws = Integer.parseInt(args[1]);
                special().forEach((name, pValue) -> printDistance("special", name, draws, pValue));
                KINDS.forEach(kind -> uniform(kind, draws));
            }
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
        double[][] columns = draw(kind, 0, draws);
        tests(kind).forEach((name, test) -> {
            if (name.equals("Fisher-Z") && kind.equals("curves")) return;
            printDistance(kind, name, draws, draw -> pValue(test, sample(kind, columns, draw)));
        });
    }

    private static void printDistance(String kind, String name, int draws, IntToDoubleFunction pValue) {
        double[] sorted = IntStream.range(0, draws).mapToDouble(pValue).sorted().toArray();
        double distance = 0;
        for (int i = 0; i < draws; i++)
            distance = Math.max(distance, Math.max(sorted[i] - (double) i / draws, (i + 1.0) / draws - sorted[i]));
        System.out.printf(Locale.ROOT, "| %s | %s | %.2f |%n", kind, name, Math.sqrt(draws) * distance);
    }

    /** The p-values of tests for levels, gaps, dropouts, many holders of data and quantum kernels, by the number of the draw. */
    private static Map<String, IntToDoubleFunction> special() {
        Map<String, IntToDoubleFunction> tests = new LinkedHashMap<>();
        tests.put("G²", draw -> pValue(GSquare.withDefaults(), levels(draw)));
        tests.put("χ²", draw -> pValue(ChiSquare.withDefaults(), levels(draw)));
        tests.put("test-wise deletion", draw -> pValue(TestwiseDeletion.of(FisherZ.withDefaults()), gaps(draw)));
        tests.put("dropout deletion", draw -> pValue(DropoutDeletion.of(FisherZ.withDefaults()), dropouts(draw)));
        tests.put(
                "federated",
                draw -> FederatedIndependence.of(thirds(draw), "client", 10, 100, Seed.of(draw))
                        .test(0, 1, 2)
                        .pValue());
        tests.put("quantum kernel", draw -> pValue(QuantumKernel.withDefaults(), linear(draw)));
        return tests;
    }

    private static Dataset linear(int draw) {
        RandomGenerator random = Seed.of(2).split(draw).random();
        double[][] columns = new double[3][CASES];
        for (int row = 0; row < CASES; row++) {
            columns[2][row] = random.nextGaussian();
            for (int j = 0; j < 2; j++) columns[j][row] = columns[2][row] + random.nextGaussian();
        }
        return Dataset.of(NAMES, columns);
    }

    /** Levels: z is uniform, x and y are its level or, in one of three cases each, another. */
    private static Dataset levels(int draw) {
        RandomGenerator random = Seed.of(3).split(draw).random();
        double[][] columns = new double[3][CASES];
        for (int row = 0; row < CASES; row++) {
            columns[2][row] = random.nextInt(3);
            for (int j = 0; j < 2; j++) columns[j][row] = random.nextBoolean() ? columns[2][row] : random.nextInt(3);
        }
        Dataset data = Dataset.of(NAMES, columns);
        for (String name : NAMES) data = data.with(name, Kind.NOMINAL, List.of("a", "b", "c"), data.values(name));
        return data;
    }

    /** x is missing more often where z is high. */
    private static Dataset gaps(int draw) {
        Dataset data = linear(draw);
        RandomGenerator random = Seed.of(4).split(draw).random();
        double[] x = data.values("x").clone();
        double[] z = data.values("z");
        for (int row = 0; row < CASES; row++) if (random.nextDouble() < (z[row] > 0 ? 0.6 : 0.2)) x[row] = Double.NaN;
        return data.with("x", x);
    }

    /** Expressions, of which three in ten of z are read as 0. */
    private static Dataset dropouts(int draw) {
        Dataset data = linear(draw);
        RandomGenerator random = Seed.of(5).split(draw).random();
        for (String name : NAMES) {
            double[] values = Arrays.stream(data.values(name))
                    .map(value -> name.equals("z") && random.nextDouble() < 0.3 ? 0 : 20 + value)
                    .toArray();
            data = data.with(name, values);
        }
        return data;
    }

    private static List<FederatedClient> thirds(int draw) {
        Dataset data = linear(draw);
        return IntStream.range(0, 3)
                .mapToObj(part -> FederatedClient.of(data.rows(
                        IntStream.range(0, CASES).filter(row -> row % 3 == part).toArray())))
                .toList();
    }

    private static double[] pValues(String kind, IndependenceTest test, double effect, int draws) {
        double[][] columns = draw(kind, effect, draws);
        return IntStream.range(0, draws)
                .mapToDouble(draw -> pValue(test, sample(kind, columns, draw)))
                .toArray();
    }

    private static double pValue(IndependenceTest test, Dataset data) {
        return test.on(data).test(0, 1, 2).pValue();
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
        Dataset data = Dataset.of(NAMES, part);
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
