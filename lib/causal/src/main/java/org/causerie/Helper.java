// SPDX-License-Identifier: Apache-2.0
package org.causerie;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Work that a thread does beside the one that asks for it, which may interrupt it until it ends. */
final class Helper {
    /** Its threads wait a second for more work before they end, since a new thread comes late to short work. */
    private static final Executor THREADS =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "causerie-helper");
                thread.setDaemon(true);
                return thread;
            });

    private final CountDownLatch ended = new CountDownLatch(1);
    private Optional<Thread> worker = Optional.empty();
    private boolean interrupted;

    private Helper() {}

    /** Starts the work, with the class loader of this thread. */
    static Helper start(Runnable work) {
        Helper helper = new Helper();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        THREADS.execute(() -> {
            Thread.currentThread().setContextClassLoader(loader);
            helper.begin();
            try {
                work.run();
            } finally {
                helper.end();
            }
        });
        return helper;
    }

    private synchronized void begin() {
        worker = Optional.of(Thread.currentThread());
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void end() {
        synchronized (this) {
            worker = Optional.empty();
        }
        ended.countDown();
    }

    /** Interrupts the thread if it is still at work. */
    synchronized void interrupt() {
        interrupted = true;
        worker.ifPresent(Thread::interrupt);
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** Waits until the work has ended. */
    void await() throws InterruptedException {
        ended.await();
    }
}
