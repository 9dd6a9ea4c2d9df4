// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.causerie.CausalException;
import org.causerie.Execution;
import org.causerie.Seed;
import org.causerie.data.Dataset;
import org.causerie.data.Datasets;
import org.causerie.data.Knowledge;
import org.causerie.graph.Dag;
import org.causerie.stat.GSquare;
import org.causerie.stat.Independence;
import org.causerie.stat.TestResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
    private static final Dataset DATA = Worlds.sample(Dag.of("smoking -> tar -> cancer"), 100, Seed.of(1));

    private static void refused(ThrowingCallable call, String... said) {
        assertThatThrownBy(call).isInstanceOf(CausalException.class).hasMessageContainingAll(said);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 5, Double.NaN})
    void alphaLiesBetweenZeroAndOne(double alpha) {
        refused(() -> Pc.withDefaults().alpha(alpha), "between 0 and 1", String.valueOf(alpha), "0.01");
    }

    @Test
    void conditioningSetsHaveNoNegativeSize() {
        refused(() -> Pc.withDefaults().largestSet(-1), "0 variables or more", "-1");
    }

    @Test
    void knowledgeNamesVariablesOfTheData() {
        Knowledge typo = Knowledge.none().require("smokin", "tar");
        refused(() -> Pc.withDefaults().knowledge(typo).discover(DATA), "smokin", "smoking");
        refused(() -> Ges.withDefaults().knowledge(typo).discover(DATA), "smokin", "smoking");
    }

    @Test
    void oneVariableIsTooFew() {
        refused(() -> Pc.withDefaults().discover(DATA.select("tar")), "at least 2 variables", "tar");
        refused(() -> Ges.withDefaults().discover(DATA.select("tar")), "at least 2 variables", "tar");
    }

    @Test
    void tooManyVariablesAreRefusedAtOnce() {
        List<String> names = IntStream.range(0, 100_000).mapToObj(i -> "X" + i).toList();
        Independence never = new Independence() {
            @Override
            public List<String> names() {
                return names;
            }

            @Override
            public TestResult test(int x, int y, int... given) {
                throw new IllegalStateException("work was started");
            }
        };
        refused(() -> Pc.withDefaults().discover(never), "100000 variables", "select");
    }

    @Test
    void fishersZRefusesCategories() {
        refused(() -> Pc.withDefaults().discover(Datasets.berkeleyAdmissions()), "NOMINAL");
    }

    @Test
    void tablesRefuseNumbers() {
        assertThatThrownBy(() -> Pc.with(GSquare.withDefaults()).discover(DATA)).isInstanceOf(CausalException.class);
    }

    @Test
    void missingValuesAreRefused() {
        double[] gaps = DATA.values("tar");
        gaps[3] = Double.NaN;
        refused(() -> Pc.withDefaults().discover(DATA.with("tar", gaps)), "missing", "tar", "dropMissing");
        refused(() -> Ges.withDefaults().discover(DATA.with("tar", gaps)), "missing", "tar", "dropMissing");
    }

    @Test
    void constantColumnsAreRefused() {
        Dataset constant = DATA.with("tar", new double[100]);
        refused(() -> Pc.withDefaults().discover(constant), "tar", "same value");
        refused(() -> Ges.withDefaults().discover(constant), "tar", "same value");
    }

    @Test
    void tooFewCasesForTheSetsAreTold() {
        Dataset few = Worlds.sample(Dag.of("A -> B -> C -> D -> E -> F", "A -> C", "B -> D"), 5, Seed.of(1));
        refused(() -> Pc.withDefaults().alpha(0.9).discover(few), "cases");
        assertThat(Pc.withDefaults()
                        .alpha(0.9)
                        .largestSet(1)
                        .discover(few)
                        .cpdag()
                        .size())
                .isEqualTo(6);
    }

    @Test
    void anInterruptStopsTheSearch() throws Exception {
        for (int threads : new int[] {1, 2}) {
            CountDownLatch started = new CountDownLatch(1);
            Independence slow = new Independence() {
                @Override
                public List<String> names() {
                    return IntStream.range(0, 40).mapToObj(i -> "X" + i).toList();
                }

                @Override
                public TestResult test(int x, int y, int... given) {
                    if (given.length > 0) started.countDown();
                    return new TestResult(9, 1, 0);
                }
            };
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    Pc.withDefaults().discover(slow, new Execution(threads));
                    ended.complete(new IllegalStateException("ended by itself"));
                } catch (CancellationException e) {
                    ended.complete(e);
                }
            });
            thread.start();
            assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
            thread.interrupt();
            Throwable told = ended.get(20, TimeUnit.SECONDS);
            assertThat(told).isInstanceOf(StoppedSearch.class);
            assertThat(((Pc.Result) ((StoppedSearch) told).soFar().orElseThrow())
                            .cpdag()
                            .edgeCount())
                    .isEqualTo(40 * 39 / 2);
        }
    }
}
