// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.causerie.CausalException;

/**
 * One message of the Jupyter protocol, version 5.3.
 *
 * @param channel where it came in or is to go out
 * @param header {@code msg_id}, {@code msg_type}, {@code session} and so on
 * @param parent the header of the request it belongs to, empty where there is none
 * @param metadata what the sender added
 * @param content what the type says it holds
 */
public record Message(Channel channel, JsonObject header, JsonObject parent, JsonObject metadata, JsonObject content) {

    /** The four channels messages travel on; the heartbeat carries none. */
    public enum Channel {
        SHELL,
        CONTROL,
        STDIN,
        IOPUB
    }

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(UTF_8);
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    /** A new message with a fresh id and no parent. */
    public static Message of(Channel channel, String session, String type, JsonObject content) {
        return of(channel, session, type, content, new JsonObject());
    }

    /** A new message with a fresh id that answers the message with header {@code parent}. */
    static Message of(Channel channel, String session, String type, JsonObject content, JsonObject parent) {
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", UUID.randomUUID().toString());
        header.addProperty("session", session);
        header.addProperty("username", "causerie");
        header.addProperty("date", OffsetDateTime.now(ZoneOffset.UTC).toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", "5.3");
        return new Message(channel, header, parent, new JsonObject(), content);
    }

    public String id() {
        return text(header, "msg_id");
    }

    public String type() {
        return text(header, "msg_type");
    }

    /** The id of the request this belongs to, or the empty string. */
    public String parentId() {
        return text(parent, "msg_id");
    }

    /** A member of the content as text, or the empty string where it is not there or is no text. */
    public String text(String member) {
        return text(content, member);
    }

    /** The frames on the wire, signed with {@code key}; an empty key leaves the signature empty. */
    public List<byte[]> frames(String key) {
        byte[][] parts = {bytes(header), bytes(parent), bytes(metadata), bytes(content)};
        List<byte[]> frames = new ArrayList<>();
        frames.add(DELIMITER);
        frames.add(signature(key, parts).getBytes(UTF_8));
        frames.addAll(Arrays.asList(parts));
        return frames;
    }

    /**
     * Reads what {@link #frames} wrote, after any routing frames.
     *
     * @throws CausalException when the frames are no message or the signature is not that of {@code key}
     */
    public static Message read(Channel channel, List<byte[]> frames, String key) {
        int at = 0;
        while (at < frames.size() && !Arrays.equals(frames.get(at), DELIMITER)) at++;
        if (at + 5 >= frames.size()) {
            throw new CausalException(
                    "The " + channel + " channel carried " + frames.size() + " frames that are no Jupyter message");
        }
        byte[][] parts = frames.subList(at + 2, at + 6).toArray(byte[][]::new);
        byte[] wanted = signature(key, parts).getBytes(UTF_8);
        if (!MessageDigest.isEqual(wanted, frames.get(at + 1))) {
            throw new CausalException("A message on the " + channel + " channel is not signed with the session's key");
        }
        return new Message(channel, object(parts[0]), object(parts[1]), object(parts[2]), object(parts[3]));
    }

    private static String signature(String key, byte[][] parts) {
        if (key.isEmpty()) return "";
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            for (byte[] part : parts) mac.update(part);
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new CausalException("This Java has no HMAC-SHA256, which signs Jupyter messages", e);
        }
    }

    private static byte[] bytes(JsonObject object) {
        return GSON.toJson(object).getBytes(UTF_8);
    }

    private static JsonObject object(byte[] json) {
        return JsonParser.parseString(new String(json, UTF_8)).getAsJsonObject();
    }

    private static String text(JsonObject object, String member) {
        return object.has(member) && object.get(member).isJsonPrimitive()
                ? object.get(member).getAsString()
                : "";
    }
}
