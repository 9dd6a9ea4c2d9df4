// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.RandomGraphs;
import org.junit.jupiter.api.Test;

/** The searches that use several environments. */
class EnvironmentsTest {
    private static final InvariantCausalPrediction ICP = InvariantCausalPrediction.withDefaults();
    private static final UtIgsp UT_IGSP = UtIgsp.withDefaults();
    private static final CausalDeFinetti DE_FINETTI = CausalDeFinetti.withDefaults();

    private static BitSet set(int... members) {
        BitSet set = new BitSet();
        for (int member : members) set.set(member);
        return set;
    }

    /** A fault rate of 5 % gives more than 20 of 200 with a probability of 0.001. */
    @Test
    void invariantPredictionReturnsCausesOnly() {
        int wrong = 0;
        int complete = 0;
        int covered = 0;
        for (int i = 0; i < 200; i++) {
            Dag dag = RandomGraphs.erdosRenyi(5, 2, Seed.of(i));
            RandomGenerator random = Seed.of(i).split("targets").random();
            int target = random.nextInt(5);
            BitSet acted = new BitSet();
            for (int v = 0; v < 5; v++) if (v != target && random.nextInt(3) > 0) acted.set(v);
            Dataset data = EnvironmentWorlds.interventions(dag, List.of(acted), 150, Seed.of(i));
            String y = dag.names().get(target);
            InvariantCausalPrediction.Result found = ICP.discover(data, y, Execution.sequential());
            if (!dag.parents(y).containsAll(found.causes())) wrong++;
            if (found.causes().equals(dag.parents(y))) complete++;
            boolean zeros = found.intervals().stream()
                    .filter(interval -> !dag.parents(y).contains(interval.variable()))
                    .allMatch(interval -> interval.lower() <= 0 && 0 <= interval.upper());
            if (zeros) covered++;
        }
        assertThat(wrong).isLessThanOrEqualTo(20);
        assertThat(complete).isGreaterThanOrEqualTo(100);
        assertThat(covered).isGreaterThanOrEqualTo(170);
    }

    @Test
    void invariantPredictionSaysWhenNothingFits() {
        Dataset data = EnvironmentWorlds.interventions(Dag.of("A -> B"), List.of(set(1)), 200, Seed.of(1));
        InvariantCausalPrediction.Result found = ICP.discover(data, "B");
        assertThat(found.accepted()).isEmpty();
        assertThat(found.causes()).isEmpty();
        assertThat(found.intervals()).isEmpty();
        assertThat(found.text()).contains("act on B itself");
    }

    @Test
    void invarianceIsCalibrated() {
        double[] pValues = IntStream.range(0, 400)
                .mapToDouble(i -> {
                    Dataset data = EnvironmentWorlds.interventions(
                            Dag.of("A -> B", "C"), List.of(set(0), set(0, 2)), 30, Seed.of(i));
                    return Environments.of(data, "test").invariance(1, new int[] {0}, new int[] {0}, new int[] {1, 2});
                })
                .toArray();
        assertThat(Arrays.stream(pValues).filter(p -> p <= 0.05).count() / 400.0)
                .isBetween(0.02, 0.085);
        assertThat(Arrays.stream(pValues).filter(p -> p <= 0.5).count() / 400.0).isBetween(0.35, 0.53);
    }

    /** The interventional completed graph by enumeration: an edge is directed where all members with the same targets agree. */
    @Test
    void unknownTargetsAreFoundAndDirectEdges() {
        int graphs = 0;
        int targets = 0;
        int directed = 0;
        int oriented = 0;
        for (int i = 0; i < 40; i++) {
            Dag dag = RandomGraphs.erdosRenyi(6, 2, Seed.of(i));
            RandomGenerator random = Seed.of(i).split("targets").random();
            List<BitSet> acted = List.of(set(random.nextInt(6)), set(random.nextInt(6), random.nextInt(6)));
            Dataset data = EnvironmentWorlds.interventions(dag, acted, 1000, Seed.of(i));
            UtIgsp.Result found = UT_IGSP.discover(data, Execution.sequential());
            if (found.targets().get(1).equals(names(dag, acted.get(0)))
                    && found.targets().get(2).equals(names(dag, acted.get(1)))) targets++;
            Cpdag truth = interventional(dag, acted);
            if (found.cpdag().equals(truth)) graphs++;
            Cpdag observational = dag.toCpdag();
            for (int a = 0; a < 6; a++) {
                for (int b = 0; b < 6; b++) {
                    if (truth.directed(a, b)) oriented++;
                    if (observational.directed(a, b)) directed++;
                }
            }
        }
        assertThat(targets).isGreaterThanOrEqualTo(34);
        assertThat(graphs).isGreaterThanOrEqualTo(30);
        assertThat(oriented).isGreaterThan(directed + 30);
    }

    private static Set<String> names(Dag dag, BitSet set) {
        return set.stream().mapToObj(dag.names()::get).collect(Collectors.toSet());
    }

    /** All members of the class whose parents of targets fit: extended graphs are equivalent. */
    private static Cpdag interventional(Dag dag, List<BitSet> acted) {
        List<Dag> members = dag.toCpdag()
                .members()
                .filter(member -> extended(member, acted)
                        .toCpdag()
                        .equals(extended(dag, acted).toCpdag()))
                .toList();
        List<int[]> directed = new ArrayList<>();
        List<int[]> undirected = new ArrayList<>();
        for (int a = 0; a < dag.size(); a++) {
            for (int b = a + 1; b < dag.size(); b++) {
                int from = a;
                int to = b;
                if (!dag.adjacent(a, b)) continue;
                if (members.stream().allMatch(member -> member.hasEdge(from, to))) directed.add(new int[] {a, b});
                else if (members.stream().allMatch(member -> member.hasEdge(to, from))) directed.add(new int[] {b, a});
                else undirected.add(new int[] {a, b});
            }
        }
        return Cpdag.of(dag.names(), directed, undirected);
    }

    /** With two variables for each environment, which make what it acts on a collider. */
    private static Dag extended(Dag dag, List<BitSet> acted) {
        List<String> names = new ArrayList<>(dag.names());
        List<int[]> edges = new ArrayList<>();
        for (int a = 0; a < dag.size(); a++) for (int b : Worlds.members(dag.children(a))) edges.add(new int[] {a, b});
        for (int e = 0; e < acted.size(); e++) {
            for (int twin = 0; twin < 2; twin++) {
                names.add("E" + e + twin);
                for (int v : Worlds.members(acted.get(e))) edges.add(new int[] {names.size() - 1, v});
            }
        }
        return Dag.of(names, edges);
    }

    @Test
    void exchangeableGroupsGiveTheOneGraph() {
        int right = 0;
        int confirmed = 0;
        List<Dag> dags = List.of(
                Dag.of("A -> B -> C"), Dag.of("C -> B -> A"), Dag.of("A <- B -> C"), Dag.of("A -> B -> C", "A -> C"));
        for (int i = 0; i < 40; i++) {
            Dag dag = dags.get(i % 4);
            Dataset data = EnvironmentWorlds.exchangeable(dag, 600, 8, Seed.of(i));
            CausalDeFinetti.Result found = DE_FINETTI.discover(data, Execution.sequential());
            if (found.dag().reordered(dag.names()).equals(dag)) right++;
            if (found.unconfirmed().isEmpty()) confirmed++;
        }
        assertThat(right).isGreaterThanOrEqualTo(34);
        assertThat(confirmed).isGreaterThanOrEqualTo(30);
    }

    /** Without differences between groups nothing tells the direction. */
    @Test
    void equalGroupsConfirmNothing() {
        int confirmed = 0;
        int joined = 0;
        for (int i = 0; i < 60; i++) {
            Dataset data = Worlds.sample(Dag.of("A -> B"), 1200, Seed.of(i));
            double[] group = IntStream.range(0, 1200)
                    .mapToDouble(row -> Math.floorDiv(row, 6))
                    .toArray();
            CausalDeFinetti.Result found =
                    DE_FINETTI.discover(data.with("g", group).withGroups("g"), Execution.sequential());
            joined += found.dag().edgeCount();
            if (found.dag().edgeCount() == 1 && found.unconfirmed().isEmpty()) confirmed++;
        }
        assertThat(joined).isGreaterThanOrEqualTo(40);
        assertThat(confirmed).isLessThanOrEqualTo(5);
    }

    @Test
    void neitherColumnOrderNorThreadsMatter() {
        Dag dag = RandomGraphs.erdosRenyi(5, 2, Seed.of(3));
        Dataset data = EnvironmentWorlds.interventions(dag, List.of(set(1), set(2, 3)), 40, Seed.of(3));
        UtIgsp.Result found = UT_IGSP.discover(data, Execution.sequential());
        Dataset groups = EnvironmentWorlds.exchangeable(dag, 60, 3, Seed.of(3));
        CausalDeFinetti.Result ordered = DE_FINETTI.discover(groups, Execution.sequential());
        InvariantCausalPrediction.Result causes = ICP.discover(data, "X1", Execution.sequential());
        for (int i = 0; i < 20; i++) {
            Execution execution = new Execution(1 + i % 8);
            UtIgsp.Result again = UT_IGSP.discover(LinearWorlds.shuffled(data, Seed.of(i)), execution);
            assertThat(again.dag().reordered(dag.names())).isEqualTo(found.dag().reordered(dag.names()));
            assertThat(again.targets()).isEqualTo(found.targets());
            assertThat(DE_FINETTI
                            .discover(LinearWorlds.shuffled(groups, Seed.of(i)), execution)
                            .order())
                    .isEqualTo(ordered.order());
            assertThat(ICP.discover(LinearWorlds.shuffled(data, Seed.of(i)), "X1", execution)
                            .accepted())
                    .isEqualTo(causes.accepted());
        }
    }

    @Test
    void knowledgeBindsEvenWhereItIsWrong() {
        Dag dag = Dag.of("A -> B -> C", "A -> C");
        Knowledge reversed =
                Knowledge.tiers(Set.of("C"), Set.of("A", "B")).require("C", "A").forbid("A", "B");
        Dataset data = EnvironmentWorlds.interventions(dag, List.of(set(1)), 300, Seed.of(5));
        UtIgsp.Result found = UT_IGSP.knowledge(reversed).discover(data);
        assertThat(found.cpdag().directed("C", "A")).isTrue();
        assertThat(found.dag().hasEdge("A", "B")).isFalse();
        assertThat(found.dag().parents("C")).isEmpty();
        Dag ordered = DE_FINETTI
                .knowledge(reversed)
                .discover(EnvironmentWorlds.exchangeable(dag, 100, 4, Seed.of(5)))
                .dag();
        assertThat(ordered.hasEdge("C", "A")).isTrue();
        assertThat(ordered.hasEdge("A", "B")).isFalse();
        assertThat(ordered.parents("C")).isEmpty();
    }

    @Test
    void badInputIsRefused() {
        Dataset data = Worlds.sample(Dag.of("A -> B -> C"), 40, Seed.of(7));
        refused(() -> ICP.discover(data, "B"), "no groups", "withGroups");
        refused(() -> UT_IGSP.discover(data), "no groups", "withGroups");
        refused(() -> DE_FINETTI.discover(data), "no groups", "withGroups");
        Dataset one = data.with("g", new double[40]).withGroups("g");
        refused(() -> ICP.discover(one, "B"), "same group");
        double[] few = new double[40];
        few[0] = 1;
        Dataset unequal = data.with("g", few).withGroups("g");
        refused(() -> ICP.discover(unequal, "B"), "smallest environment has 1 cases");
        refused(() -> DE_FINETTI.discover(unequal), "1 row", "at least 2");
        refused(() -> UT_IGSP.observational(-1), "0 or more");
        double[] two = IntStream.range(0, 40).mapToDouble(row -> row % 2).toArray();
        Dataset groups = data.with("g", two).withGroups("g");
        refused(() -> UT_IGSP.observational(2).discover(groups), "no group 2");
        refused(() -> ICP.discover(groups, "D"), "\"D\"");
    }

    private static void refused(ThrowingCallable call, String... said) {
        assertThatThrownBy(call).isInstanceOf(CausalException.class).hasMessageContainingAll(said);
    }
}
