// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Knowledge;
import org.causerie.graph.Cpdag;
import org.causerie.graph.Dag;
import org.causerie.graph.GraphComparison;
import org.causerie.graph.RandomGraphs;
import org.causerie.stat.Bdeu;
import org.causerie.stat.Bic;
import org.causerie.stat.LocalScore;
import org.junit.jupiter.api.Test;

/** BOSS and GRaSP. */
class OrderSearchTest {
    private static final Seed SEED = Seed.of(20261123);

    /** Enough cases for the smallest effect to weigh more than the penalty, few enough for double precision. */
    private static final double CASES = 1e12;

    private static void findsTheClasses(int graphs, BiFunction<LocalScore, Integer, Cpdag> search) {
        for (int i = 0; i < graphs; i++) {
            Seed seed = SEED.split(i);
            Dag dag = Worlds.dag(14, seed);
            LocalScore score = Bic.withDefaults().penalty(2).on(Worlds.population(dag, CASES, seed));
            assertThat(search.apply(score, i)).as("graph %d", i).isEqualTo(dag.toCpdag());
        }
    }

    @Test
    void bossFindsTheClassOfTwoThousandGraphs() {
        findsTheClasses(
                2_000,
                (score, i) -> Boss.withDefaults()
                        .discover(score, Execution.sequential())
                        .cpdag());
    }

    @Test
    void graspFindsTheClassOfTwoThousandGraphs() {
        findsTheClasses(
                2_000,
                (score, i) -> Grasp.withDefaults()
                        .discover(score, Execution.sequential())
                        .cpdag());
    }

    /** Under faithfulness tucks of covered edges to any depth suffice (Lam et al. 2022, theorem 4.5). */
    @Test
    void tucksAloneFindTheClassOfSmallGraphs() {
        for (Grasp.Tier tier : Grasp.Tier.values()) {
            for (int i = 0; i < 200; i++) {
                Seed seed = SEED.split("small").split(i);
                Dag dag = Worlds.dag(6, seed);
                Grasp grasp = Grasp.withDefaults().tier(tier).depth(100).backward(false);
                assertThat(grasp.discover(
                                        Bic.withDefaults().on(Worlds.population(dag, CASES, seed)),
                                        Execution.sequential())
                                .cpdag())
                        .as("graph %d, %s", i, tier)
                        .isEqualTo(dag.toCpdag());
            }
        }
    }

    @Test
    void truePriorKnowledgeNarrowsTheClassAndNothingElse() {
        for (int i = 0; i < 400; i++) {
            Seed seed = SEED.split("knowledge").split(i);
            Dag dag = Worlds.dag(12, seed);
            Knowledge knowledge = Worlds.truths(dag, seed);
            Cpdag truth = Worlds.narrowed(dag, knowledge);
            LocalScore score = Bic.withDefaults().on(Worlds.population(dag, CASES, seed));
            assertThat(Boss.withDefaults()
                            .knowledge(knowledge)
                            .discover(score, Execution.sequential())
                            .cpdag())
                    .as("BOSS, graph %d", i)
                    .isEqualTo(truth);
            assertThat(Grasp.withDefaults()
                            .knowledge(knowledge)
                            .discover(score, Execution.sequential())
                            .cpdag())
                    .as("GRaSP, graph %d", i)
                    .isEqualTo(truth);
        }
    }

    /** The peers' best on such data is 1 to 5 on average. */
    @Test
    void atMostThreePairsOfAHundredVariablesAreWrong() {
        for (Search search : List.of(Boss.withDefaults(), Grasp.withDefaults())) {
            double mean = 0;
            for (int i = 1; i <= 3; i++) {
                Seed seed = Seed.of(i);
                Dag dag = RandomGraphs.erdosRenyi(100, 4, seed);
                Found found = search.discover(likeThePeers(dag, seed), Execution.sequential());
                mean += GraphComparison.of(dag.toCpdag(), found.graph()).shd() / 3.0;
            }
            assertThat(mean).as("%s", search).isLessThanOrEqualTo(3);
        }
    }

    /** Coefficients of absolute value 0.5 to 1, variances of the noise from 1 to 2. */
    private static Dataset likeThePeers(Dag dag, Seed seed) {
        RandomGenerator random = seed.split("peers").random();
        double[][] columns = new double[dag.size()][1_000];
        for (int v : dag.order()) {
            double deviation = Math.sqrt(1 + random.nextDouble());
            for (int row = 0; row < 1_000; row++) columns[v][row] = deviation * random.nextGaussian();
            for (int parent : Worlds.members(dag.parents(v))) {
                double effect = (0.5 + 0.5 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
                for (int row = 0; row < 1_000; row++) columns[v][row] += effect * columns[parent][row];
            }
        }
        return Dataset.of(dag.names(), columns);
    }

    /** What all candidates are told at once is what one score after the other says. */
    @Test
    void scoresOneByOneFindTheSame() {
        for (int i = 0; i < 20; i++) {
            Seed seed = Seed.of(i);
            LocalScore fast = Bic.withDefaults().on(Worlds.sample(RandomGraphs.erdosRenyi(15, 4, seed), 200, seed));
            LocalScore slow = new LocalScore() {
                @Override
                public List<String> names() {
                    return fast.names();
                }

                @Override
                public double score(int node, int... parents) {
                    return fast.score(node, parents);
                }
            };
            for (int starts : new int[] {1, 3}) {
                Boss boss = Boss.withDefaults().starts(starts);
                assertThat(boss.discover(slow)).isEqualTo(boss.discover(fast));
                Grasp grasp = Grasp.withDefaults().starts(starts);
                assertThat(grasp.discover(slow)).isEqualTo(grasp.discover(fast));
            }
        }
    }

    @Test
    void theScoreIsThatOfTheClassAndStartsOnlyRaiseIt() {
        for (int i = 0; i < 20; i++) {
            Seed seed = Seed.of(i);
            LocalScore score = Bic.withDefaults().on(Worlds.sample(Worlds.dag(12, seed), 100, seed));
            FoundOrder one = Boss.withDefaults().backward(false).starts(1).discover(score);
            FoundOrder five = Boss.withDefaults().backward(false).starts(5).discover(score);
            assertThat(five.score()).isGreaterThanOrEqualTo(one.score());
            for (FoundOrder found : List.of(one, five, Boss.withDefaults().discover(score))) {
                assertThat(found.cpdag().isCpdag()).isTrue();
                assertThat(total(score, found.cpdag().consistentExtension().orElseThrow()))
                        .isCloseTo(found.score(), within(1e-7));
                assertThat(found.order()).containsExactlyInAnyOrderElementsOf(score.names());
            }
        }
    }

    /** Of the starts the one is kept that ends best after the backward phase. */
    @Test
    void moreStartsNeverEndLower() {
        int higher = 0;
        for (int i = 0; i < 40; i++) {
            Seed seed = SEED.split("starts").split(i);
            LocalScore score =
                    Bic.withDefaults().penalty(2).on(Worlds.sample(RandomGraphs.erdosRenyi(60, 2, seed), 1_000, seed));
            double[] before = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (int starts = 1; starts <= 4; starts++) {
                double[] found = {
                    Boss.withDefaults()
                            .starts(starts)
                            .discover(score, Execution.sequential())
                            .score(),
                    Grasp.withDefaults()
                            .starts(starts)
                            .discover(score, Execution.sequential())
                            .score()
                };
                for (int k = 0; k < found.length; k++) {
                    assertThat(found[k]).as("graph %d, %d starts", i, starts).isGreaterThanOrEqualTo(before[k] - 1e-7);
                    if (starts > 1 && found[k] > before[k] + 1e-7) higher++;
                }
                before = found;
            }
        }
        assertThat(higher).isGreaterThan(10);
    }

    private static double total(LocalScore score, Dag dag) {
        return IntStream.range(0, dag.size())
                .mapToDouble(i -> score.score(i, Worlds.members(dag.parents(i))))
                .sum();
    }

    @Test
    void levelsAreSearchedToo() {
        double byGes =
                Ges.with(Bdeu.withDefaults()).discover(Datasets.collegePlans()).score();
        FoundOrder boss = Boss.with(Bdeu.withDefaults()).discover(Datasets.collegePlans());
        Grasp grasp = Grasp.with(Bdeu.withDefaults());
        assertThat(boss.score()).isGreaterThanOrEqualTo(byGes - 1e-6);
        FoundOrder shallow = grasp.starts(1).discover(Datasets.collegePlans());
        FoundOrder deep = grasp.starts(1).depth(10).uncoveredDepth(3).discover(Datasets.collegePlans());
        assertThat(shallow.score()).isLessThan(byGes - 1);
        assertThat(deep.score()).isGreaterThanOrEqualTo(byGes - 1e-6);
    }

    @Test
    void anInterruptedSearchTellsWhatItHas() {
        Dag dag = RandomGraphs.erdosRenyi(30, 4, SEED);
        LocalScore score = Bic.withDefaults().on(Worlds.sample(dag, 300, SEED));
        AtomicInteger asked = new AtomicInteger();
        Thread caller = Thread.currentThread();
        LocalScore interrupting = new LocalScore() {
            @Override
            public List<String> names() {
                return score.names();
            }

            @Override
            public double score(int node, int... parents) {
                if (asked.incrementAndGet() == 20_000) caller.interrupt();
                return score.score(node, parents);
            }
        };
        for (Execution execution : List.of(Execution.sequential(), new Execution(2), new Execution(5))) {
            List<Supplier<FoundOrder>> searches = List.of(
                    () -> Boss.withDefaults().discover(interrupting, execution),
                    () -> Boss.withDefaults().starts(1).discover(interrupting, execution),
                    () -> Grasp.withDefaults().discover(interrupting, execution));
            for (Supplier<FoundOrder> search : searches) {
                asked.set(0);
                assertThatThrownBy(search::get).isInstanceOfSatisfying(StoppedSearch.class, stopped -> {
                    Cpdag found = ((FoundOrder) stopped.soFar().orElseThrow()).cpdag();
                    assertThat(found.names()).isEqualTo(score.names());
                    assertThat(found.isCpdag()).isTrue();
                    assertThat(found.edgeCount()).isPositive();
                });
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }

    @Test
    void senselessSettingsAreRefused() {
        assertThatThrownBy(() -> Boss.withDefaults().starts(0))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("0 was given");
        assertThatThrownBy(() -> Grasp.withDefaults().depth(0))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("at least 1");
    }
}
