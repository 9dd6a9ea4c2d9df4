// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.RandomGraphs;
import org.causerie.stat.Bic;
import org.causerie.stat.LocalScore;
import org.junit.jupiter.api.Test;

/** The steps of GES and GIES against what all 543 graphs on four variables say. */
class GreedyStepsTest {
    private static final List<String> NAMES = List.of("X1", "X2", "X3", "X4");
    private static final Variables VARIABLES = Variables.of(NAMES);
    private static final Bounds FREE = Bounds.of(Knowledge.none(), VARIABLES);
    private static final BitSet[] NONE_APART = {new BitSet(), new BitSet(), new BitSet(), new BitSet()};

    /** A score by the number of parents of each variable, which makes chosen moves gain. */
    private record Counting(ToDoubleBiFunction<Integer, Integer> of) implements LocalScore {
        @Override
        public List<String> names() {
            return NAMES;
        }

        @Override
        public double score(int node, int... parents) {
            return of.applyAsDouble(node, parents.length);
        }
    }

    @Test
    void insertionsLeadToTheClassesOfAllMembersWithOneEdgeMore() {
        compare(Ges.Change.INSERT, List.of((node, parents) -> parents), INSERTED);
    }

    @Test
    void deletionsLeadToTheClassesOfAllMembersWithOneEdgeLess() {
        compare(Ges.Change.DELETE, List.of((node, parents) -> -parents), DELETED);
    }

    @Test
    void turnsLeadToTheClassesOfAllMembersWithOneEdgeTurned() {
        List<ToDoubleBiFunction<Integer, Integer>> scores =
                List.of((node, parents) -> parents * (node + 1), (node, parents) -> parents * (4 - node));
        compare(Ges.Change.TURN, scores, TURNED);
    }

    private interface Neighbours {
        List<Dag> of(Dag dag, int i, int j);
    }

    private static final Neighbours INSERTED =
            (dag, i, j) -> !dag.adjacent(i, j) && !reaches(dag, j, i) ? List.of(dag.withEdge(i, j)) : List.of();
    private static final Neighbours DELETED =
            (dag, i, j) -> dag.hasEdge(i, j) ? List.of(dag.withoutEdge(i, j)) : List.of();

    private static final Neighbours TURNED = (dag, i, j) -> {
        if (!dag.hasEdge(i, j)) return List.of();
        Dag without = dag.withoutEdge(i, j);
        return reaches(without, i, j) ? List.of() : List.of(without.withEdge(j, i));
    };

    private static void compare(
            Ges.Change kind, List<ToDoubleBiFunction<Integer, Integer>> scores, Neighbours neighbours) {
        for (List<Set<String>> targets : List.<List<Set<String>>>of(
                List.of(), List.of(Set.of(), Set.of("X2")), List.of(Set.of("X4"), Set.of("X1", "X3"), Set.of("X1")))) {
            Map<Cpdag, Set<Cpdag>> truth = new HashMap<>();
            for (Dag dag : allDags()) {
                Cpdag here = dag.toCpdag(targets);
                Set<Cpdag> next = truth.computeIfAbsent(here, key -> new HashSet<>());
                for (int i = 0; i < 4; i++)
                    for (int j = 0; j < 4; j++)
                        if (i != j) neighbours.of(dag, i, j).forEach(other -> next.add(other.toCpdag(targets)));
                next.remove(here);
            }
            if (targets.isEmpty()) assertThat(truth).hasSize(185);
            Targets known = Targets.of(targets, VARIABLES);
            truth.forEach((from, next) -> assertThat(reached(kind, scores, from, known))
                    .as("from %s, targets %s", from, targets)
                    .isEqualTo(next));
        }
    }

    private static Set<Cpdag> reached(
            Ges.Change kind, List<ToDoubleBiFunction<Integer, Integer>> scores, Cpdag from, Targets targets) {
        Pattern graph = Pattern.empty(4);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                if (from.directed(i, j)) graph.direct(i, j);
                if (from.undirected(i, j)) graph.connect(i, j);
            }
        }
        List<Move> moves = new ArrayList<>();
        for (var score : scores) {
            LocalScore local = new Counting(score);
            Moves finder = new Moves(graph, local, local.growth(), FREE, NONE_APART);
            for (int y = 0; y < 4; y++) moves.addAll(finder.at(kind, y));
        }
        Transition transition = new Transition(VARIABLES, FREE, targets);
        Set<Cpdag> reached = new HashSet<>();
        for (Move move : moves) transition.apply(graph, move).ifPresent(next -> reached.add(next.toCpdag(VARIABLES)));
        return reached;
    }

    static List<Ges> variants() {
        return Stream.of(Ges.Strategy.values())
                .map(Ges.withDefaults()::strategy)
                .flatMap(ges -> Stream.of(ges, ges.faithful(true)))
                .toList();
    }

    @Test
    void theBestOfAllGraphsIsFoundInThePopulation() {
        for (int i = 0; i < 200; i++) {
            Seed seed = Seed.of(i);
            Dag truth = Worlds.dag(4, seed);
            LocalScore score = Bic.withDefaults().on(Worlds.population(truth, 1e8, seed));
            double best = allDags().stream()
                    .mapToDouble(dag -> total(score, dag))
                    .max()
                    .orElseThrow();
            for (Ges ges : variants()) {
                Ges.Result found = ges.discover(score, Execution.sequential());
                assertThat(found.score()).isCloseTo(best, within(1e-9 * Math.abs(best)));
                assertThat(found.cpdag()).isEqualTo(truth.toCpdag());
            }
        }
    }

    private static LocalScore dense(int i) {
        Seed seed = Seed.of(i);
        return Bic.withDefaults().on(Worlds.sample(RandomGraphs.erdosRenyi(6, 4, seed), 200, seed));
    }

    private static Ges ges(Ges.Strategy strategy) {
        return Ges.with(Bic.withDefaults()).strategy(strategy);
    }

    /** On dense samples, which contradict themselves: the best of all changes of an edge in all members, until none helps. */
    @Test
    void everyStepIsTheBestInAnyMember() {
        int deletions = 0;
        for (int i = 0; i < 40; i++) {
            LocalScore score = dense(i);
            List<Dag> path = new ArrayList<>(List.of(Dag.empty(score.names())));
            while (step(path, score, INSERTED)) {}
            int insertions = path.size();
            while (step(path, score, DELETED)) {}
            deletions += path.size() - insertions;
            same(ges(Ges.Strategy.FORWARD_BACKWARD).discover(score, Execution.sequential()), path, score);
        }
        assertThat(deletions).isPositive();
    }

    @Test
    void deletionsAndTurnsComeBeforeInsertions() {
        int different = 0;
        for (int i = 0; i < 40; i++) {
            LocalScore score = dense(i);
            List<Dag> path = new ArrayList<>(List.of(Dag.empty(score.names())));
            while (step(path, score, DELETED) || step(path, score, TURNED) || step(path, score, INSERTED)) {}
            Ges.Result found = ges(Ges.Strategy.DELETIONS_FIRST).discover(score, Execution.sequential());
            same(found, path, score);
            double phases = ges(Ges.Strategy.TURNING).discover(score).score();
            if (Math.abs(found.score() - phases) > 1e-6) different++;
        }
        assertThat(different).isPositive();
    }

    private static void same(Ges.Result found, List<Dag> path, LocalScore score) {
        assertThat(found.cpdag()).isEqualTo(path.get(path.size() - 1).toCpdag());
        assertThat(found.steps()).hasSize(path.size() - 1);
        for (int k = 0; k < found.steps().size(); k++)
            assertThat(found.steps().get(k).gain())
                    .isCloseTo(total(score, path.get(k + 1)) - total(score, path.get(k)), within(1e-8));
    }

    /** Takes the best change of one kind in any member where one raises the score. */
    private static boolean step(List<Dag> path, LocalScore score, Neighbours change) {
        Dag graph = path.get(path.size() - 1);
        Dag next = best(graph, change, score);
        return !next.equals(graph) && path.add(next);
    }

    /** XGES: the search goes on from no class without one of the edges to a better one, as long as the edge stays out. */
    @Test
    void theAbsenceOfNoEdgeLeadsHigher() {
        int higher = 0;
        for (int i = 0; i < 40; i++) {
            LocalScore score = dense(i);
            double first = ges(Ges.Strategy.DELETIONS_FIRST).discover(score).score();
            Ges.Result found = ges(Ges.Strategy.PERTURBED).discover(score);
            assertThat(found.score()).isGreaterThanOrEqualTo(first);
            if (found.score() > first + 1e-6) higher++;
            if (i >= 12) continue;
            for (Dag member : found.cpdag().members().toList())
                for (int x = 0; x < 6; x++)
                    for (int y = 0; y < 6; y++)
                        if (member.hasEdge(x, y))
                            assertThat(total(score, without(member, x, y, score)))
                                    .isLessThanOrEqualTo(found.score() + 1e-8);
        }
        assertThat(higher).isPositive();
    }

    /** Where the search goes from the class without the edge when the two stay apart. */
    private static Dag without(Dag dag, int x, int y, LocalScore score) {
        Neighbours inserted = (member, i, j) -> Math.min(i, j) == Math.min(x, y) && Math.max(i, j) == Math.max(x, y)
                ? List.of()
                : INSERTED.of(member, i, j);
        List<Dag> path = new ArrayList<>(List.of(dag.withoutEdge(x, y)));
        while (step(path, score, DELETED) || step(path, score, TURNED) || step(path, score, inserted)) {}
        return path.get(path.size() - 1);
    }

    /** The first pass joins only what depends on each other by itself, the second goes on from there with all. */
    @Test
    void faithfulnessIsGivenUpInTheEnd() {
        int narrower = 0;
        int further = 0;
        for (int i = 0; i < 40; i++) {
            LocalScore score = dense(i);
            Neighbours dependent =
                    (dag, x, y) -> score.score(y, x) > score.score(y) ? INSERTED.of(dag, x, y) : List.of();
            List<Dag> phases = new ArrayList<>(List.of(Dag.empty(score.names())));
            List<Dag> mixed = new ArrayList<>(phases);
            for (Neighbours inserted : List.of(dependent, INSERTED)) {
                int before = phases.size();
                while (step(phases, score, inserted)) {}
                while (step(phases, score, DELETED)) {}
                if (inserted == INSERTED && phases.size() > before) further++;
                while (step(mixed, score, DELETED) || step(mixed, score, TURNED) || step(mixed, score, inserted)) {}
            }
            Ges.Result found = ges(Ges.Strategy.FORWARD_BACKWARD).faithful(true).discover(score);
            same(found, phases, score);
            same(ges(Ges.Strategy.DELETIONS_FIRST).faithful(true).discover(score), mixed, score);
            Ges.Result all = ges(Ges.Strategy.FORWARD_BACKWARD).discover(score);
            if (!all.cpdag().equals(found.cpdag())) narrower++;
        }
        assertThat(narrower).isPositive();
        assertThat(further).isPositive();
    }

    private static Dag best(Dag graph, Neighbours change, LocalScore score) {
        double present = total(score, graph);
        Dag best = graph;
        double highest = 1e-9;
        for (Dag member : graph.toCpdag().members().toList()) {
            for (int i = 0; i < graph.size(); i++) {
                for (int j = 0; j < graph.size(); j++) {
                    if (i == j) continue;
                    for (Dag other : change.of(member, i, j)) {
                        double gain = total(score, other) - present;
                        if (gain <= highest) continue;
                        best = other;
                        highest = gain + 1e-9;
                    }
                }
            }
        }
        return best;
    }

    @Test
    void gainsAddUpToTheScore() {
        for (int i = 0; i < 30; i++) {
            Seed seed = Seed.of(i);
            Dag truth = Worlds.dag(12, seed);
            LocalScore score = Bic.withDefaults().on(Worlds.sample(truth, 200, seed));
            for (Ges ges : variants()) {
                Ges.Result found = ges.discover(score);
                double sum = found.steps().stream().mapToDouble(Ges.Step::gain).sum();
                double start = total(score, Dag.empty(truth.names()));
                assertThat(start + sum).isCloseTo(found.score(), within(1e-8 * Math.abs(start)));
                assertThat(found.cpdag().isCpdag()).isTrue();
                assertThat(total(score, found.cpdag().consistentExtension().orElseThrow()))
                        .isCloseTo(found.score(), within(1e-8 * Math.abs(start)));
            }
        }
    }

    @Test
    void turningNeverLowersTheScore() {
        int higher = 0;
        for (int i = 0; i < 40; i++) {
            Seed seed = Seed.of(i);
            LocalScore score = Bic.withDefaults().on(Worlds.sample(Worlds.dag(12, seed), 100, seed));
            double plain = Ges.withDefaults()
                    .strategy(Ges.Strategy.FORWARD_BACKWARD)
                    .discover(score)
                    .score();
            double turned = Ges.withDefaults()
                    .strategy(Ges.Strategy.TURNING)
                    .discover(score)
                    .score();
            assertThat(turned).isGreaterThanOrEqualTo(plain);
            if (turned > plain + 1e-6) higher++;
        }
        assertThat(higher).isPositive();
    }

    private static double total(LocalScore score, Dag dag) {
        return IntStream.range(0, dag.size())
                .mapToDouble(i -> score.score(i, Worlds.members(dag.parents(i))))
                .sum();
    }

    private static boolean reaches(Dag dag, int from, int to) {
        BitSet start = new BitSet();
        start.set(from);
        return dag.descendants(start).get(to);
    }

    private static List<Dag> allDags() {
        List<Dag> all = new ArrayList<>();
        for (int code = 0; code < 729; code++) {
            Pattern graph = Pattern.empty(4);
            List<int[]> edges = new ArrayList<>();
            int rest = code;
            for (int i = 0; i < 4; i++) {
                for (int j = i + 1; j < 4; j++, rest /= 3) {
                    if (rest % 3 > 0) edges.add(rest % 3 == 1 ? new int[] {i, j} : new int[] {j, i});
                }
            }
            edges.forEach(edge -> graph.direct(edge[0], edge[1]));
            if (edges.stream().noneMatch(edge -> graph.reaches(edge[1], edge[0]))) all.add(Dag.of(NAMES, edges));
        }
        assertThat(all).hasSize(543);
        return all;
    }
}
