// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Seed;
import org.causerie.graph.Dag;
import org.causerie.model.StringDiagram;
import org.causerie.model.StringDiagram.Mechanism;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The drawings of string diagrams: everything is there, on its place, joined to what it belongs to. */
class StringDiagramPlotTest {
    private static final StringDiagram SMOKING = StringDiagram.of(
                    Dag.of("gene -> smoking -> tar -> illness", "gene -> illness"))
            .outputs("smoking", "tar", "illness");

    /** Where a shape is. */
    private record Area(double left, double top, double right, double bottom) {
        static Area of(double... xy) {
            double[] x = every(0, xy);
            double[] y = every(1, xy);
            return new Area(x[0], y[0], x[x.length - 1], y[y.length - 1]);
        }

        /** The numbers at the even or odd places, in ascending order. */
        private static double[] every(int start, double[] numbers) {
            return IntStream.range(0, numbers.length / 2)
                    .mapToDouble(i -> numbers[2 * i + start])
                    .sorted()
                    .toArray();
        }

        boolean apart(Area other) {
            return right < other.left || other.right < left || bottom < other.top || other.bottom < top;
        }

        boolean within(Area other) {
            return left > other.left && right < other.right && top > other.top && bottom < other.bottom;
        }
    }

    private static double[] numbers(Element path) {
        return Arrays.stream(path.getAttribute("d").split("[^-.0-9]+"))
                .filter(word -> !word.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static Area area(Element shape) {
        return switch (shape.getTagName()) {
            case "path" -> Area.of(numbers(shape));
            case "rect" -> {
                double x = Document.number(shape, "x");
                double y = Document.number(shape, "y");
                yield new Area(x, y, x + Document.number(shape, "width"), y + Document.number(shape, "height"));
            }
            case "circle" -> {
                double x = Document.number(shape, "cx");
                double y = Document.number(shape, "cy");
                double r = Document.number(shape, "r");
                yield new Area(x - r, y - r, x + r, y + r);
            }
            case "line" ->
                Area.of(
                        Document.number(shape, "x1"),
                        Document.number(shape, "y1"),
                        Document.number(shape, "x2"),
                        Document.number(shape, "y2"));
            default -> {
                double half = Letters.width(shape.getTextContent(), Document.number(shape, "font-size"), false) / 2;
                double x = Document.number(shape, "x");
                double y = Document.number(shape, "y");
                yield new Area(x - half - 3, y - 11, x + half + 3, y + 4);
            }
        };
    }

    /** The area of a group's outline, the first thing drawn in it. */
    private static Area area(Document document, String tooltip) {
        return area((Element) document.group(tooltip).getChildNodes().item(2));
    }

    /** Checks what holds of every drawing of one diagram. */
    private static void check(StringDiagram diagram) {
        StringDiagramPlot plot = StringDiagramPlot.of(diagram);
        String svg = plot.svg().orElseThrow();
        assertThat(plot.svg()).contains(svg);
        Document document = Document.of(svg);
        Area page = new Area(0, 0, document.width(), document.height());
        for (String tag : List.of("text", "path", "circle", "line"))
            for (Element shape : document.all(tag))
                assertThat(area(shape).within(page))
                        .as(tag + " " + shape.getTextContent())
                        .isTrue();
        List<Area> parts = new ArrayList<>();
        for (StringDiagram.Box box : diagram.boxes()) parts.add(area(document, tooltip(box)));
        for (String name : diagram.inputs()) parts.add(area(document, name + ", in"));
        for (String name : diagram.outputs()) parts.add(area(document, name + ", out"));
        for (int i = 0; i < parts.size(); i++)
            for (int j = 0; j < i; j++)
                assertThat(parts.get(i).apart(parts.get(j)))
                        .as(parts.get(i) + " and " + parts.get(j))
                        .isTrue();
        assertThat(document.texts()).containsAll(diagram.wires());
        double above = parts.stream().mapToDouble(Area::top).min().orElse(0);
        double below = parts.stream().mapToDouble(Area::bottom).max().orElse(0);
        for (String name : diagram.outputs())
            assertThat(area(document, name + ", out").top()).as(name).isEqualTo(above);
        for (String name : diagram.inputs())
            assertThat(area(document, name + ", in").bottom()).as(name).isCloseTo(below, within(1.0));
        wires(document, diagram);
    }

    private static String tooltip(StringDiagram.Box box) {
        String name = box.output();
        if (box instanceof StringDiagram.Uniform) return name + " is uniform";
        if (box instanceof StringDiagram.Held held) return name + " is held at " + held.level();
        return "P(" + name + (box.inputs().isEmpty() ? "" : " | " + String.join(", ", box.inputs())) + ")";
    }

    /** Every stretch of a wire goes up from what makes it, through a dot where it is copied, to all that takes it. */
    private static void wires(Document document, StringDiagram diagram) {
        for (String name : diagram.wires()) {
            Area from = diagram.inputs().contains(name)
                    ? area(document, name + ", in")
                    : diagram.boxes().stream()
                            .filter(box -> box.output().equals(name))
                            .map(box -> area(document, tooltip(box)))
                            .findFirst()
                            .orElseThrow();
            int uses = diagram.uses(name);
            if (uses == 0) joined(document, name, from, area(document, name + ", discarded"));
            if (uses > 1) {
                Area dot = area(document, name + ", copied to " + uses + " places");
                joined(document, name, from, dot);
                from = dot;
            }
            for (StringDiagram.Box box : diagram.boxes())
                if (box.inputs().contains(name))
                    joined(document, name + " -> " + box.output(), from, area(document, tooltip(box)));
            if (diagram.outputs().contains(name))
                joined(document, name + " -> out", from, area(document, name + ", out"));
        }
        long drawn = document.tooltips().stream()
                .filter(words -> words.contains(" -> ") || diagram.wires().contains(words))
                .count();
        long copiedOrDiscarded =
                diagram.wires().stream().filter(name -> diagram.uses(name) != 1).count();
        int uses = diagram.wires().stream().mapToInt(diagram::uses).sum();
        assertThat(drawn).isEqualTo(copiedOrDiscarded + uses);
    }

    private static void joined(Document document, String wire, Area from, Area to) {
        double[] course = numbers(
                (Element) document.group(wire).getElementsByTagName("path").item(0));
        int n = course.length;
        touches(wire, from, course[0], course[1], from.top);
        touches(wire, to, course[n - 2], course[n - 1], to.bottom);
        assertThat(course[n - 1]).as(wire).isLessThan(course[1]);
    }

    private static void touches(String wire, Area area, double x, double y, double side) {
        assertThat(x).as(wire).isBetween(area.left, area.right);
        assertThat(Math.abs(y - side)).as(wire).isLessThan(2.1);
    }

    @Test
    void theDiagramOfTheSmokersAndItsSurgery() {
        check(SMOKING);
        check(SMOKING.cut("smoking"));
        check(SMOKING.hold("smoking", "1"));
        check(SMOKING.part(Set.of("gene", "smoking", "illness")));
    }

    @Test
    void whatComesInMayGoOutOrNowhere() {
        Mechanism box = new Mechanism("y", List.of("a", "b"));
        check(new StringDiagram(List.of("a", "b", "c"), List.of(box), List.of("y", "a")));
        check(new StringDiagram(List.of("a"), List.of(), List.of("a")));
        check(StringDiagram.of(Dag.of("a -> b")).outputs(new String[0]));
    }

    @Test
    void anyDiagramIsDrawn() {
        for (int number = 0; number < 15; number++) {
            RandomGenerator random = Seed.of(7).split(number).random();
            List<int[]> edges = new ArrayList<>();
            int size = 2 + random.nextInt(9);
            for (int to = 1; to < size; to++)
                for (int from = 0; from < to; from++) if (random.nextDouble() < 0.35) edges.add(new int[] {from, to});
            List<String> names =
                    IntStream.range(0, size).mapToObj(i -> "wire" + i).toList();
            Set<String> outputs = new TreeSet<>();
            for (String name : names) if (random.nextBoolean()) outputs.add(name);
            StringDiagram diagram = StringDiagram.of(Dag.of(names, edges)).outputs(outputs.toArray(String[]::new));
            check(diagram);
            check(diagram.cut(names.get(random.nextInt(size))));
        }
    }

    @Test
    void twoStandSideBySide() {
        StringDiagramPlot plot =
                StringDiagramPlot.of(SMOKING, SMOKING.cut("smoking")).title("Surgery");
        Document document = Document.of(plot.svg().orElseThrow());
        assertThat(document.texts())
                .contains("Surgery", "as it is", "smoking cut", "P(smoking | gene)", "uniform")
                .filteredOn("P(illness | gene, tar)"::equals)
                .hasSize(2);
        List<Area> panels = document.all("rect").stream()
                .filter(rect -> rect.getAttribute("stroke").equals(Theme.FRAME))
                .filter(rect -> !rect.getAttribute("x").equals("0.5"))
                .map(StringDiagramPlotTest::area)
                .toList();
        assertThat(panels).hasSize(2);
        assertThat(panels.get(0).right()).isLessThan(panels.get(1).left());
        assertThat(area(document, "P(smoking | gene)").within(panels.get(0))).isTrue();
        assertThat(area(document, "smoking is uniform").within(panels.get(1))).isTrue();
        assertThat(plot.text())
                .isEqualTo("Surgery\nas it is:\n" + SMOKING.text() + "\nsmoking cut:\n"
                        + SMOKING.cut("smoking").text());
    }

    @Test
    void surgeryHasItsColourAndALongNameIsCut() {
        Document document = Document.of(
                StringDiagramPlot.of(SMOKING.hold("smoking", "1")).svg().orElseThrow());
        Element held =
                (Element) document.group("smoking is held at 1").getChildNodes().item(2);
        Element root = (Element) document.group("P(gene)").getChildNodes().item(2);
        assertThat(held.getAttribute("stroke")).isEqualTo(Theme.VERMILION);
        assertThat(root.getAttribute("stroke")).isNotEqualTo(Theme.VERMILION);
        String many = "first_of_many_causes, second_of_many_causes";
        Displayable wide = StringDiagramPlot.of(
                StringDiagram.of(Dag.of("first_of_many_causes -> effect", "second_of_many_causes -> effect")));
        Document cut = Document.of(wide.svg().orElseThrow());
        assertThat(cut.texts()).contains("P(effect | …)");
        assertThat(cut.tooltips()).contains("P(effect | " + many + ")");
    }

    @Test
    void nothingToDraw() {
        assertThatThrownBy(() -> new StringDiagramPlot("", List.of()))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("at least one");
        StringDiagram empty = new StringDiagram(List.of(), List.of(), List.of());
        assertThat(StringDiagramPlot.of(empty).svg()).isEmpty();
    }
}
