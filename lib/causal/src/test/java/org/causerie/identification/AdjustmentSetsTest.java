// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.RandomGraphs;
import org.junit.jupiter.api.Test;

class AdjustmentSetsTest {
    private static final Seed SEED = Seed.of(20);

    /** In two random linear models of each graph, a set is valid just when regression finds the total effect. */
    @Test
    void agreesWithRegressionInLinearModelsOnEveryPairOf2000Graphs() {
        for (int g = 0; g < 2000; g++) {
            Seed seed = SEED.split(g);
            Dag dag = randomDag(seed);
            LinearWorld one = LinearWorld.of(dag, seed.split("one"));
            LinearWorld two = LinearWorld.of(dag, seed.split("two"));
            for (int x = 0; x < dag.size(); x++)
                for (int y = 0; y < dag.size(); y++) {
                    if (x == y) continue;
                    int from = x;
                    int to = y;
                    AdjustmentSets sets = sets(dag, x, y);
                    Predicate<List<Integer>> truth = z -> finds(one, from, to, z) && finds(two, from, to, z);
                    assertThat(valid(dag, x, y, sets)).isEqualTo(brute(dag, x, y, truth));
                    assertThat(Set.copyOf(sets.minimal())).isEqualTo(leastOf(brute(dag, x, y, truth)));
                }
        }
    }

    @Test
    void theOptimalSetHasTheLeastVarianceOfAllValidSets() {
        int compared = 0;
        for (int g = 0; g < 300; g++) {
            Seed seed = SEED.split("optimal").split(g);
            Dag dag = randomDag(seed);
            LinearWorld world = LinearWorld.of(dag, seed.split("world"));
            for (int x = 0; x < dag.size(); x++)
                for (int y = 0; y < dag.size(); y++) {
                    if (x == y) continue;
                    AdjustmentSets sets = sets(dag, x, y);
                    if (sets.optimal().isEmpty()) {
                        assertThat(sets.possiblyCausal()).isFalse();
                        continue;
                    }
                    double best =
                            world.variance(x, y, indices(dag, sets.optimal().get()));
                    for (Set<String> other : valid(dag, x, y, sets)) {
                        assertThat(best).isLessThanOrEqualTo(world.variance(x, y, indices(dag, other)) + 1e-9);
                        compared++;
                    }
                }
        }
        assertThat(compared).isGreaterThan(5000);
    }

    @Test
    void onAClassASetIsValidJustWhenItIsInEveryMember() {
        int undecided = 0;
        for (int g = 0; g < 250; g++) {
            Seed seed = SEED.split("class").split(g);
            Cpdag cpdag = randomClass(seed);
            List<Dag> members = cpdag.members().toList();
            if (members.size() > 1) undecided++;
            for (int x = 0; x < cpdag.size(); x++)
                for (int y = 0; y < cpdag.size(); y++) {
                    if (x == y) continue;
                    int from = x;
                    int to = y;
                    AdjustmentSets sets = AdjustmentSets.of(
                            cpdag, cpdag.names().get(x), cpdag.names().get(y));
                    List<AdjustmentSets> each = members.stream()
                            .map(member -> sets(member, from, to))
                            .toList();
                    Dag any = members.get(0);
                    Set<Set<String>> truth =
                            brute(any, x, y, z -> each.stream().allMatch(member -> member.isValid(names(any, z))));
                    assertThat(valid(any, x, y, sets))
                            .as("%s: %d to %d", cpdag, x, y)
                            .isEqualTo(truth);
                    assertThat(Set.copyOf(sets.minimal())).isEqualTo(leastOf(truth));
                    assertThat(sets.obstruction().isPresent()).isEqualTo(truth.isEmpty());
                    assertThat(sets.possiblyCausal()).isEqualTo(each.stream().anyMatch(AdjustmentSets::possiblyCausal));
                    sets.optimal()
                            .ifPresent(optimal -> assertThat(each)
                                    .allMatch(member ->
                                            member.optimal().orElseThrow().equals(optimal)));
                }
        }
        assertThat(undecided).isGreaterThan(100);
    }

    @Test
    void doesWithoutTheUnobserved() {
        for (int g = 0; g < 300; g++) {
            Seed seed = SEED.split("hidden").split(g);
            Dag dag = randomDag(seed);
            String hidden = dag.names().get(2);
            AdjustmentSets all = sets(dag, 0, 1);
            AdjustmentSets some =
                    AdjustmentSets.of(dag, dag.names().get(0), dag.names().get(1), Set.of(hidden));
            Set<Set<String>> truth = valid(dag, 0, 1, all).stream()
                    .filter(set -> !set.contains(hidden))
                    .collect(Collectors.toSet());
            assertThat(valid(dag, 0, 1, some)).isEqualTo(truth);
            assertThat(Set.copyOf(some.minimal())).isEqualTo(leastOf(truth));
            assertThat(some.obstruction().isPresent()).isEqualTo(truth.isEmpty());
        }
    }

    @Test
    void aWitnessIsGivenForEveryInvalidSetAndNoOther() {
        for (int g = 0; g < 200; g++) {
            Dag dag = randomDag(SEED.split("witness").split(g));
            AdjustmentSets sets = sets(dag, 0, 1);
            for (List<Integer> z : subsets(dag.size(), 0, 1))
                assertThat(sets.witness(names(dag, z)).isPresent()).isEqualTo(!sets.isValid(names(dag, z)));
        }
    }

    @Test
    void theWitnessNamesTheOpenPath() {
        Dag dag = Dag.of("Z -> X -> M -> Y", "Z -> Y", "X -> C", "W -> C");
        AdjustmentSets sets = AdjustmentSets.of(dag, "X", "Y");
        assertThat(sets.witness(Set.of()).orElseThrow().path()).isEqualTo("X <- Z -> Y");
        assertThat(sets.witness(Set.of("Z", "M")).orElseThrow().path()).isEqualTo("X -> M");
        assertThat(sets.minimal()).containsExactly(new java.util.TreeSet<>(Set.of("Z")));
    }

    @Test
    void refusesWhatItCannotAnswer() {
        Dag dag = Dag.of("A -> B");
        assertThatThrownBy(() -> AdjustmentSets.of(dag, "A", "a"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("\"a\"");
        assertThatThrownBy(() -> AdjustmentSets.of(dag, "A", "A")).hasMessageContaining("both the treatment");
    }

    private static Dag randomDag(Seed seed) {
        RandomGenerator random = seed.split("size").random();
        int n = 3 + random.nextInt(5);
        return RandomGraphs.erdosRenyi(n, 1 + random.nextDouble() * (n - 2), seed.split("graph"));
    }

    /** The class of a random graph, some of its edges settled by background knowledge. */
    private static Cpdag randomClass(Seed seed) {
        RandomGenerator random = seed.split("size").random();
        int n = 3 + random.nextInt(4);
        Dag dag = RandomGraphs.erdosRenyi(n, 1 + random.nextDouble() * Math.min(2, n - 2), seed.split("graph"));
        Cpdag cpdag = dag.toCpdag();
        List<int[]> directed = new ArrayList<>();
        List<int[]> undirected = new ArrayList<>();
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                if (cpdag.directed(i, j)) directed.add(new int[] {i, j});
                if (i >= j || !cpdag.undirected(i, j)) continue;
                boolean known = random.nextInt(4) == 0;
                if (!known) undirected.add(new int[] {i, j});
                else directed.add(dag.hasEdge(i, j) ? new int[] {i, j} : new int[] {j, i});
            }
        return Cpdag.of(cpdag.names(), directed, undirected).meek();
    }

    private static AdjustmentSets sets(Dag dag, int x, int y) {
        return AdjustmentSets.of(dag, dag.names().get(x), dag.names().get(y));
    }

    private static boolean finds(LinearWorld world, int x, int y, List<Integer> z) {
        return Math.abs(world.coefficient(x, y, z) - world.effect(x, y)) < 1e-7;
    }

    private static Set<Set<String>> valid(Dag dag, int x, int y, AdjustmentSets sets) {
        return brute(dag, x, y, z -> sets.isValid(names(dag, z)));
    }

    private static Set<Set<String>> brute(Dag dag, int x, int y, Predicate<List<Integer>> valid) {
        return subsets(dag.size(), x, y).stream()
                .filter(valid)
                .map(z -> names(dag, z))
                .collect(Collectors.toSet());
    }

    private static Set<Set<String>> leastOf(Set<Set<String>> sets) {
        return sets.stream()
                .filter(set -> sets.stream().noneMatch(other -> !other.equals(set) && set.containsAll(other)))
                .collect(Collectors.toSet());
    }

    private static List<List<Integer>> subsets(int n, int x, int y) {
        List<List<Integer>> out = new ArrayList<>();
        for (int bits = 0; bits < 1 << n; bits++) {
            if ((bits >> x & 1) != 0 || (bits >> y & 1) != 0) continue;
            List<Integer> set = new ArrayList<>();
            for (int v = 0; v < n; v++) if ((bits >> v & 1) != 0) set.add(v);
            out.add(set);
        }
        return out;
    }

    private static Set<String> names(Dag dag, List<Integer> set) {
        return set.stream().map(dag.names()::get).collect(Collectors.toSet());
    }

    private static List<Integer> indices(Dag dag, Set<String> set) {
        return set.stream().map(dag::index).toList();
    }
}
