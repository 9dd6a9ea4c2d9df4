// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Admg;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.RandomGraphs;
import org.junit.jupiter.api.Test;

class TestableImplicationsTest {
    private static final Seed SEED = Seed.of(19);

    /** Verma and Pearl's graph, figure 1 of Tian and Pearl (2002). */
    private static final Admg VERMA = Admg.of("A -> B -> C -> D", "B <-> D");

    /** Where what is independent of what after an intervention has to be said for more variables than are left in a district. */
    private static final List<Admg> HARD = List.of(
            Admg.of("A <-> B", "A -> C", "A <-> D", "A <-> E", "B -> E", "C -> D"),
            Admg.of("A -> B", "A <-> B", "B -> C", "B <-> D", "B <-> E", "C -> D"));

    @Test
    void vermasGraphHasOneIndependenceAndVermasConstraint() {
        TestableImplications says = TestableImplications.of(VERMA);
        assertThat(says.local()).extracting(ImpliedIndependence::text).containsExactly("C ⊥ A | B");
        assertThat(says.verma()).hasSize(1);
        VermaConstraint constraint = says.verma().get(0);
        assertThat(constraint.irrelevant()).containsExactly("A");
        assertThat(constraint.effect().text()).isEqualTo("P(D | do(C))");
        assertThat(constraint.formula().text()).isEqualTo("Σ_{B} P(B | A) P(D | A, B, C)");
        assertThat(constraint.variables()).containsExactly("A", "B", "C", "D");
        assertThat(says.text()).contains("does not depend on A").contains("C ⊥ A | B");
        assertThat(says.latex().orElseThrow()).contains("\\mathit{A}'").contains("\\perp");
        assertThat(constraint.violation(new SemiMarkovWorld(VERMA, 3, SEED))).isLessThan(1e-9);
        Admg more = Admg.of("A -> B -> C -> D", "B <-> D", "A -> D");
        assertThat(constraint.violation(new SemiMarkovWorld(more, 3, SEED))).isGreaterThan(1e-3);
        assertThat(TestableImplications.of(more).verma()).isEmpty();
    }

    @Test
    void hiddenVariablesCanBeDrawn() {
        TestableImplications says = TestableImplications.of(Dag.of("A -> B -> C -> D", "B <- U -> D"), Set.of("U"));
        assertThat(says.graph()).isEqualTo(VERMA);
        assertThat(says.verma()).isEqualTo(TestableImplications.of(VERMA).verma());
    }

    /** One of three: Verma's graph, or an instrument, with a variable and random edges more; or any sparse graph. */
    private static Admg graph(int number, Seed seed) {
        RandomGenerator random = seed.random();
        if (number % 3 == 2) return SemiMarkovWorld.randomGraph(3 + random.nextInt(3), 0.4, 0.25, seed);
        List<String> statements = new ArrayList<>(
                number % 3 == 0 ? List.of("A -> B -> C -> D", "B <-> D") : List.of("A -> B -> C", "B <-> C", "D"));
        for (String edge : List.of("A -> C", "A -> E", "B -> E", "C -> E", "D -> E", "A <-> E", "B <-> E", "C <-> E"))
            if (random.nextDouble() < 0.25) statements.add(edge);
        return Admg.of(statements.toArray(String[]::new));
    }

    @Test
    void everythingListedHoldsInRandomModels() {
        int equations = 0;
        int inequalities = 0;
        for (int i = 0; i < 100; i++) {
            Admg graph = graph(i, SEED.split(i));
            TestableImplications says = TestableImplications.of(graph);
            SemiMarkovWorld world =
                    new SemiMarkovWorld(graph, 2 + i % 2, SEED.split(i).split("world"));
            List<TestableImplication> all = new ArrayList<>(says.local());
            all.addAll(says.pairwise());
            all.addAll(says.minimal());
            all.addAll(says.verma());
            all.addAll(says.instrumental());
            for (TestableImplication each : all)
                assertThat(each.violation(world)).as("%s in %s", each, graph).isLessThan(1e-9);
            for (VermaConstraint each : says.verma())
                assertThat(Truths.difference(each.formula(), each.effect(), world))
                        .as("%s in %s", each, graph)
                        .isLessThan(1e-9);
            equations += says.verma().size();
            inequalities += says.instrumental().size();
        }
        assertThat(equations).isGreaterThan(20);
        assertThat(inequalities).isGreaterThan(20);
    }

    /** At a point of the model the equations leave as many dimensions as it has, so that none is missing; binary variables. */
    @Test
    void independencesAndVermaConstraintsAreAllEquations() {
        for (int i = 0; i < 25; i++) {
            Admg graph =
                    i < HARD.size() ? HARD.get(i) : graph(i, SEED.split("rank").split(i));
            int n = graph.size();
            HiddenCoins model = new HiddenCoins(graph, SEED.split("rank").split(i));
            double[] joint = model.joint(model.start());
            TestableImplications says = TestableImplications.of(graph);
            List<Expression> equations = new ArrayList<>();
            for (ImpliedIndependence each : says.local()) {
                TreeSet<String> both = new TreeSet<>(each.left());
                both.addAll(each.right());
                equations.add(WeightedSum.difference(
                        Probability.of(both, each.given()),
                        Product.of(List.of(
                                Probability.of(each.left(), each.given()),
                                Probability.of(each.right(), each.given())))));
            }
            for (VermaConstraint each : says.verma())
                equations.add(WeightedSum.difference(each.formula(), each.elsewhere()));
            int constrained = HiddenCoins.rank(joint, 1 << n, SEED, point -> values(equations, graph, point));
            assertThat(constrained).as("%s", graph).isEqualTo((1 << n) - 1 - dimension(graph));
        }
    }

    /**
     * The dimension of the nested Markov model of binary variables: for each intrinsic set 2 to the size of its tail. R. J. Evans
     * and T. S. Richardson, Smooth, identifiable supermodels of discrete DAG models with latent variables, Bernoulli 25
     * (2019), doi:10.3150/17-BEJ1005.
     */
    private static int dimension(Admg graph) {
        Subgraphs graphs = new Subgraphs(graph);
        Set<BitSet> intrinsic = new HashSet<>();
        Set<BitSet> reachable = new HashSet<>(Set.of(graphs.all()));
        Deque<BitSet> open = new ArrayDeque<>(reachable);
        while (!open.isEmpty()) {
            BitSet set = open.remove();
            intrinsic.addAll(graphs.districts(set));
            for (int v : set.stream().toArray()) {
                BitSet fixable = graphs.district(bits(1 << v), set);
                fixable.and(descendants(graph, v, set));
                BitSet rest = Subgraphs.minus(set, bits(1 << v));
                if (fixable.cardinality() == 1 && reachable.add(rest)) open.add(rest);
            }
        }
        int dimension = 0;
        for (BitSet set : intrinsic) {
            BitSet parents = new BitSet();
            set.stream().forEach(v -> parents.or(graph.parents(v)));
            BitSet head = Subgraphs.minus(set, parents);
            dimension += 1 << Subgraphs.minus(Subgraphs.or(set, parents), head).cardinality();
        }
        return dimension;
    }

    private static BitSet descendants(Admg graph, int v, BitSet within) {
        BitSet found = bits(1 << v);
        for (int w : graph.topologicalOrder().stream().mapToInt(graph::index).toArray())
            if (within.get(w) && graph.parents(w).intersects(found)) found.set(w);
        return found;
    }

    private static double[] values(List<Expression> equations, Admg graph, double[] point) {
        double total = Arrays.stream(point).sum();
        JointTable table = JointTable.binary(
                graph.names(), Arrays.stream(point).map(p -> p / total).toArray());
        return equations.stream()
                .flatMapToDouble(each -> Arrays.stream(Tensor.of(each, table).cells()))
                .toArray();
    }

    @Test
    void anEdgeMoreBreaksSomethingListed() {
        int tried = 0;
        for (int i = 0; i < 120; i++) {
            Seed seed = SEED.split("edge").split(i);
            Admg graph = SemiMarkovWorld.randomGraph(4, 0.4, 0.25, seed);
            RandomGenerator random = seed.random();
            int from = random.nextInt(3);
            int to = from + 1 + random.nextInt(3 - from);
            if (graph.adjacent(from, to)) continue;
            TestableImplications says = TestableImplications.of(graph);
            List<TestableImplication> equations = new ArrayList<>(says.local());
            equations.addAll(says.verma());
            if (says.pairwise().stream()
                    .noneMatch(each -> each.left().contains(graph.names().get(from))
                            && each.right().contains(graph.names().get(to)))) continue;
            tried++;
            List<int[]> arrows = new ArrayList<>();
            List<int[]> arcs = new ArrayList<>();
            for (int a = 0; a < 4; a++)
                for (int b = 0; b < 4; b++) {
                    if (graph.hasEdge(a, b)) arrows.add(new int[] {a, b});
                    if (a < b && graph.bidirected(a, b)) arcs.add(new int[] {a, b});
                }
            arrows.add(new int[] {from, to});
            double worst = 0;
            for (int w = 0; w < 3; w++) {
                SemiMarkovWorld world = new SemiMarkovWorld(
                        Admg.of(graph.names(), arrows, arcs),
                        3,
                        seed.split("world").split(w));
                for (TestableImplication each : equations) worst = Math.max(worst, each.violation(world));
            }
            assertThat(worst).as("%s and %d -> %d", graph, from, to).isGreaterThan(1e-6);
        }
        assertThat(tried).isGreaterThan(20);
    }

    @Test
    void withoutHiddenCausesTheBasisIsTheLocalMarkovCondition() {
        TestableImplications says = TestableImplications.of(Dag.of("A -> B -> D", "A -> C -> D", "D -> E"));
        assertThat(says.local())
                .extracting(ImpliedIndependence::text)
                .containsExactlyInAnyOrder("B ⊥ C | A", "C ⊥ B | A", "D ⊥ A | B, C", "E ⊥ A, B, C | D");
        assertThat(says.pairwise())
                .extracting(ImpliedIndependence::text)
                .containsExactlyInAnyOrder("A ⊥ D | B, C", "B ⊥ C | A", "A ⊥ E | D", "B ⊥ E | D", "C ⊥ E | D");
        assertThat(says.verma()).isEmpty();
        assertThat(says.instrumental()).isEmpty();
        assertThat(TestableImplications.of(Dag.of("A -> B", "A -> C", "B -> C")).text())
                .contains("nothing");
    }

    /** Against all pairs with all sets, by separation. */
    @Test
    void minimalSetsAreAllThatSeparateAndHaveNoneInside() {
        for (int i = 0; i < 40; i++) {
            Admg graph = Truths.randomGraph(3 + i % 4, SEED.split("minimal").split(i));
            int n = graph.size();
            Set<String> expected = new TreeSet<>();
            for (int a = 0; a < n; a++)
                for (int b = a + 1; b < n; b++)
                    for (int set = 0; set < 1 << n; set++) {
                        if ((set >> a & 1) == 1 || (set >> b & 1) == 1 || !separated(graph, a, b, set)) continue;
                        boolean minimal = true;
                        for (int part = (set - 1) & set; set > 0 && minimal; part = (part - 1) & set) {
                            minimal = !separated(graph, a, b, part);
                            if (part == 0) break;
                        }
                        if (minimal) expected.add(independence(graph, a, b, set));
                    }
            TestableImplications says = TestableImplications.of(graph);
            Set<String> found = new TreeSet<>();
            says.minimal().forEach(each -> found.add(each.text()));
            assertThat(found).as("%s", graph).isEqualTo(expected);
            assertThat(found)
                    .containsAll(says.pairwise().stream()
                            .map(ImpliedIndependence::text)
                            .toList());
        }
    }

    private static boolean separated(Admg graph, int a, int b, int set) {
        return graph.separated(bits(1 << a), bits(1 << b), bits(set));
    }

    private static String independence(Admg graph, int a, int b, int set) {
        TreeSet<String> given = new TreeSet<>();
        bits(set).stream().forEach(v -> given.add(graph.names().get(v)));
        return new ImpliedIndependence(
                        new TreeSet<>(Set.of(graph.names().get(a))),
                        new TreeSet<>(Set.of(graph.names().get(b))),
                        given)
                .text();
    }

    private static BitSet bits(int code) {
        return BitSet.valueOf(new long[] {code});
    }

    @Test
    void theInstrumentalInequalityIsWhatABinaryInstrumentImplies() {
        Admg graph = Admg.of("Z -> X -> Y", "X <-> Y");
        List<InstrumentalInequality> found = TestableImplications.of(graph).instrumental();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).text()).isEqualTo("max_{X} Σ_{Y} max_{Z} P(X, Y | Z) ≤ 1");
        // order Z, X, Y: the outcome follows the instrument while the treatment stays
        JointTable impossible = JointTable.binary(List.of("Z", "X", "Y"), new double[] {0.5, 0, 0, 0, 0, 0.5, 0, 0});
        assertThat(found.get(0).value(impossible)).isEqualTo(2, within(1e-12));
        int violated = 0;
        for (int i = 0; i < 60; i++) {
            RandomGenerator random = SEED.split("instrument").split(i).random();
            double[] cells = random.doubles(8).map(u -> Math.pow(u, 6)).toArray();
            double total = Arrays.stream(cells).sum();
            JointTable table = JointTable.binary(
                    List.of("Z", "X", "Y"),
                    Arrays.stream(cells).map(c -> c / total).toArray());
            boolean fails = found.get(0).violation(table) > 1e-9;
            violated += fails ? 1 : 0;
            assertThat(possible(graph, table)).isEqualTo(!fails);
        }
        assertThat(violated).isBetween(5, 55);
    }

    /** A linear programme finds a model, a second way to say the same. */
    private static boolean possible(Admg graph, Distributions table) {
        try {
            ResponseFunctionBounds.withDefaults().bound(Query.ate("X", "Y"), graph, table);
            return true;
        } catch (CausalException none) {
            return false;
        }
    }

    @Test
    void instrumentsAreFoundWithinStrata() {
        assertThat(TestableImplications.of(Admg.of("Z -> X -> Y", "X <-> Y", "W -> Z", "W -> Y", "W -> X"))
                        .instrumental())
                .extracting(InstrumentalInequality::covariates)
                .containsExactly(new TreeSet<>(Set.of("W")));
        // an independence already says more
        assertThat(TestableImplications.of(Admg.of("Z -> X -> Y")).instrumental())
                .isEmpty();
    }

    /** The hidden cause of D and A, and that of D and B, are independent. */
    @Test
    void whatIsSeparatedByDeletionIsBoundByWhatIsDeleted() {
        Admg graph = Admg.of("A <- D -> B", "A <-> D <-> B");
        TestableImplications says = TestableImplications.of(graph);
        assertThat(says.local()).isEmpty();
        assertThat(says.byDeletion(2))
                .extracting(SeparationByDeletion::text)
                .containsExactly("P(D) ≤ exp(-I(A; B | D)), as A and B are separated without D");
        SeparationByDeletion bound = says.byDeletion(1).get(0);
        assertThat(bound.latex().orElseThrow()).contains("\\le e^{-I(");
        // A and B are one fair coin wherever D is 0, which it is in a share of the cases; then half of them may be
        List<String> names = List.of("D", "A", "B");
        for (double share : new double[] {0.3, 0.5, 0.7, 1}) {
            double rest = (1 - share) / 4;
            JointTable table =
                    JointTable.binary(names, new double[] {share / 2, 0, 0, share / 2, rest, rest, rest, rest});
            assertThat(bound.violation(table)).isEqualTo(Math.max(0, share - 0.5), within(1e-12));
        }
    }

    @Test
    void theTextShowsInequalitiesOfAllKindsOnceAndNotTooMany() {
        String instrument =
                TestableImplications.of(Admg.of("Z -> X -> Y", "X <-> Y")).text();
        assertThat(instrument)
                .isEqualTo("Inequalities:\n  max_{X} Σ_{Y} max_{Z} P(X, Y | Z) ≤ 1\n"
                        + "  and others for given levels: instrumental(levels)");
        TestableImplications one = TestableImplications.of(Admg.of("A <- D -> B", "A <-> D <-> B"));
        assertThat(one.text())
                .isEqualTo("Inequalities by deletion:\n  P(D) ≤ exp(-I(A; B | D)), as A and B are separated without D");
        assertThat(one.latex().orElseThrow()).contains("\\le e^{-I(");
        Admg two = Admg.of("A <- C -> B", "A <-> C <-> B", "A <- D -> B", "A <-> D <-> B", "C -> D", "C <-> D");
        assertThat(TestableImplications.of(two).text()).contains("P(C, D) ≤ exp(-I(A; B | C, D))");
        List<String> edges = new ArrayList<>();
        for (int child = 1; child <= 8; child++) {
            edges.add("D -> A" + child);
            edges.add("D <-> A" + child);
        }
        String many =
                TestableImplications.of(Admg.of(edges.toArray(String[]::new))).text();
        // 28 pairs
        assertThat(many.lines()).hasSize(22);
        assertThat(many).endsWith("and more");
    }

    @Test
    void onlyOfACompleteGraphTheTextSaysNothing() {
        int complete = 0;
        for (int i = 0; i < 100; i++) {
            Admg graph = SemiMarkovWorld.randomGraph(
                    2 + i % 4, 0.75, 0.5, SEED.split("complete").split(i));
            int n = graph.size();
            boolean all = IntStream.range(0, n * n).allMatch(ab -> ab / n == ab % n || graph.adjacent(ab / n, ab % n));
            assertThat(TestableImplications.of(graph).text().contains("nothing"))
                    .as("%s", graph)
                    .isEqualTo(all);
            if (all) complete++;
        }
        assertThat(complete).isBetween(10, 90);
    }

    @Test
    void whatIsSeparatedByDeletionHoldsInRandomModels() {
        int listed = 0;
        for (int i = 0; i < 150; i++) {
            Seed seed = SEED.split("deletion").split(i);
            Admg graph = SemiMarkovWorld.randomGraph(4 + i % 2, 0.5, 0.35, seed);
            for (SeparationByDeletion each : TestableImplications.of(graph).byDeletion(3)) {
                SemiMarkovWorld world = new SemiMarkovWorld(graph, 2 + i % 2, seed);
                assertThat(each.violation(world)).as("%s in %s", each, graph).isLessThan(1e-12);
                listed++;
                Admg deleted = graph.subgraph(graph.names().stream()
                        .filter(name -> !each.deleted().contains(name))
                        .toList());
                assertThat(deleted.separated(each.left(), each.right(), each.given()))
                        .as("%s in %s", each, graph)
                        .isTrue();
            }
        }
        assertThat(listed).isGreaterThan(50);
        // models in which the hidden causes say all: A and B depend wherever D is 0
        Admg graph = Admg.of("A <- D -> B", "A <-> D <-> B");
        SeparationByDeletion bound =
                TestableImplications.of(graph).byDeletion(1).get(0);
        for (int i = 0; i < 200; i++)
            assertThat(bound.violation(collider(SEED.split("collider").split(i).random())))
                    .isLessThan(1e-12);
    }

    /** A and B are functions of D and of two hidden causes of three levels, which D is a function of. */
    private static JointTable collider(RandomGenerator random) {
        int[] d = random.ints(9, 0, 2).toArray();
        int[] a = random.ints(6, 0, 2).toArray();
        int[] b = random.ints(6, 0, 2).toArray();
        double[] first = weights(random);
        double[] second = weights(random);
        double[] cells = new double[8];
        for (int u = 0; u < 3; u++)
            for (int w = 0; w < 3; w++) {
                int seen = d[3 * u + w];
                cells[4 * seen + 2 * a[3 * seen + u] + b[3 * seen + w]] += first[u] * second[w];
            }
        return JointTable.binary(List.of("D", "A", "B"), cells);
    }

    private static double[] weights(RandomGenerator random) {
        double[] weights = random.doubles(3).toArray();
        double total = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / total).toArray();
    }

    @Test
    void largeGraphsAreNoTrouble() {
        Dag dag = RandomGraphs.erdosRenyi(200, 4, SEED);
        TestableImplications says = TestableImplications.of(dag);
        assertThat(says.local().size()).isBetween(150, 200);
        assertThat(says.pairwise()).hasSize(200 * 199 / 2 - dag.edgeCount());
        Dag hiding = RandomGraphs.erdosRenyi(200, 3, SEED);
        List<String> hidden = hiding.names().subList(0, 40);
        assertThat(TestableImplications.of(hiding, hidden).local()).isNotEmpty();
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> TestableImplications.of(Cpdag.of("A -- B")))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("Cpdag");
        assertThatThrownBy(() -> TestableImplications.of(VERMA).verma(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new InstrumentalInequality("Z", "X", "Z", new TreeSet<>()))
                .hasMessageContaining("Z was given twice");
    }
}
