// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.graph.Admg;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.identification.AdjustmentSets;
import org.causerie.identification.Bounds;
import org.causerie.identification.Domain;
import org.causerie.identification.GeneralIdentification;
import org.causerie.identification.Hedge;
import org.causerie.identification.IdAlgorithm;
import org.causerie.identification.Identify;
import org.causerie.identification.InterventionalDistribution;
import org.causerie.identification.NotIdentified;
import org.causerie.identification.Query;
import org.causerie.identification.Regime;
import org.causerie.identification.SelectionDiagram;
import org.causerie.identification.TransportIdentification;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The drawings of what a graph says about a question: hedges, adjustment sets, surgery, bounds. */
class IdentificationPlotsTest {
    private static final Admg DOORS = Admg.of("training -> skill -> pay", "training -> pay", "training <-> pay");
    private static final InterventionalDistribution PAY =
            InterventionalDistribution.of(Set.of("pay"), Set.of("training"));
    private static final Dag BUTTERFLY =
            Dag.of("Z1 -> Z3 <- Z2", "Z1 -> X", "Z3 -> X", "Z3 -> Y", "Z2 -> Y", "X -> M -> Y");
    private static final AdjustmentSets SETS = AdjustmentSets.of(BUTTERFLY, "X", "Y");

    /** The picture, well-formed, the same again, with all that is written and all boxes inside it. */
    private static Document drawn(Displayable plot) {
        String svg = plot.svg().orElseThrow();
        assertThat(plot.svg()).contains(svg);
        Document document = Document.of(svg);
        for (Element text : document.all("text")) {
            double width = Letters.width(
                    text.getTextContent(), Document.number(text, "font-size"), text.hasAttribute("font-weight"));
            double x = Document.number(text, "x")
                    - switch (text.getAttribute("text-anchor")) {
                        case "middle" -> width / 2;
                        case "end" -> width;
                        default -> 0;
                    };
            assertThat(x).as(text.getTextContent()).isGreaterThan(-1);
            assertThat(x + width).as(text.getTextContent()).isLessThan(document.width() + 1);
            assertThat(Document.number(text, "y")).isBetween(10.0, document.height() - 4);
        }
        for (Element box : document.all("rect")) {
            assertThat(Document.number(box, "x") + Document.number(box, "width"))
                    .isLessThan(document.width());
            assertThat(Document.number(box, "y") + Document.number(box, "height"))
                    .isLessThan(document.height());
        }
        return document;
    }

    private static Element part(Document document, String tooltip, String tag) {
        return (Element) document.group(tooltip).getElementsByTagName(tag).item(0);
    }

    private static String stroke(Document document, String edge) {
        return part(document, edge, "path").getAttribute("stroke");
    }

    private static Hedge hedge(Admg graph, InterventionalDistribution query) {
        return (Hedge) ((NotIdentified) IdAlgorithm.withDefaults().identify(query, graph)).witness();
    }

    @Test
    void aHedgeIsColouredOnItsGraph() {
        HedgePlot plot = HedgePlot.of(hedge(DOORS, PAY), DOORS);
        Document document = drawn(plot);
        assertThat(document.tooltips())
                .contains("training (the rest of F, treatment)", "pay (F′, root, outcome)", "skill");
        assertThat(document.group("pay (F′, root, outcome)")
                        .getElementsByTagName("rect")
                        .getLength())
                .isEqualTo(2);
        assertThat(stroke(document, "training -> pay")).isEqualTo(Theme.ORANGE);
        assertThat(stroke(document, "training <-> pay")).isEqualTo(Theme.ORANGE);
        assertThat(stroke(document, "training -> skill")).isNotEqualTo(Theme.ORANGE);
        assertThat(document.texts()).contains("F′", "the rest of F", "root", "treatment", "outcome");
        assertThat(plot.text()).contains("Why P(pay | do(training)) is not identified", "F′: pay, rooted in {pay}");
    }

    @Test
    void theSmallerForestHasItsOwnColour() {
        Admg graph = Admg.of("X -> A -> Y", "X <-> A", "A <-> Y", "Z -> X");
        Hedge hedge = hedge(graph, InterventionalDistribution.of(Set.of("A", "Y"), Set.of("X")));
        Document document = drawn(HedgePlot.of(hedge, graph));
        for (var edge : graph.edges()) {
            boolean inner = hedge.smaller().graph().edges().contains(edge);
            boolean member = hedge.larger().graph().edges().contains(edge);
            String colour = inner ? Theme.PURPLE : member ? Theme.ORANGE : "#b9c0ca";
            assertThat(stroke(document, edge.toString())).as(edge.toString()).isEqualTo(colour);
        }
    }

    @Test
    void aThicketHasADrawingForEachSource() {
        SelectionDiagram diagram = SelectionDiagram.of(DOORS).with("elsewhere", "pay");
        NotIdentified answer = (NotIdentified) TransportIdentification.withDefaults()
                .identify(
                        PAY,
                        diagram,
                        List.of(Regime.observed(), Regime.experiment("training").in(new Domain("elsewhere"))));
        Document document = drawn(HedgePlot.of(answer, DOORS));
        assertThat(document.texts())
                .contains("P", "P^elsewhere after do(training)", "set")
                .filteredOn("skill"::equals)
                .hasSize(2);
        assertThat(document.tooltips()).contains("training (set, treatment)", "training (the rest of F, treatment)");
    }

    @Test
    void anExperimentOnTheDistrictIsNamed() {
        Admg graph = Admg.of("smoking -> tar -> illness", "smoking <-> illness", "tar <-> illness");
        NotIdentified answer = (NotIdentified) GeneralIdentification.withDefaults()
                .identify(
                        InterventionalDistribution.of(Set.of("illness"), Set.of("smoking")),
                        graph,
                        Regime.observed(),
                        Regime.experiment("tar"));
        Document document = drawn(HedgePlot.of(answer, graph));
        assertThat(document.texts()).contains("Here tar, of F′, is set.", "P after do(tar)");
        assertThat(document.tooltips()).contains("tar (F′)", "tar (set)", "illness (F′, root, outcome)");
    }

    @Test
    void whatIsNoHedgeIsSaid() {
        NotIdentified open = (NotIdentified) Identify.withDefaults().identify(Query.ate("training", "pay"), DOORS);
        assertThatThrownBy(() -> HedgePlot.of(open, DOORS))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("GraphPlot.withDefaults().highlight(witness)");
        assertThatThrownBy(() -> HedgePlot.of(hedge(DOORS, PAY), Admg.of("training -> pay")))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("training <-> pay");
    }

    @Test
    void eachCandidateSetShowsHowItFails() {
        AdjustmentPlot plot =
                AdjustmentPlot.of(SETS, Set.of(), Set.of("Z3"), Set.of("Z1", "Z3"), Set.of("M"), Set.of("Z1", "Z2"));
        Document document = drawn(plot);
        assertThat(document.texts())
                .contains("nothing", "{Z3}", "{Z1, Z3}", "{M}", "{Z1, Z2}")
                .filteredOn("Y"::equals)
                .hasSize(5);
        List<String> colliding = document.all("g").stream()
                .filter(group -> group.getFirstChild().getTextContent().equals("Z2 -> Z3"))
                .map(group -> ((Element) group.getElementsByTagName("path").item(0)).getAttribute("stroke"))
                .toList();
        assertThat(colliding).hasSize(5);
        assertThat(IntStream.range(0, 5).filter(i -> colliding.get(i).equals(Theme.VERMILION)))
                .containsExactly(1);
        assertThat(plot.text())
                .contains("{Z3}: a path that is not causal stays open (X <- Z1 -> Z3 <- Z2 -> Y)")
                .contains("{Z1, Z3}: serves");
    }

    @Test
    void panelsDoNotOverlap() {
        Document document = drawn(AdjustmentPlot.of(SETS, Set.of(), Set.of("Z3"), Set.of("Z1", "Z3"), Set.of("M")));
        List<Element> panels = document.all("rect").stream()
                .filter(rect -> rect.getAttribute("stroke").equals(Theme.FRAME))
                .filter(rect -> !rect.getAttribute("x").equals("0.5"))
                .toList();
        assertThat(panels).hasSize(4);
        for (Element a : panels)
            for (Element b : panels) {
                boolean apart = a == b
                        || end(a, "x", "width") < Document.number(b, "x")
                        || end(b, "x", "width") < Document.number(a, "x")
                        || end(a, "y", "height") < Document.number(b, "y")
                        || end(b, "y", "height") < Document.number(a, "y");
                assertThat(apart).isTrue();
            }
    }

    private static double end(Element box, String place, String size) {
        return Document.number(box, place) + Document.number(box, size);
    }

    @Test
    void noOrUnknownCandidatesAreRefused() {
        assertThatThrownBy(() -> AdjustmentPlot.of(SETS)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> AdjustmentPlot.of(SETS, Set.of("Z9")))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("Z9");
    }

    @Test
    void theWitnessOfAMixedGraphIsOneOfTwoEdges() {
        var witness = AdjustmentSets.of(DOORS, "training", "pay").obstruction().orElseThrow();
        Document document = drawn(GraphPlot.withDefaults().highlight(witness).plot(DOORS));
        assertThat(stroke(document, "training <-> pay")).isEqualTo(Theme.VERMILION);
        assertThat(stroke(document, "training -> pay")).isNotEqualTo(Theme.VERMILION);
    }

    @Test
    void surgeryCrossesOutTheEdgesIntoWhatIsSet() {
        Admg graph = Admg.of("gene -> smoking -> tar -> cancer", "smoking <-> cancer");
        SurgeryPlot plot = SurgeryPlot.of(graph, "smoking");
        Document document = drawn(plot);
        for (String edge : List.of("gene -> smoking", "smoking <-> cancer", "smoking -> tar", "tar -> cancer")) {
            List<Integer> crosses = document.all("g").stream()
                    .filter(group -> group.getFirstChild().getTextContent().equals(edge))
                    .map(group -> group.getElementsByTagName("line").getLength())
                    .toList();
            boolean into = edge.contains("-> smoking") || edge.contains("<->");
            assertThat(crosses).as(edge).containsExactly(0, into ? 2 : 0);
        }
        assertThat(plot.after().text())
                .isEqualTo(Admg.of("gene", "smoking -> tar -> cancer").text());
        assertThat(document.tooltips()).contains("smoking", "smoking (set)");
        assertThatThrownBy(() -> SurgeryPlot.of(graph, "smokin"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("smoking");
        assertThatThrownBy(() -> SurgeryPlot.of(Cpdag.of("A -- B"), "A"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("Cpdag");
    }

    @Test
    void boundsStandAtTheirEnds() {
        BoundsPlot plot = BoundsPlot.withDefaults()
                .title("Bounds")
                .row("nothing", -0.4, 0.6)
                .row("an instrument", 0.1, 0.35)
                .row("known", 0.2, 0.2)
                .naive(0.45)
                .truth(0.2);
        Document document = drawn(plot);
        double zero = document.tick("0.0", "x");
        double unit = (document.tick("0.6", "x") - zero) / 0.6;
        Element band = part(document, "nothing: [−0.40, 0.60]", "rect");
        assertThat(Document.number(band, "x")).isCloseTo(zero - 0.4 * unit, within(0.1));
        assertThat(Document.number(band, "width")).isCloseTo(unit, within(0.1));
        assertThat(part(document, "nothing: [−0.40, 0.60]", "circle")).isNull();
        Element point = part(document, "known: 0.20", "circle");
        assertThat(Document.number(point, "cx")).isCloseTo(zero + 0.2 * unit, within(0.1));
        assertThat(document.tick("truth 0.20", "x")).isCloseTo(zero + 0.2 * unit, within(0.1));
        assertThat(document.texts()).contains("no effect");
        assertThat(plot.text()).isEqualTo("""
                Bounds
                naive difference  0.45
                nothing           [−0.40, 0.60]
                an instrument     [0.10, 0.35]
                known             0.20
                truth             0.20""");
    }

    @Test
    void aLongNameTakesTwoLines() {
        String name = "observation and experiment; training never prevents pay";
        Document document =
                drawn(BoundsPlot.withDefaults().row(name, 0.1, 0.4).row("a name as long as the longest", 0.2, 0.3));
        assertThat(document.texts()).contains("observation and experiment; training", "never prevents pay");
        assertThat(document.tooltips()).contains(name + ": [0.10, 0.40]");
    }

    @Test
    void boundsOfProbabilitiesHaveNoLineAtZero() {
        Document document =
                drawn(BoundsPlot.withDefaults().row("observation", 0, 0.7).row("both", 0.2, 0.4));
        assertThat(document.texts()).doesNotContain("no effect");
    }

    @Test
    void boundsOfOneQuestionAreNamedByTheirAssumptions() {
        Query pns = Query.pns("X", "Y");
        Bounds wide = new Bounds(pns, 0, 0.8, Optional.empty(), List.of("observation"));
        Bounds narrow = new Bounds(pns, 0.2, 0.4, Optional.empty(), List.of("observation", "monotone"));
        BoundsPlot plot = BoundsPlot.of(wide, narrow);
        assertThat(plot.title()).isEqualTo("Bounds of PNS(X -> Y)");
        assertThat(plot.rows().stream().map(BoundsPlot.Row::name))
                .containsExactly("observation", "observation; monotone");
        Bounds other = new Bounds(Query.pn("X", "Y"), 0, 1, Optional.empty(), List.of());
        assertThatThrownBy(() -> BoundsPlot.of(wide, other))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("one question");
        assertThatThrownBy(() -> BoundsPlot.withDefaults().row("a", 1, 0))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("above");
        assertThatThrownBy(BoundsPlot.withDefaults()::svg).isInstanceOf(CausalException.class);
    }
}
