// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.causerie.Seed;
import org.causerie.discovery.GrowShrinkTree.Grower;
import org.causerie.graph.Dag;
import org.causerie.stat.Bic;
import org.causerie.stat.LocalScore;
import org.junit.jupiter.api.Test;

class CrewTest {
    private static final int PIECES = 1000;

    private final LocalScore score = Bic.withDefaults().on(Worlds.sample(Dag.of("a -> b", "b -> c"), 100, Seed.of(1)));

    @Test
    void whatAHelperDropsIsDoneByTheLead() throws InterruptedException {
        Crew crew = new Crew();
        CountDownLatch dropped = new CountDownLatch(1);
        Thread lead = Thread.currentThread();
        AtomicIntegerArray done = new AtomicIntegerArray(PIECES);
        Thread helper = new Thread(() -> {
            try {
                crew.help(new Grower(score));
            } catch (CancellationException e) {
                dropped.countDown();
            }
        });
        helper.start();
        crew.share(
                PIECES,
                (number, grower) -> {
                    if (Thread.currentThread() != lead) throw new CancellationException("interrupted");
                    await(dropped);
                    done.incrementAndGet(number);
                },
                new Grower(score));
        crew.end();
        helper.join();
        for (int i = 0; i < PIECES; i++)
            assertThat(done.get(i)).as("piece %s", i).isEqualTo(1);
        assertThat(crew.threads()).isEqualTo(1);
    }

    /** Several works one after another, each shared with helpers that come and go. */
    @Test
    void everyPieceIsDoneOnce() throws InterruptedException {
        Crew crew = new Crew();
        Thread[] helpers = new Thread[3];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Thread(() -> crew.help(new Grower(score)));
            helpers[i].start();
        }
        for (int work = 0; work < 200; work++) {
            AtomicIntegerArray done = new AtomicIntegerArray(PIECES);
            crew.share(PIECES, (number, grower) -> done.incrementAndGet(number), new Grower(score));
            for (int i = 0; i < PIECES; i++) assertThat(done.get(i)).isEqualTo(1);
        }
        crew.end();
        for (Thread helper : helpers) helper.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
