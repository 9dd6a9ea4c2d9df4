// SPDX-License-Identifier: Apache-2.0
package org.causerie;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
     * The results of {@code work} for 0 to {@code count} - 1, in that order, with a progress bar; stops all
     * threads when the caller is interrupted or one of them fails.
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
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, count), runnable -> {
            Thread thread = new Thread(runnable, "causerie-" + progress.task());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
        try {
            List<Future<T>> futures = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    T result = work.apply(number);
                    progress.step();
                    return result;
                }));
            }
            List<T> results = new ArrayList<>(count);
            for (Future<T> future : futures) results.add(future.get());
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            if (e.getCause() instanceof Error error) throw error;
            throw new CausalException(progress.task() + " failed: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
