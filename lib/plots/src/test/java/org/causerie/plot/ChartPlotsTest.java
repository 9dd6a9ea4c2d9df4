// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.discovery.Bootstrap;
import org.causerie.discovery.EdgeFrequency;
import org.causerie.discovery.Ges;
import org.causerie.graph.Edge;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ChartPlotsTest {
    private static final String HOSTILE = "<script>alert('x')</script> & \"y\" 🎓 " + "long ".repeat(60);

    private static final EstimatePlot ESTIMATES = EstimatePlot.withDefaults()
            .title("Effect")
            .axis("difference (points)")
            .row("adjusted", 0.37, 0.35, 0.39)
            .row("weighted", 0.36, 0.33, 0.39)
            .naive(0.51)
            .truth(0.4);

    private static Document drawn(Displayable plot) {
        String svg = plot.svg().orElseThrow();
        assertThat(plot.svg()).contains(svg);
        Document document = Document.of(svg);
        for (Element text : document.all("text")) {
            double x = Document.number(text, "x");
            double y = Document.number(text, "y");
            double width = Letters.width(
                    text.getTextContent(), Document.number(text, "font-size"), text.hasAttribute("font-weight"));
            if (text.hasAttribute("transform")) continue;
            double start = switch (text.getAttribute("text-anchor")) {
                case "middle" -> x - width / 2;
                case "end" -> x - width;
                default -> x;
            };
            assertThat(start).as(text.getTextContent()).isGreaterThan(-1);
            assertThat(start + width).as(text.getTextContent()).isLessThan(document.width() + 1);
            assertThat(y).isBetween(10.0, document.height() - 4);
        }
        return document;
    }

    private static Element part(Document document, String tooltip, String tag) {
        return (Element) document.group(tooltip).getElementsByTagName(tag).item(0);
    }

    @Test
    void estimatesStandAtTheirValues() {
        Document document = drawn(ESTIMATES);
        double zero = document.tick("0.0", "x");
        double unit = (document.tick("0.5", "x") - zero) / 0.5;
        Element adjusted = part(document, "adjusted: 0.370  [0.350, 0.390]", "circle");
        assertThat(Document.number(adjusted, "cx")).isCloseTo(zero + 0.37 * unit, within(0.1));
        Element interval = part(document, "weighted: 0.360  [0.330, 0.390]", "line");
        assertThat(Document.number(interval, "x1")).isCloseTo(zero + 0.33 * unit, within(0.1));
        assertThat(Document.number(interval, "x2")).isCloseTo(zero + 0.39 * unit, within(0.1));
        assertThat(part(document, "naive difference: 0.510", "line")).isNull();
        assertThat(document.tick("truth 0.400", "x")).isCloseTo(zero + 0.4 * unit, within(0.1));
        assertThat(document.texts()).contains("no effect", "difference (points)", "0.370  [0.350, 0.390]");
        assertThat(ESTIMATES.text() + "\n").isEqualTo("""
                Effect
                naive difference  0.510
                adjusted          0.370  [0.350, 0.390]
                weighted          0.360  [0.330, 0.390]
                truth             0.400
                """);
    }

    @Test
    void impossibleEstimatesAreRefused() {
        EstimatePlot none = EstimatePlot.withDefaults();
        assertThatThrownBy(none::svg).isInstanceOf(CausalException.class).hasMessageContaining("no estimates");
        assertThatThrownBy(() -> none.row("a", Double.NaN, 0, 1))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> none.row("a", 2, 0, 1))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("2.0");
    }

    @Test
    void barsShowTheSharesOfTheCases() {
        Dataset data = Datasets.collegePlans();
        Bars bars = Bars.of(data, "plans", "yes", "ses", "encouragement", "sex");
        assertThat(bars.bars()).hasSize(16);
        Dataset cases = data.expanded();
        for (Bars.Bar bar : bars.bars()) {
            Dataset cell = cases.where("ses", bar.group())
                    .where("encouragement", bar.series())
                    .where("sex", bar.panel());
            double share = (double) cell.where("plans", "yes").rows() / cell.rows();
            assertThat(bar.value()).isCloseTo(share, within(1e-12));
            assertThat(bar.note()).endsWith("of " + cell.rows() + " cases");
            assertThat(bar.low()).isLessThan(share);
            assertThat(bar.high()).isGreaterThan(share);
        }
        Document document = drawn(bars);
        assertThat(document.texts()).contains("male", "female", "lower-middle", "encouragement:");
        assertThat(drawn(Bars.of(data, "plans", "yes")).texts()).contains("P(plans = yes)");
    }

    @Test
    void aBarIsAsHighAsItsValue() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("up", 3.0);
        values.put("down", -1.5);
        Document document = drawn(Bars.of(values).title("Numbers").axes("group", "points"));
        double zero = document.tick("0", "y");
        double unit = zero - document.tick("1", "y");
        Element up = part(document, "up: 3.00 (up)", "rect");
        assertThat(Document.number(up, "height")).isCloseTo(3 * unit, within(0.1));
        Element down = part(document, "down: −1.50 (down)", "rect");
        assertThat(Document.number(down, "height")).isCloseTo(1.5 * unit, within(0.1));
        assertThat(Document.number(down, "y")).isGreaterThan(Document.number(up, "y") + 2 * unit);
    }

    @Test
    void wilsonsIntervalIsAsPublished() {
        // Newcombe (1998), Statistics in Medicine 17, table I, method 3: 81 of 263 gives 0.2553 to 0.3662
        double[] codes = new double[263];
        Arrays.fill(codes, 0, 81, 1);
        Dataset data = Dataset.of(List.of("hit"), new double[][] {codes});
        Bars.Bar bar = Bars.of(data, "hit", "1").bars().get(0);
        assertThat(bar.low()).isCloseTo(0.2553, within(5e-5));
        assertThat(bar.high()).isCloseTo(0.3662, within(5e-5));
    }

    @Test
    void unknownColumnsAndLevelsAreNamed() {
        Dataset data = Datasets.collegePlans();
        assertThatThrownBy(() -> Bars.of(data, "plan", "yes"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("plans");
        assertThatThrownBy(() -> Bars.of(data, "plans", "yess"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("did you mean yes");
        assertThatThrownBy(() -> Bars.of(data, "plans", "yes", "ses", "iq", "sex", "encouragement"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("at most 3");
        assertThatThrownBy(() -> Bars.of(Map.of()))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("no bars");
    }

    @Test
    void contributionsAreSortedAndToScale() {
        ContributionPlot plot = ContributionPlot.of(Map.of("ses", 0.2, "iq", 0.5, "sex", -0.01));
        Document document = drawn(plot);
        double iq = Document.number(part(document, "iq: 50.0 %", "rect"), "width");
        double ses = Document.number(part(document, "ses: 20.0 %", "rect"), "width");
        assertThat(iq / ses).isCloseTo(2.5, within(0.01));
        assertThat(plot.text()).isEqualTo("Shares of the whole\niq   50.0 %\nses  20.0 %\nsex  −1.0 %");
        assertThatThrownBy(() -> ContributionPlot.of(Map.of())).isInstanceOf(CausalException.class);
    }

    @Test
    void overlapCountsEveryCaseOnce() {
        RandomGenerator random = Seed.of(4).random();
        double[] propensity = new double[500];
        double[] treated = new double[500];
        double[] weights = new double[500];
        for (int i = 0; i < 500; i++) {
            propensity[i] = random.nextDouble();
            treated[i] = random.nextDouble() < propensity[i] ? 1 : 0;
            weights[i] = 1 + random.nextInt(3);
        }
        Histogram histogram = Histogram.of(propensity, weights, 0, 1, 40);
        assertThat(Arrays.stream(histogram.shares()).sum()).isCloseTo(1, within(1e-12));
        double first = 0;
        for (int i = 0; i < 500; i++) if (propensity[i] < 0.025) first += weights[i];
        assertThat(histogram.shares()[0])
                .isCloseTo(first / Arrays.stream(weights).sum(), within(1e-12));
        Document document = drawn(OverlapPlot.of(propensity, treated, weights));
        assertThat(document.texts()).contains("treated", "untreated");
        assertThatThrownBy(() -> OverlapPlot.of(new double[] {1.2}, new double[] {1}))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("1.2");
        assertThatThrownBy(() -> OverlapPlot.of(new double[] {0.2}, new double[] {2}))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("2.0");
        assertThatThrownBy(() -> OverlapPlot.of(new double[] {0.2}, new double[] {}))
                .isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> OverlapPlot.of(new double[] {}, new double[] {}))
                .isInstanceOf(CausalException.class);
        drawn(OverlapPlot.of(new double[] {0.2}, new double[] {1}));
    }

    @Test
    void balanceShowsBothDifferences() {
        BalancePlot plot = BalancePlot.of(Map.of("ses", -0.6, "iq", 0.3), Map.of("ses", 0.02, "iq", -0.05));
        Document document = drawn(plot);
        double zero = document.tick("0.0", "x");
        double unit = (document.tick("0.2", "x") - zero) / 0.2;
        Element before = part(document, "ses: 0.600 before, 0.020 after", "circle");
        assertThat(Document.number(before, "cx")).isCloseTo(zero + 0.6 * unit, within(0.1));
        assertThatThrownBy(() -> BalancePlot.of(Map.of("a", 1.0), Map.of("b", 1.0)))
                .isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> BalancePlot.of(Map.of(), Map.of())).isInstanceOf(CausalException.class);
    }

    @Test
    void replicatesAreAllCounted() {
        double[] values = Seed.of(2).random().doubles(300, -0.05, 0.05).toArray();
        Document document = drawn(ReplicatesPlot.of(values, 0.37));
        int counted = document.tooltips().stream()
                .mapToInt(words -> Integer.parseInt(words.replace(" replicates", "")))
                .sum();
        assertThat(counted).isEqualTo(300);
        double zero = document.tick("0.0", "x");
        double unit = (document.tick("0.2", "x") - zero) / 0.2;
        Element estimate = document.all("line").get(document.all("line").size() - 1);
        assertThat(Document.number(estimate, "x1")).isCloseTo(zero + 0.37 * unit, within(0.1));
        drawn(ReplicatesPlot.of(new double[] {1, 1, 1}, 1));
        drawn(ReplicatesPlot.of(new double[] {0}, 0));
        assertThatThrownBy(() -> ReplicatesPlot.of(new double[] {}, 0)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> ReplicatesPlot.of(new double[] {Double.NaN}, 0))
                .isInstanceOf(CausalException.class);
    }

    @Test
    void eValuesAreAsPublished() {
        // VanderWeele and Ding (2017): risk ratio 3.9 (1.8 to 8.7) has E-value 7.26, and 3.0 for the limit
        SensitivityPlot plot = SensitivityPlot.eValue(3.9, 1.8);
        assertThat(plot.points().get(0).name()).isEqualTo("E-value 7.26");
        assertThat(plot.points().get(1).name()).isEqualTo("for the interval 3.00");
        for (double a : new double[] {4, 5, 8, 20}) {
            double b = plot.curves().get(0).strength().applyAsDouble(a);
            assertThat(a * b / (a + b - 1)).isCloseTo(3.9, within(1e-9));
        }
        drawn(plot);
        SensitivityPlot protective = SensitivityPlot.eValue(1 / 3.9, 1 / 1.8);
        assertThat(protective.points().get(0).x())
                .isCloseTo(plot.points().get(0).x(), within(1e-9));
        assertThat(SensitivityPlot.eValue(1.2, 0.9).points()).hasSize(1);
        drawn(SensitivityPlot.eValue(1, 1));
        assertThatThrownBy(() -> SensitivityPlot.eValue(-1, 1))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void robustnessValuesAreAsPublished() {
        // Cinelli and Hazlett (2020), table 1: estimate 0.097, standard error 0.023, 783 degrees of freedom, robustness
        // value 13.9 %
        SensitivityPlot plot = SensitivityPlot.partialR2(0.0973, 0.0232, 783);
        assertThat(plot.points().get(0).x()).isCloseTo(0.139, within(5e-4));
        double strength = plot.curves().get(0).strength().applyAsDouble(0.05);
        double bias = 0.0232 * Math.sqrt(783 * strength * 0.05 / 0.95);
        assertThat(bias).isCloseTo(0.0973, within(1e-9));
        Document document = drawn(plot.benchmark("as strong as " + HOSTILE, 0.009, 0.12));
        assertThat(document.all("script")).isEmpty();
        assertThatThrownBy(() -> SensitivityPlot.partialR2(1, 0, 5)).isInstanceOf(CausalException.class);
    }

    @Test
    void frequenciesOfEdgesAddUp() {
        var found = Bootstrap.of(Ges.withDefaults()).replicates(12).discover(Datasets.collegePlans(), Seed.of(1));
        EdgeFrequencyPlot plot = EdgeFrequencyPlot.of(found);
        Document document = drawn(plot);
        for (EdgeFrequency edge : plot.edges()) {
            assertThat(edge.forward()).isGreaterThanOrEqualTo(edge.backward());
            Element bar = document.tooltips().stream()
                    .filter(words -> words.startsWith(edge.a() + " → " + edge.b() + " "))
                    .map(document::group)
                    .findFirst()
                    .orElseThrow();
            assertThat(bar.getElementsByTagName("rect").getLength()).isBetween(1, 4);
        }
        var graph = found.majority();
        Document drawing =
                drawn(GraphPlot.withDefaults().edgeFrequencies(found, graph).plot(graph));
        Edge edge = graph.edges().get(0);
        assertThat(drawing.tooltips()).anyMatch(words -> words.startsWith(edge + ": ") && words.endsWith(" %"));
        assertThatThrownBy(() -> new EdgeFrequencyPlot("none", List.of(), 0)).isInstanceOf(CausalException.class);
    }

    @Test
    void hostileWordsStayWordsAndStayInside() {
        List<Displayable> plots = List.of(
                EstimatePlot.withDefaults()
                        .title(HOSTILE)
                        .note(HOSTILE)
                        .axis(HOSTILE)
                        .row(HOSTILE, 1, 0, 2),
                ContributionPlot.of(Map.of(HOSTILE, 0.4)).title(HOSTILE),
                BalancePlot.of(Map.of(HOSTILE, 0.4), Map.of(HOSTILE, 0.1)).title(HOSTILE),
                Bars.of(Map.of(HOSTILE, 1.0, "b", 2.0)).title(HOSTILE).axes(HOSTILE, HOSTILE),
                ReplicatesPlot.of(new double[] {1, 2}, 3)
                        .title(HOSTILE)
                        .note(HOSTILE)
                        .axis(HOSTILE),
                new EdgeFrequencyPlot(HOSTILE, List.of(new EdgeFrequency(HOSTILE, "b", 0.5, 0.2, 0.2, 0.1)), 3));
        for (Displayable plot : plots) {
            Document document = drawn(plot);
            assertThat(document.all("script")).isEmpty();
            assertThat(String.join(" ", document.texts())).contains("<script>");
        }
    }
}
