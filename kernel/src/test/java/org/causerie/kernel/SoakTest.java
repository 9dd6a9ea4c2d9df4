// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Starts that must all succeed, several at once on a busy machine: what is sent before a kernel is ready has to
 * be answered. {@code -Dcauserie.soak=100} for more.
 */
class SoakTest {
    private static final int AT_ONCE = 5;

    @Test
    void everyStartSucceedsWhileAllCoresAreBusy() throws Exception {
        int starts = Integer.getInteger("causerie.soak", 30);
        List<Thread> load = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread busy = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) Thread.onSpinWait();
            });
            busy.setDaemon(true);
            busy.start();
            load.add(busy);
        }
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < starts; i++) {
                int number = i;
                answers.add(pool.submit(() -> {
                    try (KernelUnderTest kernel = new KernelUnderTest()) {
                        return kernel.run("\"start \" + " + number).text();
                    }
                }));
            }
            for (int i = 0; i < starts; i++) assertThat(answers.get(i).get()).isEqualTo("start " + i);
        } finally {
            pool.shutdownNow();
            load.forEach(Thread::interrupt);
        }
    }
}
