// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is printed reads back as the same graph, for any names; texts of dagitty's are read; errors say where. */
class GraphTextTest {

    /** Names with spaces, quotes, brackets, arrows, line breaks, other scripts; and those that look like signs or words. */
    @Provide
    Arbitrary<List<String>> names() {
        Arbitrary<String> wild = Arbitraries.strings()
                .withChars("aoX1._ \"\\{}[]();,-<>=@#/*\n\t\u2192é因")
                .ofMinLength(1)
                .ofMaxLength(6)
                .filter(name -> !name.isBlank());
        Arbitrary<String> awkward =
                Arbitraries.of("o", "dag", "pdag", "o-o", "@", "x(t-1)", "X(t)", "->", "//", "bb", "a b");
        return Arbitraries.oneOf(wild, awkward)
                .list()
                .uniqueElements()
                .ofMinSize(0)
                .ofMaxSize(7);
    }

    @Provide
    Arbitrary<CausalGraph> graphs() {
        return Combinators.combine(
                        names(), Arbitraries.longs(), Arbitraries.integers().between(0, 4))
                .as((names, seed, type) -> random(names, Seed.of(seed).random(), type));
    }

    private static CausalGraph random(List<String> names, RandomGenerator random, int type) {
        List<int[]> directed = new ArrayList<>();
        List<int[]> others = new ArrayList<>();
        List<Edge> marked = new ArrayList<>();
        List<Edge> lagged = new ArrayList<>();
        int[] order = IntStream.range(0, names.size()).toArray();
        if (random.nextBoolean())
            order = IntStream.of(order).map(i -> names.size() - 1 - i).toArray();
        Mark[] marks = {Mark.TAIL, Mark.ARROW, Mark.CIRCLE};
        for (int i = 0; i < order.length; i++) {
            for (int j = i + 1; j < order.length; j++) {
                int draw = random.nextInt(4);
                int[] edge = {order[i], order[j]};
                if (draw == 0) directed.add(edge);
                if (draw == 1) others.add(edge);
                String from = names.get(edge[0]);
                String to = names.get(edge[1]);
                if (draw < 3) marked.add(new Edge(from, to, marks[random.nextInt(3)], marks[random.nextInt(3)]));
                if (draw < 2) lagged.add(Edge.directed(from + "(t)", to + "(t)"));
                if (draw > 1) lagged.add(Edge.directed(to + "(t-" + draw + ")", from + "(t-1)"));
            }
        }
        return switch (type) {
            case 0 -> Dag.of(names, directed);
            case 1 -> Cpdag.of(names, directed, others);
            case 2 -> Admg.of(names, directed, others);
            case 3 -> Pag.of(names, marked);
            default -> LaggedGraph.of(names, names.isEmpty() ? 0 : 3, lagged);
        };
    }

    private static CausalGraph read(CausalGraph type, String text) {
        if (type instanceof Dag) return Dag.parse(text);
        if (type instanceof Cpdag) return Cpdag.parse(text);
        if (type instanceof Admg) return Admg.parse(text);
        return type instanceof Pag ? Pag.parse(text) : LaggedGraph.parse(text);
    }

    @Property(tries = 2000)
    void whatIsPrintedReadsBackAsTheSame(@ForAll("graphs") CausalGraph graph) {
        assertThat(read(graph, graph.text())).isEqualTo(graph);
        assertThat(read(graph, graph.toDagitty())).isEqualTo(graph);
        assertThat(graph.text()).isEqualTo(graph.toString());
    }

    @Property(tries = 1000)
    void anyTextIsReadOrRefusedWithASentence(@ForAll("names") List<String> pieces) {
        String text = String.join(" ", pieces);
        try {
            Pag.parse(text);
        } catch (CausalException e) {
            assertThat(e.getMessage()).hasSizeGreaterThan(30);
        }
    }

    @Test
    void theShortFormIsShort() {
        assertThat(Dag.of("Z -> X -> Y", "Z -> Y").text()).isEqualTo("Z -> X; Z -> Y; X -> Y");
        assertThat(Dag.of("Y", "X -> Y").text()).isEqualTo("Y, X\nX -> Y");
        assertThat(Dag.of("W", "X -> Y", "V").text()).isEqualTo("W; X -> Y; V");
        assertThat(Dag.of("X", "W", "Y <- X").text()).isEqualTo("X, W, Y\nX -> Y");
        assertThat(Cpdag.of("B -- A", "A -> C").text()).isEqualTo("B -- A; A -> C");
        assertThat(Admg.of("X -> Y <-> X", "W").text()).isEqualTo("X -> Y; X <-> Y; W");
        assertThat(Pag.of("A o-> B <-o C", "C --o D o-o A").text())
                .isEqualTo("A, B, C, D\nA o-> B; A o-o D; C o-> B; C --o D");
        assertThat(Dag.of("\"parental help\" -> plans").text()).isEqualTo("\"parental help\" -> plans");
        assertThat(Dag.of().text()).isEmpty();
    }

    @Test
    void longTextsAreBrokenIntoLines() {
        Dag dag = RandomGraphs.erdosRenyi(40, 5, Seed.of(3));
        assertThat(dag.text().lines()).hasSizeGreaterThan(5).allMatch(line -> line.length() <= 100);
        assertThat(Dag.parse(dag.text())).isEqualTo(dag);
    }

    @Test
    void theSameGraphIsWrittenInManyWays() {
        Dag dag = Dag.of("Z -> X -> Y", "Z -> Y");
        assertThat(Dag.parse("dag { Z -> X -> Y; Z -> Y }")).isEqualTo(dag);
        assertThat(Dag.parse("dag{Z->X->Y Z->Y}")).isEqualTo(dag);
        assertThat(Dag.parse("dag {\n  Z -> X\n  X -> Y\n  Y <- Z\n}\n")).isEqualTo(dag);
        assertThat(Dag.parse("dag { Z -> { X Y } ; X -> Y }")).isEqualTo(dag);
        assertThat(Dag.parse("Z -> X // first\nX -> Y # second\n/* and\n last */ Z -> Y"))
                .isEqualTo(dag);
        assertThat(Dag.parse("digraph G { Z -> X; X -> Y; Z -> Y; }")).isEqualTo(dag);
        assertThat(Dag.of("Z \u2192 X, X \u2192 Y, Y \u2190 Z")).isEqualTo(dag);
        assertThat(Dag.of("{Z} -> {X Y}", "X -> Y")).isEqualTo(dag);
        assertThat(Pag.parse("pag { A @-> B ; B @-@ C ; C <-@ D ; D @-- A }"))
                .isEqualTo(Pag.of("A o-> B o-o C <-o D o-- A"));
        assertThat(Dag.of("o->p")).isEqualTo(Dag.of("o -> p"));
        assertThat(Pag.of("a o-o o o-> q").edges()).hasSize(2);
    }

    /** As dagitty.net writes the model it opens with. */
    @Test
    void dagittysOwnTextIsReadWithItsAttributes() {
        GraphDocument document = GraphDocument.parse("""
                dag {
                bb="0,0,1,1"
                A [pos="-2.2,-1.520"]
                B [pos="1.400,-1.460"]
                D [outcome,pos="1.400,1.621"]
                E [exposure,pos="-2.200,1.597"]
                "Z one" [latent, pos="-0.3,-0.08"]
                A -> E
                A -> "Z one" [pos="-0.791,-1.045"]
                B -> D
                B -> "Z one" [beta=0.3]
                E -> D
                "Z one" -> E
                }
                """);
        assertThat(document.graph())
                .isEqualTo(Dag.of("A; B; D; E; \"Z one\"; A -> E; A -> \"Z one\" <- B -> D <- E <- \"Z one\""));
        assertThat(document.exposures()).containsExactly("E");
        assertThat(document.outcomes()).containsExactly("D");
        assertThat(document.latents()).containsExactly("Z one");
        assertThat(document.adjusted()).isEmpty();
        assertThat(document.attributes().get("A")).containsEntry("pos", "-2.2,-1.520");
    }

    @Test
    void theTypeOfADocumentFollowsFromItsEdges() {
        assertThat(GraphDocument.parse("X -> Y").graph()).isInstanceOf(Dag.class);
        assertThat(GraphDocument.parse("dag { X -> Y; X <-> Y }").graph()).isInstanceOf(Admg.class);
        assertThat(GraphDocument.parse("X -- Y").graph()).isInstanceOf(Cpdag.class);
        assertThat(GraphDocument.parse("pdag { X -> Y }").graph()).isInstanceOf(Cpdag.class);
        assertThat(GraphDocument.parse("X o-> Y").graph()).isInstanceOf(Pag.class);
        assertThat(GraphDocument.parse("mag { X <-> Y }").graph()).isInstanceOf(Pag.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "X -> -> Y | line 1, column 6 | name was expected",
                "X -> | column 5, at the end | name was expected",
                "X Y | column 3, at \"Y\" | double quotes",
                "x-ray -> Y | column 2, at \"-ray -> Y\" | double quotes",
                "dag { X -> Y | at the end | closing brace",
                "dag { X -> Y } Z | column 16, at \"Z\" | nothing more",
                "X -> \"Y | column 6 | closing quote",
                "dag { X [exposure | at the end | closing bracket",
                "{X Y -> Z | column 6 | name was expected",
                "X -> Y /* so | column 8 | comment",
                "X => Y | column 4 | value was expected",
            })
    void aTextThatCannotBeReadIsRefusedWithThePlace(String text, String place, String reason) {
        assertThatThrownBy(() -> Dag.parse(text))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(reason);
    }

    @Test
    void thePlaceCountsLines() {
        assertThatThrownBy(() -> Dag.parse("dag {\n X -> Y\n Y -> ;\n}")).hasMessageContaining("line 3, column 7");
        assertThatThrownBy(() -> Dag.of("X -> Y", "Y ->")).hasMessageContaining("line 2");
    }

    @Test
    void dotHasEveryMark() {
        assertThat(Pag.of("A o-> B", "B <-> \"c \\\" d\"", "A -> E").toDot()).isEqualTo("""
                        digraph {
                          "A";
                          "B";
                          "c \\" d";
                          "E";
                          "A" -> "B" [dir=both, arrowtail=odot, arrowhead=normal];
                          "A" -> "E";
                          "B" -> "c \\" d" [dir=both, arrowtail=normal, arrowhead=normal];
                        }
                        """);
        assertThat(Cpdag.of("A -- B").toDot()).contains("arrowtail=none, arrowhead=none");
    }
}
