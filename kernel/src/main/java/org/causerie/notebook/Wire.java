// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.causerie.notebook.Message.Channel;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** The sockets of one client. One thread owns them all, as ZeroMQ asks; others leave what they send in a queue. */
final class Wire implements AutoCloseable {
    private static final int BEAT_MILLIS = 1000;
    private static final int RECONNECT_MILLIS = 10;

    /** How long the thread sleeps at most, should a wake-up ever be lost. */
    private static final int LOOK_MILLIS = 200;

    private record Outgoing(Channel channel, List<byte[]> frames) {}

    private final ZContext context = new ZContext();
    private final Connection connection;
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final List<UnixBridge> bridges = new ArrayList<>();
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final Pipe wake;
    private final BiConsumer<Channel, List<byte[]>> receiver;
    private final Thread thread;
    private volatile boolean closing;

    /** Connects every channel; {@code receiver} gets what comes in, on the wire's own thread. */
    Wire(Connection connection, BiConsumer<Channel, List<byte[]>> receiver) {
        this.connection = connection;
        this.receiver = receiver;
        String identity = UUID.randomUUID().toString();
        for (Channel channel : Channel.values()) {
            boolean published = channel == Channel.IOPUB;
            ZMQ.Socket socket = socket(published ? SocketType.SUB : SocketType.DEALER);
            if (published) socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
            else socket.setIdentity(identity.getBytes(ZMQ.CHARSET));
            socket.connect(address(port(channel)));
            sockets.put(channel, socket);
        }
        try {
            wake = Pipe.open();
            wake.source().configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a pipe", e);
        }
        thread = new Thread(this::run, "jupyter-client");
        thread.setDaemon(true);
        thread.start();
    }

    void send(Channel channel, List<byte[]> frames) {
        outgoing.add(new Outgoing(channel, frames));
        wakeUp();
    }

    /** Whether the heartbeat comes back in time; JeroMQ at times loses the first message of a connection it opens. */
    boolean heartbeat(Duration within) {
        String address = address(connection.heartbeat());
        long end = System.nanoTime() + within.toNanos();
        do {
            try (ZMQ.Socket socket = socket(SocketType.REQ)) {
                socket.connect(address);
                socket.setReceiveTimeOut(BEAT_MILLIS);
                socket.send("ping");
                if ("ping".equals(socket.recvStr())) return true;
            }
        } while (System.nanoTime() < end);
        return false;
    }

    private ZMQ.Socket socket(SocketType type) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setLinger(0);
        socket.setRcvHWM(0);
        socket.setSndHWM(0);
        socket.setReconnectIVL(RECONNECT_MILLIS);
        return socket;
    }

    private String address(int port) {
        if (!connection.isIpc()) return "tcp://" + connection.ip() + ":" + port;
        UnixBridge bridge = new UnixBridge(Path.of(connection.ip() + "-" + port));
        bridges.add(bridge);
        return "tcp://127.0.0.1:" + bridge.port();
    }

    private int port(Channel channel) {
        return switch (channel) {
            case SHELL -> connection.shell();
            case CONTROL -> connection.control();
            case STDIN -> connection.stdin();
            case IOPUB -> connection.iopub();
        };
    }

    private void run() {
        try (ZMQ.Poller poller = context.createPoller(Channel.values().length + 1)) {
            for (Channel channel : Channel.values()) poller.register(sockets.get(channel), ZMQ.Poller.POLLIN);
            poller.register(wake.source(), ZMQ.Poller.POLLIN);
            ByteBuffer drained = ByteBuffer.allocate(1024);
            while (!closing) {
                poller.poll(LOOK_MILLIS);
                while (wake.source().read(drained.clear()) > 0) drained.clear();
                for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) write(next);
                for (Channel channel : Channel.values()) receive(channel);
            }
        } catch (ZMQException | IOException e) {
            if (!closing) throw new IllegalStateException("The connection to the kernel broke", e);
        }
    }

    private void write(Outgoing message) {
        ZMQ.Socket socket = sockets.get(message.channel());
        int last = message.frames().size() - 1;
        for (int i = 0; i <= last; i++) socket.send(message.frames().get(i), i < last ? ZMQ.SNDMORE : 0);
    }

    private void receive(Channel channel) {
        ZMQ.Socket socket = sockets.get(channel);
        for (byte[] frame = socket.recv(ZMQ.DONTWAIT); frame != null; frame = socket.recv(ZMQ.DONTWAIT)) {
            List<byte[]> frames = new ArrayList<>(List.of(frame));
            while (socket.hasReceiveMore()) frames.add(socket.recv());
            receiver.accept(channel, frames);
        }
    }

    private void wakeUp() {
        try {
            wake.sink().write(ByteBuffer.wrap(new byte[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("The connection to the kernel is closed", e);
        }
    }

    @Override
    public void close() {
        closing = true;
        wakeUp();
        try {
            thread.join();
            wake.sink().close();
            wake.source().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close a pipe", e);
        } finally {
            context.close();
            bridges.forEach(UnixBridge::close);
        }
    }
}
