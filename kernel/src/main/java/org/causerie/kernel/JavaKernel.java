// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.dflib.jjava.jupyter.messages.reply.KernelInfoReply;
import org.dflib.jjava.jupyter.messages.request.CompleteRequest;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.InspectRequest;
import org.dflib.jjava.jupyter.messages.request.InterruptRequest;
import org.dflib.jjava.jupyter.messages.request.IsCompleteRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;

/** Answers a front end's requests, one at a time. */
final class JavaKernel extends BaseKernel {
    private final Channels channels;
    private final Session session;
    private final CellExecution execution;
    private final Magics magics;
    private final Assistant assistant;
    private final Rendering rendering;
    private final Output output;
    private final Input input;
    private final History history = new History();

    /** The id that a cell was given last by {@link Notebook#display(Object)}; as a cell's value it is not shown. */
    private volatile Optional<String> lastDisplayId = Optional.empty();

    private JavaKernel(
            Channels channels, Session session, CellExecution execution, Magics magics, Rendering rendering) {
        super(
                "causerie",
                Main.version(),
                new LanguageInfo.Builder("java")
                        .version(Runtime.version().toString())
                        .mimetype("text/x-java")
                        .fileExtension(".jshell")
                        .pygments("java")
                        .codemirror("text/x-java")
                        .build(),
                List.of(new HelpLink("Java API", "https://docs.oracle.com/en/java/javase/17/docs/api/")),
                null,
                new JupyterIO(StandardCharsets.UTF_8),
                new CommManager(),
                rendering,
                null,
                magics.registry(),
                false,
                new StringStyler.Builder().build());
        this.channels = channels;
        this.session = session;
        this.execution = execution;
        this.magics = magics;
        this.rendering = rendering;
        assistant = new Assistant(session, magics);
        output = new Output(channels.publisher());
        input = new Input(channels.stdinRequests(), output);
    }

    /** Takes over the standard streams and the handling of messages, before any can arrive. */
    static void start(Channels channels, Session session, CellExecution execution, Magics magics, Rendering rendering) {
        JavaKernel kernel = new JavaKernel(channels, session, execution, magics, rendering);
        kernel.output.install();
        System.setIn(kernel.input);
        kernel.becomeHandlerForConnection(channels);
        kernel.commManager.setIOPubChannel(channels.publisher());
        kernel.onStartup();
    }

    /** The kernel of this process, if there is one. */
    static Optional<JavaKernel> running() {
        return Optional.ofNullable((JavaKernel) notebookKernel);
    }

    // Execution

    @Override
    protected synchronized void handleExecuteRequest(ShellReplyEnvironment reply, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        boolean silent = request.isSilent();
        boolean counted = request.shouldStoreHistory() && !silent;
        int count = counted ? executionCount.getAndIncrement() : executionCount.get();
        reply.setBusyDeferIdle();
        if (!silent) reply.publish(new PublishExecuteInput(request.getCode(), count));
        commManager.setMessageContext(message);
        output.begin(silent ? Optional.empty() : Optional.of(message));
        input.begin(request.isStdinEnabled() ? Optional.of(message) : Optional.empty());
        session.analysis(); // waits until there is one
        execution.begin("cell " + count);
        JsonObject content;
        Optional<DisplayData> value = Optional.empty();
        try {
            value = run(new Sources.Cell("cell " + count, request.getCode()));
            content = status("ok");
            content.add("user_expressions", evaluated(request.getUserExpr()));
            content.add("payload", new JsonArray());
            output.flush();
            if (!silent) value.ifPresent(data -> reply.publish(new PublishExecuteResult(count, data)));
        } catch (CellError e) {
            content = failed(e);
            output.flush();
            if (!silent) reply.publish(Wire.raw(message, MessageType.PUBLISH_ERROR, e.json()));
            if (request.shouldStopOnError()) channels.abortQueuedCells();
        } finally {
            execution.end();
        }
        if (counted) {
            history.add(count, request.getCode(), value.map(data -> (String) data.getData(MIMEType.TEXT_PLAIN)));
        }
        content.addProperty("execution_count", count);
        reply.reply(Wire.raw(message, MessageType.EXECUTE_REPLY, content));
    }

    /** Evaluates and renders, both on the cell's thread: a value's own text may take long, too. */
    private Optional<DisplayData> run(Sources.Cell cell) {
        try {
            Optional<Object> value = session.evaluate(cell, magics.resolve(cell.code()));
            if (value.isEmpty() || isLastDisplayId(value.get())) return Optional.empty();
            return Optional.of(execution.call(() -> rendering.show(value.get())));
        } catch (CellError e) {
            throw e;
        } catch (CellExecution.Interrupted e) {
            throw session.errors().interrupted(e);
        } catch (Exception | Error e) {
            throw session.errors().other(e);
        }
    }

    private JsonObject evaluated(Map<String, String> expressions) {
        JsonObject values = new JsonObject();
        expressions.forEach((name, expression) -> {
            try {
                Optional<DisplayData> value = run(new Sources.Cell("user expression " + name, expression));
                JsonObject json = Wire.json(value.orElse(new DisplayData("")));
                json.addProperty("status", "ok");
                values.add(name, json);
            } catch (CellError e) {
                values.add(name, failed(e));
            }
        });
        return values;
    }

    /** Answers a cell that waited behind a failed one and is not to run. */
    static void decline(ShellReplyEnvironment reply) {
        reply.setBusyDeferIdle();
        reply.reply(Wire.raw(reply.getContext(), MessageType.EXECUTE_REPLY, status("aborted")));
    }

    @Override
    public Object evalRaw(String code) {
        return session.evaluate(new Sources.Cell("eval", code), magics.resolve(code))
                .orElse(null);
    }

    @Override
    public void interrupt() {
        execution.interrupt("interrupted");
    }

    // Display

    /** Publishes a value below the cell; returns its display id. */
    String publish(DisplayData data) {
        send(PublishDisplayData.MESSAGE_TYPE, new PublishDisplayData(data));
        lastDisplayId = Optional.of(data.getDisplayId());
        return data.getDisplayId();
    }

    /** Replaces what was published with the same display id. */
    void republish(DisplayData data) {
        send(PublishUpdateDisplayData.MESSAGE_TYPE, new PublishUpdateDisplayData(data));
    }

    private <T> void send(MessageType<T> type, T content) {
        output.flush();
        output.cell().ifPresent(parent -> channels.publisher().sendMessage(new Message<>(parent, type, content)));
    }

    @SuppressWarnings("ReferenceEquality") // this very text, not one that looks like it
    private boolean isLastDisplayId(Object value) {
        return lastDisplayId.isPresent() && value == lastDisplayId.get();
    }

    // Help with writing

    @Override
    protected void handleCompleteRequest(ShellReplyEnvironment reply, Message<CompleteRequest> message) {
        CompleteRequest request = message.getContent();
        answer(reply, MessageType.COMPLETE_REPLY, () -> {
            String code = request.getCode();
            int cursor = units(code, request.getCursorPos());
            Assistant.Completion completion = assistant.complete(code, cursor);
            JsonObject content = status("ok");
            JsonArray matches = new JsonArray();
            completion.words().forEach(matches::add);
            content.add("matches", matches);
            content.addProperty("cursor_start", code.codePointCount(0, completion.start()));
            content.addProperty("cursor_end", code.codePointCount(0, cursor));
            content.add("metadata", new JsonObject());
            return content;
        });
    }

    @Override
    protected void handleInspectRequest(ShellReplyEnvironment reply, Message<InspectRequest> message) {
        InspectRequest request = message.getContent();
        answer(reply, MessageType.INSPECT_REPLY, () -> {
            int cursor = units(request.getCode(), request.getCursorPos());
            Optional<String> found = assistant.inspect(request.getCode(), cursor);
            JsonObject content = status("ok");
            content.addProperty("found", found.isPresent());
            JsonObject data = new JsonObject();
            found.ifPresent(text -> data.addProperty("text/plain", text));
            content.add("data", data);
            content.add("metadata", new JsonObject());
            return content;
        });
    }

    @Override
    protected void handleIsCodeCompeteRequest(ShellReplyEnvironment reply, Message<IsCompleteRequest> message) {
        String code = message.getContent().getCode();
        answer(reply, MessageType.IS_COMPLETE_REPLY, () -> {
            String verdict = assistant.isComplete(code);
            boolean said = verdict.equals(IS_COMPLETE_YES) || verdict.equals(IS_COMPLETE_BAD);
            JsonObject content = status(said ? verdict : "incomplete");
            content.addProperty("indent", said ? "" : verdict);
            return content;
        });
    }

    /** A position as the protocol counts, in characters, in Java's UTF-16 units. */
    private static int units(String code, int position) {
        return code.offsetByCodePoints(0, Math.max(0, Math.min(position, code.codePointCount(0, code.length()))));
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        return assistant.inspect(code, at).map(DisplayData::new).orElse(null);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        Assistant.Completion completion = assistant.complete(code, at);
        return new ReplacementOptions(completion.words(), completion.start(), at);
    }

    @Override
    public String isComplete(String code) {
        return assistant.isComplete(code);
    }

    // Everything else

    @Override
    protected void handleHistoryRequest(ShellReplyEnvironment reply, Message<HistoryRequest> message) {
        answer(reply, MessageType.HISTORY_REPLY, () -> {
            JsonObject content = status("ok");
            content.add("history", history.answer(message.getContent()));
            return content;
        });
    }

    @Override
    protected void handleKernelInfoRequest(ShellReplyEnvironment reply, Message<KernelInfoRequest> message) {
        answer(reply, MessageType.KERNEL_INFO_REPLY, () -> {
            JsonObject content = Wire.json(
                    new KernelInfoReply(Header.PROTOCOL_VERISON, name, version, languageInfo, getBanner(), helpLinks));
            content.addProperty("status", "ok");
            return content;
        });
    }

    @Override
    protected void handleInterruptRequest(ShellReplyEnvironment reply, Message<InterruptRequest> message) {
        answer(reply, MessageType.INTERRUPT_REPLY, () -> {
            interrupt();
            return status("ok");
        });
    }

    @Override
    protected void handleShutdownRequest(ShellReplyEnvironment reply, Message<ShutdownRequest> message) {
        answer(reply, MessageType.SHUTDOWN_REPLY, () -> {
            JsonObject content = status("ok");
            content.addProperty("restart", message.getContent().isRestart());
            reply.publish(Wire.raw(message, MessageType.SHUTDOWN_REPLY, content));
            return content;
        });
        reply.markForShutdown();
    }

    private static void answer(ShellReplyEnvironment reply, MessageType<?> type, Supplier<JsonObject> answer) {
        reply.setBusyDeferIdle();
        JsonObject content;
        try {
            content = answer.get();
        } catch (RuntimeException e) {
            content = failed(new CellError(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), List.of()));
        }
        reply.reply(Wire.raw(reply.getContext(), type, content));
    }

    private static JsonObject status(String status) {
        JsonObject content = new JsonObject();
        content.addProperty("status", status);
        return content;
    }

    private static JsonObject failed(CellError error) {
        JsonObject content = error.json();
        content.addProperty("status", "error");
        return content;
    }
}
