// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.causerie.Progress;
import org.causerie.discovery.GrowShrinkTree.Grower;

/** Short work that the thread which leads a climb shares, piece by piece, with threads that have nothing else to do. */
final class Crew {
    /** A helper looks so often for more work before it rests: for longer than it takes from one work to the next. */
    private static final int LOOKS = 20_000;

    private volatile Work work = new Work(0, (piece, grower) -> {});
    private volatile boolean ended;
    private final AtomicInteger helpers = new AtomicInteger();

    /** Does a piece of work with a thread's work space. */
    interface Piece {
        void on(int number, Grower grower);
    }

    /** Pieces that threads take one by one. */
    private static final class Work {
        private final int count;
        private final Piece piece;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger helping = new AtomicInteger();

        /** Pieces that a helper was interrupted in. */
        private final Queue<Integer> dropped = new ConcurrentLinkedQueue<>();

        Work(int count, Piece piece) {
            this.count = count;
            this.piece = piece;
        }

        boolean left() {
            return next.get() < count;
        }

        void take(Grower grower) {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                boolean whole = false;
                try {
                    piece.on(i, grower);
                    whole = true;
                } finally {
                    if (!whole) dropped.add(i);
                }
            }
        }

        void help(Grower grower) {
            helping.incrementAndGet();
            try {
                take(grower);
            } finally {
                helping.decrementAndGet();
            }
        }
    }

    /** How many threads share the work now. */
    int threads() {
        return 1 + helpers.get();
    }

    /** Does pieces 0 to {@code count} - 1, of which helpers take some; all are done at the end. */
    void share(int count, Piece piece, Grower grower) {
        Work shared = new Work(count, piece);
        work = shared;
        shared.take(grower);
        while (shared.helping.get() > 0) Thread.onSpinWait();
        for (int left : shared.dropped) piece.on(left, grower);
    }

    /** Takes pieces of what is shared until the climb ends. */
    void help(Grower grower) {
        helpers.incrementAndGet();
        try {
            int looks = 0;
            while (!ended) {
                Progress.checkpoint();
                Work now = work;
                if (now.left()) {
                    now.help(grower);
                    looks = 0;
                } else if (looks++ < LOOKS) {
                    Thread.onSpinWait();
                } else {
                    Climbs.pause();
                }
            }
        } finally {
            helpers.decrementAndGet();
        }
    }

    /** Sends the helpers away. */
    void end() {
        ended = true;
    }
}
