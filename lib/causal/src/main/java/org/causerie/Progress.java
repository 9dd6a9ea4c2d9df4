// SPDX-License-Identifier: Apache-2.0
package org.causerie;

import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a running task is, and the place where it stops when the user interrupts it.
 *
 * <p>{@snippet :
 * try (var progress = Progress.of("bootstrap", 200)) {
 *     for (int i = 0; i < 200; i++) {
 *         refit(i);
 *         progress.step();
 *     }
 * }
 * }
 *
 * <p>Nothing is shown unless a {@link Listener} is on the class path; the kernel brings one that draws a
 * bar. Safe for use by several threads.
 */
public final class Progress implements AutoCloseable {
    private static final List<Listener> LISTENERS =
            ServiceLoader.load(Listener.class, Progress.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private final String task;
    private final long total;
    private final AtomicLong done = new AtomicLong();

    private Progress(String task, long total) {
        this.task = task;
        this.total = total;
        LISTENERS.forEach(listener -> listener.started(this));
    }

    /**
     * Starts a task of so many steps.
     *
     * @param task what is being done, in a word or two
     * @param total the number of steps, at least 0
     */
    public static Progress of(String task, long total) {
        if (total < 0) throw new CausalException("A task cannot have " + total + " steps");
        return new Progress(task, total);
    }

    /**
     * Stops the task here if its thread was interrupted; for loops too short for a bar of their own.
     *
     * @throws CancellationException if the thread was interrupted
     */
    public static void checkpoint() {
        if (Thread.currentThread().isInterrupted()) throw new CancellationException("interrupted");
    }

    /**
     * Counts one step as done.
     *
     * @throws CancellationException if the thread was interrupted
     */
    public void step() {
        checkpoint();
        done.incrementAndGet();
        for (Listener listener : LISTENERS) listener.stepped(this);
    }

    public String task() {
        return task;
    }

    public long total() {
        return total;
    }

    public long done() {
        return done.get();
    }

    @Override
    public void close() {
        LISTENERS.forEach(listener -> listener.finished(this));
    }

    /** Is told how tasks go on, from the threads that work on them; found with {@link ServiceLoader}. */
    public interface Listener {
        void started(Progress progress);

        void stepped(Progress progress);

        void finished(Progress progress);
    }
}
