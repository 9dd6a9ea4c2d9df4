// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.KernelTimestamp;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.adapters.HeaderAdapter;
import org.dflib.jjava.jupyter.messages.adapters.HistoryRequestAdapter;
import org.dflib.jjava.jupyter.messages.adapters.KernelTimestampAdapter;
import org.dflib.jjava.jupyter.messages.adapters.MessageTypeAdapter;
import org.dflib.jjava.jupyter.messages.adapters.PublishStatusAdapter;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.zeromq.ZMQ;

/**
 * Messages as the frames of one multipart message. Read with the signature first, and only then what it says;
 * written here because jjava-jupyter cuts times to the minute.
 */
final class Wire {
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(UTF_8);
    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(KernelTimestamp.class, KernelTimestampAdapter.INSTANCE)
            .registerTypeAdapter(Header.class, HeaderAdapter.INSTANCE)
            .registerTypeAdapter(MessageType.class, MessageTypeAdapter.INSTANCE)
            .registerTypeAdapter(HistoryRequest.class, HistoryRequestAdapter.INSTANCE)
            .registerTypeAdapter(PublishStatus.class, PublishStatusAdapter.INSTANCE)
            .disableHtmlEscaping()
            .create();

    private final HMACGenerator signer;

    Wire(HMACGenerator signer) {
        this.signer = signer;
    }

    /** Why a message was not taken. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason);
        }
    }

    /**
     * The message in these frames.
     *
     * @throws Refused when they are no message, or it is not signed with the connection's key
     */
    Message<?> read(List<byte[]> frames) throws Refused {
        int at = 0;
        while (at < frames.size() && !Arrays.equals(frames.get(at), DELIMITER)) at++;
        if (at + 5 >= frames.size()) throw new Refused(frames.size() + " frames that are no message");
        byte[][] parts = frames.subList(at + 2, at + 6).toArray(byte[][]::new);
        if (!MessageDigest.isEqual(signer.calculateSignature(parts).getBytes(UTF_8), frames.get(at + 1))) {
            throw new Refused("a message without the signature of this connection's key");
        }
        try {
            return message(frames.subList(0, at), parts, frames.subList(at + 6, frames.size()));
        } catch (JsonParseException | IllegalStateException | ClassCastException e) {
            throw new Refused("a message that cannot be read: " + e.getMessage());
        }
    }

    private static Message<?> message(List<byte[]> identities, byte[][] parts, List<byte[]> blobs) {
        Header<?> header = header(object(parts[0]));
        JsonObject parent = object(parts[1]);
        Map<String, Object> metadata = GSON.fromJson(text(parts[2]), new TypeToken<Map<String, Object>>() {}.getType());
        JsonObject content = object(parts[3]);
        if (header.getType().equals(MessageType.EXECUTE_REQUEST)) addExecuteDefaults(content);
        return typed(
                identities,
                header,
                parent.isEmpty() ? null : header(parent),
                metadata,
                GSON.fromJson(content, header.getType().getContentType()),
                blobs);
    }

    @SuppressWarnings("unchecked") // the content was read as the class that the header's type asks for
    private static <T> Message<T> typed(
            List<byte[]> identities,
            Header<T> header,
            Header<?> parent,
            Map<String, Object> metadata,
            Object content,
            List<byte[]> blobs) {
        return new Message<>(List.copyOf(identities), header, parent, metadata, (T) content, List.copyOf(blobs));
    }

    private static Header<?> header(JsonObject json) {
        for (String member : List.of("msg_id", "username", "session")) setDefault(json, member, "");
        setDefault(json, "version", Header.PROTOCOL_VERISON);
        if (!json.has("date")) json.add("date", GSON.toJsonTree(KernelTimestamp.now()));
        return GSON.fromJson(json, Header.class);
    }

    /** What the protocol says of members that are left out. */
    private static void addExecuteDefaults(JsonObject content) {
        setDefault(content, "silent", false);
        setDefault(content, "store_history", !content.get("silent").getAsBoolean());
        setDefault(content, "allow_stdin", true);
        setDefault(content, "stop_on_error", true);
        if (!content.has("user_expressions")) content.add("user_expressions", new JsonObject());
    }

    private static void setDefault(JsonObject json, String member, String value) {
        if (!json.has(member) || json.get(member).isJsonNull()) json.addProperty(member, value);
    }

    private static void setDefault(JsonObject json, String member, boolean value) {
        if (!json.has(member)) json.addProperty(member, value);
    }

    private static JsonObject object(byte[] json) {
        return JsonParser.parseString(text(json)).getAsJsonObject();
    }

    private static String text(byte[] utf8) {
        return new String(utf8, UTF_8);
    }

    /** Sends a message; only on the thread that the socket belongs to. */
    void send(ZMQ.Socket socket, Message<?> message) {
        JsonObject header = header(message.getHeader());
        JsonObject parent = message.hasParentHeader() ? json(message.getParentHeader()) : new JsonObject();
        JsonObject metadata = message.hasMetadata() ? json(message.getMetadata()) : new JsonObject();
        byte[][] parts = {bytes(header), bytes(parent), bytes(metadata), bytes(message.getContent())};
        for (byte[] identity : message.getIdentities()) socket.sendMore(identity);
        socket.sendMore(DELIMITER);
        socket.sendMore(signer.calculateSignature(parts).getBytes(UTF_8));
        for (int i = 0; i < 3; i++) socket.sendMore(parts[i]);
        List<byte[]> blobs = message.getBlobs() == null ? List.of() : message.getBlobs();
        socket.send(parts[3], blobs.isEmpty() ? 0 : ZMQ.SNDMORE);
        for (int i = 0; i < blobs.size(); i++) socket.send(blobs.get(i), i + 1 < blobs.size() ? ZMQ.SNDMORE : 0);
    }

    /** The header of a message that is sent now. */
    private static JsonObject header(Header<?> header) {
        JsonObject json = new JsonObject();
        json.addProperty("msg_id", header.getId());
        json.addProperty("username", header.getUsername());
        json.addProperty("session", Objects.requireNonNullElse(header.getSessionId(), ""));
        json.addProperty("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
        json.addProperty("msg_type", header.getType().getName());
        json.addProperty("version", header.getVersion());
        return json;
    }

    private static byte[] bytes(Object value) {
        return GSON.toJson(value).getBytes(UTF_8);
    }

    /** A message with this very content, for replies whose classes in jjava-jupyter leave members out. */
    @SuppressWarnings("unchecked") // the content is only ever written as JSON
    static Message<Object> raw(MessageContext parent, MessageType<?> type, JsonObject content) {
        return new Message<>(parent, (MessageType<Object>) type, content);
    }

    /** A value of jjava-jupyter as JSON. */
    static JsonObject json(Object value) {
        return GSON.toJsonTree(value).getAsJsonObject();
    }
}
