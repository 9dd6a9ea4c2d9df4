// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.causerie.CausalException;
import org.causerie.notebook.Message.Channel;

/**
 * A Jupyter front end without a face: starts a kernel or joins a running one, and speaks protocol 5.3 with it
 * over TCP or IPC.
 *
 * <pre>{@code
 * try (KernelClient kernel = KernelClient.start(KernelSpec.read(folder))) {
 *     Message reply = kernel.execute("1 + 1", published -> System.out.println(published.content()));
 * }
 * }</pre>
 *
 * <p>Safe to use from several threads: while one waits for a cell, another may {@link #interrupt()} it.
 */
public final class KernelClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** When the first question is asked anew, as Jupyter does. */
    private static final Duration ANEW = Duration.ofSeconds(2);

    private final Connection connection;
    private final Optional<KernelProcess> process;
    private final Optional<KernelSpec> spec;
    private final String session = UUID.randomUUID().toString();
    private final Map<String, Request> requests = new ConcurrentHashMap<>();
    private final List<Consumer<Message>> listeners = new CopyOnWriteArrayList<>();
    private final Wire wire;
    private volatile Optional<String> broken = Optional.empty();
    private volatile Optional<Function<String, String>> input = Optional.empty();

    private KernelClient(Connection connection, Optional<KernelProcess> process, Optional<KernelSpec> spec) {
        this.connection = connection;
        this.process = process;
        this.spec = spec;
        wire = new Wire(connection, this::received);
    }

    /** Starts a kernel in the current folder, speaks TCP, and waits until it is ready. */
    public static KernelClient start(KernelSpec spec) {
        return start(spec, Path.of("").toAbsolutePath(), false);
    }

    /**
     * Starts a kernel and waits until it is ready.
     *
     * @param workingFolder the folder in which cells run
     * @param ipc Unix domain sockets instead of TCP
     * @throws CausalException when it stops or is not ready within a minute
     */
    public static KernelClient start(KernelSpec spec, Path workingFolder, boolean ipc) {
        KernelProcess process = new KernelProcess(spec, workingFolder, ipc);
        KernelClient client = new KernelClient(process.connection(), Optional.of(process), Optional.of(spec));
        try {
            client.awaitReady(PATIENCE);
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Joins a running kernel and waits until it answers; closing the client leaves it running. */
    public static KernelClient connect(Path connectionFile) {
        KernelClient client = new KernelClient(Connection.read(connectionFile), Optional.empty(), Optional.empty());
        client.awaitReady(PATIENCE);
        return client;
    }

    /** Asks until both an answer and what the kernel publishes come through: a subscription takes a moment to count. */
    private void awaitReady(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        while (!hears()) {
            if (System.nanoTime() > end) {
                throw new CausalException(
                        "The kernel did not both answer kernel_info_request and publish its end within " + within);
            }
        }
    }

    /** Whether a question comes back; JeroMQ at times loses the first message of a connection it opens. */
    private boolean hears() {
        Request question = request(Channel.SHELL, "kernel_info_request", new JsonObject());
        try {
            return question.idles(Duration.ofMillis(250), ANEW);
        } catch (CausalException unanswered) {
            if (death().isPresent()) throw unanswered;
            return false;
        } finally {
            requests.remove(question.sent().id());
        }
    }

    // Requests

    public Connection connection() {
        return connection;
    }

    /** The session's id in the header of what this client sends. */
    public String session() {
        return session;
    }

    /** The kernel's process, where this client started it. */
    public Optional<Process> process() {
        return process.map(KernelProcess::process);
    }

    /** Answers a cell that asks for input: gets the prompt, gives the line. Without it, cells may not ask. */
    public void onInput(Function<String, String> answer) {
        input = Optional.of(answer);
    }

    /** Hears every message that comes in, also those no request here belongs to; called on the client's own thread. */
    public void listen(Consumer<Message> listener) {
        listeners.add(listener);
    }

    /** Runs a cell and waits for its end, however long it takes; returns the {@code execute_reply}. */
    public Message execute(String code, Consumer<Message> published) {
        return execute(code, Duration.ofDays(1), published);
    }

    /**
     * Runs a cell and waits for its end; what it publishes is given away while it comes in.
     *
     * @return the {@code execute_reply}
     * @throws CausalException when it is not done in time or the kernel stops; a failed cell is no exception
     */
    public Message execute(String code, Duration within, Consumer<Message> published) {
        return submit(code).finish(within, published);
    }

    /** Sends a cell and does not wait. */
    public Request submit(String code) {
        return submit(code, true);
    }

    /** Sends a cell and does not wait; {@code stopOnError} tells the kernel to drop what queues behind a failure. */
    public Request submit(String code, boolean stopOnError) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("silent", false);
        content.addProperty("store_history", true);
        content.add("user_expressions", new JsonObject());
        content.addProperty("allow_stdin", input.isPresent());
        content.addProperty("stop_on_error", stopOnError);
        return request(Channel.SHELL, "execute_request", content);
    }

    public Message complete(String code, int cursor) {
        return ask(Channel.SHELL, "complete_request", at(code, cursor));
    }

    /** Signature and documentation of what stands at the cursor; {@code detail} 0 or 1. */
    public Message inspect(String code, int cursor, int detail) {
        JsonObject content = at(code, cursor);
        content.addProperty("detail_level", detail);
        return ask(Channel.SHELL, "inspect_request", content);
    }

    public Message isComplete(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        return ask(Channel.SHELL, "is_complete_request", content);
    }

    /** The last {@code n} cells. */
    public Message history(int n) {
        JsonObject content = new JsonObject();
        content.addProperty("output", false);
        content.addProperty("raw", true);
        content.addProperty("hist_access_type", "tail");
        content.addProperty("n", n);
        return ask(Channel.SHELL, "history_request", content);
    }

    public Message kernelInfo() {
        return ask(Channel.SHELL, "kernel_info_request", new JsonObject());
    }

    public Message commInfo() {
        return ask(Channel.SHELL, "comm_info_request", new JsonObject());
    }

    public boolean heartbeat(Duration within) {
        return wire.heartbeat(within);
    }

    /** Stops the running cell, in the way the kernelspec asks for. */
    public void interrupt() {
        boolean signal = spec.map(s -> s.interruptMode().equals("signal")).orElse(false);
        if (signal) process.orElseThrow().signal("INT");
        else ask(Channel.CONTROL, "interrupt_request", new JsonObject());
    }

    /** Asks the kernel to end; returns its reply. */
    public Message shutdown(boolean restart) {
        JsonObject content = new JsonObject();
        content.addProperty("restart", restart);
        return ask(Channel.CONTROL, "shutdown_request", content);
    }

    /** Ends the kernel this client started and starts it again on the same connection. */
    public void restart() {
        KernelProcess owned = process.orElseThrow(
                () -> new CausalException("Only a kernel started here can be restarted; this one was joined"));
        shutdown(true);
        if (!owned.ended(Duration.ofSeconds(5))) owned.process().destroyForcibly();
        owned.ended(Duration.ofSeconds(5));
        requests.clear();
        owned.start();
        awaitReady(PATIENCE);
    }

    /** Sends any request and does not wait. */
    public Request request(Channel channel, String type, JsonObject content) {
        Message message = Message.of(channel, session, type, content);
        Request request = new Request(message, this::answer, this::death, () -> requests.remove(message.id()));
        requests.put(message.id(), request);
        wire.send(channel, message.frames(connection.key()));
        return request;
    }

    /** Sends any request and waits for its end. */
    public Message ask(Channel channel, String type, JsonObject content) {
        return request(channel, type, content).finish(PATIENCE, published -> {});
    }

    /** Sends frames as they are, signed well or not: for those who test a kernel. */
    public void sendRaw(Channel channel, List<byte[]> frames) {
        wire.send(channel, frames);
    }

    // Answers

    private void received(Channel channel, List<byte[]> frames) {
        Message message;
        try {
            message = Message.read(channel, frames, connection.key());
        } catch (CausalException | JsonParseException | IllegalStateException e) {
            broken = Optional.of("The kernel sent what is no signed message: " + e.getMessage());
            return;
        }
        listeners.forEach(listener -> listener.accept(message));
        Request request = requests.get(message.parentId());
        if (request != null) request.received(message);
    }

    private void answer(Message question) {
        Function<String, String> answer = input.orElseThrow(
                () -> new CausalException("The cell asks for input and nobody answers: " + question.text("prompt")));
        JsonObject content = new JsonObject();
        content.addProperty("value", answer.apply(question.text("prompt")));
        Message reply = Message.of(Channel.STDIN, session, "input_reply", content, question.header());
        wire.send(Channel.STDIN, reply.frames(connection.key()));
    }

    /** Why no answer can be hoped for, if so. */
    private Optional<String> death() {
        if (broken.isPresent()) return broken;
        return process.filter(owned -> !owned.process().isAlive()).map(KernelProcess::lastWords);
    }

    private static JsonObject at(String code, int cursor) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("cursor_pos", cursor);
        return content;
    }

    /** Ends the kernel where this client started it, and the connection. */
    @Override
    public void close() {
        process.ifPresent(owned -> {
            if (!owned.process().isAlive()) return;
            JsonObject content = new JsonObject();
            content.addProperty("restart", false);
            request(Channel.CONTROL, "shutdown_request", content);
            owned.ended(Duration.ofSeconds(3));
        });
        wire.close();
        process.ifPresent(KernelProcess::dispose);
    }
}
