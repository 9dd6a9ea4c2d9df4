// SPDX-License-Identifier: Apache-2.0
package org.causerie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every package shares: seeds, execution, errors, escaping. */
class RootTest {

    @Test
    void aSeedGivesTheSameStreamAndItsPartsGiveOthers() {
        Seed seed = Seed.of(7);
        assertThat(seed.random().nextLong()).isEqualTo(Seed.of(7).random().nextLong());
        Set<Long> firsts = new HashSet<>();
        for (int i = 0; i < 10_000; i++) firsts.add(seed.split(i).random().nextLong());
        firsts.add(seed.random().nextLong());
        firsts.add(seed.split("a").random().nextLong());
        firsts.add(seed.split("b").random().nextLong());
        assertThat(firsts).hasSize(10_003);
    }

    @Test
    void neighbouringSeedsAreUncorrelated() {
        int n = 20_000;
        double product = 0;
        for (int i = 0; i < n; i++)
            product += Seed.of(1).split(i).random().nextGaussian()
                    * Seed.of(1).split(i + 1).random().nextGaussian();
        assertThat(Math.abs(product / Math.sqrt(n))).isLessThan(4);
    }

    @Test
    void threadsDoNotChangeResults() {
        List<Long> one = new Execution(1)
                .map("draw", 100, i -> Seed.of(3).split(i).random().nextLong());
        List<Long> eight = new Execution(8)
                .map("draw", 100, i -> Seed.of(3).split(i).random().nextLong());
        assertThat(eight).isEqualTo(one);
    }

    @Test
    void theFirstFailureReachesTheCallerAsItIs() {
        assertThatThrownBy(() -> new Execution(4).map("fail", 50, i -> {
                    if (i == 20) throw new CausalException("number 20");
                    return i;
                }))
                .isInstanceOf(CausalException.class)
                .hasMessage("number 20");
    }

    @Test
    void anInterruptStopsAllThreads() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch running = new CountDownLatch(2);
        Thread caller = new Thread(() -> {
            try {
                new Execution(2).map("endless", 2, i -> {
                    running.countDown();
                    while (true) Progress.checkpoint();
                });
            } catch (CancellationException e) {
                thrown.set(e);
            }
        });
        caller.start();
        running.await();
        caller.interrupt();
        caller.join(5000);
        assertThat(caller.isAlive()).isFalse();
        assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    }

    @Test
    void anUnknownNameGetsTheNearestKnownOnes() {
        assertThat(CausalException.unknown("column", "encuragement", List.of("sex", "encouragement", "plans")))
                .hasMessage("There is no column \"encuragement\"; did you mean encouragement?");
        assertThat(CausalException.unknown("column", "xyz", List.of("sex", "plans")))
                .hasMessageContaining("known: sex, plans");
    }

    @Test
    void textNeverBecomesMarkup() {
        assertThat(Displayable.escape("<script>'&\"\u0000")).isEqualTo("&lt;script&gt;&#39;&amp;&quot;\ufffd");
    }

    @Test
    void aCheckThatDoesNotHoldThrows() {
        Check.close("half", 0.51, 0.5, 0.02);
        assertThatThrownBy(() -> Check.close("half", 0.53, 0.5, 0.02)).hasMessageContaining("half");
        assertThatThrownBy(() -> Check.close("nothing", Double.NaN, 0.5, 0.02)).isInstanceOf(CausalException.class);
        assertThatThrownBy(() -> Check.that("sky is green", false)).hasMessageContaining("sky is green");
    }
}
