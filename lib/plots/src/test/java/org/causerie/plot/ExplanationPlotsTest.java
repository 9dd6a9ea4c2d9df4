// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Experiments;
import org.causerie.explanation.ActualCause;
import org.causerie.explanation.ActualCause.Definition;
import org.causerie.explanation.DistributionChange;
import org.causerie.explanation.FairnessDecomposition;
import org.causerie.explanation.Formula;
import org.causerie.explanation.OutlierAttribution;
import org.causerie.explanation.Situation;
import org.causerie.explanation.StructuralEquations;
import org.causerie.explanation.StructuralEquationsBuilder;
import org.causerie.graph.Dag;
import org.causerie.identification.Bounds;
import org.causerie.identification.CausationBounds;
import org.causerie.identification.Query;
import org.causerie.model.Counterfactual;
import org.causerie.model.Cpt;
import org.causerie.model.Intervention;
import org.causerie.model.Noise;
import org.causerie.model.Scm;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Pictures of explanations: everything stands at its value, and every word inside the picture. */
class ExplanationPlotsTest {
    private static final String HOSTILE = "<script>alert('x')</script> & \"y\" 🎓 " + "long ".repeat(60);
    private static final Seed SEED = Seed.of(1);

    private static Document drawn(Displayable plot) {
        String svg = plot.svg().orElseThrow();
        assertThat(plot.svg()).contains(svg);
        assertThat(plot.text()).isNotBlank();
        Document document = Document.of(svg);
        for (Element text : document.all("text")) {
            double x = Document.number(text, "x");
            double width = Letters.width(
                    text.getTextContent(), Document.number(text, "font-size"), text.hasAttribute("font-weight"));
            double start = switch (text.getAttribute("text-anchor")) {
                case "middle" -> x - width / 2;
                case "end" -> x - width;
                default -> x;
            };
            assertThat(start).as(text.getTextContent()).isGreaterThan(-1);
            assertThat(start + width).as(text.getTextContent()).isLessThan(document.width() + 1);
            assertThat(Document.number(text, "y")).isBetween(10.0, document.height() - 4);
        }
        return document;
    }

    private static List<Element> parts(Document document, String start, String tag) {
        String tooltip = document.tooltips().stream()
                .filter(words -> words.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(start + " is not among " + document.tooltips()));
        List<Element> found = new ArrayList<>();
        var all = document.group(tooltip).getElementsByTagName(tag);
        for (int i = 0; i < all.getLength(); i++) found.add((Element) all.item(i));
        return found;
    }

    private static double number(Element element, String attribute) {
        return Document.number(element, attribute);
    }

    @Test
    void eachPartBeginsWhereTheOneBeforeEnded() {
        PartsPlot plot = new PartsPlot(
                "Sum",
                "",
                "points",
                List.of(new PartsPlot.Sum(
                        "",
                        List.of(
                                PartsPlot.Part.of("up", 3),
                                new PartsPlot.Part("down", -4, -5, -3.5, "p = 0.010"),
                                PartsPlot.Part.of("again", 2)),
                        "together")));
        Document document = drawn(plot);
        double zero = document.tick("0", "x");
        double unit = (document.tick("2", "x") - zero) / 2;
        double[][] ends = {{0, 3}, {-1, 3}, {-1, 1}, {0, 1}};
        String[] names = {"up", "down", "again", "together"};
        for (int i = 0; i < 4; i++) {
            Element bar = parts(document, names[i] + ":", "rect").get(0);
            assertThat(number(bar, "x")).as(names[i]).isCloseTo(zero + ends[i][0] * unit, within(0.1));
            assertThat(number(bar, "width")).isCloseTo((ends[i][1] - ends[i][0]) * unit, within(0.1));
        }
        Element interval = parts(document, "down:", "line").get(0);
        assertThat(number(interval, "x1")).isCloseTo(zero + (3 - 5) * unit, within(0.1));
        assertThat(number(interval, "x2")).isCloseTo(zero + (3 - 3.5) * unit, within(0.1));
        assertThat(document.texts()).contains("+3.00", "−4.00  [−5.00, −3.50]", "p = 0.010", "+1.00");
        assertThat(plot.text()).isEqualTo("""
                Sum
                up        +3.00
                down      −4.00  [−5.00, −3.50]  p = 0.010
                again     +2.00
                together  +1.00""");
    }

    @Test
    void partsComeFromTheirResults() {
        Scm before = Scm.builder()
                .root("X", Noise.gaussian(1))
                .linear("Y", Map.of("X", 1.0), Noise.gaussian(1))
                .build();
        Scm after = Scm.builder()
                .root("X", Noise.gaussian(1, 1))
                .linear("Y", Map.of("X", 1.0), Noise.gaussian(1))
                .build();
        var change = DistributionChange.withDefaults()
                .replicates(20)
                .explain(Dag.of("X -> Y"), before.sample(300, SEED), after.sample(300, Seed.of(2)), "Y", SEED);
        PartsPlot changed = PartsPlot.of(change);
        assertThat(changed.sums().get(0).total()).isCloseTo(change.total(), within(1e-12));
        assertThat(drawn(changed).texts()).contains("Y itself", "p < 0.001");
        drawn(PartsPlot.of(DistributionChange.withDefaults().explain(before, after, "Y", SEED)));
        var outlier = OutlierAttribution.withDefaults().explain(before, Map.of("X", 3.0, "Y", 4.0), "Y", SEED);
        PartsPlot extreme = PartsPlot.of(outlier);
        assertThat(extreme.sums().get(0).total()).isCloseTo(outlier.score(), within(1e-9));
        assertThat(drawn(extreme).texts())
                .contains("One case in " + Math.round(Math.exp(outlier.score())) + " has a value like this one");
        var berkeley = FairnessDecomposition.withDefaults()
                .explain(
                        Scm.fit(
                                Dag.of("gender -> department -> admitted", "gender -> admitted"),
                                Datasets.berkeleyAdmissions()),
                        "gender",
                        "admitted",
                        SEED);
        PartsPlot disparity = PartsPlot.of(berkeley);
        for (PartsPlot.Sum sum : disparity.sums())
            assertThat(sum.total()).isCloseTo(berkeley.totalVariation().value(), within(1e-9));
        assertThat(drawn(disparity).texts()).contains("seen from gender = male", "seen from gender = female", "direct");
    }

    @Test
    void boundsFillTheirBars() {
        Dataset survey = Dataset.of(
                        List.of("X", "Y", "n"), new double[][] {{1, 1, 0, 0}, {1, 0, 1, 0}, {30, 20, 10, 40}})
                .withCounts("n");
        Dataset trial = Dataset.of(
                        List.of("X", "Y", "n"), new double[][] {{1, 1, 0, 0}, {1, 0, 1, 0}, {60, 40, 30, 70}})
                .withCounts("n");
        CausationBounds both = CausationBounds.withDefaults().evidence(CausationBounds.Evidence.BOTH);
        Bounds pns = both.bound(Query.pns("X", "Y"), Experiments.of(survey).trial(trial, "X"));
        CausationPlot plot = CausationPlot.withDefaults().title("Bounds").row("PNS", pns, 0.45);
        Document document = drawn(plot);
        double zero = document.tick("0.0", "x");
        double unit = document.tick("1.0", "x") - zero;
        List<Element> bars = parts(document, "PNS:", "rect");
        assertThat(number(bars.get(0), "width")).isCloseTo(unit, within(0.1));
        assertThat(number(bars.get(1), "width")).isCloseTo(pns.upper() * unit, within(0.1));
        assertThat(number(bars.get(2), "width")).isCloseTo(pns.lower() * unit, within(0.1));
        assertThat(number(parts(document, "PNS:", "line").get(0), "x1")).isCloseTo(zero + 0.45 * unit, within(0.1));
        assertThat(document.texts()).contains("certain", "possible", "impossible", "truth");
        assertThat(drawn(CausationPlot.of(List.of(pns))).texts())
                .contains("PNS(X -> Y)")
                .doesNotContain("truth");
        assertThatThrownBy(() -> CausationPlot.withDefaults().svg()).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> plot.row("impossible", pns, 1.2))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("1.2");
    }

    private static Situation rocks() {
        return StructuralEquations.builder()
                .root("Suzy")
                .root("Billy")
                .equation("Suzy hits", List.of("Suzy"), row -> row.is("Suzy"))
                .equation("Billy hits", List.of("Billy", "Suzy hits"), row -> row.is("Billy") && !row.is("Suzy hits"))
                .equation(
                        "shatters",
                        List.of("Suzy hits", "Billy hits"),
                        row -> row.is("Suzy hits") || row.is("Billy hits"))
                .build()
                .in(Map.of("Suzy", 1, "Billy", 1));
    }

    @Test
    void eventsHaveTheColourOfTheirResponsibility() {
        CausePlot plot = CausePlot.of(ActualCause.withDefaults().explain(rocks(), Formula.is("shatters", 1)));
        Document document = drawn(plot);
        for (String cause : List.of("Suzy = 1 (responsibility 1)", "Suzy hits = 1 (responsibility 1)"))
            assertThat(document.group(cause).getElementsByTagName("rect").item(0))
                    .matches(box -> ((Element) box).getAttribute("fill").equals(CausePlot.shade(1)));
        assertThat(document.tooltips())
                .contains(
                        "Billy = 1 (no cause)",
                        "Billy hits = 0 (no cause)",
                        "shatters = 1 (outcome)",
                        "Suzy -> \"Suzy hits\"");
        assertThat(document.texts()).contains("By the modified definition, 2015: Suzy = 1; Suzy hits = 1");
        assertThat(CausePlot.shade(0)).isNotEqualTo(CausePlot.shade(1));
        assertThat(plot.title("other").text()).startsWith("other\nCauses of shatters = 1");
    }

    @Test
    void elevenVotersAndAnOutcomeThatNothingCaused() {
        StructuralEquationsBuilder builder = StructuralEquations.builder();
        List<String> voters = new ArrayList<>();
        for (int i = 1; i <= 11; i++) voters.add("voter " + i);
        voters.forEach(builder::root);
        Map<String, Integer> all = new TreeMap<>();
        voters.forEach(voter -> all.put(voter, 1));
        Situation votes = builder.equation(
                        "wins", voters, row -> voters.stream().filter(row::is).count() > 5)
                .build()
                .in(all);
        ActualCause updated = ActualCause.withDefaults().definition(Definition.UPDATED);
        Document document = drawn(CausePlot.of(updated.explain(votes, Formula.is("wins", 1))));
        assertThat(document.tooltips()).contains("voter 3 = 1 (responsibility 1/6)");
        assertThat(String.join(" ", document.texts())).contains("and 8 more");
        Situation sure = StructuralEquations.builder()
                .root(HOSTILE)
                .equation("arrives", List.of(HOSTILE), row -> true)
                .build()
                .in(Map.of(HOSTILE, 1));
        Document none = drawn(
                CausePlot.of(updated.explain(sure, Formula.is("arrives", 1))).title(HOSTILE));
        assertThat(none.all("script")).isEmpty();
        assertThat(String.join(" ", none.texts())).contains("nothing is a cause");
    }

    @Test
    void aNumberStandsWhereItWasAndWhereItWouldHaveBeen() {
        Scm model = Scm.builder()
                .root("X", Noise.gaussian(1))
                .linear("Y", Map.of("X", 2.0), Noise.gaussian(1))
                .linear("Z", Map.of("Y", -1.0), Noise.gaussian(1))
                .build();
        Counterfactual exact = model.counterfactual(Map.of("X", 0.0, "Y", 1.0, "Z", 0.0), Intervention.set("X", 1));
        Document document = drawn(CounterfactualPlot.of(exact));
        List<Element> circles = parts(document, "Y: was 1", "circle");
        double was = number(circles.get(0), "cx");
        double would = number(circles.get(1), "cx");
        // Y goes from 1 to 3 on a line from 0 to 3.3
        Element line = parts(document, "Y: was 1", "line").get(0);
        double unit = (number(line, "x2") - number(line, "x1")) / 3.3;
        assertThat(was - number(line, "x1")).isCloseTo(unit, within(0.1));
        assertThat(would - number(line, "x1")).isCloseTo(3 * unit, within(0.1));
        assertThat(document.texts()).contains("3.00", "under do(X = 1)");
        Counterfactual partial = model.counterfactual(Map.of("X", 0.0, "Z", 0.0), Intervention.set("X", 1));
        Document unsure = drawn(CounterfactualPlot.of(partial));
        assertThat(parts(unsure, "Y: would have been", "circle")).hasSize(1);
        Element reach = parts(unsure, "Y: would have been", "line").get(2);
        double high = partial.distribution("Y").quantile(0.975);
        double low = partial.distribution("Y").quantile(0.025);
        Element mean = parts(unsure, "Y: would have been", "circle").get(0);
        assertThat((number(mean, "cx") - number(reach, "x1")) / (number(reach, "x2") - number(reach, "x1")))
                .isCloseTo((partial.mean("Y") - low) / (high - low), within(1e-3));
        assertThatThrownBy(() -> CounterfactualPlot.of(model.counterfactual(Map.of("X", 0.0))))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("intervention");
    }

    @Test
    void levelsAreAsFullAsTheyAreProbable() {
        Scm model = Scm.builder()
                .binary("X", 0.5)
                .add(
                        "Y",
                        Cpt.of("a", "b", "c")
                                .given("X")
                                .when("0", 0.4, 0.4, 0.2)
                                .when("1", 0.2, 0.3, 0.5))
                .build();
        Counterfactual found = model.counterfactual(Map.of("X", 0, "Y", "b"), Intervention.set("X", 1));
        Document document = drawn(CounterfactualPlot.of(found).title(HOSTILE));
        for (String level : List.of("a", "b", "c")) {
            List<Element> boxes = parts(document, "Y = " + level + ":", "rect");
            double wide = number(boxes.get(0), "width");
            assertThat(number(boxes.get(1), "width")).isCloseTo(wide * found.probability("Y", level), within(0.1));
            assertThat(boxes).hasSize(level.equals("b") ? 3 : 2);
            Element whisker = parts(document, "Y = " + level + ":", "line").get(0);
            assertThat(number(whisker, "x2") - number(boxes.get(0), "x"))
                    .isCloseTo(wide * found.bounds("Y", level).upper(), within(0.1));
        }
        assertThat(document.all("script")).isEmpty();
    }

    @Test
    void impossiblePartsAreRefused() {
        assertThatThrownBy(() -> PartsPlot.Part.of("a", Double.NaN))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new PartsPlot.Sum("", List.of(), "all")).isInstanceOf(CausalException.class);
        PartsPlot hostile = new PartsPlot(
                HOSTILE,
                HOSTILE,
                HOSTILE,
                List.of(new PartsPlot.Sum(HOSTILE, List.of(new PartsPlot.Part(HOSTILE, 1, 0, 2, HOSTILE)), HOSTILE)));
        assertThat(drawn(hostile).all("script")).isEmpty();
    }
}
