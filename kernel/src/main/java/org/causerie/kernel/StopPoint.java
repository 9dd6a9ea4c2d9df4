// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;

/**
 * The places in a cell's classes where it can be stopped: woven into every loop and method by {@link Weaver}.
 *
 * <p>While nothing is stopped a place is a call site that the compiler reduces to nothing. A stop invalidates
 * the {@link SwitchPoint} that all of them hang on, and each then asks whether its thread is meant. Public
 * because the classes of cells link to it.
 */
public final class StopPoint {
    private static final MethodHandle PASS = MethodHandles.empty(MethodType.methodType(void.class));
    private static final MethodHandle ASK;

    static {
        try {
            ASK = MethodHandles.lookup().findVirtual(Site.class, "ask", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static SwitchPoint armed = new SwitchPoint();

    /** Whether threads that belong to no cell, such as those of the common pool, are to stop. */
    private static volatile boolean stopping;

    /** How many threads of cells were told to stop and still run; while there are any, every place asks. */
    private static int lingering;

    private StopPoint() {}

    /** Ends a cell that was interrupted; an error, so that a cell's own {@code catch (Exception e)} lets it pass. */
    static final class Stop extends Error {
        private static final long serialVersionUID = 1L;

        Stop() {
            super("interrupted");
        }
    }

    /** A thread that runs one cell. */
    static final class CellThread extends Thread {
        private static final long STACK = 16L << 20;
        private volatile boolean stopped;

        CellThread(Runnable work, String name) {
            super(null, work, name, STACK);
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                super.run();
            } finally {
                if (stopped) ended();
            }
        }
    }

    private static final class Site extends MutableCallSite {
        Site() {
            super(MethodType.methodType(void.class));
            arm(this);
        }

        /** Called by method handle where nothing says that all may pass. */
        @SuppressWarnings("UnusedMethod")
        void ask() {
            boolean meant = Thread.currentThread() instanceof CellThread cell ? cell.stopped : stopping;
            if (meant) throw new Stop();
            if (mayArm()) arm(this);
        }
    }

    /**
     * Lets all pass until the next stop. A place that is linked or asked while a cell is to stop goes on asking:
     * the stop that is under way would not reach it any more.
     */
    private static synchronized void arm(Site site) {
        MethodHandle ask = ASK.bindTo(site);
        site.setTarget(mayArm() ? armed.guardWithTest(PASS, ask) : ask);
    }

    private static synchronized boolean mayArm() {
        return !stopping && lingering == 0;
    }

    private static synchronized void ended() {
        lingering--;
    }

    /** Links a place; called by the JVM. */
    public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type) {
        return new Site();
    }

    /** Makes this thread, and the helpers that its cell has running, stop at the next place they reach. */
    static synchronized void stop(CellThread thread) {
        stopping = true;
        if (!thread.stopped) {
            thread.stopped = true;
            lingering++;
        }
        SwitchPoint old = armed;
        armed = new SwitchPoint();
        SwitchPoint.invalidateAll(new SwitchPoint[] {old});
    }

    /** Lets helpers run again: the cell that was stopped is over. */
    static void over() {
        stopping = false;
    }

    /** Whether the thread was told to stop. */
    static boolean stopped(CellThread thread) {
        return thread.stopped;
    }
}
