// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Runs what JShell has compiled: each cell on a thread of its own, which can be interrupted, and given up when
 * it does not heed that.
 */
final class CellExecution extends DirectExecutionControl implements ExecutionControlProvider {
    private static final int LOOK_MILLIS = 10;

    /** How often an interrupted cell is told to stop before it is given up: four tenths of a second. */
    private static final int GRACE_LOOKS = 40;

    /** The same for one whose thread got hardly any time from a busy machine, and so had no chance to stop. */
    private static final int LONGEST_GRACE_LOOKS = 100;

    private static final long CHANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    /** A thread that uses less than this while it is told to stop waits for something that no interrupt ends. */
    private static final long WAITING_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final int DEEPEST_CAUSE = 10;

    private final CellLoader loader;
    private final long timeoutNanos;
    private ExecutorService runner;
    private StopPoint.CellThread thread;
    private boolean abandoned;
    private String lastWords = "";

    /** Why the cell was interrupted; absent while it runs undisturbed. */
    private volatile Optional<String> interruption = Optional.empty();

    private volatile boolean running;
    private Optional<Object> value = Optional.empty();
    private Optional<Throwable> thrown = Optional.empty();

    /** What ends a cell from outside. */
    static final class Interrupted extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean abandoned;
        private final String lastWords;

        Interrupted(String reason, boolean abandoned, String lastWords) {
            super(reason);
            this.abandoned = abandoned;
            this.lastWords = lastWords;
        }

        /** What the stopped code has to say, such as how far it came; empty when nothing. */
        String lastWords() {
            return lastWords;
        }

        /** Whether its thread still runs, in code that does not ask whether to stop. */
        boolean abandoned() {
            return abandoned;
        }
    }

    /** @param timeoutNanos how long one statement may take; 0 for ever */
    CellExecution(CellLoader loader, long timeoutNanos) {
        super(loader.delegate());
        this.loader = loader;
        this.timeoutNanos = timeoutNanos;
    }

    @Override
    public String name() {
        return "causerie";
    }

    @Override
    public CellExecution generate(ExecutionEnv environment, Map<String, String> parameters) {
        return this;
    }

    // One cell

    /** Makes ready for a cell. */
    void begin(String name) {
        interruption = Optional.empty();
        abandoned = false;
        lastWords = "";
        runner = Executors.newSingleThreadExecutor(work -> {
            thread = new StopPoint.CellThread(work, name);
            thread.setContextClassLoader(loader);
            return thread;
        });
        running = true;
    }

    /** The cell is over. */
    void end() {
        running = false;
        runner.shutdown();
        StopPoint.over();
    }

    /** Stops the cell, if one runs; returns at once. */
    void interrupt(String reason) {
        if (running && interruption.isEmpty()) interruption = Optional.of(reason);
    }

    /** Fails if the cell was interrupted. */
    void checkInterrupted() throws Interrupted {
        if (interruption.isPresent()) throw new Interrupted(interruption.get(), abandoned, lastWords);
    }

    /** The value of the last snippet that was run, absent where it has none or it is null. */
    Optional<Object> value() {
        return value;
    }

    /** What the last snippet that was run threw. */
    Optional<Throwable> thrown() {
        return thrown;
    }

    @Override
    protected String invoke(Method method) throws Exception {
        value = Optional.empty();
        thrown = Optional.empty();
        try {
            value = Optional.ofNullable(call(() -> method.invoke(null)));
            return "";
        } catch (Interrupted e) {
            throw new UserException(e.getMessage(), Interrupted.class.getName(), new StackTraceElement[0]);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SPIResolutionException unresolved) {
                throw new ResolutionException(unresolved.id(), unresolved.getStackTrace());
            }
            thrown = Optional.of(cause);
            throw inSnippets(cause, Collections.newSetFromMap(new IdentityHashMap<>()));
        }
    }

    /** The exception with its causes, as JShell wants it to translate their frames. */
    private static UserException inSnippets(Throwable thrown, Set<Throwable> seen) {
        seen.add(thrown);
        UserException translatable =
                new UserException(thrown.getMessage(), thrown.getClass().getName(), thrown.getStackTrace());
        if (thrown.getCause() != null && !seen.contains(thrown.getCause())) {
            translatable.initCause(inSnippets(thrown.getCause(), seen));
        }
        return translatable;
    }

    /**
     * Runs work on the cell's thread and waits for it.
     *
     * @throws Interrupted when the cell was interrupted before the work was done
     */
    <T> T call(Callable<T> work) throws Exception {
        if (Thread.currentThread() instanceof StopPoint.CellThread) return work.call();
        checkInterrupted();
        FutureTask<T> task = new FutureTask<>(work);
        runner.execute(task);
        long started = System.nanoTime();
        int told = 0;
        long usedBefore = 0;
        while (true) {
            try {
                T result = task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                checkInterrupted();
                return result;
            } catch (TimeoutException running) {
                if (timeoutNanos > 0 && System.nanoTime() - started > timeoutNanos) {
                    interrupt("timed out after " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms");
                }
                if (interruption.isEmpty()) continue;
                if (told++ == 0) {
                    usedBefore = used();
                    StopPoint.stop(thread);
                }
                thread.interrupt();
                if (told > LONGEST_GRACE_LOOKS || (told > GRACE_LOOKS && hadChance(usedBefore))) {
                    abandoned = true;
                    task.cancel(false);
                }
            } catch (CancellationException e) {
                checkInterrupted();
                throw e;
            } catch (ExecutionException e) {
                lastWords = lastWords(e);
                checkInterrupted();
                if (e.getCause() instanceof Exception exception) throw exception;
                if (e.getCause() instanceof Error error) throw error;
                throw e;
            }
        }
    }

    /** The message of the cancellation that ended the work, if it is one that tells more than that. */
    private static String lastWords(Throwable thrown) {
        Throwable at = thrown;
        for (int i = 0; i < DEEPEST_CAUSE && at != null; i++, at = at.getCause()) {
            if (at instanceof CancellationException && at.getClass() != CancellationException.class) {
                return Optional.ofNullable(at.getMessage()).orElse("");
            }
        }
        return "";
    }

    /** Whether the cell's thread ran long enough since then to stop, or did not want to run at all: it waits. */
    private boolean hadChance(long usedBefore) {
        long used = used() - usedBefore;
        return used > CHANCE_NANOS || used < WAITING_NANOS;
    }

    /** The processor time of the cell's thread. */
    private long used() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    }
}
