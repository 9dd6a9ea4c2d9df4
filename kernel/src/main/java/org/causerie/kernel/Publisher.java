// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * The IOPub socket behind a queue: any thread may publish, one thread sends, in the order published.
 *
 * <p>A cell's thread must not touch a socket itself, because an interrupt in the middle of a send would close
 * the channel underneath.
 */
final class Publisher extends JupyterSocket {
    private final Wire wire;
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

    Publisher(HMACGenerator signer, Wire wire) {
        super(ZMQ.context(1), SocketType.PUB, signer, LoggerFactory.getLogger(Publisher.class));
        this.wire = wire;
        setSndHWM(0);
    }

    @Override
    public void bind(KernelConnectionProperties properties) {
        throw new UnsupportedOperationException("Channels binds every socket");
    }

    void start() {
        Channels.daemon("publisher", this::sendAll);
    }

    @Override // not synchronized as in the superclass: publishing must never wait for the socket
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void sendMessage(Message<?> message) {
        queue.add(() -> wire.send(this, message));
    }

    /** Waits until everything published before is on its way. */
    void drain() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        queue.add(sent::countDown);
        sent.await(1, TimeUnit.SECONDS);
    }

    private void sendAll() {
        while (true) {
            try {
                queue.take().run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                Main.log("a message could not be published: " + e);
            }
        }
    }
}
