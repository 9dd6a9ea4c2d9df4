// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Lets JeroMQ speak over a Unix domain socket: its own {@code ipc} is TCP under another name, so it is given
 * a loopback port whose bytes go to the socket and back.
 */
final class UnixBridge implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Path socket;

    UnixBridge(Path socket) {
        this.socket = socket;
        try {
            server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a loopback port for " + socket, e);
        }
        daemon("accept", this::accept);
    }

    /** The loopback port that stands for the socket. */
    int port() {
        return server.socket().getLocalPort();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel near = server.accept();
                try {
                    SocketChannel far = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                    daemon("out", () -> copy(near, far));
                    daemon("in", () -> copy(far, near));
                } catch (IOException notListening) {
                    near.close();
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void copy(ByteChannel from, ByteChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) to.write(buffer);
                buffer.clear();
            }
        } catch (IOException eitherSideGone) {
            buffer.clear();
        }
    }

    private void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "unix-bridge-" + name + "-" + socket.getFileName());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the loopback port of " + socket, e);
        }
    }
}
