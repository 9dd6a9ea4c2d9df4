// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.graph.LaggedGraph;
import org.causerie.graph.Mark;
import org.causerie.graph.Pag;
import org.causerie.graph.RandomGraphs;
import org.causerie.identification.AdjustmentSets;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class GraphPlotTest {
    private static final Dag COLLEGE = Dag.of(
            "sex -> encouragement",
            "iq -> encouragement",
            "ses -> encouragement",
            "ses -> iq",
            "iq -> plans",
            "ses -> plans",
            "encouragement -> plans");
    private static final LaggedGraph CLIMATE = LaggedGraph.of(
            "wind(t-1) -> wind(t)",
            "sea(t-1) -> sea(t)",
            "rain(t-2) -> rain(t)",
            "snow(t-1) -> snow(t)",
            "wind(t-2) -> rain(t)",
            "sea(t-1) -> wind(t)",
            "rain(t) -> snow(t)",
            "wind(t) -> crops(t)",
            "crops(t-3) -> crops(t)",
            "snow(t) -> crops(t)");
    private static final GraphPlot PLOT = GraphPlot.withDefaults();

    private static Document drawn(GraphPlot plot, CausalGraph graph) {
        return Document.of(plot.plot(graph).svg().orElseThrow());
    }

    @Test
    void everyVariableAndEveryEdgeIsThere() {
        List<CausalGraph> graphs = new ArrayList<>(List.of(
                COLLEGE,
                Dag.of("alone"),
                Dag.empty(List.of("A", "B", "C")),
                Cpdag.of("A -- B", "B -- C", "C -> D"),
                Admg.of("X -> Y", "X <-> Y", "Z -> X"),
                Pag.of("A o-> B", "B o-o C", "C -> D", "A <-> D"),
                LaggedGraph.of("X(t-1) -> X(t)", "X(t-2) -> Y(t)", "X(t) -> Y(t)")));
        for (int i = 0; i < 5; i++) graphs.add(RandomGraphs.erdosRenyi(4 + 4 * i, 2.5, Seed.of(i)));
        for (CausalGraph graph : graphs) {
            Document document = drawn(PLOT, graph);
            assertThat(document.tooltips()).containsAll(graph.names());
            for (Edge edge : graph.edges()) {
                assertThat(document.tooltips()).contains(edge.toString());
            }
            assertThat(document.tooltips()).hasSize(graph.size() + graph.edges().size());
            assertThat(document.texts()).containsExactlyElementsOf(graph.names());
        }
    }

    @Test
    void eachMarkIsDrawn() {
        Document document = drawn(PLOT, Pag.of("A -> B", "B -- C", "C <-> D", "D o-> E", "E o-o F", "F o-- G"));
        assertThat(marks(document, "A -> B")).isEqualTo("line, head");
        assertThat(marks(document, "B -- C")).isEqualTo("line");
        assertThat(marks(document, "C <-> D")).isEqualTo("dashed line, head, head");
        assertThat(marks(document, "D o-> E")).isEqualTo("line, head, circle");
        assertThat(marks(document, "E o-o F")).isEqualTo("line, circle, circle");
    }

    private static String marks(Document document, String edge) {
        List<String> parts = new ArrayList<>();
        var children = document.group(edge).getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (!(children.item(i) instanceof Element part)) continue;
            if (part.getTagName().equals("circle")) parts.add("circle");
            if (!part.getTagName().equals("path")) continue;
            if (!part.getAttribute("fill").equals("none")) parts.add("head");
            else parts.add(part.getAttribute("stroke-dasharray").isEmpty() ? "line" : "dashed line");
        }
        return String.join(", ", parts);
    }

    @Test
    void anArrowheadPointsAtItsEffect() {
        Document document = drawn(PLOT, Dag.of("cause -> effect"));
        Element box =
                (Element) document.group("effect").getElementsByTagName("rect").item(0);
        Element head = (Element)
                document.group("cause -> effect").getElementsByTagName("path").item(1);
        double tip = Double.parseDouble(head.getAttribute("d").replaceAll("^M(\\S+) .*", "$1"));
        assertThat(tip).isCloseTo(Document.number(box, "x"), within(0.6));
    }

    @Test
    void boxesHoldTheirNamesAndStayInside() {
        Dag graph = Dag.empty(List.of("x", "parental encouragement", "WWWWWWWWWWWW", "ses", "数据分析"));
        Document document = drawn(PLOT.title("A title that is wider than the graph below it, by far"), graph);
        for (String name : graph.names()) {
            Element box =
                    (Element) document.group(name).getElementsByTagName("rect").item(0);
            double width = Document.number(box, "width");
            assertThat(width).isGreaterThan(Letters.width(name, 13, false) + 10);
            assertThat(Document.number(box, "x") + width).isLessThan(document.width());
            double bottom = Document.number(box, "y") + Document.number(box, "height");
            assertThat(bottom).isLessThan(document.height());
            assertThat(Document.number(box, "y")).isGreaterThan(34);
        }
    }

    @Test
    void hostileNamesStayNames() {
        List<String> names = List.of(
                "<script>alert(1)</script>",
                "a \"quoted\" & 'single'",
                "🎓🇫🇷",
                "line\nbreak",
                "x".repeat(3000),
                "]]>",
                "</title><svg onload=alert(1)>");
        List<int[]> edges = IntStream.range(1, names.size())
                .mapToObj(i -> new int[] {i - 1, i})
                .toList();
        Picture picture = PLOT.title(names.get(0)).plot(Dag.of(names, edges));
        Document document = Document.of(picture.svg().orElseThrow());
        assertThat(document.all("script")).isEmpty();
        assertThat(document.all("svg")).isEmpty();
        assertThat(document.texts()).contains("<script>alert(1)</script>", "line break", "🎓🇫🇷");
        assertThat(document.width()).isLessThan(4000);
        assertThat(document.tooltips()).contains("x".repeat(3000));
    }

    @Test
    void rolesLabelsAndPathsShow() {
        Map<Edge, String> labels = new LinkedHashMap<>();
        labels.put(new Edge("iq", "ses", Mark.ARROW, Mark.TAIL), "0.4");
        GraphPlot plot =
                PLOT.roles("encouragement", "plans", List.of("iq", "ses")).edgeLabels(labels);
        Picture picture = plot.highlight("encouragement", "iq", "plans").plot(COLLEGE);
        Document document = Document.of(picture.svg().orElseThrow());
        assertThat(document.tooltips())
                .contains(
                        "encouragement (treatment)", "plans (outcome)", "iq (adjustment set)", "sex", "ses -> iq: 0.4");
        assertThat(document.texts()).contains("treatment", "outcome", "adjustment set", "0.4");
        assertThat(colour(document, "iq -> plans")).isEqualTo(colour(document, "iq -> encouragement"));
        assertThat(colour(document, "iq -> plans")).isNotEqualTo(colour(document, "ses -> plans"));
        assertThat(picture.text()).contains(COLLEGE.text(), "treatment: encouragement", "ses -> iq: 0.4");
    }

    private static String colour(Document document, String edge) {
        return ((Element) document.group(edge).getElementsByTagName("path").item(0)).getAttribute("stroke");
    }

    @Test
    void strongerEdgesAreThickerAndDarker() {
        Map<Edge, Double> shares = Map.of(Edge.directed("ses", "iq"), 0.9, Edge.directed("iq", "plans"), 0.3);
        Document document = drawn(PLOT.edgeFrequencies(shares), COLLEGE);
        double strong = thickness(document, "ses -> iq: 90 %");
        double weak = thickness(document, "iq -> plans: 30 %");
        assertThat(strong).isGreaterThan(weak);
        assertThat(weak).isGreaterThan(thickness(document, "ses -> plans"));
        assertThat(document.texts()).contains("90 %", "30 %");
    }

    private static double thickness(Document document, String edge) {
        return Document.number(
                (Element) document.group(edge).getElementsByTagName("path").item(0), "stroke-width");
    }

    @Test
    void theWitnessOfAnInsufficientSetStandsOut() {
        var witness = AdjustmentSets.of(COLLEGE, "encouragement", "plans")
                .witness(Set.of("iq"))
                .orElseThrow();
        Document document = drawn(PLOT.highlight(witness), COLLEGE);
        assertThat(colour(document, "ses -> plans")).isEqualTo(Theme.VERMILION);
    }

    @Test
    void theSamePictureEveryTime() throws Exception {
        String here = everything();
        assertThat(everything()).isEqualTo(here);
        List<String> command = List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                GraphPlotTest.class.getName());
        Process other = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String there = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor()).isZero();
        assertThat(there).isEqualTo(here);
    }

    @Test
    void graphsOverTimeAreDrawnAlikeEveryTime() {
        for (int number = 0; number < 4; number++) {
            LaggedGraph graph = number == 0 ? CLIMATE : overTime(Seed.of(number));
            for (boolean down : new boolean[] {false, true}) {
                Set<String> pictures = new HashSet<>();
                for (int i = 0; i < 20; i++)
                    pictures.add(PLOT.down(down).plot(graph).svg().orElseThrow());
                assertThat(pictures).hasSize(1);
            }
        }
    }

    private static LaggedGraph overTime(Seed seed) {
        RandomGenerator random = seed.random();
        List<String> names = List.of("A", "B", "C", "D", "E");
        List<Edge> edges = new ArrayList<>();
        for (int lag = 0; lag <= 2; lag++)
            for (int from = 0; from < 5; from++)
                for (int to = lag == 0 ? from + 1 : 0; to < 5; to++)
                    if (random.nextInt(4) == 0)
                        edges.add(Edge.directed(
                                names.get(from) + (lag == 0 ? "(t)" : "(t-" + lag + ")"), names.get(to) + "(t)"));
        return LaggedGraph.of(names, 2, edges);
    }

    /** Prints pictures, for a comparison between two virtual machines. */
    public static void main(String[] arguments) {
        byte[] pictures = everything().getBytes(StandardCharsets.UTF_8);
        System.out.write(pictures, 0, pictures.length);
        System.out.flush();
    }

    private static String everything() {
        StringBuilder out = new StringBuilder();
        out.append(PLOT.roles("encouragement", "plans", List.of("ses", "iq"))
                .plot(COLLEGE)
                .svg()
                .orElseThrow());
        out.append(PLOT.edgeFrequencies(Map.of(Edge.directed("ses", "iq"), 0.9, Edge.directed("iq", "plans"), 0.3))
                .plot(COLLEGE)
                .svg()
                .orElseThrow());
        out.append(PLOT.plot(RandomGraphs.erdosRenyi(30, 3, Seed.of(7))).svg().orElseThrow());
        for (boolean down : new boolean[] {false, true})
            out.append(PLOT.down(down).plot(CLIMATE).svg().orElseThrow());
        return out.toString();
    }

    @Test
    void whatTheGraphDoesNotHaveIsSaid() {
        assertThatThrownBy(() -> PLOT.roles("encouragment", "plans").plot(COLLEGE))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("encouragment")
                .hasMessageContaining("did you mean encouragement");
        assertThatThrownBy(() -> PLOT.edgeLabels(Map.of(Edge.directed("sex", "plans"), "x"))
                        .plot(COLLEGE))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("no edge between sex and plans");
        assertThatThrownBy(() -> PLOT.edgeStrengths(Map.of(Edge.directed("ses", "iq"), 1.2)))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("1.2");
        assertThatThrownBy(() -> PLOT.highlight("ses"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("at least 2");
    }

    @Test
    void aGraphTooLargeToSeeIsLeftAsText() {
        Dag large = RandomGraphs.erdosRenyi(250, 2, Seed.of(1));
        Picture picture = PLOT.plot(large);
        assertThat(picture.svg()).isEmpty();
        assertThat(picture.text()).isEqualTo(large.text());
    }

    @Test
    void anInterruptStopsTheLayout() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> PLOT.plot(COLLEGE)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
