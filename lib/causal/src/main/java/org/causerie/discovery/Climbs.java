// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.causerie.Execution;
import org.causerie.Progress;

/** Climbs that threads share: each leads one as long as there are any, and then helps with one under way. */
final class Climbs {
    private static final long NANOS_TO_WAIT = 20_000;

    private final List<Runnable> help = new CopyOnWriteArrayList<>();
    private final AtomicInteger left;

    private Climbs(int count) {
        left = new AtomicInteger(count);
    }

    /** One of several climbs. */
    interface Climb {
        void lead(int number, Climbs climbs);
    }

    /** Leads climbs 0 to {@code count} - 1; where one fails, those under way end and no more begin. */
    static void run(int count, Execution execution, Climb climb) {
        Climbs climbs = new Climbs(count);
        execution.map("climbing", count + execution.threads() - 1, i -> {
            if (i < count) climbs.lead(i, climb);
            else climbs.help(i);
            return i;
        });
    }

    private void lead(int number, Climb climb) {
        boolean ended = false;
        try {
            climb.lead(number, this);
            ended = true;
        } finally {
            if (ended) left.decrementAndGet();
            else left.set(0);
        }
    }

    private void help(int number) {
        while (left.get() > 0) {
            Progress.checkpoint();
            Object[] open = help.toArray();
            if (open.length > 0) ((Runnable) open[number % open.length]).run();
            pause();
        }
    }

    /** A short wait of a thread that has nothing to do yet. */
    static void pause() {
        LockSupport.parkNanos(NANOS_TO_WAIT);
    }

    /** Leads a climb that threads without one of their own may join with this, which ends when the climb does. */
    void leadHelped(Runnable lead, Runnable joining) {
        help.add(joining);
        try {
            lead.run();
        } finally {
            help.remove(joining);
        }
    }
}
