// SPDX-License-Identifier: Apache-2.0
package org.causerie.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.CausalException;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.Edge;
import org.causerie.identification.PossibleParents;
import org.causerie.stat.Covariance;
import org.ejml.data.DMatrixRMaj;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

/** IDA and joint-IDA against all graphs of the class, each fitted to the exact covariances. */
class IdaTest {
    private static final int CLASSES = 400;

    /** A random linear model and the class of its graph, every third one narrowed by two of its edges. */
    private record World(Dag dag, SimpleMatrix weights, SimpleMatrix noise, Cpdag graph, Covariance covariance) {

        static World of(int number) {
            Seed seed = Seed.of(71).split(number);
            RandomGenerator random = seed.random();
            int n = 3 + number % 5;
            List<String> names = IntStream.range(0, n).mapToObj(v -> "V" + v).toList();
            List<int[]> edges = new ArrayList<>();
            SimpleMatrix weights = new SimpleMatrix(n, n);
            SimpleMatrix noise = new SimpleMatrix(n, n);
            double density = 0.3 + 0.5 * random.nextDouble();
            for (int to = 0; to < n; to++) {
                noise.set(to, to, 0.5 + random.nextDouble());
                for (int from = 0; from < to; from++) {
                    if (random.nextDouble() > density) continue;
                    edges.add(new int[] {from, to});
                    weights.set(to, from, (0.5 + random.nextDouble()) * (random.nextBoolean() ? 1 : -1));
                }
            }
            Dag dag = Dag.of(names, edges);
            Cpdag graph = dag.toCpdag();
            List<int[]> open = edges.stream()
                    .filter(edge -> dag.toCpdag().undirected(edge[0], edge[1]))
                    .toList();
            if (number % 3 == 0) graph = graph.oriented(open.subList(0, Math.min(2, open.size())));
            SimpleMatrix total = SimpleMatrix.identity(n).minus(weights).invert();
            SimpleMatrix sigma = total.mult(noise).mult(total.transpose());
            return new World(dag, weights, noise, graph, Covariance.population(names, sigma.getDDRM(), 1e6));
        }

        List<Dag> members() {
            return graph.members().toList();
        }

        boolean small() {
            return graph.memberCount().compareTo(BigInteger.valueOf(130)) <= 0;
        }
    }

    /** The effects of a graph whose every variable is regressed on its parents, with the edges into some cut. */
    private static SimpleMatrix effects(Dag dag, Covariance covariance, Set<Integer> cut) {
        int n = dag.size();
        SimpleMatrix sigma = SimpleMatrix.wrap(covariance.matrix());
        SimpleMatrix weights = new SimpleMatrix(n, n);
        for (int v = 0; v < n; v++) {
            int[] parents = dag.parents(v).stream().toArray();
            if (parents.length == 0 || cut.contains(v)) continue;
            SimpleMatrix block = new SimpleMatrix(parents.length, parents.length);
            SimpleMatrix right = new SimpleMatrix(parents.length, 1);
            for (int i = 0; i < parents.length; i++) {
                right.set(i, 0, sigma.get(parents[i], v));
                for (int j = 0; j < parents.length; j++) block.set(i, j, sigma.get(parents[i], parents[j]));
            }
            SimpleMatrix slopes = block.solve(right);
            for (int i = 0; i < parents.length; i++) weights.set(v, parents[i], slopes.get(i, 0));
        }
        return SimpleMatrix.identity(n).minus(weights).invert();
    }

    @Test
    void everyGraphOfTheClassHasTheEffectThatStandsAtItsParents() {
        int several = 0;
        for (int k = 0; k < CLASSES; k++) {
            World world = World.of(k);
            if (!world.small()) continue;
            List<Dag> members = world.members();
            List<SimpleMatrix> truths = members.stream()
                    .map(dag -> effects(dag, world.covariance(), Set.of()))
                    .toList();
            RandomGenerator random = Seed.of(72).split(k).random();
            int y = random.nextInt(world.dag().size());
            for (int x = 0; x < world.dag().size(); x++) {
                if (x == y) continue;
                for (Ida.Adjustment adjustment : Ida.Adjustment.values()) {
                    PossibleEffects found = Ida.withDefaults()
                            .adjustment(adjustment)
                            .estimate(world.graph(), name(x), name(y), world.covariance());
                    check(found, x, y, members, truths);
                    if (found.effects().size() > 1) several++;
                    assertThat(found.effects())
                            .anyMatch(effect ->
                                    Math.abs(effect.value() - trueEffect(world).get(y, found(found, world))) < 1e-8);
                }
            }
        }
        assertThat(several).isGreaterThan(500);
    }

    private static int found(PossibleEffects effects, World world) {
        return world.dag().index(effects.treatment());
    }

    private static SimpleMatrix trueEffect(World world) {
        return SimpleMatrix.identity(world.dag().size()).minus(world.weights()).invert();
    }

    private static void check(PossibleEffects found, int x, int y, List<Dag> members, List<SimpleMatrix> truths) {
        assertThat(found.members()).isEqualTo(BigInteger.valueOf(members.size()));
        for (PossibleEffect effect : found.effects()) {
            int count = 0;
            for (int m = 0; m < members.size(); m++) {
                if (!members.get(m).parents(name(x)).equals(effect.parents())) continue;
                count++;
                assertThat(effect.value())
                        .as("%s to %s in %s", name(x), name(y), members.get(m))
                        .isEqualTo(truths.get(m).get(y, x), within(1e-8));
            }
            assertThat(effect.members()).isEqualTo(BigInteger.valueOf(count));
            assertThat(count).isPositive();
        }
    }

    private static String name(int v) {
        return "V" + v;
    }

    @Test
    void adjustingForTheOptimalSetIsNeverLessPrecise() {
        int better = 0;
        for (int k = 0; k < CLASSES / 4; k++) {
            World world = World.of(k);
            for (int x = 0; x < world.dag().size() - 1; x++) {
                String y = name(world.dag().size() - 1);
                List<PossibleEffect> parents = Ida.withDefaults()
                        .estimate(world.graph(), name(x), y, world.covariance())
                        .effects();
                for (PossibleEffect optimal : Ida.withDefaults()
                        .adjustment(Ida.Adjustment.OPTIMAL)
                        .estimate(world.graph(), name(x), y, world.covariance())
                        .effects()) {
                    PossibleEffect other = parents.stream()
                            .filter(effect -> effect.parents().equals(optimal.parents()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(optimal.standardError()).isLessThanOrEqualTo(other.standardError() * (1 + 1e-4));
                    if (optimal.standardError() < 0.9 * other.standardError()) better++;
                }
            }
        }
        assertThat(better).isGreaterThan(30);
    }

    @Test
    void jointEffectsAreThoseOfEveryGraphByBothMethods() {
        int several = 0;
        for (int k = 0; k < CLASSES; k++) {
            World world = World.of(k);
            int n = world.dag().size();
            if (!world.small() || n < 4) continue;
            List<Integer> shuffled = new ArrayList<>();
            RandomGenerator random = Seed.of(73).split(k).random();
            for (int v = 0; v < n; v++) shuffled.add(random.nextInt(v + 1), v);
            int y = shuffled.get(0);
            List<Integer> set = shuffled.subList(1, 3 + k % 2);
            List<String> treatments = set.stream().map(IdaTest::name).toList();
            PossibleJointEffects one =
                    JointIda.withDefaults().estimate(world.graph(), treatments, name(y), world.covariance());
            PossibleJointEffects other = JointIda.withDefaults()
                    .method(JointIda.Method.MODIFIED_CHOLESKY)
                    .estimate(world.graph(), treatments, name(y), world.covariance());
            List<Dag> members = world.members();
            assertThat(one.members()).isEqualTo(BigInteger.valueOf(members.size()));
            if (one.effects().size() > 1) several++;
            for (int e = 0; e < one.effects().size(); e++) {
                PossibleJointEffects.JointEffect effect = one.effects().get(e);
                PossibleJointEffects.JointEffect cut = other.effects().get(e);
                assertThat(cut.parents()).isEqualTo(effect.parents());
                int count = 0;
                for (Dag member : members) {
                    if (!treatments.stream().map(member::parents).toList().equals(sets(effect.parents()))) continue;
                    count++;
                    SimpleMatrix truth = effects(member, world.covariance(), new HashSet<>(set));
                    for (int i = 0; i < set.size(); i++) {
                        assertThat(effect.values().get(i)).isEqualTo(truth.get(y, set.get(i)), within(1e-7));
                        assertThat(cut.values().get(i)).isEqualTo(truth.get(y, set.get(i)), within(1e-7));
                    }
                }
                assertThat(effect.members()).isEqualTo(BigInteger.valueOf(count));
            }
        }
        assertThat(several).isGreaterThan(150);
    }

    private static List<Set<String>> sets(List<SortedSet<String>> parents) {
        return parents.stream().<Set<String>>map(Set::copyOf).toList();
    }

    /** The parents that members have, over all classes, and how many have them. */
    @Test
    void possibleParentsAreThoseOfTheMembers() {
        for (int k = 0; k < CLASSES; k++) {
            World world = World.of(k);
            if (!world.small()) continue;
            for (String variable : world.graph().names()) {
                PossibleParents found = PossibleParents.of(world.graph(), variable);
                Set<Set<String>> truth = new HashSet<>();
                world.members().forEach(dag -> truth.add(dag.parents(variable)));
                assertThat(found.choices()).hasSize(truth.size());
                for (PossibleParents.Choice choice : found.choices())
                    assertThat(truth).contains(Set.copyOf(choice.parents().get(0)));
            }
        }
    }

    @Test
    void aRankingHoldsTheEffectsOfEachVariable() {
        World world = World.of(29);
        EffectRanking ranking = Ida.withDefaults().estimate(world.graph(), "V0", world.covariance());
        assertThat(ranking.causes()).hasSize(world.dag().size() - 1);
        for (PossibleEffects cause : ranking.causes())
            assertThat(cause.effects())
                    .isEqualTo(Ida.withDefaults()
                            .estimate(world.graph(), cause.treatment(), "V0", world.covariance())
                            .effects());
        assertThat(ranking.causes()).isSortedAccordingTo((a, b) -> Double.compare(b.least(), a.least()));
        assertThat(ranking.text()).startsWith("Least absolute effects on V0:");
    }

    /** Which of A and X comes first is open, and both cause Y as B does: by hand. */
    @Test
    void aSmallClassByHand() {
        Cpdag graph = Cpdag.of("A -- X", "X -> Y", "A -> Y", "B -> Y");
        double[][] sigma = {{1, 0.5, 1.1, 0}, {0.5, 1, 1.3, 0}, {1.1, 1.3, 5, 1}, {0, 0, 1, 1}};
        Covariance covariance = Covariance.population(List.of("A", "X", "Y", "B"), new DMatrixRMaj(sigma), 100);
        PossibleEffects found = Ida.withDefaults().estimate(graph, "X", "Y", covariance);
        assertThat(found.effects()).hasSize(2);
        assertThat(found.effects().get(0).parents()).containsExactly("A");
        assertThat(found.effects().get(0).value()).isEqualTo((1.3 - 0.5 * 1.1) / 0.75, within(1e-12));
        assertThat(found.effects().get(1).value()).isEqualTo(1.3, within(1e-12));
        assertThat(found.least()).isEqualTo(1, within(1e-12));
        assertThat(found.members()).isEqualTo(2);
        assertThat(found.text())
                .startsWith("Possible effects of X on Y, at least 1 in absolute value:\n  1, 95 % interval ");
        PossibleEffects against = Ida.withDefaults().estimate(graph, "Y", "X", covariance);
        assertThat(against.effects()).singleElement().satisfies(effect -> {
            assertThat(effect.value()).isZero();
            assertThat(effect.interval().width()).isZero();
        });
    }

    private static Dataset sample(World world, int rows, Seed seed) {
        int n = world.dag().size();
        double[][] columns = new double[n][rows];
        RandomGenerator random = seed.random();
        for (int row = 0; row < rows; row++)
            for (int v = 0; v < n; v++) {
                columns[v][row] =
                        random.nextGaussian() * Math.sqrt(world.noise().get(v, v));
                for (int p = 0; p < v; p++) columns[v][row] += world.weights().get(v, p) * columns[p][row];
            }
        return Dataset.of(world.dag().names(), columns);
    }

    @Test
    void intervalsCoverTheTruthAsOftenAsTheySay() {
        int[] covered = new int[3];
        int repetitions = 600;
        World world = World.of(34);
        Cpdag known = known(world.dag());
        SimpleMatrix joint = effects(world.dag(), world.covariance(), Set.of(0, 2));
        for (int k = 0; k < repetitions; k++) {
            Dataset data = sample(world, 40, Seed.of(74).split(k));
            List<Ida.Adjustment> adjustments = List.of(Ida.Adjustment.values());
            for (int a = 0; a < adjustments.size(); a++) {
                PossibleEffect effect = Ida.withDefaults()
                        .adjustment(adjustments.get(a))
                        .estimate(known, "V1", "V6", data)
                        .effects()
                        .get(0);
                if (effect.interval().contains(trueEffect(world).get(6, 1))) covered[a]++;
            }
            PossibleJointEffects.JointEffect both = JointIda.withDefaults()
                    .estimate(
                            known,
                            List.of("V0", "V2"),
                            "V6",
                            sample(world, 300, Seed.of(75).split(k)))
                    .effects()
                    .get(0);
            if (both.interval(0, 0.95).contains(joint.get(6, 0))) covered[2]++;
        }
        for (int count : covered) assertThat(count / (double) repetitions).isBetween(0.93, 0.97);
    }

    private static Cpdag known(Dag dag) {
        List<int[]> edges = new ArrayList<>();
        for (Edge edge : dag.edges()) edges.add(new int[] {dag.index(edge.from()), dag.index(edge.to())});
        return Cpdag.of(dag.names(), edges, List.of());
    }

    @Test
    void whatCannotBeAnsweredIsRefused() {
        Cpdag graph = Cpdag.of("A -- X", "X -> Y", "A -> Y", "B -> Y");
        Covariance tiny = Covariance.population(
                graph.names(),
                new DMatrixRMaj(new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}}),
                3);
        says(() -> Ida.withDefaults().estimate(graph, "X", "X", tiny), "cannot be both");
        says(() -> Ida.withDefaults().estimate(graph, "Q", "Y", tiny), "no variable \"Q\"");
        says(() -> Ida.withDefaults().estimate(graph, "X", "Y", tiny), "needs more than 3 cases");
        says(() -> JointIda.withDefaults().estimate(graph, List.of("X", "X"), "Y", tiny), "distinct");
        says(() -> JointIda.withDefaults().estimate(graph, List.of("X", "B"), "Y", tiny), "need more than");
        Cpdag square = Cpdag.of("A -- B", "B -- X", "X -- Y", "Y -- A");
        says(() -> Ida.withDefaults().estimate(square, "A", "X", tiny), "No DAG agrees");
        Dataset grouped = Dataset.of(
                        List.of("A", "X", "Y", "B", "g"),
                        new double[][] {{1, 2, 3, 5}, {2, 1, 4, 2}, {1, 3, 2, 2}, {3, 1, 2, 1}, {0, 0, 1, 1}})
                .withGroups("g");
        says(() -> Ida.withDefaults().estimate(graph, "X", "Y", grouped), "groups");
        double[][] same = {{1, 1, 0.5, 0}, {1, 1, 0.5, 0}, {0.5, 0.5, 1, 0}, {0, 0, 0, 1}};
        Covariance determined = Covariance.population(graph.names(), new DMatrixRMaj(same), 100);
        says(() -> Ida.withDefaults().estimate(graph, "X", "Y", determined), "follows from");
    }

    private static void says(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(CausalException.class).hasMessageContaining(message);
    }
}
