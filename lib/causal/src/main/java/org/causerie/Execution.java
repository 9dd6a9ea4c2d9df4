// SPDX-License-Identifier: Apache-2.0
package org.causerie;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * How a computation runs, which never changes what it returns.
 *
 * @param threads how many threads share the work, at least 1
 */
public record Execution(int threads) {

    public Execution {
        if (threads < 1) throw new CausalException("An execution needs at least 1 thread; " + threads + " was given");
    }

    /** As many threads as the machine has processors. */
    public static Execution withDefaults() {
        return new Execution(Runtime.getRuntime().availableProcessors());
    }

    /** Everything on the calling thread. */
    public static Execution sequential() {
        return new Execution(1);
    }

    /**
     * The results of {@code work} for 0 to {@code count} - 1, in that order, with a progress bar. The calling thread
     * works too. When it is interrupted all threads stop; when work fails no more is begun, and of several failures that
     * of the lowest number is thrown.
     *
     * @param task what is being done, in a word or two
     */
    public <T> List<T> map(String task, int count, IntFunction<T> work) {
        try (Progress progress = Progress.of(task, count)) {
            if (threads == 1 || count < 2) {
                List<T> results = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    results.add(work.apply(i));
                    progress.step();
                }
                return results;
            }
            return parallel(progress, count, work);
        }
    }

    private <T> List<T> parallel(Progress progress, int count, IntFunction<T> work) {
        List<T> results = new ArrayList<>(Collections.nCopies(count, null));
        ConcurrentSkipListMap<Integer, Throwable> failures = new ConcurrentSkipListMap<>();
        AtomicInteger next = new AtomicInteger();
        Runnable share = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                try {
                    results.set(i, work.apply(i));
                    progress.step();
                } catch (RuntimeException | Error e) {
                    failures.put(i, e);
                    next.set(count);
                }
            }
        };
        List<Helper> helpers = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, count); i++) helpers.add(Helper.start(share));
        share.run();
        await(helpers);
        if (failures.isEmpty()) return results;
        Throwable first = failures.firstEntry().getValue();
        if (first instanceof Error error) throw error;
        throw (RuntimeException) first;
    }

    /** Waits until all have ended, and interrupts them when it is interrupted itself. */
    private static void await(List<Helper> helpers) {
        boolean interrupted = false;
        for (Helper helper : helpers) {
            while (!helper.hasEnded()) {
                try {
                    helper.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                    helpers.forEach(Helper::interrupt);
                }
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
