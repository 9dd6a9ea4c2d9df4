// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Partial ancestral graphs that papers draw, with edges as in the tests of R package pcalg. */
class PublishedClassesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Zhang (2008), completeness, figure 6  | U -> Max -> Urs -> Eva; U -> Anna -> Eva       | U | Max o-o Urs; Max o-o Anna; Urs -> Eva; Anna -> Eva
            Zhang (2006), thesis, figure 5.2      | A -> D; B -> D; B -> E; C -> D; D -> E; U -> C; U -> D | U | A o-> D; B o-> D; B -> E; C o-> D; D -> E
            Spirtes (1997), pages 21 and 24       | U -> E; U -> F; V -> D; V -> G; C -> D; C -> F; D -> E; F -> G | U V | C o-> D; C o-> F; D -> E; D <-> G; E <-> F; F -> G
            """)
    void classesWithHiddenVariables(String name, String drawn, String hidden, String expected) {
        Pag found = Mag.projection(Dag.of(drawn.split("; ")), List.of(hidden.split(" ")), List.of())
                .toPag();
        assertThat(found)
                .as(name)
                .isEqualTo(Pag.of(found.names(), Pag.of(expected.split("; ")).edges()));
    }

    /** Richardson and Spirtes (2002), figure 11 (iv): a vertex is selected on; whatever A is, it is no effect of D. */
    @ParameterizedTest
    @CsvSource("A -> E -> B; F -> B -> G -> C -> D; F -> D")
    void aClassWithSelection(String drawn) {
        Pag found = Mag.projection(Dag.of(drawn.split("; ")), List.of("E", "F"), List.of("G"))
                .toPag();
        assertThat(found.edges())
                .anyMatch(edge -> edge.equals(new Edge("A", "D", Mark.CIRCLE, Mark.ARROW))
                        || edge.equals(new Edge("A", "D", Mark.CIRCLE, Mark.ARROW).reversed()));
    }

    /** Zhang, Artificial Intelligence 172 (2008), on completeness of rules, figure 6: the MAG without its hidden variable. */
    @Test
    void separationsOfFigureSix() {
        Mag mag =
                Mag.projection(Dag.of("U -> {Max Anna}", "Max -> Urs -> Eva", "Anna -> Eva"), List.of("U"), List.of());
        assertThat(mag.edges()).contains(new Edge("Max", "Anna", Mark.ARROW, Mark.ARROW));
        assertThat(mag.separated("Max", "Eva", List.of("Urs"))).isFalse();
        assertThat(mag.separated("Max", "Eva", List.of("Urs", "Anna"))).isTrue();
        assertThat(mag.separated("Anna", "Urs", List.of("Max"))).isTrue();
        assertThat(mag.separated("Anna", "Urs", List.of("Max", "Eva"))).isFalse();
        assertThat(mag.separated("Anna", "Urs", List.of())).isFalse();
    }

    /** Zhang, Journal of Machine Learning Research 9 (2008), figure 4: income, smoking, genotype, lung cancer. */
    @Test
    void smokingAndLungCancer() {
        assertThat(Pag.of("I o-> S", "G o-> S", "PSH o-> S", "G -> L", "S -> L").isPag())
                .isTrue();
        assertThat(Pag.of("I -> S", "G o-> S", "PSH o-> S", "G -> L", "S -> L").isPag())
                .isFalse();
    }

    /** Colombo et al. (2012), figure 2 (a): X1 and X5 become adjacent once X3, which separates them, is hidden too. */
    @Test
    void anInducingPath() {
        Dag dag = Dag.of(
                "X4 -> {X1 X6}", "X2 -> {X5 X6}", "X3 -> {X6 X4 X2}", "X5 -> X6", "L2 -> {X4 X5}", "L1 -> {X1 X2}");
        Mag seen = Mag.projection(dag, List.of("L1", "L2"), List.of());
        assertThat(seen.adjacent(seen.index("X1"), seen.index("X5"))).isFalse();
        Mag unseen = Mag.projection(dag, List.of("L1", "L2", "X3"), List.of());
        assertThat(unseen.adjacent(unseen.index("X1"), unseen.index("X5"))).isTrue();
    }

    /**
     * Mooij, Magliacane and Claassen, Joint causal inference, JMLR 21 (2020), figure 43 (a): of the five system variables X1
     * and X4 are causes of nothing, and of the rest nothing is known, from observations without knowledge of the contexts.
     */
    @Test
    void jointCausalInference() {
        Pag pag = Mag.of(
                        "Ca <-> Cb",
                        "Ca <-> Cc",
                        "Cb <-> Cc",
                        "Ca -> X0 -> X3 -> X4",
                        "Cb -> X1",
                        "Cc -> {X1 X2}",
                        "X2 -> X1",
                        "X1 <-> X4")
                .toPag();
        for (String v : pag.names()) {
            Set<String> others = new HashSet<>(pag.names());
            others.remove(v);
            assertThat(pag.possibleDescendants(v))
                    .as(v)
                    .isEqualTo(Set.of("X1", "X4").contains(v) ? Set.of() : others);
        }
    }

    /**
     * Hauser and Bühlmann, Two optimal strategies for active learning of causal models from interventions, PGM 2012, figure
     * 4, where 1, 2 and 3 were set at once: the best variable to set next is 2, and 1, 3 and 4 tell all.
     */
    @Test
    void whatToSetNext() {
        Cpdag known = Cpdag.of("V1 -- V2", "V2 -- V3", "V4 -- V5", "{V2 V3} -> {V4 V5}");
        List<Set<String>> done = List.of(Set.of(), Set.of("V1", "V2", "V3"));
        for (Dag member : known.members().toList()) {
            assertThat(member.toCpdag(done)).isEqualTo(known);
            assertThat(open(member.toCpdag(List.of(Set.of(), Set.of("V1", "V2", "V3"), Set.of("V1", "V3", "V4")))))
                    .isZero();
        }
        for (String next : known.names()) {
            long worst = known.members()
                    .mapToLong(
                            member -> open(member.toCpdag(List.of(Set.of(), Set.of("V1", "V2", "V3"), Set.of(next)))))
                    .max()
                    .orElseThrow();
            assertThat(worst).as(next).isEqualTo(next.equals("V2") ? 1 : 2);
        }
    }

    private static long open(Cpdag graph) {
        return graph.edges().stream()
                .filter(edge -> edge.atFrom() == Mark.TAIL && edge.atTo() == Mark.TAIL)
                .count();
    }
}
