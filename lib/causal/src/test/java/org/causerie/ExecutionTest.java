// SPDX-License-Identifier: Apache-2.0
package org.causerie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void resultsAreInOrder(int threads) {
        assertThat(new Execution(threads).map("squares", 1000, i -> i * i))
                .isEqualTo(IntStream.range(0, 1000).mapToObj(i -> i * i).toList());
    }

    /** Thread 1 fails at 1 only after thread 2 has failed at a higher number. */
    @Test
    @Timeout(20)
    void theFailureOfTheLowestNumberIsThrownAndNoMoreIsBegun() {
        CountDownLatch failing = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        assertThatThrownBy(() -> new Execution(2).map("failing", 1000, i -> {
                    begun.incrementAndGet();
                    if (i == 0) return 0;
                    if (i == 1) {
                        await(failing);
                        throw new CausalException("one");
                    }
                    failing.countDown();
                    throw new CausalException("another");
                }))
                .isInstanceOf(CausalException.class)
                .hasMessage("one");
        assertThat(begun.get()).isLessThan(1000);
    }

    @Test
    @Timeout(20)
    void anInterruptStopsAllThreadsAndIsKept() {
        AtomicInteger working = new AtomicInteger();
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> new Execution(3).map("endless", 3, i -> {
                    if (working.incrementAndGet() == 3) caller.interrupt();
                    while (true) {
                        Progress.checkpoint();
                        Thread.onSpinWait();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(working.get()).isEqualTo(3);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Threads are used again: by then they have lost the interrupt and the class loader of the work before. */
    @Test
    @Timeout(20)
    void whatHappenedToAThreadDoesNotReachItsNextWork() {
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        try {
            for (int run = 0; run < 50; run++) {
                anInterruptStopsAllThreadsAndIsKept();
                ClassLoader loader = new ClassLoader(before) {};
                caller.setContextClassLoader(loader);
                assertThat(new Execution(3).map("next", 3, i -> {
                            Progress.checkpoint();
                            return Thread.currentThread().getContextClassLoader();
                        }))
                        .containsExactly(loader, loader, loader);
            }
        } finally {
            caller.setContextClassLoader(before);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
