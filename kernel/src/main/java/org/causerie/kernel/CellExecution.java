// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

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
    /** How long an interrupted cell may go on before it is given up. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private static final int LOOK_MILLIS = 10;

    private final CellLoader loader;
    private final long timeoutNanos;
    private ExecutorService runner;
    private StopPoint.CellThread thread;
    private boolean abandoned;

    /** When the cell was interrupted, in nanoseconds, and why; absent while it runs undisturbed. */
    private volatile Optional<Interruption> interruption = Optional.empty();

    private volatile boolean running;
    private Optional<Object> value = Optional.empty();
    private Optional<Throwable> thrown = Optional.empty();

    private record Interruption(long nanos, String reason) {}

    /** What ends a cell from outside. */
    static final class Interrupted extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean abandoned;

        Interrupted(String reason, boolean abandoned) {
            super(reason);
            this.abandoned = abandoned;
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
        if (running && interruption.isEmpty()) interruption = Optional.of(new Interruption(System.nanoTime(), reason));
    }

    /** Fails if the cell was interrupted. */
    void checkInterrupted() throws Interrupted {
        if (interruption.isPresent()) throw new Interrupted(interruption.get().reason(), abandoned);
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
        boolean told = false;
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
                if (!told) StopPoint.stop(thread);
                told = true;
                thread.interrupt();
                if (System.nanoTime() - interruption.get().nanos() > GRACE_NANOS) {
                    abandoned = true;
                    task.cancel(false);
                }
            } catch (CancellationException e) {
                checkInterrupted();
                throw e;
            } catch (ExecutionException e) {
                checkInterrupted();
                if (e.getCause() instanceof Exception exception) throw exception;
                if (e.getCause() instanceof Error error) throw error;
                throw e;
            }
        }
    }
}
