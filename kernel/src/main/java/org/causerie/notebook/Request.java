// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.causerie.CausalException;

/** A request on its way: its answer and what the kernel publishes for it, in the order they come in. */
public final class Request {
    /** How often a wait looks whether the kernel still runs. */
    private static final long LOOK_MILLIS = 100;

    private final Message sent;
    private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
    private final List<Message> held = new ArrayList<>();
    private final Consumer<Message> onInput;
    private final Supplier<Optional<String>> death;
    private final Runnable done;
    private Optional<Message> reply = Optional.empty();
    private boolean idle;

    Request(Message sent, Consumer<Message> onInput, Supplier<Optional<String>> death, Runnable done) {
        this.sent = sent;
        this.onInput = onInput;
        this.death = death;
        this.done = done;
    }

    /** The message that was sent. */
    public Message sent() {
        return sent;
    }

    void received(Message message) {
        inbox.add(message);
    }

    /**
     * Waits for the reply only; what is published meanwhile is kept for {@link #finish}.
     *
     * @throws CausalException when it does not come in time or the kernel stops
     */
    public Message reply(Duration within) {
        if (reply.isPresent()) return reply.get();
        await(within, held::add, () -> reply.isPresent(), "an answer to");
        return reply.orElseThrow();
    }

    /**
     * Waits until the kernel has replied and is idle again; everything published goes to {@code published}
     * on this thread, while it comes in.
     *
     * @return the reply
     * @throws CausalException when the end does not come in time or the kernel stops
     */
    public Message finish(Duration within, Consumer<Message> published) {
        held.forEach(published);
        held.clear();
        boolean control = sent.channel() == Message.Channel.CONTROL;
        await(within, published, () -> reply.isPresent() && (idle || control), "the end of");
        done.run();
        return reply.orElseThrow();
    }

    /** Whether, once replied to, the kernel's being idle is heard of within {@code grace}. */
    boolean idles(Duration grace, Duration within) {
        reply(within);
        long end = System.nanoTime() + grace.toNanos();
        while (!idle && System.nanoTime() < end) {
            Message message = next(10);
            if (message != null) take(message, held::add);
        }
        return idle;
    }

    private interface Condition {
        boolean met();
    }

    private void await(Duration within, Consumer<Message> published, Condition done, String what) {
        long end = System.nanoTime() + within.toNanos();
        while (!done.met()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left < 0) {
                throw new CausalException("The kernel did not send " + what + " " + sent.type() + " within " + within);
            }
            Message message = next(Math.min(left, LOOK_MILLIS) + 1);
            if (message == null) {
                death.get().ifPresent(words -> {
                    throw new CausalException(words);
                });
            } else {
                take(message, published);
            }
        }
    }

    private void take(Message message, Consumer<Message> published) {
        switch (message.channel()) {
            case SHELL, CONTROL -> reply = Optional.of(message);
            case STDIN -> onInput.accept(message);
            case IOPUB -> {
                if (message.type().equals("status")
                        && message.text("execution_state").equals("idle")) idle = true;
                published.accept(message);
            }
        }
    }

    private Message next(long millis) {
        try {
            return inbox.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CausalException("Interrupted while waiting for the kernel", e);
        }
    }
}
