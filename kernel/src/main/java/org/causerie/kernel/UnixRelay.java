// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Listens on a Unix domain socket and passes the bytes on to a loopback port: JeroMQ's own {@code ipc} is TCP
 * under another name, which no other client understands.
 */
final class UnixRelay {
    private UnixRelay() {}

    static void listen(Path socket, int port) {
        try {
            Files.deleteIfExists(socket); // of a kernel that was restarted
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            socket.toFile().deleteOnExit();
            Channels.daemon("relay", () -> accept(server, port));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on " + socket + ": " + e.getMessage(), e);
        }
    }

    private static void accept(ServerSocketChannel server, int port) {
        InetSocketAddress near = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        while (true) {
            try {
                SocketChannel client = server.accept();
                SocketChannel kernel = SocketChannel.open(near);
                Channels.daemon("relay-in", () -> copy(client, kernel));
                Channels.daemon("relay-out", () -> copy(kernel, client));
            } catch (IOException e) {
                Main.log("a connection was lost: " + e);
                if (!server.isOpen()) return;
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
        } catch (IOException e) {
            buffer.clear(); // one side has gone; closing both tells the other
        }
    }
}
