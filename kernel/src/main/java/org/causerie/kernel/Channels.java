// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The five sockets of a kernel, each used by one thread only, which waits in a receive instead of polling.
 *
 * <p>Every handler must be set before {@link #connect()}: a message never meets a kernel that does not know it.
 */
final class Channels extends JupyterConnection {
    /** How long cells sent right behind a failing one may take to arrive and still be dropped. */
    private static final long IN_FLIGHT_MILLIS = 20;

    private static final long DEEP_STACK = 64L << 20;

    private final KernelConnectionProperties properties;
    private final Wire wire;
    private final Publisher publisher;
    private final StdinRequests stdinRequests;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Messages of the shell channel that were read ahead; those in {@code aborted} are only to be declined. */
    private final Deque<Message<?>> ahead = new ArrayDeque<>();

    private final Set<Message<?>> aborted = Collections.newSetFromMap(new IdentityHashMap<>());

    Channels(KernelConnectionProperties properties) throws GeneralSecurityException {
        super(properties);
        this.properties = properties;
        wire = new Wire(properties.createHMACGenerator());
        publisher = new Publisher(properties.createHMACGenerator(), wire);
        stdinRequests = new StdinRequests(stdin, wire);
    }

    /** Where everything is published, from any thread. */
    Publisher publisher() {
        return publisher;
    }

    /** Asks the front end that sent {@code parent} for a line of input, and waits for it. */
    StdinRequests stdinRequests() {
        return stdinRequests;
    }

    @Override
    public ShellReplyEnvironment prepareReplyEnv(ShellChannel channel, MessageContext context) {
        return new Reply(channel, context);
    }

    /** Publishes through the publisher's queue, and replies at once. */
    private final class Reply extends ShellReplyEnvironment {
        Reply(ShellChannel channel, MessageContext context) {
            super(channel, stdin, publisher, context);
        }

        @Override
        public void reply(Message<?> message) {
            wire.send(getShell(), message);
        }
    }

    // Opening

    @Override
    public void connect() {
        shell.setSndHWM(0);
        bind(publisher, properties.getIopubPort());
        bind(stdin, properties.getStdinPort());
        bind(heartbeat, properties.getHbPort());
        bind(control, properties.getControlPort());
        bind(shell, properties.getShellPort());
        publisher.start();
        stdinRequests.start();
        daemon("heartbeat", this::echo);
        daemon("control", () -> serve(control));
        daemon("shell", () -> serve(shell));
        publisher.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
    }

    private void bind(ZMQ.Socket socket, int port) {
        if (properties.getTransport().equals("ipc")) {
            int near = socket.bindToRandomPort("tcp://127.0.0.1");
            UnixRelay.listen(Path.of(properties.getIp() + "-" + port), near);
        } else {
            socket.bind(properties.getTransport() + "://" + properties.getIp() + ":" + port);
        }
    }

    /** Starts a thread that does not keep the process alive; deep enough for the compiler's recursion. */
    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(null, work, "kernel-" + name, DEEP_STACK);
        thread.setDaemon(true);
        thread.start();
    }

    private void echo() {
        while (true) {
            byte[] beat = heartbeat.recv();
            if (beat != null) heartbeat.send(beat);
        }
    }

    // Serving

    private void serve(ShellChannel channel) {
        while (closed.getCount() > 0) {
            try {
                Message<?> message = channel == shell ? ahead.poll() : null;
                if (message == null) message = read(channel, 0).orElse(null);
                if (message != null) handle(channel, message);
            } catch (ZMQException e) {
                if (e.getErrorCode() == ZMQ.Error.ETERM.getCode()) return;
                Main.log("the channel failed: " + e);
            } catch (Exception | Error e) {
                Main.log("a message could not be handled: " + e);
            }
        }
    }

    /** The next message, or empty where what came was refused or, not waiting, nothing came. */
    private Optional<Message<?>> read(ZMQ.Socket socket, int flags) {
        byte[] frame = socket.recv(flags);
        if (frame == null) return Optional.empty();
        List<byte[]> frames = new ArrayList<>(List.of(frame));
        while (socket.hasReceiveMore()) frames.add(socket.recv());
        try {
            return Optional.of(wire.read(frames));
        } catch (Wire.Refused e) {
            Main.log("refused " + e.getMessage());
            return Optional.empty();
        }
    }

    private <T> void handle(ShellChannel channel, Message<T> message) {
        MessageType<T> type = message.getHeader().getType();
        ShellHandler<T> handler = getHandler(type);
        if (handler == null) {
            Main.log("a message of a type that is not known");
            return;
        }
        ShellReplyEnvironment reply = prepareReplyEnv(channel, message);
        try {
            if (aborted.remove(message)) JavaKernel.decline(reply);
            else handler.handle(reply, message);
        } finally {
            reply.resolveDeferrals();
        }
        if (reply.isMarkedForShutdown()) closed.countDown();
    }

    /**
     * Marks the cells that already wait behind the one being executed, to be answered as aborted. Called on the
     * shell's thread before the failure is replied, so whoever sent them did not know of it.
     */
    void abortQueuedCells() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(IN_FLIGHT_MILLIS));
        while ((shell.getEvents() & ZMQ.Poller.POLLIN) != 0)
            read(shell, ZMQ.DONTWAIT).ifPresent(ahead::add);
        for (Message<?> waiting : ahead) {
            if (waiting.getHeader().getType().equals(MessageType.EXECUTE_REQUEST)) aborted.add(waiting);
        }
    }

    @Override
    public void waitUntilClose() {
        try {
            closed.await();
            publisher.drain();
            Thread.sleep(100); // the sockets' own threads send the last frames
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
