// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.causerie.Displayable;
import org.causerie.Progress;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Draws a bar for every running task of the library, updated in place and taken away when the task is done; a
 * task that is done at once gets none. Public because {@link Progress} finds it as a service.
 */
public final class ProgressBars implements Progress.Listener {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int WIDTH = 30;

    private static final class Bar {
        private final String id = UUID.randomUUID().toString();
        private final long started = System.nanoTime();
        private final AtomicLong next = new AtomicLong(started + FIRST_NANOS);
        private boolean shown;
        private boolean finished;
    }

    private final Map<Progress, Bar> bars = new ConcurrentHashMap<>();

    /** Made by {@link java.util.ServiceLoader}. */
    public ProgressBars() {}

    @Override
    public void started(Progress progress) {
        bars.put(progress, new Bar());
    }

    @Override
    public void stepped(Progress progress) {
        Bar bar = bars.get(progress);
        if (bar == null) return;
        long now = System.nanoTime();
        long due = bar.next.get();
        if (now - due < 0 || !bar.next.compareAndSet(due, now + BETWEEN_NANOS)) return;
        synchronized (bar) {
            if (bar.finished) return;
            draw(bar, line(progress, now - bar.started), Optional.of(progress));
        }
    }

    @Override
    public void finished(Progress progress) {
        Bar bar = bars.remove(progress);
        if (bar == null) return;
        synchronized (bar) {
            bar.finished = true;
            if (bar.shown) draw(bar, "", Optional.empty());
        }
    }

    private static void draw(Bar bar, String line, Optional<Progress> progress) {
        JavaKernel.running().ifPresent(kernel -> {
            DisplayData data = new DisplayData(line);
            data.putHTML(progress.map(task -> html(task, line)).orElse(""));
            data.putMetaData("causerie", Map.of("progress", true)); // so that tools may leave it out
            data.setDisplayId(bar.id);
            if (bar.shown) kernel.republish(data);
            else kernel.publish(data);
            bar.shown = true;
        });
    }

    private static String html(Progress progress, String line) {
        return "<progress max=\"" + Math.max(1, progress.total()) + "\" value=\"" + progress.done() + "\"></progress> "
                + Displayable.escape(line.substring(line.indexOf(']') + 2));
    }

    /** {@code [#####.....] bootstrap: 50 of 200, 3 s left}. */
    static String line(Progress progress, long nanos) {
        long done = Math.min(progress.done(), progress.total());
        int filled = progress.total() == 0 ? WIDTH : (int) (WIDTH * done / progress.total());
        double left = done == 0 ? 0 : nanos / 1e9 * (progress.total() - done) / done;
        return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + progress.task() + ": " + done + " of "
                + progress.total() + ", " + duration(Math.round(Math.ceil(left))) + " left";
    }

    private static String duration(long seconds) {
        if (seconds < 100) return seconds + " s";
        return seconds < 6000 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
