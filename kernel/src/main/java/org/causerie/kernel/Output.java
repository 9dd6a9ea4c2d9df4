// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/**
 * What cells print, on its way to the front end: gathered for a moment, so that many small prints make few
 * messages, in the order printed, and cut where one cell prints more than anyone reads.
 */
final class Output {
    /** How long prints are gathered. */
    private static final long GATHER_MILLIS = 30;

    private static final int BUFFER_BYTES = 32 << 10;

    /** How much one cell may print. */
    private static final long LIMIT_BYTES = 1 << 20;

    private final Publisher publisher;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "kernel-output");
        thread.setDaemon(true);
        return thread;
    });
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int length;
    private StreamType gathering = StreamType.OUT;
    private boolean scheduled;
    private Optional<MessageContext> cell = Optional.empty();
    private long printed;
    private long cut;

    Output(Publisher publisher) {
        this.publisher = publisher;
    }

    /** Takes the place of {@code System.out} and {@code System.err}. */
    void install() {
        System.setOut(stream(StreamType.OUT));
        System.setErr(stream(StreamType.ERR));
    }

    private PrintStream stream(StreamType type) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int count) {
                        gather(type, bytes, from, count);
                    }
                },
                false,
                StandardCharsets.UTF_8);
    }

    /** From now on output belongs to this cell; to none when its output is not wanted. */
    synchronized void begin(Optional<MessageContext> next) {
        flush();
        cell = next;
        printed = 0;
        cut = 0;
    }

    /** The cell that output belongs to. */
    synchronized Optional<MessageContext> cell() {
        return cell;
    }

    private synchronized void gather(StreamType type, byte[] bytes, int from, int count) {
        if (cell.isEmpty()) return;
        int room = (int) Math.max(0, Math.min(count, LIMIT_BYTES - printed));
        cut += count - room;
        printed += room;
        if (type != gathering) send(length);
        gathering = type;
        for (int done = 0; done < room; ) {
            if (length == buffer.length) send(completeCharacters());
            int part = Math.min(room - done, buffer.length - length);
            System.arraycopy(bytes, from + done, buffer, length, part);
            length += part;
            done += part;
        }
        if (!scheduled && length > 0) {
            scheduled = true;
            var unused = timer.schedule(this::tick, GATHER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void tick() {
        scheduled = false;
        send(completeCharacters());
    }

    /** Sends what was printed so far; what a cell printed beyond the limit is told in one line. */
    synchronized void flush() {
        send(length);
        if (cut == 0) return;
        publish(StreamType.ERR, String.format("%n… the output was cut here: %,d bytes more were printed%n", cut));
        cut = 0;
    }

    /** How much of the buffer ends with a complete character. */
    private int completeCharacters() {
        int start = length - 1;
        while (start > 0 && start > length - 4 && (buffer[start] & 0xC0) == 0x80) start--;
        if (start < 0) return 0;
        int first = buffer[start] & 0xFF;
        int size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
        return size > length - start ? start : length;
    }

    private void send(int count) {
        if (count == 0) return;
        publish(gathering, new String(buffer, 0, count, StandardCharsets.UTF_8));
        System.arraycopy(buffer, count, buffer, 0, length - count);
        length -= count;
    }

    private void publish(StreamType type, String text) {
        cell.ifPresent(parent -> publisher.sendMessage(
                new Message<>(parent, PublishStream.MESSAGE_TYPE, new PublishStream(type, text))));
    }
}
