// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * One cell of a notebook.
 *
 * @param number its place in the notebook, from 1
 * @param json the cell as nbformat keeps it
 */
public record Cell(int number, JsonObject json) {
    /** The member of a cell's or an output's metadata that is ours. */
    static final String OURS = "causerie";

    public boolean isCode() {
        return type().equals("code");
    }

    public boolean isMarkdown() {
        return type().equals("markdown");
    }

    /** Whether it is code that holds more than blanks. */
    public boolean isRunnable() {
        return isCode() && !source().isBlank();
    }

    public String type() {
        return Output.joined(json.get("cell_type"));
    }

    public String source() {
        return Output.joined(json.get("source"));
    }

    public List<Output> outputs() {
        return elements(json.get("outputs")).stream()
                .map(output -> new Output(output.getAsJsonObject()))
                .toList();
    }

    /** The last value the cell showed. */
    public Optional<Output> lastValue() {
        return outputs().stream()
                .filter(output -> output.isValue() && !output.isProgress())
                .reduce((first, second) -> second);
    }

    public Optional<Integer> executionCount() {
        JsonElement count = json.get("execution_count");
        return count == null || count.isJsonNull() ? Optional.empty() : Optional.of(count.getAsInt());
    }

    /** Whether the cell is there to fail: it carries the tag {@code raises-exception}. */
    public boolean mayFail() {
        return json.get("metadata") instanceof JsonObject metadata
                && elements(metadata.get("tags")).stream()
                        .anyMatch(tag -> Output.joined(tag).equals("raises-exception"));
    }

    /** What the metadata's {@code "causerie"} member says under a name: {@code headline}, {@code varies}. */
    public Optional<String> ours(String name) {
        return json.get("metadata") instanceof JsonObject metadata
                        && metadata.get(OURS) instanceof JsonObject ours
                        && ours.has(name)
                ? Optional.of(Output.joined(ours.get(name)))
                : Optional.empty();
    }

    /** A picture attached to a markdown cell as {@code type;base64,data}, if it is there. */
    Optional<String> attachment(String name) {
        if (json.get("attachments") instanceof JsonObject all && all.get(name) instanceof JsonObject picture) {
            return picture.entrySet().stream()
                    .findFirst()
                    .map(entry -> entry.getKey() + ";base64," + Output.joined(entry.getValue()));
        }
        return Optional.empty();
    }

    private static List<JsonElement> elements(JsonElement array) {
        return array instanceof JsonArray list
                ? StreamSupport.stream(list.spliterator(), false).toList()
                : List.of();
    }
}
