// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;
import org.causerie.graph.RandomGraphs;
import org.causerie.stat.Bic;
import org.causerie.stat.DegenerateGaussian;
import org.causerie.stat.FisherZ;
import org.causerie.stat.Independence;
import org.causerie.stat.IndependenceTest;
import org.causerie.stat.LocalScore;
import org.causerie.stat.Score;
import org.causerie.stat.TestResult;
import org.junit.jupiter.api.Test;

/** What interrupted searches tell: some part of what they would have found, or that there is none. */
class StoppedSearchTest {
    private static final Execution ALONE = Execution.sequential();
    private static final Dataset DATA = Worlds.sample(RandomGraphs.erdosRenyi(9, 3, Seed.of(4)), 600, Seed.of(4));
    private static final int PAIRS = 9 * 8 / 2;

    /** Fisher's z test, which interrupts its thread when it is asked for the n-th time. */
    private static IndependenceTest interrupting(int n) {
        AtomicInteger asked = new AtomicInteger();
        return data -> {
            Independence test = FisherZ.withDefaults().on(data);
            return new Independence() {
                @Override
                public List<String> names() {
                    return test.names();
                }

                @Override
                public TestResult test(int x, int y, int... given) {
                    if (asked.incrementAndGet() == n) Thread.currentThread().interrupt();
                    return test.test(x, y, given);
                }
            };
        };
    }

    private static Score interruptingScore(int n) {
        AtomicInteger asked = new AtomicInteger();
        return data -> {
            LocalScore score = Bic.withDefaults().on(data);
            return new LocalScore() {
                @Override
                public List<String> names() {
                    return score.names();
                }

                @Override
                public double score(int node, int... parents) {
                    if (asked.incrementAndGet() == n) Thread.currentThread().interrupt();
                    return score.score(node, parents);
                }
            };
        };
    }

    private static StoppedSearch stopped(ThrowingCallable search) {
        StoppedSearch stopped = catchThrowableOfType(StoppedSearch.class, search);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped).isNotNull();
        return stopped;
    }

    private static <T> T soFar(Class<T> type, ThrowingCallable search) {
        StoppedSearch stopped = stopped(search);
        T soFar = type.cast(stopped.soFar().orElseThrow());
        assertThat(stopped).hasMessageContaining(soFar.toString());
        return soFar;
    }

    private static void nothing(String why, ThrowingCallable search) {
        StoppedSearch stopped = stopped(search);
        assertThat(stopped.soFar()).isEmpty();
        assertThat(stopped).hasMessageContaining("nothing to show").hasMessageContaining(why);
    }

    /** Adjacent pairs by name. */
    private static Set<Set<String>> skeleton(CausalGraph graph) {
        Set<Set<String>> pairs = new HashSet<>();
        for (int i = 0; i < graph.size(); i++)
            for (int j = 0; j < i; j++)
                if (graph.adjacent(i, j))
                    pairs.add(Set.of(graph.names().get(i), graph.names().get(j)));
        return pairs;
    }

    private static void hasEdgesToTakeOut(CausalGraph stopped, CausalGraph finished) {
        assertThat(skeleton(stopped)).containsAll(skeleton(finished)).hasSizeGreaterThan(finished.edgeCount());
    }

    @Test
    void testsLeaveTheEdgesNotSeparated() {
        IndependenceTest whole = FisherZ.withDefaults();
        List<Function<IndependenceTest, Search>> searches =
                List.of(Pc::with, Fci::with, Rfci::with, test -> CausalVote.of(test, test));
        for (Function<IndependenceTest, Search> search : searches) {
            Search soon = search.apply(interrupting(5));
            nothing("all pairs", () -> soon.discover(DATA, ALONE));
            Search later = search.apply(interrupting(PAIRS + 9));
            Found stopped = soFar(Found.class, () -> later.discover(DATA, ALONE));
            hasEdgesToTakeOut(
                    stopped.graph(), search.apply(whole).discover(DATA, ALONE).graph());
        }
    }

    @Test
    void aVoteCountsTheTestsThatVoted() {
        CausalVote vote = CausalVote.of(FisherZ.withDefaults(), interrupting(9), DegenerateGaussian.withDefaults());
        CausalVote.Result stopped = soFar(CausalVote.Result.class, () -> vote.discover(DATA, ALONE));
        assertThat(stopped.voters()).isEqualTo(1);
        assertThat(stopped.text()).contains("Vote of 1 of 3 tests", "adjacent 1 of 1");
        assertThat(stopped.votes())
                .hasSize(Fci.withDefaults().discover(DATA, ALONE).pag().edgeCount());
        assertThat(stopped.pag().edgeCount()).isZero();
    }

    @Test
    void gapsComeFirst() {
        double[] gaps = DATA.values(DATA.names().get(0));
        for (int row = 0; row < 100; row++) gaps[row] = Double.NaN;
        Dataset missing = DATA.with(DATA.names().get(0), gaps);
        Mvpc.Result finished = Mvpc.withDefaults().discover(missing, ALONE);
        nothing("causes of the gaps", () -> Mvpc.with(interrupting(3)).discover(missing, ALONE));
        AtomicInteger tests = new AtomicInteger();
        MissingnessCauses.find(missing, counting(tests), 0.01, 9, ALONE);
        Mvpc.Result stopped = soFar(
                Mvpc.Result.class,
                () -> Mvpc.with(interrupting(tests.get() + 2 * PAIRS)).discover(missing, ALONE));
        assertThat(stopped.missingness()).isEqualTo(finished.missingness());
        assertThat(skeleton(stopped.cpdag())).containsAll(skeleton(finished.cpdag()));
    }

    private static IndependenceTest counting(AtomicInteger tests) {
        return data -> {
            Independence test = FisherZ.withDefaults().on(data);
            return new Independence() {
                @Override
                public List<String> names() {
                    return test.names();
                }

                @Override
                public TestResult test(int x, int y, int... given) {
                    tests.incrementAndGet();
                    return test.test(x, y, given);
                }
            };
        };
    }

    @Test
    void changesWithTimeLeaveTheEdgesNotSeparated() {
        Dataset data =
                DATA.with("time", IntStream.range(0, 600).asDoubleStream().toArray());
        CdNod search = CdNod.over("time").alpha(0.01);
        CdNod.Result stopped =
                soFar(CdNod.Result.class, () -> search.test(interrupting(60)).discover(data, ALONE));
        hasEdgesToTakeOut(
                stopped.cpdag(),
                search.test(FisherZ.withDefaults()).discover(data, ALONE).cpdag());
        nothing("all pairs", () -> search.test(interrupting(2)).discover(data, ALONE));
    }

    @Test
    void stepsOfAWalkAreKept() {
        Ges.Result finished = Ges.with(interruptingScore(Integer.MAX_VALUE)).discover(DATA, ALONE);
        int between = 0;
        for (int n = 20; n <= 90; n += 10) {
            int last = n;
            Ges.Result stopped = soFar(
                    Ges.Result.class, () -> Ges.with(interruptingScore(last)).discover(DATA, ALONE));
            int steps = stopped.steps().size();
            assertThat(stopped.steps()).isEqualTo(finished.steps().subList(0, steps));
            if (steps > 0 && steps < finished.steps().size()) between++;
            FoundPag inFirst = soFar(
                    FoundPag.class,
                    () -> Gfci.with(FisherZ.withDefaults(), interruptingScore(last))
                            .discover(DATA, ALONE));
            assertThat(skeleton(inFirst.pag())).isEqualTo(skeleton(stopped.cpdag()));
        }
        assertThat(between).isPositive();
        FoundPag inSecond = soFar(
                FoundPag.class,
                () -> Gfci.with(interrupting(3), Bic.withDefaults()).discover(DATA, ALONE));
        assertThat(skeleton(inSecond.pag()))
                .containsAll(skeleton(Gfci.withDefaults().discover(DATA, ALONE).pag()));
        Ges trying = Ges.withDefaults().strategy(Ges.Strategy.PERTURBED);
        Ges.Result tried = trying.score(interruptingScore(Integer.MAX_VALUE)).discover(DATA, ALONE);
        for (int n : new int[] {150, 300, 370, 440}) {
            Ges.Result stopped = soFar(
                    Ges.Result.class, () -> trying.score(interruptingScore(n)).discover(DATA, ALONE));
            assertThat(stopped.steps())
                    .isEqualTo(tried.steps().subList(0, stopped.steps().size()));
        }
        nothing("summed", () -> ExactPosterior.with(interruptingScore(50)).discover(DATA, ALONE));
    }

    @Test
    void replicatesThatEndedAreCounted() {
        AtomicInteger tests = new AtomicInteger();
        Bootstrap.Result four =
                Bootstrap.of(Pc.with(counting(tests))).replicates(4).discover(DATA, Seed.of(1), ALONE);
        Bootstrap.Result stopped = soFar(
                Bootstrap.Result.class,
                () -> Bootstrap.of(Pc.with(interrupting(tests.get() + 9))).discover(DATA, Seed.of(1), ALONE));
        assertThat(stopped.edges()).isEqualTo(four.edges());
        assertThat(stopped.settings().replicates()).isEqualTo(4);
        tests.set(0);
        StabilitySelection.Result halves =
                StabilitySelection.of(Pc.with(counting(tests))).subsamples(3).discover(DATA, Seed.of(1), ALONE);
        StabilitySelection.Result fewer = soFar(
                StabilitySelection.Result.class,
                () -> StabilitySelection.of(Pc.with(interrupting(tests.get() + 9)))
                        .discover(DATA, Seed.of(1), ALONE));
        assertThat(fewer.all()).isEqualTo(halves.all());
        assertThat(fewer.averageEdges()).isEqualTo(halves.averageEdges());
        nothing("first of 200", () -> Bootstrap.of(Pc.with(interrupting(9))).discover(DATA, Seed.of(1), ALONE));
    }

    @Test
    void aComparisonHasTheSearchesThatEnded() {
        Compare compare = Compare.of(Ges.withDefaults(), Pc.with(interrupting(9)), Fci.withDefaults());
        Compare.Result stopped = soFar(Compare.Result.class, () -> compare.discover(DATA, ALONE));
        assertThat(stopped.found()).containsOnlyKeys("Ges");
        assertThat(stopped.text()).contains("Pc did not run: ", "Fci did not run: ", "interrupted");
        soFar(
                Pc.Result.class,
                () -> Compare.of(Pc.with(interrupting(PAIRS + 9)), Ges.withDefaults())
                        .discover(DATA, ALONE));
    }

    @Test
    void exchangeableDataLeaveTheLastPartOfTheOrder() {
        double[] group = new double[DATA.rows()];
        Arrays.setAll(group, row -> Math.floorDiv(row, 6));
        List<String> levels = IntStream.range(0, 100).mapToObj(i -> "g" + i).toList();
        Dataset data = DATA.with("group", Kind.NOMINAL, levels, group).withGroups("group");
        CausalDeFinetti.Result finished = CausalDeFinetti.withDefaults().discover(data, ALONE);
        nothing("last effect", () -> CausalDeFinetti.with(interrupting(5)).discover(data, ALONE));
        for (int n : new int[] {200, 350, 490}) {
            CausalDeFinetti.Result stopped = soFar(
                    CausalDeFinetti.Result.class,
                    () -> CausalDeFinetti.with(interrupting(n)).discover(data, ALONE));
            isTheEndOf(finished.order(), stopped.order());
            leavesCauses(stopped.dag(), stopped.order(), finished.dag());
        }
    }

    private static void isTheEndOf(List<String> whole, List<String> part) {
        assertThat(part).isEqualTo(whole.subList(whole.size() - part.size(), whole.size()));
    }

    /** All edges into placed variables are there still. */
    private static void leavesCauses(Dag stopped, List<String> placed, Dag finished) {
        for (String effect : placed)
            for (String cause : finished.names())
                if (finished.hasEdge(cause, effect))
                    assertThat(stopped.hasEdge(cause, effect)).isTrue();
        assertThat(stopped.edgeCount()).isPositive();
    }

    /** Interrupts the search after one fifth of the CPU time that it takes, after two fifths and so on. */
    private static List<StoppedSearch> stops(Runnable search) throws Exception {
        search.run();
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        search.run();
        long whole = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
        List<StoppedSearch> stops = new ArrayList<>();
        for (int part = 1; part < 5; part++) {
            CompletableFuture<StoppedSearch> ended = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    search.run();
                    ended.complete(null);
                } catch (StoppedSearch e) {
                    ended.complete(e);
                } catch (RuntimeException | Error e) {
                    ended.completeExceptionally(e);
                }
            });
            thread.start();
            long used = 0;
            while (used >= 0 && used < whole * part / 5) {
                Thread.sleep(1);
                used = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
            }
            thread.interrupt();
            StoppedSearch stopped = ended.get(60, TimeUnit.SECONDS);
            if (stopped != null) stops.add(stopped);
        }
        assertThat(stops).isNotEmpty();
        return stops;
    }

    @Test
    void additiveNoiseLeavesTheLastPartOfTheOrder() throws Exception {
        Dataset data = DATA.select(DATA.names().subList(0, 7).toArray(String[]::new));
        Resit search = Resit.withDefaults().cases(200);
        Resit.Result finished = search.discover(data, ALONE);
        int parts = 0;
        for (StoppedSearch stopped : stops(() -> search.discover(data, ALONE))) {
            if (stopped.soFar().isEmpty()) continue;
            Resit.Result soFar = (Resit.Result) stopped.soFar().get();
            isTheEndOf(finished.order(), soFar.order());
            leavesCauses(soFar.dag(), soFar.order(), finished.dag());
            parts++;
        }
        assertThat(parts).isPositive();
    }

    @Test
    void optimisedWeightsAreThoseOfTheMoment() throws Exception {
        Dataset data = Worlds.sample(RandomGraphs.erdosRenyi(12, 3, Seed.of(2)), 300, Seed.of(2));
        for (Search search : List.of(Notears.withDefaults(), Golem.withDefaults(), Dagma.withDefaults()))
            for (StoppedSearch stopped : stops(() -> search.discover(data, ALONE))) {
                OptimisedGraph soFar = (OptimisedGraph) stopped.soFar().orElseThrow();
                assertThat(soFar.acyclicity()).isEmpty();
                assertThat(soFar.dag().edgeCount()).isPositive();
                assertThat(soFar.text()).contains("interrupted");
            }
    }

    @Test
    void componentsAndSetsAreAllNeeded() throws Exception {
        Dataset data = Worlds.sample(RandomGraphs.erdosRenyi(15, 3, Seed.of(2)), 500, Seed.of(2));
        IcaLingam ica = IcaLingam.withDefaults().steps(60);
        List<String> order = ica.discover(data, ALONE).order();
        for (StoppedSearch stopped : stops(() -> ica.discover(data, ALONE))) {
            if (stopped.soFar().isEmpty()) assertThat(stopped).hasMessageContaining("components");
            else assertThat(((IcaLingam.Result) stopped.soFar().get()).order()).isEqualTo(order);
        }
        double[] group = new double[500];
        Arrays.setAll(group, row -> row % 2);
        Dataset sites = data.with("site", Kind.BINARY, List.of("a", "b"), group).withGroups("site");
        String target = data.names().get(0);
        InvariantCausalPrediction prediction = InvariantCausalPrediction.withDefaults();
        Set<String> causes = prediction.discover(sites, target, ALONE).causes();
        for (StoppedSearch stopped : stops(() -> prediction.discover(sites, target, ALONE))) {
            if (stopped.soFar().isEmpty()) assertThat(stopped).hasMessageContaining("16384 sets");
            else
                assertThat(((InvariantCausalPrediction.Result) stopped.soFar().get()).causes())
                        .isEqualTo(causes);
        }
    }
}
