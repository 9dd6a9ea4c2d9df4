// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ServiceLoader;
import org.causerie.Displayable;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.ejml.data.DMatrixRMaj;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.BoxChartBuilder;
import org.knowm.xchart.BubbleChartBuilder;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.RadarChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DisplaysTest {

    /** As the kernel finds them. */
    private static Displayable shown(Object value) {
        return ServiceLoader.load(Displayable.Provider.class).stream()
                .map(provider -> provider.get().display(value))
                .flatMap(java.util.Optional::stream)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing shows " + value.getClass()));
    }

    @Test
    void graphsAreDrawnAndWritten() {
        Displayable dag = shown(Dag.of("A -> B"));
        assertThat(dag.text()).isEqualTo("A -> B");
        Document.of(dag.svg().orElseThrow());
        assertThat(shown(Cpdag.of("A -- B")).svg()).isPresent();
        assertThat(shown(Dag.empty(List.of())).svg()).isEmpty();
    }

    @Test
    void tablesShowKindsMissingValuesAndSize() {
        Table table = Table.create(
                "<cases>",
                StringColumn.create("name <b>", List.of("a", "<script>alert(1)</script>", "")),
                DoubleColumn.create("x", new Double[] {1.5, null, 3.25}),
                IntColumn.create("n", 1, 2, 3));
        Displayable shown = shown(table);
        Document html = Document.of("<div>" + shown.html().orElseThrow() + "</div>");
        assertThat(html.all("script")).isEmpty();
        assertThat(html.all("th").stream().map(e -> e.getTextContent())).containsExactly("name <b>", "x", "n");
        assertThat(html.all("small").stream().map(e -> e.getTextContent()))
                .containsExactly("string, 1 missing", "double, 1 missing", "integer");
        assertThat(html.all("tr")).hasSize(5);
        assertThat(html.all("p").get(0).getTextContent()).isEqualTo("<cases>: 3 rows × 3 columns");
        assertThat(shown.text())
                .containsPattern("<script>alert\\(1\\)</script> +– +2")
                .contains("3 rows × 3 columns");
        assertThat(shown(table.column("n")).text()).contains("n", "integer", "3 rows × 1 column");
        assertThat(table.columnNames()).containsExactly("name <b>", "x", "n");
    }

    @Test
    void largeTablesShowTheirHead() {
        Table table = Table.create("big");
        for (int j = 0; j < 30; j++) table.addColumns(IntColumn.indexColumn("c" + j, 12345, 0));
        Document html = Document.of("<div>" + shown(table).html().orElseThrow() + "</div>");
        assertThat(html.all("th")).hasSize(20);
        assertThat(html.all("tr")).hasSize(12);
        assertThat(html.all("p").get(0).getTextContent())
                .isEqualTo("big: 12\u202f345 rows × 30 columns; the first 10 rows are shown, of the first 20 columns");
        assertThat(shown(Table.create("empty")).text()).isEqualTo("\n\nempty: 0 rows × 0 columns");
    }

    @Test
    void matricesAreAlignedAndElided() {
        SimpleMatrix small = new SimpleMatrix(new double[][] {{1, -0.5}, {1000.25, 3}});
        assertThat(shown(small).text()).isEqualTo("2 × 2 matrix\n   1.00  -0.50\n1000.25   3.00");
        assertThat(shown(SimpleMatrix.identity(2)).text()).isEqualTo("2 × 2 matrix\n1  0\n0  1");
        DMatrixRMaj large = new DMatrixRMaj(100, 40);
        for (int i = 0; i < 100; i++) for (int j = 0; j < 40; j++) large.set(i, j, 1000 * i + j);
        Displayable shown = shown(large);
        assertThat(shown.text().lines()).hasSize(13);
        assertThat(shown.text()).contains("100 × 40 matrix", "99039", "⋮", "…", "⋱");
        assertThat(Document.of("<div>" + shown.html().orElseThrow() + "</div>").all("td"))
                .hasSize(144);
        assertThat(shown(new DMatrixRMaj(0, 0)).text()).isEqualTo("0 × 0 matrix\n");
        assertThat(shown(new DMatrixRMaj(new double[][] {{1e-9, Double.NaN}})).text())
                .contains("1.000e-09", "NaN");
    }

    @Test
    void everyTypeOfChartIsDrawnTheSameTwice() {
        for (IChart chart : charts()) {
            Displayable shown = shown(chart);
            String svg = shown.svg().orElseThrow();
            Document document = Document.of(svg);
            assertThat(shown(chart).svg()).contains(svg);
            assertThat(document.all("title").get(0).getTextContent()).isEqualTo("a <b> \"chart\"");
            assertThat(document.all("path").size() + document.all("line").size())
                    .isGreaterThan(5);
            assertThat(svg).doesNotContainPattern("[xyd]=\"[^\"]*\\.\\d{3}").doesNotContain("<?xml", "DOCTYPE");
            assertThat(shown.text()).contains("a <b> \"chart\"", "400 × 300");
            assertThat(Charts.png(chart)).startsWith(0x89, 'P', 'N', 'G');
        }
    }

    @Test
    void chartsOnOnePageDoNotShareIds() {
        List<String> ids = charts().stream()
                .flatMap(chart -> Document.of(Charts.svg(chart)).all("clipPath").stream())
                .map(clip -> clip.getAttribute("id"))
                .toList();
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
        String svg = Charts.svg(charts().get(0));
        for (var clip : Document.of(svg).all("clipPath")) assertThat(svg).contains("url(#" + clip.getAttribute("id"));
    }

    private static List<IChart> charts() {
        String title = "a <b> \"chart\"";
        XYChart lines = new XYChartBuilder().width(400).height(300).title(title).build();
        lines.addSeries("s", new double[] {1, 2, 3}, new double[] {3, 1, 2}, new double[] {1, 1, 1});
        var bars =
                new CategoryChartBuilder().width(400).height(300).title(title).build();
        bars.addSeries("s", List.of("a", "b"), List.of(1, 2));
        var pie = new PieChartBuilder().width(400).height(300).title(title).build();
        pie.addSeries("a", 1);
        pie.addSeries("b", 2);
        var box = new BoxChartBuilder().width(400).height(300).title(title).build();
        box.addSeries("s", new double[] {1, 2, 3, 4, 9});
        var bubbles =
                new BubbleChartBuilder().width(400).height(300).title(title).build();
        bubbles.addSeries("s", new double[] {1, 2}, new double[] {2, 1}, new double[] {10, 20});
        var heat = new HeatMapChartBuilder().width(400).height(300).title(title).build();
        heat.addSeries("s", new int[] {1, 2}, new int[] {1, 2}, new int[][] {{1, 2}, {3, 4}});
        var radar = new RadarChartBuilder().width(400).height(300).title(title).build();
        radar.setRadiiLabels(new String[] {"a", "b", "c"});
        radar.addSeries("s", new double[] {0.2, 0.5, 0.9});
        return List.of(lines, bars, pie, box, bubbles, heat, radar);
    }

    @Test
    void whatItDoesNotKnowItLeaves() {
        assertThat(new Displays().display("text")).isEmpty();
        assertThat(new Displays().display(List.of(1))).isEmpty();
    }
}
