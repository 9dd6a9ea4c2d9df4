// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import org.causerie.Progress;

/** Stands for a library: classes that are on the class path, so the kernel does not weave them. */
public final class LongWork {
    private LongWork() {}

    /** Asks whether to stop, as the library's long loops do. */
    public static long polite() {
        System.out.println("started");
        while (true) {
            for (int i = 0; i < 10_000; i++) Thread.onSpinWait();
            Progress.checkpoint();
        }
    }

    /** Never asks. */
    public static long stubborn() {
        long end = System.nanoTime() + 5_000_000_000L;
        System.out.println("started");
        long sum = 0;
        while (System.nanoTime() < end) sum++;
        return sum;
    }

    /** Steps slowly enough for a bar. */
    public static void stepping(String task, int steps, int millis) throws InterruptedException {
        try (Progress progress = Progress.of(task, steps)) {
            for (int i = 0; i < steps; i++) {
                Thread.sleep(millis);
                progress.step();
            }
        }
    }
}
