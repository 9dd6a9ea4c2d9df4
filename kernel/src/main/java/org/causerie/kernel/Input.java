// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.dflib.jjava.jupyter.messages.MessageContext;

/** {@code System.in} of cells: each line is asked of the front end that sent the cell. */
final class Input extends InputStream {
    private final StdinRequests requests;
    private final Output output;
    private Optional<MessageContext> cell = Optional.empty();
    private byte[] line = new byte[0];
    private int read;

    Input(StdinRequests requests, Output output) {
        this.requests = requests;
        this.output = output;
    }

    /** From now on this cell asks; none when it may not. */
    synchronized void begin(Optional<MessageContext> next) {
        cell = next;
        line = new byte[0];
        read = 0;
    }

    @Override
    public synchronized int read() throws InterruptedIOException {
        byte[] one = new byte[1];
        read(one, 0, 1);
        return one[0] & 0xFF;
    }

    @Override
    public synchronized int read(byte[] into, int from, int count) throws InterruptedIOException {
        Objects.checkFromIndexSize(from, count, into.length);
        if (count == 0) return 0;
        if (available() == 0) ask();
        int part = Math.min(count, available());
        System.arraycopy(line, read, into, from, part);
        read += part;
        return part;
    }

    @Override
    public synchronized int available() {
        return line.length - read;
    }

    private void ask() throws InterruptedIOException {
        MessageContext parent = cell.orElseThrow(() -> new UnsupportedOperationException(
                "System.in cannot be read here: the front end does not take questions for this cell"));
        output.flush();
        try {
            line = (requests.ask(parent) + "\n").getBytes(StandardCharsets.UTF_8);
            read = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for input");
        }
    }
}
