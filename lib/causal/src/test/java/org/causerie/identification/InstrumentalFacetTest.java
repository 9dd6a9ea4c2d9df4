// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.junit.jupiter.api.Test;

class InstrumentalFacetTest {
    private static final Seed SEED = Seed.of(2001);
    private static final List<String> NAMES = List.of("Z", "X", "Y");
    private static final InstrumentalInequality INSTRUMENT = new InstrumentalInequality("Z", "X", "Y", new TreeSet<>());

    private static Map<String, List<String>> levels(int... cards) {
        return Map.of("Z", numbers(cards[0]), "X", numbers(cards[1]), "Y", numbers(cards[2]));
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    /** P(x, y | z) with all levels of Z alike. */
    private static JointTable table(double[] conditional, int... cards) {
        return new JointTable(
                NAMES, cards, Arrays.stream(conditional).map(p -> p / cards[0]).toArray());
    }

    /** The distributions of all pairs of functions x(z) and y(x), one after another in order Z, X, Y. */
    private static List<double[]> vertices(int... cards) {
        List<double[]> vertices = new ArrayList<>();
        for (int x = 0; x < Math.pow(cards[1], cards[0]); x++)
            for (int y = 0; y < Math.pow(cards[2], cards[1]); y++) {
                double[] vertex = new double[cards[0] * cards[1] * cards[2]];
                for (int z = 0; z < cards[0]; z++) {
                    int taken = (int) (x / Math.pow(cards[1], z)) % cards[1];
                    int seen = (int) (y / Math.pow(cards[2], taken)) % cards[2];
                    vertex[(z * cards[1] + taken) * cards[2] + seen] = 1;
                }
                vertices.add(vertex);
            }
        return vertices;
    }

    /** How far each vertex is from equality, which tells apart inequalities that are not the same. */
    private static List<Long> slacks(double[] weights, double right, List<double[]> vertices) {
        return vertices.stream()
                .map(vertex -> Math.round(right - LinearProgramme.dot(weights, vertex)))
                .toList();
    }

    private static Set<List<Long>> slacks(List<InstrumentalFacet> facets, int... cards) {
        Set<List<Long>> found = new HashSet<>();
        for (InstrumentalFacet facet : facets)
            found.add(vertices(cards).stream()
                    .map(vertex -> Math.round(-facet.difference(table(vertex, cards))))
                    .toList());
        assertThat(found).hasSameSizeAs(facets);
        return found;
    }

    /** The inequality for all names of the levels of three binary variables, or of Z with three. */
    private static Set<List<Long>> renamed(int instruments, double right, IntToDoubleFunction weight) {
        List<double[]> vertices = vertices(instruments, 2, 2);
        Set<List<Long>> all = new HashSet<>();
        for (int code = 0; code < Math.pow(instruments, instruments); code++) {
            int order = code;
            int[] z = IntStream.range(0, instruments)
                    .map(i -> order / (int) Math.pow(instruments, i) % instruments)
                    .toArray();
            if (Arrays.stream(z).distinct().count() < instruments) continue;
            for (int flips = 0; flips < 8; flips++) {
                double[] weights = new double[4 * instruments];
                for (int c = 0; c < weights.length; c++) {
                    int x = c / 2 % 2;
                    int y = (c % 2 + (flips >> (1 + x))) % 2;
                    weights[c] = weight.applyAsDouble(4 * z[c / 4] + 2 * ((x + flips) % 2) + y);
                }
                all.add(slacks(weights, right, vertices));
            }
        }
        return all;
    }

    private static IntToDoubleFunction sum(Integer... cells) {
        return cell -> List.of(cells).contains(cell) ? 1 : 0;
    }

    @Test
    void aBinaryInstrumentImpliesPearlsFour() {
        List<InstrumentalFacet> facets = INSTRUMENT.facets(levels(2, 2, 2));
        assertThat(facets)
                .extracting(InstrumentalFacet::text)
                .contains("P(X = 0, Y = 0 | Z = 0) + P(X = 0, Y = 1 | Z = 1) ≤ 1");
        assertThat(slacks(facets, 2, 2, 2)).isEqualTo(renamed(2, 1, sum(0, 5))).hasSize(4);
        assertThat(facets.get(0).latex().orElseThrow()).contains("\\le 1");
        assertThat(facets.get(0).variables()).containsExactly("X", "Y", "Z");
    }

    /**
     * For three levels of the instrument, Pearl's inequalities and Bonet's, in all namings of levels, are all: P(x = y | z0) +
     * P(y = 0 | z1) + P(x = 0, y = 1 | z2) ≤ 2. T. Van Himbeeck et al., Quantum violations in the instrumental scenario
     * and their relations to the Bell scenario, Quantum 3 (2019), arXiv:1804.04119.
     */
    @Test
    void threeLevelsOfTheInstrumentImplyPearlsAndBonets() {
        Set<List<Long>> expected = renamed(3, 1, sum(0, 5));
        expected.addAll(renamed(3, 2, sum(0, 3, 4, 6, 9)));
        List<InstrumentalFacet> facets =
                TestableImplications.of(Admg.of("Z -> X -> Y", "X <-> Y")).instrumental(levels(3, 2, 2));
        assertThat(slacks(facets, 3, 2, 2)).isEqualTo(expected);
    }

    @Test
    void whatSatisfiesPearlsInequalityMayViolateBonets() {
        double[] half = {0.5, 0, 0, 0.5, 0.5, 0, 0.5, 0, 0, 0.5, 0, 0.5};
        JointTable table = table(half, 3, 2, 2);
        assertThat(INSTRUMENT.value(table)).isEqualTo(1, within(1e-12));
        InstrumentalFacet.Violated violated = INSTRUMENT.violated(table).orElseThrow();
        assertThat(violated.excess()).isEqualTo(0.5, within(1e-9));
        assertThat(violated.facet().violation(table)).isEqualTo(0.5, within(1e-9));
        assertThat(violated.unexplained()).isEqualTo(1 - explained(half, 3, 2, 2), within(1e-6));
        assertThat(violated.text()).contains("≤").contains("larger by 0.5000").contains("% of the cases");
    }

    /** The largest share of cases that follow response functions, by a linear programme over all of them. */
    private static double explained(double[] conditional, int... cards) {
        List<double[]> vertices = vertices(cards);
        int cells = conditional.length;
        double[][] rows = new double[cells][vertices.size() + cells];
        double[] objective = new double[vertices.size() + cells];
        for (int c = 0; c < cells; c++) {
            for (int v = 0; v < vertices.size(); v++) rows[c][v] = vertices.get(v)[c];
            rows[c][vertices.size() + c] = 1;
        }
        Arrays.fill(objective, 0, vertices.size(), 1);
        return LinearProgramme.dot(
                objective,
                new LinearProgramme(rows, conditional).solve(objective, true).orElseThrow());
    }

    private static double[] random(RandomGenerator random, double power, int... cards) {
        double[] cells = random.doubles((long) cards[0] * cards[1] * cards[2])
                .map(u -> Math.pow(u, power))
                .toArray();
        int block = cards[1] * cards[2];
        for (int z = 0; z < cards[0]; z++) {
            double total = Arrays.stream(cells, z * block, (z + 1) * block).sum();
            for (int c = z * block; c < (z + 1) * block; c++) cells[c] /= total;
        }
        return cells;
    }

    @Test
    void aTableIsRefusedJustWhereItIsNoMixtureOfResponseFunctions() {
        int refused = 0;
        int number = 0;
        for (int[] cards : List.of(new int[] {2, 2, 2}, new int[] {3, 2, 2}, new int[] {2, 3, 2}, new int[] {3, 2, 3}))
            for (int i = 0; i < 20; i++) {
                RandomGenerator random = SEED.split(number++).random();
                double[] conditional = random(random, 1 + i % 4, cards);
                double unexplained = 1 - explained(conditional, cards);
                JointTable table = table(conditional, cards);
                Optional<InstrumentalFacet.Violated> violated = INSTRUMENT.violated(table);
                assertThat(violated.map(InstrumentalFacet.Violated::unexplained).orElse(0.0))
                        .as("%s of %s", violated, Arrays.toString(conditional))
                        .isEqualTo(unexplained, within(1e-5));
                if (INSTRUMENT.violation(table) > 1e-4) assertThat(violated).isPresent();
                if (Arrays.stream(cards).sum() == 6)
                    assertThat(violated.isPresent()).isEqualTo(INSTRUMENT.violation(table) > 1e-5);
                if (violated.isEmpty()) continue;
                refused++;
                InstrumentalFacet facet = violated.get().facet();
                assertThat(facet.violation(table)).isGreaterThan(0);
                for (double[] vertex : vertices(cards))
                    assertThat(facet.violation(table(vertex, cards))).isLessThan(1e-9);
            }
        assertThat(refused).isBetween(15, 65);
    }

    @Test
    void aFacetIsViolatedJustWhereSomethingIs() {
        List<InstrumentalFacet> facets = INSTRUMENT.facets(levels(3, 2, 2));
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            JointTable table = table(random(SEED.split("facets").split(i).random(), 1 + i % 3, 3, 2, 2), 3, 2, 2);
            boolean any = facets.stream().anyMatch(facet -> facet.violation(table) > 1e-5);
            assertThat(INSTRUMENT.violated(table).isPresent()).isEqualTo(any);
            refused += any ? 1 : 0;
        }
        assertThat(refused).isBetween(10, 50);
    }

    @Test
    void weightsAndBoundAreThoseOfTheDifference() {
        for (int[] cards : List.of(new int[] {2, 2, 3}, new int[] {3, 2, 2}))
            for (InstrumentalFacet facet : INSTRUMENT.facets(levels(cards))) {
                double[] conditional = random(SEED.split("weights").random(), 2, cards);
                double sum = 0;
                for (int cell = 0; cell < conditional.length; cell++)
                    sum += conditional[cell]
                            * facet.weight(
                                    String.valueOf(cell / cards[2] / cards[1]),
                                    String.valueOf(cell / cards[2] % cards[1]),
                                    String.valueOf(cell % cards[2]));
                assertThat(facet.difference(table(conditional, cards)))
                        .as("%s", facet)
                        .isEqualTo(sum - facet.bound(), within(1e-12));
            }
    }

    @Test
    void modelsOfTheGraphViolateNothing() {
        Admg graph = Admg.of("Z -> X -> Y", "X <-> Y");
        Admg wider = Admg.of("Z -> X -> Y", "X <-> Y", "W -> Z", "W -> X", "W -> Y");
        InstrumentalInequality within =
                TestableImplications.of(wider).instrumental().get(0);
        List<InstrumentalFacet> facets = within.facets(levels(2, 2, 2));
        for (int i = 0; i < 20; i++) {
            Seed seed = SEED.split("models").split(i);
            Map<String, Integer> sizes = i % 2 == 0 ? Map.of("Z", 4, "Y", 3) : Map.of("X", 3, "Y", 2);
            assertThat(INSTRUMENT.violated(RandomResponses.model(graph, sizes, Set.of(), seed)))
                    .isEmpty();
            SemiMarkovWorld world = new SemiMarkovWorld(wider, 2 + i % 2, seed);
            assertThat(within.violated(world)).isEmpty();
            if (i % 2 == 0)
                for (InstrumentalFacet facet : facets)
                    assertThat(facet.violation(world)).isLessThan(1e-9);
        }
    }

    /** With W = 1 the outcome follows the instrument while the treatment stays; with W = 0 all is at random. */
    @Test
    void theStratumThatSpeaksIsNamed() {
        InstrumentalInequality given = new InstrumentalInequality("Z", "X", "Y", new TreeSet<>(Set.of("W")));
        double[] cells = new double[16];
        Arrays.fill(cells, 0, 8, 1 / 16.0);
        cells[8] = 0.25;
        cells[13] = 0.25;
        InstrumentalFacet.Violated violated = given.violated(JointTable.binary(List.of("W", "Z", "X", "Y"), cells))
                .orElseThrow();
        assertThat(violated.stratum()).isEqualTo(Map.of("W", "1"));
        assertThat(violated.facet().text())
                .isEqualTo("P(X = 0, Y = 0 | W = 1, Z = 0) + P(X = 0, Y = 1 | W = 1, Z = 1) ≤ 1");
        assertThat(violated.excess()).isEqualTo(1, within(1e-12));
    }

    @Test
    void manyLevelsAreNoTroubleAndLevelsNeverSeenSayNothing() {
        double[] conditional = random(SEED.split("many").random(), 6, 8, 3, 3);
        Arrays.fill(conditional, 0, 9, 0);
        JointTable table = new JointTable(
                NAMES,
                new int[] {8, 3, 3},
                Arrays.stream(conditional).map(p -> p / 7).toArray());
        InstrumentalFacet.Violated violated = INSTRUMENT.violated(table).orElseThrow();
        assertThat(violated.unexplained()).isBetween(0.0, 1.0);
        assertThat(violated.facet().text()).doesNotContain("Z = 0");
        JointTable once = new JointTable(NAMES, new int[] {2, 2, 2}, new double[] {0, 0, 0, 0, 0.1, 0.2, 0.3, 0.4});
        assertThat(INSTRUMENT.violated(once)).isEmpty();
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> INSTRUMENT.facets(Map.of("Z", numbers(2), "X", numbers(2))))
                .hasMessageContaining("\"Y\"");
        assertThatThrownBy(() -> INSTRUMENT.facets(levels(6, 4, 4))).hasMessageContaining("response functions");
        assertThatThrownBy(() -> INSTRUMENT.facets(levels(2, 20, 4))).hasMessageContaining("8192");
    }
}
