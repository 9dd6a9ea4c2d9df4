// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.reply.InputReply;
import org.dflib.jjava.jupyter.messages.request.InputRequest;
import org.zeromq.ZMQ;

/** Asks front ends for input, on a thread of its own so that whoever waits for the answer can be interrupted. */
final class StdinRequests {
    private static final int LOOK_MILLIS = 20;

    private final StdinChannel socket;
    private final Wire wire;
    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();

    private record Question(MessageContext parent, CompletableFuture<String> answer) {}

    StdinRequests(StdinChannel socket, Wire wire) {
        this.socket = socket;
        this.wire = wire;
    }

    void start() {
        socket.setReceiveTimeOut(LOOK_MILLIS);
        Channels.daemon("stdin", this::serve);
    }

    /** One line, without its end. */
    String ask(MessageContext parent) throws InterruptedException {
        Question question = new Question(parent, new CompletableFuture<>());
        questions.add(question);
        try {
            return question.answer().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The front end could not be asked: " + e.getCause(), e);
        } finally {
            question.answer().cancel(false); // when interrupted; the thread then stops waiting
        }
    }

    private void serve() {
        while (true) {
            try {
                Question question = questions.take();
                try {
                    answer(question);
                } catch (RuntimeException e) {
                    question.answer().completeExceptionally(e);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void answer(Question question) {
        byte[] late = socket.recv(ZMQ.DONTWAIT); // the answer to a question that was given up
        while (late != null) late = socket.recv(ZMQ.DONTWAIT);
        wire.send(socket, new Message<>(question.parent(), InputRequest.MESSAGE_TYPE, new InputRequest("", false)));
        while (!question.answer().isDone()) {
            byte[] frame = socket.recv();
            if (frame == null) continue;
            List<byte[]> frames = new ArrayList<>(List.of(frame));
            while (socket.hasReceiveMore()) frames.add(socket.recv());
            try {
                if (wire.read(frames).getContent() instanceof InputReply reply) {
                    question.answer().complete(reply.getValue());
                }
            } catch (Wire.Refused e) {
                Main.log("refused " + e.getMessage());
            }
        }
    }
}
