// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.discovery.Fci;
import org.causerie.graph.Admg;
import org.causerie.graph.Dag;
import org.causerie.graph.Mag;
import org.causerie.graph.Pag;
import org.causerie.stat.DSeparation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IDP and CIDP: formulas against truth by surgery, refusals against all graphs of the class. */
class CidpAlgorithmTest {
    private static final List<String> NAMES = List.of("A", "B", "C", "D");
    static final List<InterventionalDistribution> QUERIES = List.of(
            InterventionalDistribution.of(Set.of("B"), Set.of("A")),
            InterventionalDistribution.of(Set.of("B"), Set.of("A")).given("C"),
            InterventionalDistribution.of(Set.of("B"), Set.of("A")).given("C", "D"),
            InterventionalDistribution.of(Set.of("B"), Set.of("A", "C")),
            InterventionalDistribution.of(Set.of("B"), Set.of("A", "C")).given("D"),
            InterventionalDistribution.of(Set.of("B"), Set.of("A", "C", "D")),
            InterventionalDistribution.of(Set.of("B", "C"), Set.of("A")),
            InterventionalDistribution.of(Set.of("B", "C"), Set.of("A")).given("D"),
            InterventionalDistribution.of(Set.of("B", "C"), Set.of("A", "D")),
            InterventionalDistribution.of(Set.of("B", "C", "D"), Set.of("A")));

    /** Every mixed graph of four variables under the class it belongs to. */
    private static Map<Pag, List<Admg>> classes() {
        Map<Mag, Pag> known = new HashMap<>();
        Map<Pag, List<Admg>> classes = new LinkedHashMap<>();
        for (int code = 0; code < 46_656; code++) {
            Optional<Admg> graph = mixed(code);
            if (graph.isEmpty()) continue;
            classes.computeIfAbsent(pag(graph.get(), known), pag -> new ArrayList<>())
                    .add(graph.get());
        }
        return classes;
    }

    static Pag pag(Admg graph, Map<Mag, Pag> known) {
        Dag full = AncestralAdjustmentTest.canonical(graph);
        Mag mag = Mag.projection(full, full.names().subList(graph.size(), full.size()), List.of());
        return known.computeIfAbsent(mag, Mag::toPag);
    }

    /** The mixed graph of this number, one of six ways to join each pair. */
    private static Optional<Admg> mixed(int code) {
        List<int[]> directed = new ArrayList<>();
        List<int[]> bidirected = new ArrayList<>();
        int rest = code;
        for (int i = 0; i < 4; i++)
            for (int j = i + 1; j < 4; j++) {
                int way = rest % 6;
                rest /= 6;
                if (way % 3 == 1) directed.add(new int[] {i, j});
                if (way % 3 == 2) directed.add(new int[] {j, i});
                if (way >= 3) bidirected.add(new int[] {i, j});
            }
        try {
            return Optional.of(Admg.of(NAMES, directed, bidirected));
        } catch (CausalException cycle) {
            return Optional.empty();
        }
    }

    /** Whatever the answer is, all mixed graphs of the class were asked: it is complete on four variables. */
    @Test
    void inEveryClassOfFourVariablesTheAnswerIsThatOfAllItsGraphs() {
        int[] counts = new int[3];
        classes().forEach((pag, members) -> {
            for (InterventionalDistribution query : QUERIES) {
                Identification answer = CidpAlgorithm.withDefaults().identify(query, pag);
                Seed seed = Seed.of(41).split(counts[0]);
                if (answer instanceof Identified found) {
                    counts[0]++;
                    for (int k = 0; k < 3; k++) {
                        Admg member = members.get(seed.split(k).random().nextInt(members.size()));
                        check(query, found, new SemiMarkovWorld(member, 2, seed.split(k)));
                    }
                } else {
                    counts[1]++;
                    List<Admg> shown = ((ClassObstacle) ((NotIdentified) answer).witness()).members();
                    if (!shown.isEmpty()) counts[2]++;
                    assertThat(members).containsAll(shown);
                    assertThat(refuted(query, shown.isEmpty() ? members : shown))
                            .as("%s in %s: %s", query, pag, answer)
                            .isTrue();
                }
            }
        });
        assertThat(counts[0]).isGreaterThan(1000);
        assertThat(counts[1]).isGreaterThan(1400);
        assertThat(counts[2]).isEqualTo(counts[1]);
    }

    /** The formula, and each step on the way to it, has the value of what it replaces. */
    static void check(InterventionalDistribution query, Identified answer, SemiMarkovWorld world) {
        Expression formula = ((Functional) answer.estimand()).expression();
        assertThat(query.probability().free()).containsAll(formula.free());
        assertThat(Truths.difference(formula, query.probability(), world))
                .as("%s in %s: %s", query, world.graph(), formula)
                .isLessThan(1e-9);
        for (ClassDerivation.Step step : ((ClassDerivation) answer.derivations().get(0)).steps())
            assertThat(Truths.difference(step.left(), step.right(), world))
                    .as("%s of %s in %s", step, query, world.graph())
                    .isLessThan(1e-9);
    }

    /** Classes found by FCI from an oracle, in the order of the variables and in another. */
    @Test
    void inRandomClassesOfMoreVariablesFormulasAreTrueAndRefusalsShown() {
        int[] counts = new int[3];
        for (int i = 0; i < 500; i++) {
            Seed seed = Seed.of(44).split(i);
            Admg graph = SemiMarkovWorld.randomGraph(4 + i % 3, 0.4, 0.15, seed);
            Dag full = AncestralAdjustmentTest.canonical(graph);
            Set<String> hidden = Set.copyOf(full.names().subList(graph.size(), full.size()));
            Pag pag = Fci.withDefaults()
                    .discover(DSeparation.of(full, hidden, Set.of()), Execution.sequential())
                    .pag();
            List<String> shuffled = new ArrayList<>();
            RandomGenerator random = seed.split("order").random();
            for (String name : graph.names()) shuffled.add(random.nextInt(shuffled.size() + 1), name);
            InterventionalDistribution query = Truths.randomQuery(graph, i % 2 == 0, seed.split("query"));
            Identification answer = CidpAlgorithm.withDefaults().identify(query, pag);
            Identification other = CidpAlgorithm.withDefaults().identify(query, Pag.of(shuffled, pag.edges()));
            assertThat(other.identified()).isEqualTo(answer.identified());
            if (answer instanceof Identified found) {
                counts[0]++;
                SemiMarkovWorld world = new SemiMarkovWorld(graph, 2, seed.split("world"));
                check(query, found, world);
                check(query, (Identified) other, world);
            } else {
                counts[1]++;
                for (Admg member : ((ClassObstacle) ((NotIdentified) answer).witness()).members()) {
                    counts[2]++;
                    assertThat(pag(member, new HashMap<>())).isEqualTo(pag);
                    assertThat(formula(query, member)).isEmpty();
                }
            }
        }
        assertThat(counts[0]).isGreaterThan(100);
        assertThat(counts[2]).isGreaterThan(counts[1] * 95 / 100);
    }

    /**
     * Published graphs: IDP is Jaber, Zhang and Bareinboim, ICML 2019; CCE the same authors, Identification of conditional
     * causal effects under Markov equivalence, NeurIPS 2019; the edges are those of the graphs that A. H. Ribeiro's
     * package PAGId names after the figures.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IDP figure 2 (a) | A <-> B; A <-> E; A -> C; B -> D; B <-> C; D <-> E; F o-> E; F o-o G; G -> C | A, B | C, D, E, F, G | | true
            IDP figure 3 (a) | X o-o Y | X | Y | | false
            IDP figure 3 (b) | X -> Z; X <-> Y; Z <-> Y; V o-> X | X | Y, Z | | false
            IDP figure 3 (c) | A <-> B; A <-> E; A -> C; B -> D; B <-> C; D <-> E; E <-> F; C <-> F | A, B | C, D, E, F | | false
            CCE figure 2 (a) | X o-o Z o-o Y | X | Y | Z | true
            CCE figure 2 (b) | X o-o Z; W o-o Z; Y o-o Z; X o-o W; Y o-o W | X | Y | W, Z | true
            CCE figure 2 (c) | X o-> Z; W o-> Z; Z -> Y; W -> Y | X | Y | W, Z | true
            CCE figure 2 (d) | X o-> Z; V o-> Z; Z -> Y; W -> Y; W o-o V | X | Y | W, Z | true
            """)
    void publishedGraphs(String name, String edges, String x, String y, String z, boolean identified) {
        Pag pag = Pag.parse(edges);
        InterventionalDistribution query = InterventionalDistribution.of(names(y), names(x))
                .given(names(z == null ? "" : z).toArray(String[]::new));
        Identification answer = CidpAlgorithm.withDefaults().identify(query, pag);
        assertThat(answer.identified()).as(name).isEqualTo(identified);
        if (answer instanceof Identified found)
            check(query, found, new SemiMarkovWorld(pag.toMag().toAdmg(), 2, Seed.of(45)));
        else
            assertThat(((ClassObstacle) ((NotIdentified) answer).witness()).members())
                    .isNotEmpty();
    }

    private static Set<String> names(String list) {
        return list.isBlank() ? Set.of() : Set.of(list.split(", "));
    }

    /** CIDP, figure 5: P(y | do(a, f), b, e) in the class of the graph, where b and a share a hidden cause. */
    @Test
    void figureFiveOfThePaper() {
        Admg graph = Admg.of(
                "E -> Y", "B -> Y", "B -> F", "B -> E", "F -> E", "F -> Y", "D -> E", "D -> F", "C -> E", "A <-> B");
        Pag pag = pag(graph, new HashMap<>());
        InterventionalDistribution query =
                InterventionalDistribution.of(Set.of("Y"), Set.of("A", "F")).given("B", "E");
        check(
                query,
                (Identified) CidpAlgorithm.withDefaults().identify(query, pag),
                new SemiMarkovWorld(graph, 2, Seed.of(46)));
    }

    @Test
    void sayWhatTheyDid() {
        Pag pag = Pag.of("A o-> X", "B o-> X", "X -> Y");
        InterventionalDistribution query = InterventionalDistribution.of(Set.of("Y"), Set.of("X"));
        Identified answer = (Identified) CidpAlgorithm.withDefaults().identify(query, pag);
        assertThat(answer.text()).isEqualTo("P(Y | do(X))\n  = P(Y | X)");
        assertThat(answer.derivations().get(0).text())
                .startsWith("P(Y | do(X))\n1. P(A, B, Y | do(X)) = P(A) P(B) P(Y | X)   [a bucket that shares no hidden"
                        + " cause with what may descend from it: {X} out of {A, B, X, Y}]\n2. ");
        assertThat(CidpAlgorithm.withDefaults()
                        .identify(query, Pag.of("X o-> Y", "W o-> Y"))
                        .text())
                .isEqualTo("P(Y | do(X)) is not identified: the distribution of W, Y with the rest set does not follow"
                        + " from that of W, X, Y: X may share a hidden cause with Y, which may descend from it. A graph of the"
                        + " class in which no formula answers: X -> Y; X <-> Y; Y <-> W; W -> Y");
        assertThatThrownBy(() -> CidpAlgorithm.withDefaults().identify(query, Pag.of("X -- Y")))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("stands for selection");
        assertThatThrownBy(() -> CidpAlgorithm.withDefaults().identify(query, Pag.of("X -> Z -> Y -> X")))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("no order of the causes");
    }

    /** Whether some graph of the class has no formula, or two have formulas of different value. */
    static boolean refuted(InterventionalDistribution query, List<Admg> members) {
        List<Expression> formulas = new ArrayList<>();
        for (Admg member : members) {
            Optional<Expression> formula = formula(query, member);
            if (formula.isEmpty()) return true;
            formulas.add(formula.get());
        }
        for (int k = 0; k < 8; k++) {
            Admg member = members.get(k * (members.size() - 1) / 7);
            SemiMarkovWorld world = new SemiMarkovWorld(member, 3, Seed.of(43).split(k));
            for (Expression formula : formulas)
                if (Truths.difference(formula, formulas.get(0), world) > 1e-6) return true;
        }
        return false;
    }

    private static Optional<Expression> formula(InterventionalDistribution query, Admg graph) {
        Subgraphs graphs = new Subgraphs(graph);
        IdRecursion.Conditional result = IdAlgorithm.run(
                graphs,
                graphs.indices(query.outcomes()),
                graphs.indices(query.treatments()),
                graphs.indices(query.given()));
        return result.answer() instanceof IdRecursion.Found found
                ? Optional.of(IdAlgorithm.closed(found, query).expression())
                : Optional.empty();
    }
}
