// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.util.concurrent.CancellationException;
import org.causerie.Progress;
import org.causerie.Provenance;
import org.causerie.discovery.Found;
import org.causerie.discovery.StoppedSearch;
import org.causerie.graph.CausalGraph;
import org.causerie.graph.Dag;

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

    /** Asks, and tells how far it came, as searches do. */
    public static void search() {
        try {
            polite();
        } catch (CancellationException e) {
            throw new StoppedSearch(new Found() {
                @Override
                public CausalGraph graph() {
                    return Dag.of("X -> Y");
                }

                @Override
                public Provenance provenance() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public String text() {
                    return "after 3 steps:\nX -> Y";
                }
            });
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
