// SPDX-License-Identifier: Apache-2.0
package org.causerie.bench;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.causerie.bench.DiscoveryTable.Run;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** CPU seconds by the number of variables, a panel for each search, and by the number of cases. */
final class ScalingPlot {
    private static final int CASES = 1000;
    private static final List<Color> COLOURS =
            List.of(new Color(0x1f5fa8), new Color(0xd1791f), new Color(0x4d9a5b), new Color(0x9a9a9a));

    private ScalingPlot() {}

    static void draw(Path folder, Path png) throws IOException {
        List<Run> runs = DiscoveryTable.read(folder);
        List<String> tools = runs.stream().map(Run::tool).distinct().sorted().toList();
        List<XYChart> charts = Stream.concat(
                        Stream.of("pc", "fci", "ges", "boss", "grasp", "lingam", "exact")
                                .map(search -> bySize(search, runs, tools)),
                        Stream.of(byCases(runs)))
                .toList();
        BitmapEncoder.saveBitmap(charts, 2, 4, png.toString(), BitmapFormat.PNG);
    }

    private static XYChart bySize(String search, List<Run> runs, List<String> tools) {
        XYChart chart = chart(search + ", degree 4, n = " + CASES, "variables");
        Predicate<Run> of =
                run -> run.task().search().equals(search) && run.task().cases() == CASES;
        for (int t = 0; t < tools.size(); t++) {
            String tool = tools.get(t);
            line(
                    chart,
                    tool,
                    COLOURS.get(t),
                    runs,
                    of.and(run -> run.tool().equals(tool)),
                    run -> run.task().variables(),
                    Run::warm);
        }
        line(chart, "floor", COLOURS.get(3), runs, of, run -> run.task().variables(), Run::floor);
        return chart;
    }

    private static XYChart byCases(List<Run> runs) {
        XYChart chart = chart("Causerie, 50 variables, degree 4", "cases");
        List<String> searches = List.of("pc", "fci", "ges", "boss");
        for (int s = 0; s < searches.size(); s++) {
            String search = searches.get(s);
            line(
                    chart,
                    search,
                    COLOURS.get(s),
                    runs,
                    run -> run.task().search().equals(search)
                            && run.task().variables() == 50
                            && run.tool().equals("Causerie"),
                    run -> run.task().cases(),
                    Run::warm);
        }
        return chart;
    }

    private static XYChart chart(String title, String axis) {
        XYChart chart = new XYChartBuilder()
                .width(420)
                .height(340)
                .title(title)
                .xAxisTitle(axis)
                .yAxisTitle("CPU seconds")
                .build();
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        return chart;
    }

    private static void line(
            XYChart chart,
            String name,
            Color colour,
            List<Run> runs,
            Predicate<Run> of,
            ToDoubleFunction<Run> x,
            ToDoubleFunction<Run> seconds) {
        TreeMap<Double, Double> points = new TreeMap<>();
        runs.stream()
                .filter(of)
                .filter(run -> seconds.applyAsDouble(run) > 0)
                .forEach(run -> points.put(x.applyAsDouble(run), seconds.applyAsDouble(run)));
        if (points.isEmpty()) return;
        XYSeries series = chart.addSeries(name, List.copyOf(points.keySet()), List.copyOf(points.values()));
        series.setLineColor(colour);
        series.setMarkerColor(colour);
    }
}
