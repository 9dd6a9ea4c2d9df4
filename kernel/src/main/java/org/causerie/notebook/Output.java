// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One output of a cell as nbformat keeps it.
 *
 * @param json {@code output_type} and what it asks for; texts may be one string or a list of lines
 */
public record Output(JsonObject json) {
    private static final String PROGRESS = "progress";

    static Output stream(String name, String text) {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("output_type", "stream");
        json.addProperty("text", text);
        return new Output(json);
    }

    static Output error(String name, String value, JsonArray traceback) {
        JsonObject json = new JsonObject();
        json.addProperty("ename", name);
        json.addProperty("evalue", value);
        json.addProperty("output_type", "error");
        json.add("traceback", traceback);
        return new Output(json);
    }

    /** A shown value; with an execution count it is the cell's result. */
    static Output value(JsonObject data, JsonObject metadata, Optional<Integer> executionCount) {
        JsonObject json = new JsonObject();
        json.add("data", data);
        executionCount.ifPresent(count -> json.addProperty("execution_count", count));
        json.add("metadata", metadata);
        json.addProperty("output_type", executionCount.isPresent() ? "execute_result" : "display_data");
        return new Output(json);
    }

    /** {@code stream}, {@code display_data}, {@code execute_result} or {@code error}. */
    public String type() {
        return text("output_type");
    }

    public boolean isStream() {
        return type().equals("stream");
    }

    public boolean isError() {
        return type().equals("error");
    }

    /** Whether it is a shown value: the cell's result or something displayed on the way. */
    public boolean isValue() {
        return json.has("data");
    }

    /** Whether it is a progress bar, which tells of the run and not of the result. */
    public boolean isProgress() {
        return metadata(Cell.OURS) instanceof JsonObject ours && ours.has(PROGRESS);
    }

    /** A member such as {@code name}, {@code text} or {@code ename}; empty where it is missing. */
    public String text(String member) {
        return joined(json.get(member));
    }

    public List<String> traceback() {
        return StreamSupport.stream(json.getAsJsonArray("traceback").spliterator(), false)
                .map(Output::joined)
                .toList();
    }

    /** The MIME types a value comes in. */
    public Set<String> types() {
        return json.getAsJsonObject("data").keySet();
    }

    /** The value in one MIME type, lines joined. */
    public Optional<String> data(String type) {
        JsonElement data = json.getAsJsonObject("data").get(type);
        if (data == null) return Optional.empty();
        return Optional.of(data.isJsonObject() ? data.toString() : joined(data));
    }

    /** A member of a value's metadata, or JSON null. */
    JsonElement metadata(String member) {
        JsonElement found = json.get("metadata") instanceof JsonObject metadata ? metadata.get(member) : null;
        return found == null ? JsonNull.INSTANCE : found;
    }

    /** The same output with texts as lists of lines, as Jupyter saves them. */
    Output split() {
        JsonObject copy = json.deepCopy();
        if (copy.has("text")) copy.add("text", lines(copy.get("text")));
        if (copy.get("data") instanceof JsonObject data) {
            for (String type : Set.copyOf(data.keySet())) {
                if (!type.endsWith("json")) data.add(type, lines(data.get(type)));
            }
        }
        return new Output(copy);
    }

    /** Text from one string or a list of lines. */
    static String joined(JsonElement text) {
        if (text == null || text.isJsonNull()) return "";
        if (!text.isJsonArray()) return text.isJsonPrimitive() ? text.getAsString() : text.toString();
        return StreamSupport.stream(text.getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsString)
                .collect(Collectors.joining());
    }

    /** One string as a list of lines that keep their line ends; a text without line ends is one line. */
    static JsonElement lines(JsonElement text) {
        if (!(text instanceof JsonPrimitive primitive && primitive.isString())) return text;
        List<String> lines = new ArrayList<>();
        String all = primitive.getAsString();
        for (int at = 0; at < all.length(); ) {
            int end = all.indexOf('\n', at);
            int next = end < 0 ? all.length() : end + 1;
            lines.add(all.substring(at, next));
            at = next;
        }
        JsonArray array = new JsonArray();
        lines.forEach(array::add);
        return array;
    }
}
